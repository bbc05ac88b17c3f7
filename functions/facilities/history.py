"""What time does to what devices said: hours and days are made of it, and days are archived."""

from datetime import timedelta

from linli.keeper import Keeper

from .hazards.known import NUMBERS

KEPT, HOLDS = timedelta(days=NUMBERS["readings-kept"]), timedelta(hours=NUMBERS["reading-holds"])
handler = Keeper(KEPT, lambda _: HOLDS).handler
