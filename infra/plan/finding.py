"""A finding of a plan's checks."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Something that must be corrected before the city is deployed."""

    check: str
    where: str
    what: str
