"""Numbers with their source, as rows; of them those that all features are held to."""

from pydantic import PositiveFloat

from linli.dated import Dated
from linli.rows import shared


class Number(Dated):
    """A row of rules/numbers.yaml, or of a file of that shape, of any feature."""

    id: str
    value: PositiveFloat
    unit: str
    article: str
    mark: str


WAITING = {row.id: row for row in shared("waiting", Number)}  # linli/rules/waiting.yaml
