"""What devices' measures came to, made once from their packs and kept; made anew by late data.
docs/decisions/0022 says why.

hours#<thing>           <hour>     the minutes of an hour in which it said very much
days#<thing>            <day>      the hours of a day in which it said much, and the day
heard#<day>#<shard>     <digest>   things that have samples of that day
anew#<quarter>#<shard>  <digest>   hours of things, to be made when that quarter is over
"""
