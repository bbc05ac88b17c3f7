"""The numbers that devices are held to."""

from linli.numbers import Number, held
from linli.rows import rows

NUMBERS = held(rows("devices", "numbers", Number))
