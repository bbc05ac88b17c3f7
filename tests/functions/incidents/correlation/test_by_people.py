"""What people part and join, and many acknowledged at once."""

import pytest

from tests.functions.incidents import working

from .conftest import ENDS, point

PLACE = "140105001001"


def code(answer):
    return answer[0], answer[1].get("code")


@pytest.fixture
def fire(duty, hear, all_of, machine):
    for number in range(3):
        hear("HazardFound", **point(number))
    [one] = all_of()
    machine(one.id, "raised")
    return one.id


def shown(person, one):
    return person("zhao").get(f"/{one}")[1]


def last(person, one):
    return shown(person, one)["timeline"][-1]


def part(person, one, number, key=None, who="zhao"):
    body = {"hazard_id": point(number)["hazard_id"], "reason": "a kitchen, no fire"}
    return person(who).post(f"{one}/partings", body, key=key)


def test_what_was_wrongly_joined_becomes_an_incident_of_its_own(
    fire, person, states, machine, hear, all_of
):
    assert part(person, fire, 2)[0] == 201
    [own] = [one for one in all_of() if one.id != fire]
    assert (own.subject, own.joined, own.parted_from, own.stage) == ("FD-002", 0, fire, "raised")
    assert states.started[-1] == f"{own.id}-1"
    assert machine(own.id, "raised") == "dispatched"
    assert shown(person, fire)["joined"] == 1
    assert (last(person, fire)["kind"], last(person, fire)["by"]) == ("parted", "zhao")
    assert "a kitchen, no fire" in shown(person, own.id)["timeline"][0]["note"]
    hear("HazardWorsened", **point(2))
    assert shown(person, fire)["joined"] == 1
    assert last(person, own.id)["kind"] == "worse"


def test_what_is_parted_keeps_where_it_was(duty, person, hear, all_of, machine):
    spots = [{"address": f"{one}号", "lat": 37.7 + one / 1000, "lon": 112.5} for one in range(2)]
    for number, spot in enumerate(spots):
        hear("HazardFound", **point(number, **spot))
    [fire] = all_of()
    machine(fire.id, "raised")
    assert (fire.address, fire.lat) == ("0号", 37.7)
    assert part(person, fire.id, 1)[0] == 201
    [own] = [one for one in all_of() if one.id != fire.id]
    assert (own.address, own.building, own.lat, own.lon) == ("1号", "7", 37.701, 112.5)


def test_what_was_parted_no_longer_holds_the_others_up(fire, person, hear):
    hear("HazardFound", **point(5, priority="P1"))
    for number in (0, 1, 5):
        hear("HazardCleared", **point(number))
    assert not shown(person, fire)["sensor"]["normal"]
    assert part(person, fire, 2)[0] == 201
    assert shown(person, fire)["sensor"]["normal"]


def test_the_same_parting_again_is_the_same_fact(fire, person, all_of):
    first = part(person, fire, 1, key="key-0000001")
    assert part(person, fire, 1, key="key-0000001") == first
    assert code(part(person, fire, 1)) == (409, "not-joined")
    assert len(all_of()) == 2


def test_what_cannot_be_parted(fire, person, machine):
    assert code(part(person, fire, 0)) == (409, "leading-hazard")
    assert code(part(person, fire, 77)) == (409, "not-joined")
    for other in ("li", "sun"):
        assert code(part(person, fire, 1, who=other)) == (403, "forbidden")
    assert part(person, fire, 1, who="far")[0] == 404


def join(person, into, other, who="zhao", key=None):
    body = {"incident": other, "reason": "one fire in two houses"}
    return person(who).post(f"{into}/joins", body, key=key)


def test_two_are_joined_by_a_person(two, person, states, hear, told, all_of):
    fire, other = two
    assert join(person, fire, other)[0] == 201
    [one] = all_of()
    assert (one.id, one.joined, one.merged) == (fire, 4, (other,))
    ended = shown(person, other)
    assert (ended["stage"], ended["merged_into"]) == ("merged", fire)
    assert states.answered[-1][1] == "merged"
    assert last(person, other)["kind"] == "merged"
    assert last(person, fire)["kind"] == "joined"
    for number in range(3):
        hear("HazardCleared", **point(number))
    hear("HazardCleared", **point(10, building="8"))
    assert not shown(person, fire)["sensor"]["normal"]
    hear("HazardCleared", **point(11, building="8"))
    assert shown(person, fire)["sensor"]["normal"]
    subjects = [one["subject"] for one in person("zhao").get(f"/{fire}/hazards")[1]["items"]]
    assert subjects == ["FD-000", "FD-001", "FD-002", "FD-010", "FD-011"]


