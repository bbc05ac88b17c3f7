"""What was measured of a person goes as soon as its device is over (L-PIP#47), as nobody may look
at it any more: readings, what could not be taken of them, and what stands of them in alarms; and
when it was there. That it was his stays for its own time, and who looked.
"""

from contextlib import suppress

from functions.devices.presence import acts as presence
from functions.devices.presence import store as sessions
from functions.devices.readings import rules, store
from functions.devices.register import store as register
from functions.devices.twin import store as twins
from functions.devices.watching import acts as watching
from functions.devices.watching import forgetting
from linli import clock
from linli.errors import Conflict
from linli.summaries.erasing import erase, erase_rows

MOST, ALARMS = 2_500, 250  # rows of a look


def begin(device_id: str) -> None:
    """Heard of again, it is under way."""
    device = register.device(device_id)
    if device.agreed:
        begun = rules.erasing(device_id, device.community, clock.now(device.community))
        with suppress(Conflict):
            store.save(begun)


def look(pk: str, sk: str) -> None:
    """Some goes at each sweep, until nothing is left and nothing can come: an alarm, too, may have
    been on its way.
    """
    before = store.erasing(pk)
    now = clock.now(before.community)
    if before.due is None or now < before.due:
        return
    watching.retire(before.device_id, before.community)
    gone = erase(before.device_id, MOST) + forgetting.forget(before.device_id, ALARMS)
    gone += erase_rows([twins.place(before.device_id), sessions.place(before.device_id)])
    presence.forget(before.device_id)
    with suppress(Conflict):
        store.save(rules.erased(before, gone, now))
