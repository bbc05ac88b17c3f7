"""The numbers that devices are held to."""

from datetime import timedelta

from linli.numbers import Number, held
from linli.rows import rows

TOLD = timedelta(days=7)  # by when all is told that was made known with a row
NUMBERS = held(rows("devices", "numbers", Number))
