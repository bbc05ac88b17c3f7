"""Scheduled work over stored messages: hourly and daily summaries, and the archive."""

from linli import clock
from linli.city import city
from linli.keeper import Keeper

from .hazards.known import NUMBERS

KEPT, HOLDS = (NUMBERS[name].span for name in ("readings-kept", "reading-holds"))
handler = Keeper(KEPT, lambda _: HOLDS(clock.now(city().code))).handler
