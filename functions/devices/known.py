"""The numbers that devices are held to."""

from linli.numbers import Number
from linli.rows import rows

NUMBERS = {row.id: row for row in rows("devices", "numbers", Number)}
