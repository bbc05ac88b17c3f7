"""When devices were last there, and what their silence is."""

from pydantic import AwareDatetime

from functions.devices.model import KindId
from linli.model import Noun
from linli.places import Community


class Connection(Noun):
    """What the broker last said of a device's session."""

    device_id: str
    connected: bool
    at: AwareDatetime
    reason: str | None = None  # why it ended


class Silence(Noun):
    """A device that has said nothing for longer than its kind may; `since` is its last sign.

    `block` is the block it fell silent with: then that is told, and not this. One of a zone is not
    `told` before the next look, as its block may fall silent with it.
    """

    id: str
    device_id: str
    community: Community
    kind: KindId
    since: AwareDatetime
    found_at: AwareDatetime
    over_at: AwareDatetime | None = None
    block: str | None = None
    told: bool = True  # alone or with its block


class Block(Noun):
    """Devices of a supply block that fell silent together; `devices` are those that still are."""

    id: str
    community: Community
    zone: str
    since: AwareDatetime
    found_at: AwareDatetime
    over_at: AwareDatetime | None = None
    devices: frozenset[str] = frozenset()
    most: int = 0  # there ever were


class Round(Noun):
    """That somebody looks at the devices of a kind in a community, `after` which he goes on."""

    community: Community
    kind: KindId
    due: AwareDatetime | None = None
    after: str = ""
