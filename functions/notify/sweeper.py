"""Scheduled work: next steps of notices, digests after quiet hours, and bulk messages."""

from linli import clock
from linli.sweeper import Driver, Sweeper

from .bulk import acts as bulk_acts
from .bulk import rules as bulk_rules
from .bulk import store as bulk_store
from .bulk.model import Bulk
from .notices import acts
from .notices import reports as notices_reports


def tend(pk: str, sk: str) -> None:
    """The next step of a notice; and attempts that no gateway reported on in time."""
    notice = acts.go_on(pk, sk)
    notices_reports.late(notice, clock.now(notice.community))


def keep(_before: Bulk, after: Bulk) -> Bulk:
    return bulk_store.save(after)


bulk = Driver(bulk_acts.MACHINE, load=bulk_store.by_key, save=keep, late=bulk_rules.late)
handler = Sweeper({"notice": tend, "bulk": bulk, "digest": acts.send_digest}).handler
