"""Packs: messages of devices as stored, each an immutable row, and questions about the past that
are answered from them. docs/decisions/0020 says why.

pack#<thing>   <event time>#<boot>#<seq>#<digest>   a message whose samples span at most an hour
wide#<thing>   the same                             a message whose samples span more
"""
