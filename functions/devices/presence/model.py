"""Sessions of devices, and silence."""

from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator

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

    `block` is the block it fell silent with, which is reported instead, and `block_zone` the zone
    of that block, as the device's own may be corrected meanwhile. A device of a zone is not `told`
    before the next check, as its whole block may turn out to be silent.
    """

    id: str
    device_id: str
    community: Community
    kind: KindId
    since: AwareDatetime
    found_at: AwareDatetime
    over_at: AwareDatetime | None = None
    block: str | None = None
    block_zone: str | None = None
    told: bool = True  # reported, alone or with its block


def _number(devices: Any) -> Any:
    """Blocks used to list their devices."""
    return len(devices) if isinstance(devices, list) else devices


class Block(Noun):
    """Devices of a supply block that fell silent together: a number only, as there may be thousands
    in one row. Each is counted in the transaction that changes its own row, so exactly once.
    """

    id: str
    community: Community
    zone: str
    since: AwareDatetime
    found_at: AwareDatetime
    over_at: AwareDatetime | None = None
    devices: Annotated[int, BeforeValidator(_number)] = 0  # still silent
    most: int = 0  # the highest number


class Round(Noun):
    """The position of the checks of a kind in a community: they continue after `after`. `hourly`:
    these are the first in an hour, which began at `hourly_at`.
    """

    community: Community
    kind: KindId
    due: AwareDatetime | None = None
    after: str = ""
    hourly: bool = False
    hourly_at: AwareDatetime | None = None
