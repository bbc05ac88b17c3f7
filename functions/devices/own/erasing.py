"""Deletes what was measured of a person once the device is over (L-PIP#47), as nobody may look at
it any more: readings, messages in quarantine, values in alarms, presence, and commands. Whose
device it was, and who looked at it, are kept for their own periods.
"""

from contextlib import suppress
from itertools import islice

from functions.devices.commands import store as commands
from functions.devices.presence import back
from functions.devices.presence import store as sessions
from functions.devices.readings import rules, store
from functions.devices.register import store as register
from functions.devices.twin import store as twins
from functions.devices.watching import acts as watching
from functions.devices.watching import forgetting
from linli import clock
from linli.errors import Conflict
from linli.store import until_settled
from linli.summaries.erasing import erase, erase_rows

MOST, ALARMS = 2_500, 250  # rows, commands, and alarms deleted per call


def begin(device_id: str) -> None:
    """Idempotent: a repeated event finds the deletion begun."""
    device = register.device(device_id)
    if device.agreed:
        begun = rules.erasing(device_id, device.community, clock.now(device.community))
        with suppress(Conflict):
            store.save(begun)
        until_settled(lambda: register.forget(device))


def look(pk: str, sk: str) -> None:
    """Called by the sweeper. Deletes a part at each call, until nothing is left and no more data
    can arrive; alarms may still have been on their way.
    """
    before = store.erasing(pk)
    now = clock.now(before.community)
    if before.due is None or now < before.due:
        return
    watching.retire(before.device_id, before.community)
    gone = erase(before.device_id, MOST) + forgetting.forget(before.device_id, ALARMS)
    gone += erase_rows([twins.place(before.device_id), sessions.place(before.device_id)])
    gone += erase_rows(islice(commands.places(before.device_id), MOST))
    back.forget(before.device_id)
    with suppress(Conflict):
        store.save(rules.erased(before, gone, now))
