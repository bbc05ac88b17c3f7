"""However entries are joined and parted, each is somewhere, once, and as it was."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.facilities.ledger import entries, joining, rules
from functions.facilities.ledger.finding import BY_ID, NUMBERS
from functions.facilities.ledger.model import Source, Where
from linli.errors import Refused
from linli.geo import Spot

HERE = "140105001001"
NOW = datetime(2026, 11, 25, 4, tzinfo=UTC)
KEPT = {"joined_to", "joined_at", "members", "severity", "deadline", "look_at", "facts", "news"}
KEPT |= {"stop_use", "own_deadline", "own_stop_use"}


def entry(number=0, category="hydrant", found_by="report"):
    row = entries.category(BY_ID, category, NOW)
    source = Source(
        id=f"{number:026x}",
        community=HERE,
        found_by=found_by,
        category=category,
        where=Where(point=Spot(lat=37.79, lon=112.55)),
        at=NOW,
    )
    return entries.entry(source, f"YH-{number}", row, NUMBERS, NOW)


def kept(one):
    return one.model_dump(exclude=KEPT)


OWN = ("severity", "deadline", "stop_use")
ACTS = st.lists(st.tuples(st.booleans(), st.integers(0, 5), st.integers(0, 5)), max_size=30)
MIXED = st.lists(
    st.sampled_from(["hydrant", "lamp_out", "other", "upkeep_inspect"]), min_size=6, max_size=6
)


@given(categories=MIXED, acts=ACTS)
def test_nothing_is_lost_however_entries_are_joined_and_parted(categories, acts):
    made = [entry(number, category) for number, category in enumerate(categories)]
    now = {one.id: one for one in made}
    for joins, first, second in acts:
        root, member = now[made[first].id], now[made[second].id]
        rest = [now[one] for one in root.members if one != member.id]
        try:
            if joins:
                if root.id in below(now, member):
                    continue
                pair = joining.join(joining.Pair(root, member), "li", NOW)
            else:
                pair = joining.part(root, member, rest, "li", NOW)
        except Refused:
            continue
        now |= {one.id: one.model_copy(update={"news": None}) for one in pair}
        roots = [one for one in now.values() if one.joined_to is None]
        found = [name for one in roots for name in (one.id, *below(now, one))]
        assert sorted(found) == sorted(now)
    for before in made:
        after = now[before.id]
        assert kept(after) == kept(before)
        if not after.members:
            assert {name: getattr(after, name) for name in OWN} == {
                name: getattr(before, name) for name in OWN
            }
            assert after.look_at == (None if after.joined_to else before.look_at)


def below(now, one):
    return [name for member in one.members for name in (member, *below(now, now[member]))]


@pytest.mark.parametrize(
    ("new", "known", "root"),
    [
        (entry(1), entry(0), 0),
        (entry(1, "gas_smell"), entry(0), 1),
    ],
)
def test_the_newer_joins_the_older_but_always_what_raises_an_incident(new, known, root):
    pair = joining.pair(new, known)
    assert pair.root is (known, new)[root]


def test_who_was_late_for_anothers_sake_is_in_time_again_and_looked_at_then():
    mild, bad = entry(0, "lamp_out"), entry(1)
    root, member = joining.join(joining.Pair(mild, bad), "li", NOW)
    late = entries.late(root, [], timedelta(days=1), NOW + timedelta(days=2))
    assert late.overdue
    after = joining.part(late, member, [], "li", NOW + timedelta(days=2)).root
    assert (after.overdue, after.deadline, after.look_at) == (False, mild.deadline, mild.deadline)
    past = mild.deadline + timedelta(hours=1)
    again = entries.late(late, [], timedelta(days=1), past)
    after = joining.part(again, member, [], "li", past).root
    assert (after.overdue, after.look_at) == (True, again.look_at)


def test_the_time_of_a_repair_that_failed_is_not_that_of_before():
    mild, bad = entry(0, "lamp_out"), entry(1)
    root, member = joining.join(joining.Pair(mild, bad), "li", NOW)
    returned = root.model_copy(update={"state": "repaired", "repairer": "wang"})
    promised = entries.promise(NUMBERS, "major", NOW + timedelta(days=5))
    returned = rules.give_back(returned, "li", "未修好", NOW + timedelta(days=5), promised)
    after = joining.part(returned, member, [], "li", NOW + timedelta(days=5)).root
    assert after.deadline == promised["deadline"]


def test_no_more_than_so_many_are_one():
    root = entry(0)
    for number in range(1, 4):
        root = joining.join(joining.Pair(root, entry(number)), None, NOW, most=3).root
    with pytest.raises(Refused, match="too-many-joined"):
        joining.join(joining.Pair(root, entry(9)), None, NOW, most=3)


def test_by_when_it_is_repaired_is_said_by_the_row_in_force_when_it_was_found(succeed):
    later = NOW + timedelta(days=1)
    succeed(NUMBERS["repair-general"], later.date(), value=48)
    for found, hours in ((NOW, 72), (later, 48)):
        promised = entries.promise(NUMBERS, "general", found)
        assert promised["deadline"] == found + timedelta(hours=hours)