def test_what_is_new_there_joins_the_one_that_goes_on(two, person, hear, all_of):
    fire, other = two
    join(person, fire, other)
    hear("HazardFound", **point(12, building="8"))
    [one] = all_of()
    assert (one.id, one.joined) == (fire, 5)


def test_a_join_is_undone_by_a_parting(two, person, machine, states, hear, all_of):
    fire, other = two
    join(person, fire, other)
    hear("HazardCleared", **point(11, building="8"))
    assert part(person, fire, 10)[0] == 201
    again = shown(person, other)
    assert (again["stage"], again["merged_into"], again["joined"]) == ("reopened", None, 1)
    assert states.started[-1] == f"{other}-2"
    assert machine(other, "reopened", generation=2) == "dispatched"
    assert shown(person, fire)["joined"] == 2
    hear("HazardCleared", **point(10, building="8"))
    assert shown(person, other)["sensor"]["normal"]
    assert not shown(person, fire)["sensor"]["normal"]
    assert sorted(one.id for one in all_of()) == sorted(two)


def test_a_hazard_of_one_that_was_joined_is_parted_alone(two, person, all_of):
    fire, other = two
    join(person, fire, other)
    assert part(person, fire, 11)[0] == 201
    [own] = [one for one in all_of() if one.id != fire]
    assert (own.subject, shown(person, fire)["joined"]) == ("FD-011", 3)
    assert shown(person, other)["joined"] == 0


def test_three_joined_one_into_the_other_and_the_middle_parted(two, person, hear, all_of, machine):
    fire, other = two
    hear("HazardFound", **point(20, building="9"))
    [third] = [one.id for one in all_of() if one.id not in two]
    machine(third, "raised")
    assert join(person, other, third)[0] == 201
    assert join(person, fire, other)[0] == 201
    assert shown(person, fire)["joined"] == 5
    hear("HazardCleared", **point(20, building="9"))
    assert part(person, fire, 20)[0] == 201
    assert (shown(person, fire)["joined"], shown(person, other)["joined"]) == (4, 1)
    assert shown(person, third)["sensor"]["normal"]
    assert part(person, fire, 10)[0] == 201
    assert shown(person, fire)["joined"] == 2


def test_what_cannot_be_joined(two, person, hear, all_of):
    fire, other = two
    assert code(join(person, fire, fire)) == (409, "not-joinable")
    assert code(join(person, fire, other, who="li")) == (403, "forbidden")
    assert join(person, fire, "0" * 26)[0] == 404
    hear("HazardFound", **point(30, drill=True))
    [drill] = [one.id for one in all_of() if one.drill]
    assert code(join(person, fire, drill)) == (409, "not-joinable")
    assert join(person, fire, other)[0] == 201
    assert code(join(person, fire, other)) == (409, "wrong-stage")
    assert code(join(person, other, fire)) == (409, "wrong-stage")


def test_closing_settles_what_was_joined_too(two, person, hear, machine, photo, told):
    fire, other = two
    join(person, fire, other)
    working.take(person, fire)
    working.handle(person, photo, fire)
    for number in (0, 1, 2, 10, 11):
        hear("HazardCleared", **point(number))
    working.verify(person, fire, "zhao")
    working.close(person, fire, **ENDS)
    [closed] = [detail for name, detail in told() if name == "IncidentClosed"]
    about = {name: closed[name] for name in closed.keys() - {"version", "at"}}
    for _ in range(2):
        hear.told("IncidentClosed", **about)
    released = sorted(one["subject"] for name, one in told() if name == "HazardReleased")
    assert released == ["FD-001", "FD-002", "FD-010", "FD-011"]
    assert person("zhao").post(f"{fire}/reopenings", {"reason": "smoke again"})[0] == 201
    [again] = [detail for name, detail in told() if name == "IncidentReopened"]
    hear.told(
        "IncidentReopened", **{name: again[name] for name in again.keys() - {"version", "at"}}
    )
    retaken = sorted(one["subject"] for name, one in told() if name == "HazardRetaken")
    assert retaken == released


@pytest.fixture
def shared(two, person, hear, photo):
    """shared("wang"): who handled the second of two before it was joined to the first."""

    def handled(who):
        (fire, other), _ = two, person(who)
        given = {"to": who, "reason": "near"}
        assert person("guan").post(f"{other}/reassignments", given)[0] == 201
        assert person(who).post(f"{other}/acknowledgements", {"level": 2})[0] == 201
        work = {"note": "out", "evidence": [photo(who, other)]}
        assert person(who).post(f"{other}/handlings", work)[0] == 201
        assert join(person, fire, other)[0] == 201
        for number in (0, 1, 2, 10, 11):
            hear("HazardCleared", **point(number))
        working.take(person, fire)
        return fire

    return handled


