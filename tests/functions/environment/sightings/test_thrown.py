"""A thrown object: several cameras' reports are one, what is sure enough is raised, once."""

import json
from datetime import timedelta
from itertools import permutations

import pytest

from tests.functions.environment.conftest import HERE, THERE


@pytest.fixture
def cameras(sensor):
    for number in range(1, 4):
        sensor(f"CM-{number}", "camera", north=number * 20)


def test_what_three_cameras_see_is_one(cameras, see, seen, told):
    for number, ago in ((1, 9), (2, 5), (3, 0)):
        see(f"CM-{number}", "thrown_object", ago=ago, clip=f"nvr/{number}")
    [one] = seen()
    assert one.stage == "raised"
    assert one.sensors == ("CM-1", "CM-2", "CM-3")
    assert one.clips == 3
    [(name, fact)] = told()
    assert name == "ThrownObjectSeen"
    assert (fact["hazard_id"], fact["raises"], fact["category"]) == (one.id, "incident", "O2")
    assert fact["article"] == "L-CC#1254; L-PS#43(5)"
    assert fact["building"] == "3"


@pytest.mark.parametrize("order", [*permutations((1, 2, 3))])
def test_in_whatever_order_and_however_often_they_say_so(cameras, see, seen, facts, order):
    for number in order:
        see(f"CM-{number}", "thrown_object", ago=number, times=3, seq=number)
    [one] = seen()
    assert sorted(one.sensors) == ["CM-1", "CM-2", "CM-3"]
    assert facts() == ["ThrownObjectSeen"]


@pytest.mark.parametrize(("apart", "number"), [(20, 1), (21, 2)])
def test_what_is_later_than_the_window_is_another(cameras, see, seen, apart, number):
    see("CM-1", "thrown_object", ago=apart)
    see("CM-2", "thrown_object")
    assert len(seen()) == number


@pytest.mark.parametrize(("north", "number"), [(79, 1), (81, 2)])
def test_what_is_further_than_the_distance_is_another(sensor, see, seen, north, number):
    sensor("CM-8", "camera")
    sensor("CM-9", "camera", north=north)
    see("CM-8", "thrown_object", ago=1)
    see("CM-9", "thrown_object")
    assert len(seen()) == number


def test_another_community_s_is_another(sensor, see, seen):
    sensor("CM-8", "camera")
    sensor("CM-9", "camera", community=THERE)
    see("CM-8", "thrown_object")
    see("CM-9", "thrown_object", community=THERE)
    assert len(seen()) == len(seen(community=THERE)) == 1


def test_what_is_not_sure_is_kept_and_raised_by_one_that_is(cameras, see, seen, facts):
    see("CM-1", "thrown_object", ago=5, confidence=0.4)
    assert [one.stage for one in seen()] == ["noted"]
    assert facts() == []
    see("CM-2", "thrown_object", confidence=0.5)
    assert [one.stage for one in seen()] == ["raised"]
    assert facts() == ["ThrownObjectSeen"]


@pytest.mark.parametrize(
    "wrong",
    [{"face": "/9j/4AAQ"}, {"confidence": 1.1}, {"confidence": None}, {"clip": "https://x/1"}],
)
def test_a_face_or_nonsense_is_refused_whole(cameras, see, seen, row, wrong):
    see("CM-1", "thrown_object", **wrong)
    assert seen() == []
    waiting = [one for one in row.scan() if one.pk.startswith("quarantine#")]
    assert waiting


def test_who_is_not_registered_is_not_heard(see, seen):
    see("CM-7", "thrown_object")
    assert seen() == []


def test_its_incident_closes_it(cameras, see, seen, hear, facts, now):
    see("CM-1", "thrown_object")
    [one] = seen()
    file = json.loads(open("events/samples/incidents/IncidentClosed.json").read())  # noqa: SIM115, PTH123
    closed = file | {"hazard_id": one.id, "community": HERE}
    assert hear(("IncidentClosed", closed), ("IncidentClosed", closed)) == []
    [after] = seen()
    assert after.stage == "closed"
    assert facts() == ["SightingSettled", "ThrownObjectSeen"]


