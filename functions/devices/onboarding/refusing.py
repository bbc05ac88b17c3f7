"""Records refused claims; many in an hour raise an incident."""

from datetime import datetime, timedelta

from events.devices import ClaimsRefused
from functions.devices.known import NUMBERS
from linli import clock
from linli.city import city
from linli.counted import Counted
from linli.ids import derived
from linli.observe import logger, remark
from linli.store import until_settled
from linli.table import utc

from . import store
from .acts import Denied
from .model import Refusal, Tally

REFUSED = NUMBERS["refusals-in-an-hour"]
UNKNOWN = "unknown"  # the batch for unknown claim certificates
KEPT = timedelta(days=90)
SHOWN = 128  # characters of the stated serial


def note(denied: Denied, serial: str) -> None:
    """Counted per hour; beyond a limit, refusals get no row of their own."""
    batch = denied.batch.id if denied.batch else UNKNOWN
    remark(Counted.CLAIM_REFUSED)
    logger.warning("claim refused", why=denied.why, batch=batch)

    def settle() -> None:
        now = clock.now(city().code)
        hour = utc(now.replace(minute=0, second=0, microsecond=0))
        tally = store.tally(batch, hour)
        most = REFUSED.count(now)
        after, told = counted(tally, denied, most, now)
        writes = [store.counting(batch, hour, after, KEPT, now)._replace(events=told)]
        if after.times <= most:
            place = f"{hour}#{serial[:SHOWN]}#{denied.why}"
            row = seen(store.refusal(batch, place), denied, batch, serial, now)
            writes.append(store.refusing(place, row, KEPT, now))
        store.save(writes)

    until_settled(settle)


def counted(
    tally: Tally, denied: Denied, most: int, now: datetime
) -> tuple[Tally, tuple[ClaimsRefused, ...]]:
    """Reported once an hour, and only if there is a community to investigate."""
    times = tally.times + 1
    where = community_of(denied)
    if times < most or tally.told or where is None:
        return tally.model_copy(update={"times": times}), ()
    told = tally.model_copy(update={"times": times, "told": True})
    return told, (hazard(tally.batch, where, times, now),)


def hazard(batch: str, community: str, times: int, now: datetime) -> ClaimsRefused:
    """A new hazard each hour, so that each is explained by somebody."""
    row = REFUSED.at(now)
    return ClaimsRefused(
        community=community,
        at=now,
        asset_id=batch,
        hazard_id=derived(f"claims-refused|{batch}|{now:%Y-%m-%dT%H}"),
        kind="claim",
        measure="claims_refused",
        value=times,
        raises="incident",
        priority="P3",
        category="A8",
        limit_id=row.id,
        article=row.article,
    )


def seen(before: Refusal | None, denied: Denied, batch: str, serial: str, now: datetime) -> Refusal:
    if before:
        return before.model_copy(update={"times": before.times + 1, "last_at": now})
    return Refusal(
        batch=batch,
        serial=serial[:SHOWN],
        why=denied.why,
        community=community_of(denied),
        device_id=denied.device.id if denied.device else None,
        first_at=now,
        last_at=now,
    )


def community_of(denied: Denied) -> str | None:
    if denied.device:
        return denied.device.community
    return denied.batch.community if denied.batch else None