def test_nobody_judges_his_own_work_after_it_was_joined(shared, person, photo, member):
    fire = shared("wang")
    working.handle(person, photo, fire)
    member("wang", "community_worker", PLACE)
    seen = person("wang").post(f"{fire}/verifications", {"note": "seen"})
    assert code(seen) == (403, "own-work")
    working.verify(person, fire, "zhao")
    closed = person("wang").post(f"{fire}/closures", ENDS)
    assert code(closed) == (403, "own-work")
    working.close(person, fire, **ENDS)


def test_nor_is_he_told_to_do_so(shared, person, photo, asks):
    fire = shared("zhao")  # the last of the chain
    working.handle(person, photo, fire)
    asked = {who: [ask["about"] for ask in asks(who)] for who in ("zhao", "ops")}
    assert asked["ops"][-1:] == [f"incident#{fire}"]
    assert f"incident#{fire}" not in asked["zhao"]


def test_who_handled_what_was_sent_back_as_a_whole_judges_the_work_of_another(
    shared, person, photo, machine
):
    fire = shared("wang")
    assert person("zhao").post(f"{fire}/reopenings", {"reason": "it smokes"})[0] == 201
    machine(fire, "reopened")
    working.take(person, fire, 2)
    working.handle(person, photo, fire)
    working.verify(person, fire, "wang")


def test_hazards_are_listed_page_by_page(two, person, monkeypatch):
    from functions.incidents.correlation import pages

    monkeypatch.setattr(pages, "PAGE", 2)
    fire, other = two
    join(person, fire, other)
    seen, after = [], ""
    while after is not None:
        page = person("sun").get(f"/{fire}/hazards", after=after)[1]
        seen += [one["subject"] for one in page["items"]]
        after = page["next"]
    assert seen == ["FD-000", "FD-001", "FD-002", "FD-010", "FD-011"]
    assert person("far").get(f"/{fire}/hazards")[0] == 404
    assert code(person("gao").get(f"/{fire}/hazards")) == (403, "forbidden")


def take(person, who, items, key=None):
    body = {"items": items, "reason": "one storm"}
    return person(who).post("acknowledgements", body, key=key)


def test_many_are_acknowledged_at_once_each_with_its_outcome(two, person, hear, all_of):
    fire, other = two
    items = [{"incident": fire, "level": 1}, {"incident": other, "level": 9}]
    items.append({"incident": "0" * 26, "level": 1})
    status, first = take(person, "li", items, key="key-0000001")
    assert status == 200
    outcomes = [one["outcome"] for one in first["items"]]
    assert outcomes == ["taken", "already-late", "not-found"]
    assert last(person, fire)["note"] == "one storm"
    assert take(person, "li", items, key="key-0000001")[1] == first
    again = take(person, "li", items[:1], key="key-0000002")[1]
    assert [one["outcome"] for one in again["items"]] == ["already-late"]


def test_who_may_take_none_of_them_hears_no_more_than_of_one(two, person):
    items = [{"incident": one, "level": 1} for one in two]
    assert take(person, "far", items)[0] == 404
    assert code(take(person, "gao", items)) == (403, "forbidden")
    assert take(person, "li", [])[0] == 422
    assert take(person, "li", items * 51)[0] == 422


def test_people_who_are_shut_in_have_an_incident_of_their_own():
    """How long they are is counted by the law: nobody joins it to another, or another to it."""
    from datetime import UTC, datetime

    from functions.incidents.correlation import merging
    from functions.incidents.handling import sensing
    from linli.errors import Refused

    now = datetime.now(UTC)
    shut_in, power = (
        sensing.raise_for(hazard(category, now), now) for category in ("A4.1", "A4.6")
    )
    for into, other in ((shut_in, power), (power, shut_in)):
        with pytest.raises(Refused, match="not-joinable"):
            merging.merge(into, other, "zhao", "one cause", {}, now)


def hazard(category, now):
    from events.facilities import HazardFound

    about = {"asset_id": f"X-{category}", "hazard_id": category, "kind": "elevator"}
    limit = {"measure": "m", "value": 1, "limit_id": "l", "article": "a", "priority": "P1"}
    more = {"community": "140105001001", "at": now, "raises": "incident", "category": category}
    return HazardFound.model_validate(about | limit | more)
