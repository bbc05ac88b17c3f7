"""What time does to what devices said: hours and days are made of it, and days are archived."""

from linli import clock
from linli.city import city
from linli.keeper import Keeper

from .hazards.known import NUMBERS

KEPT, HOLDS = (NUMBERS[name].span for name in ("readings-kept", "reading-holds"))
handler = Keeper(KEPT, lambda _: HOLDS(clock.now(city().code))).handler
