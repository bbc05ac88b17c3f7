"""A shift that ends with incidents open, and who takes them."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from linli.model import Noun
from linli.places import Community

MOST = 100  # incidents of one shift


class Relief(Noun):
    """`by` offers the open incidents that are his to `to`, who takes them by accepting: until then
    they stay with `by`. `taken` were his still, and are now with `to`.
    """

    id: str
    community: Community
    by: str
    to: str
    note: str
    incidents: Annotated[tuple[str, ...], Field(max_length=MOST)]
    stage: Literal["offered", "accepted", "withdrawn"] = "offered"
    offered_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    taken: tuple[str, ...] = ()
