"""What a check of a plan has to say."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Something that must be put right before the city is deployed."""

    check: str
    where: str
    what: str
