"""What devices say, stored once: each message one row that never changes, and what it tells of the
past. docs/decisions/0020 says why.

pack#<thing>   <event time>#<boot>#<seq>#<digest>   a message whose samples span at most an hour
wide#<thing>   the same                             one whose samples span more
"""