def test_a_clip_goes_after_thirty_days_unless_it_is_open(cameras, see, seen, sweep, now, hear):
    from functions.environment.sightings import acts, store

    see("CM-1", "thrown_object", clip="nvr/1")
    [one], begun = seen(), now()
    now(begun + timedelta(days=30))
    sweep()
    [clip] = store.clips(one.id)
    assert (clip.ref, clip.kept_until) == ("nvr/1", begun + timedelta(days=30))
    acts.close(one.id, now())
    now(begun + timedelta(days=31))
    sweep()
    [clip] = store.clips(one.id)
    assert (clip.ref, clip.erased_at) == (None, begun + timedelta(days=31))


def test_what_one_camera_says_of_one_moment_is_one_report(cameras, see, seen):
    for _ in range(2):
        see("CM-1", "thrown_object", ago=3)
    assert len(seen()[0].reports) == 1


def test_what_is_over_is_forgotten_and_what_is_open_is_not(
    cameras, see, seen, hear, ask, people, now, sweep, row
):
    """At the latest then: the row is unreadable at once, and gone when the table next looks."""
    from functions.environment.sightings import rows, store

    see("CM-1", "thrown_object", clip="r/1")
    [sighting] = seen()
    path = f"sightings/{sighting.id}"
    assert ask("GET", path, sub="official")[1]["kept_until"] is None
    assert row.get(f"sighting#{sighting.id}", "sighting").expires is None
    at = now()
    closed = {"community": HERE, "at": at.isoformat(), "incident_id": "i", "subject": "CM-1"}
    closed |= {"hazard_id": sighting.id, "measure": "thrown_object", "hazard_at": at.isoformat()}
    assert hear(("IncidentClosed", closed)) == []
    until = at + rows.SIGHTING_KEPT(at)
    kept = row.get(f"sighting#{sighting.id}", "sighting")
    assert kept.expires == int(until.timestamp())
    assert row.get(f"near#thrown_object#{HERE}", "near").expires is not None
    assert ask("GET", path, sub="official")[1]["kept_until"] == _iso(until)
    now(at + timedelta(days=31))
    sweep()
    [clip] = store.clips(sighting.id)
    assert row.get(f"clip#{sighting.id}", clip.id).expires is not None
    now(until)
    assert ask("GET", path, sub="official")[0] == 404
    assert seen() == []


def test_what_was_noted_only_is_forgotten_too(cameras, see, seen, row):
    from functions.environment.sightings import rows

    see("CM-1", "thrown_object", confidence=0.1)
    [sighting] = seen()
    until = sighting.begun_at + rows.SIGHTING_KEPT(sighting.begun_at)
    assert row.get(f"sighting#{sighting.id}", "sighting").expires == int(until.timestamp())


def _iso(at):
    return at.isoformat().replace("+00:00", "Z")


def test_open_ones_are_listed_alone_however_many_were_found_since(
    cameras, see, seen, ask, now, people, monkeypatch
):
    """Also of a row that was written when there was but one list; and all, page after page."""
    from functions.environment.sightings import store

    def listed(**query):
        query |= {"community": HERE, "kind": "thrown_object"}
        said = ask("GET", "sightings", sub="grid_worker", query=query)
        assert said[0] == 200, said
        return said[1]

    def found(one):
        body = {"outcome": "false", "note": "鸟群"}
        mine = {"sub": "grid_worker", "idempotency_key": f"found-{one}"}
        said = ask("POST", f"sightings/{one}/findings", body, **mine)
        assert said[0] == 201, said

    ids = []
    for _ in range(4):
        now(now() + timedelta(minutes=10))
        see("CM-1", "thrown_object", confidence=0.2)
        ids.insert(0, seen()[-1].id)
    for one in ids[:2]:
        found(one)
    assert [one["id"] for one in listed(stage="open")["items"]] == ids[2:]
    monkeypatch.setattr(store, "OVER", store.OPEN)
    found(ids[2])
    monkeypatch.undo()
    assert [one["id"] for one in listed(stage="open")["items"]] == ids[3:]
    monkeypatch.setattr(store, "SHOWN", 3)
    first = listed()
    assert [one["id"] for one in first["items"]] == ids[:3]
    rest = listed(after=first["next"])
    assert ([one["id"] for one in rest["items"]], rest["next"]) == (ids[3:], None)
