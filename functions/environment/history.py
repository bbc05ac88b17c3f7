"""Scheduled work over stored messages: the archive; hourly values are computed in sweeper.py."""

from datetime import timedelta

from linli.keeper import Keeper

from .known import NUMBERS

KEPT, HOLDS = NUMBERS["readings-kept"].span, timedelta(hours=1)
handler = Keeper(KEPT, lambda _: HOLDS).handler
