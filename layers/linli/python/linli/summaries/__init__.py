"""Summaries of measurements, computed once from the stored messages (packs) and recomputed when
late data arrives. docs/decisions/0022 says why.

hours#<thing>           <hour>     minutes of an hour in which the thing sent very much
days#<thing>            <day>      hours of a day in which it sent much, and the day's total
heard#<day>#<shard>     <digest>   things with samples on that day
anew#<quarter>#<shard>  <digest>   hours of things, to be recomputed after that quarter of an hour
"""
