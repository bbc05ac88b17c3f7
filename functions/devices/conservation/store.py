"""Storage of balances and losses. Keys are spelled in this file and nowhere else.

balance#<community>#<hour>   <device>#<boot>#<first>   the count of one device's span; a repeated
                                                       report replaces it
loss#<id>                    loss                      the sums of what is missing of a community's
                                                       hour; listed as open, or as over
loss#<id>                    span#<device>|<boot>|<first>   one span of it, written in the same
                                                       transaction as the sums
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from events import Event
from linli.errors import NotFound
from linli.numbers import Length
from linli.packs import beside
from linli.packs.keeping import put_rows
from linli.store import Page, Write, commit, listing, load, partition, until_settled
from linli.table import utc

from .model import Balance, Loss, LostSpan, hour_of

OPEN, OVER, SHOWN = "losses", "losses-over", 50
SPAN, PAGE = "span#", 500
LAST = "~"  # sorts after all numbers
TOGETHER = 90  # spans in one transaction, besides their loss
TRIES, PAUSE = 8, 0.1  # conflicts are frequent, as all devices report at the same time; seconds
Change = tuple[Loss, list[LostSpan], list[Event]] | None


def keep(balances: Iterable[Balance], kept: Length) -> bool:
    """Whether all could be written."""
    now = datetime.now(UTC)
    rows = {_place(one): beside.item(*_place(one), one, now + kept(now)) for one in balances}
    return not put_rows(list(rows.values()))


def balances(
    community: str, hour: datetime, after: str = "", *, short: bool = False, wide: bool = False
) -> Page[Balance]:
    """One page for an hour. With `short`, only those with something missing among the rows read, so
    a page may be empty although there is a next. `wide` reads as many rows and filters none.
    """
    most = PAGE if short or wide else SHOWN
    found = partition(_hour(community, hour), Balance, after=after, limit=most + 1)
    looked = found[:most]
    shown = [one for one in looked if one.missing] if short else looked
    return Page(shown, _place(looked[-1])[1] if len(found) > most else None)


def reported(community: str, hour: datetime, first: str, last: str) -> dict[str, datetime]:
    """Until when the devices from `first` to `last`, by id, have reported, of the spans that begin
    in this hour; by the broker's clock.
    """
    ends: dict[str, datetime] = {}
    pk, until = _hour(community, hour), f"{last}#{LAST}"
    for one in partition(pk, Balance, after=f"{first}#", until=until, limit=None):
        at = one.ends + timedelta(seconds=one.skew_seconds)
        ends[one.thing] = max(at, ends.get(one.thing, at))
    return ends


def thing(after: str) -> str:
    """The device that a cursor contains."""
    return after.partition("#")[0]


def loss(loss_id: str) -> Loss:
    return load(f"loss#{loss_id}", "loss", Loss)


def losses(*, is_open: bool, after: str) -> Page[Loss]:
    return listing(OPEN if is_open else OVER, Loss, after=after, limit=SHOWN, newest=True)


def spans(loss_id: str, starts: str = "") -> list[LostSpan]:
    """All lost spans of an hour, or those whose name starts so."""
    return partition(f"loss#{loss_id}", LostSpan, starts=SPAN + starts, limit=None)


def of(loss_id: str, things: Iterable[str]) -> list[LostSpan]:
    """The lost spans of these devices."""
    return [one for thing in sorted(set(things)) for one in spans(loss_id, f"{thing}|")]


def change(loss_id: str, decide: Callable[[Loss | None], Change], kept: Length) -> None:
    """Loads, decides and writes, again on a conflict; a decision of None changes nothing."""

    def settle() -> None:
        before: Loss | None = None
        with suppress(NotFound):
            before = loss(loss_id)
        after, lost, events = decide(before) or (before, [], [])
        if after and (lost or after != before):
            now = datetime.now(UTC)
            ends = now + kept(now)
            commit(_writing(after, events), *(_span(loss_id, one, ends) for one in lost))

    until_settled(settle, TRIES, PAUSE)


def _span(loss_id: str, span: LostSpan, ends: datetime) -> Write:
    return Write(f"loss#{loss_id}", SPAN + span.name, span, expires=ends)


def _writing(loss: Loss, events: list[Event]) -> Write:
    list_ = OPEN if loss.stage == "open" else OVER
    listed = list_, f"{utc(loss.found_at)}#{loss.id}"
    return Write(f"loss#{loss.id}", "loss", loss, tuple(events), due=loss.due, listed=listed)


def _place(balance: Balance) -> tuple[str, str]:
    pk = _hour(balance.community, balance.begins)
    return pk, f"{balance.thing}#{balance.boot:x}#{balance.first:x}"


def _hour(community: str, at: datetime) -> str:
    return f"balance#{community}#{hour_of(at.astimezone(UTC)):%Y-%m-%dT%H}"
