"""The rows that what is sensed is held to and read by, as the city has them."""

from linli.rows import rows

from .life import Limits
from .model import LiftCode, Limit, Number, State

CODES = rows("facilities", "lift_codes", LiftCode)
NUMBERS = {row.id: row.value for row in rows("facilities", "sensing", Number)}
LIMITS: Limits = (
    *rows("facilities", "limits", Limit),
    *rows("facilities", "states", State),
    *(limit for code in CODES if (limit := code.limit())),
)
