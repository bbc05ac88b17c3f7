"""The numeric settings of devices."""

from datetime import timedelta

from linli.numbers import Number, held
from linli.rows import rows

TOLD = timedelta(days=7)  # by when all events of a row have been published
NUMBERS = held(rows("devices", "numbers", Number))
