"""What a measure came to in a minute, a quarter of an hour, an hour, a day. Pure.

Made once from the samples of a minute, then from one another: what follows is merged to what went
before, in any grouping, with the very same result, since sums are exact. A late sample touches one
of each width: its minute is made anew, the wider ones merged anew.
"""
