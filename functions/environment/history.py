"""What time does to what stations said: days are archived; of hours see sweeper.py."""

from datetime import timedelta

from linli.keeper import Keeper

from .known import NUMBERS

KEPT, HOLDS = NUMBERS["readings-kept"].span, timedelta(hours=1)
handler = Keeper(KEPT, lambda _: HOLDS).handler
