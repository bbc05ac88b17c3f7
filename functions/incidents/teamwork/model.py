"""The handover of a shift's open incidents."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from linli.model import Noun
from linli.places import Community

MOST = 100  # incidents per shift


class Relief(Noun):
    """`by` offers all their open incidents to `to`; until `to` accepts, they stay with `by`.
    `taken` are those that are with `to` when it is accepted, whether from `by` or otherwise.
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
