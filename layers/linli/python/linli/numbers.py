"""The numbers that all features are held to: linli/rules/waiting.yaml."""

from pydantic import PositiveFloat

from linli.dated import Dated
from linli.rows import shared


class Number(Dated):
    id: str
    value: PositiveFloat
    unit: str
    article: str
    mark: str


WAITING = {row.id: row for row in shared("waiting", Number)}
