"""Sessions of devices, and silence."""

from pydantic import AwareDatetime

from functions.devices.model import KindId
from linli.model import Noun
from linli.places import Community


class Connection(Noun):
    """The latest lifecycle event of a device's session."""

    device_id: str
    connected: bool
    at: AwareDatetime
    reason: str | None = None  # why it ended


class Silence(Noun):
    """A device without a message for longer than its kind permits; `since` is its last sign of
    life.

    `block` is the block it fell silent with, which is reported instead. A device of a zone is not
    `told` before the next check, as its whole block may turn out to be silent.
    """

    id: str
    device_id: str
    community: Community
    kind: KindId
    since: AwareDatetime
    found_at: AwareDatetime
    over_at: AwareDatetime | None = None
    block: str | None = None
    told: bool = True  # reported, alone or with its block


class Block(Noun):
    """Devices of a supply block that fell silent together; `devices` are those still silent."""

    id: str
    community: Community
    zone: str
    since: AwareDatetime
    found_at: AwareDatetime
    over_at: AwareDatetime | None = None
    devices: frozenset[str] = frozenset()
    most: int = 0  # the highest number


class Round(Noun):
    """The position of the checks of a kind in a community: they continue after `after`."""

    community: Community
    kind: KindId
    due: AwareDatetime | None = None
    after: str = ""
