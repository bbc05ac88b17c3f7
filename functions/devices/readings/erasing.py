"""What was measured of a person goes as soon as its device is over (L-PIP#47), as nobody may look
at it any more. Its alarms are kept for their own time, with what they say.
"""

from contextlib import suppress

from functions.devices.register import store as register
from linli import clock
from linli.errors import Conflict
from linli.summaries.erasing import erase

from . import rules, store

MOST = 2_500  # rows of a look


def begin(device_id: str) -> None:
    """Heard of again, it is under way."""
    device = register.device(device_id)
    if device.agreed:
        begun = rules.erasing(device_id, device.community, clock.now(device.community))
        with suppress(Conflict):
            store.save(begun)


def look(pk: str, sk: str) -> None:
    """Some goes at each sweep, until nothing is left and nothing can come."""
    before = store.erasing(pk)
    now = clock.now(before.community)
    if before.due is None or now < before.due:
        return
    gone = erase(before.device_id, MOST)
    with suppress(Conflict):
        store.save(rules.erased(before, gone, now))
