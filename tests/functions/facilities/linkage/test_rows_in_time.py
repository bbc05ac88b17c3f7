"""A row that follows another of its id orders from its day on, and no sooner."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from functions.facilities.assets.model import Asset
from functions.facilities.linkage import by_hand, deciding, rules
from functions.facilities.linkage.acts import LINKS
from functions.facilities.linkage.model import Action
from linli.dated import by_id
from linli.errors import Refused
from linli.wall import CHINA

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
TODAY = datetime(2026, 11, 23, 12, tzinfo=CHINA)
TOMORROW = TODAY + DAY


def followed(row, **changes):
    ended = row.model_copy(update={"effective_to": TODAY.date()})
    return [ended, row.model_copy(update={"effective_from": TOMORROW.date(), **changes})]


def ordered(row, at):
    said = {"command": row.command, "link_id": row.id, "ordered_at": at, "send_until": at}
    return Action.model_construct(**said)


def test_what_was_ordered_is_confirmed_and_undone_by_the_row_of_then():
    row = next(one for one in LINKS if one.undo)
    links = by_id(followed(row, undo=None, undo_by=(), send_within=7))
    assert deciding.row(links, ordered(row, TODAY)).send_within == row.send_within
    assert deciding.row(links, ordered(row, TOMORROW)).send_within == 7
    assert deciding.undo_of(links, ordered(row, TODAY)) == row.undo
    assert deciding.undo_of(links, ordered(row, TOMORROW)) is None


def test_what_was_ordered_by_a_row_that_ended_at_midnight_is_still_of_that_row():
    row = next(one for one in LINKS if one.undo)
    links = by_id(followed(row)[:1])
    assert deciding.row(links, ordered(row, TOMORROW)).id == row.id
    with pytest.raises(Refused, match="no-such-row"):
        deciding.row(links, ordered(row, datetime(1999, 1, 1, tzinfo=CHINA)))


def test_what_follows_after_midnight_from_a_hazard_of_before_is_undone_by_the_row_it_follows_from():
    row = next(one for one in LINKS if one.trigger and one.kind and one.undo)
    links = followed(row, undo=None, undo_by=())
    midnight = TOMORROW.replace(hour=0)
    alarm = SimpleNamespace(at=midnight - MINUTE, drill=False, community="140105001001")
    first = SimpleNamespace(hazard_id="h", asset_id="SD-1")
    case = SimpleNamespace(
        id="c", alarm=alarm, first=first, trigger=SimpleNamespace(id=row.trigger)
    )
    asset = Asset.model_construct(id="A-1", kind=row.kind, grid=None, building=None, zone=None)
    [link] = rules.in_force(links, case)
    [action] = rules.orders(case, [rules.Target(link, asset)], (), (), midnight + MINUTE)
    kept = Action.model_validate_json(action.model_dump_json())
    assert deciding.row(by_id(links), kept) == links[0]
    assert deciding.undo_of(by_id(links), kept) == row.undo
    done = kept.model_copy(update={"stage": "answered"})
    _, undoing = deciding.undo(done, link, None, "x", "why", midnight + DAY)
    assert deciding.row(by_id(links), undoing) == links[0]


def test_what_is_ordered_by_hand_is_of_the_row_that_let_it_be():
    row = next(one for one in LINKS if one.mode == "by-hand")
    wish = ordered(row, TOMORROW)
    asked = by_hand.ordered(wish, followed(row)[0], None, "x", "why", TOMORROW)
    assert deciding.row(by_id(followed(row)), asked).effective_to == TODAY.date()


def test_what_follows_from_a_hazard_is_said_by_the_row_of_its_time():
    row = next(one for one in LINKS if one.trigger)
    links = followed(row, send_within=7)
    for at, found in ((TODAY, links[0]), (TOMORROW, links[1])):
        alarm = SimpleNamespace(at=at, drill=False)
        case = SimpleNamespace(alarm=alarm, trigger=SimpleNamespace(id=row.trigger))
        assert rules.in_force(links, case) == [found]
