"""The numbers that devices are held to."""

from pydantic import PositiveFloat

from linli.dated import Dated
from linli.rows import rows


class Number(Dated):
    """A row of rules/numbers.yaml."""

    id: str
    value: PositiveFloat
    unit: str
    article: str
    mark: str


NUMBERS = {row.id: row for row in rows("devices", "numbers", Number)}
