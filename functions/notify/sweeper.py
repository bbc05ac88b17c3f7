"""What time does to notices: the next step, the digest when quiet hours end; and to bulks."""

from linli import clock
from linli.sweeper import Driver, Sweeper

from . import acts, bulk_acts, bulk_rules, bulk_store, reports
from .bulk_model import Bulk


def tend(pk: str, sk: str) -> None:
    """The next step of a notice; and the end of attempts of which no gateway spoke in time."""
    notice = acts.go_on(pk, sk)
    reports.late(notice, clock.now(notice.community))


def keep(_before: Bulk, after: Bulk) -> Bulk:
    return bulk_store.save(after)


bulk = Driver(bulk_acts.MACHINE, load=bulk_store.by_key, save=keep, late=bulk_rules.late)
handler = Sweeper({"notice": tend, "bulk": bulk, "digest": acts.send_digest}).handler
