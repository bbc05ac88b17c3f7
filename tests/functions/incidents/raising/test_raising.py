"""Incidents that no sensor finds: raised by a person, handled as any other, closed by people."""

PLACE = "140105001001"
SEEN = {
    "community": PLACE,
    "grid": PLACE + "001",
    "category": "S2",
    "priority": "P2",
    "what": "门口有人聚集争吵",
    "address": "3号楼下",
}


def code(answer):
    return answer[0], answer[1].get("code")


def test_what_a_person_raises_is_handled_like_any_other(duty, person, machine, photo, asks, states):
    status, one = person("zhao").post("", SEEN)
    assert (status, one["stage"], one["what"]) == (201, "raised", SEEN["what"])
    assert states.started == [f"{one['id']}-1"]
    assert machine(one["id"], "raised") == "dispatched"
    [ask] = asks("li")
    assert ask["template"] == "incidents.dispatched-reported"
    assert ask["variables"]["category"] == "S2"
    person("li").post(f"{one['id']}/acknowledgements", {"level": 1})
    work = {"note": "劝散", "evidence": [photo("li", one["id"])]}
    assert person("li").post(f"{one['id']}/handlings", work)[0] == 201
    assert code(person("li").post(f"{one['id']}/verifications", {"note": "xx"}))[1] == "own-work"
    assert person("wang").post(f"{one['id']}/verifications", {"note": "看过了"})[0] == 201
    assert (
        person("zhao").post(
            f"{one['id']}/closures", {"lesson": "加强调解", "unreported": "已电话报告"}
        )[0]
        == 201
    )
    shown = person("zhao").get(f"/{one['id']}")[1]
    assert (shown["stage"], shown["grade"], shown["grade_reason"]) == (
        "closed",
        None,
        "class-not-graded",
    )
    assert shown["grading"]["article"] == "L-EM#2–3"


def test_the_same_request_again_raises_nothing_new(duty, person):
    first = person("zhao").post("", SEEN, key="key-0000001")
    assert person("zhao").post("", SEEN, key="key-0000001") == first
    other = person("zhao").post("", SEEN | {"what": "别的事"}, key="key-0000001")
    assert code(other) == (422, "idempotency-key-reused")
    assert len(person("zhao").get("", community=PLACE)[1]["items"]) == 1


def test_what_does_not_fit_is_refused(person):
    def see(sub="zhao", **changes):
        return code(person(sub).post("", SEEN | changes))

    assert see(category="Z1") == (422, "invalid")
    assert see(category="A9") == (422, "category-unknown")
    assert see(grid="140105001002001")[0] == 404
    assert see(community="140105001003", grid=None)[0] == 404
    assert see(what="请打17000000001") == (422, "names-a-person")
    assert see("gao") == (403, "forbidden")
    assert see("ops", grid="140105001002001") == (422, "not-there")


def test_one_that_is_played_is_a_drill_for_ever(duty, person, machine, asks):
    one = person("zhao").post("", SEEN | {"category": "A6", "drill": True})[1]
    assert one["drill"]
    machine(one["id"], "raised")
    assert asks("li")[0]["template"] == "incidents.dispatched-reported-drill"
    assert person("zhao").get(f"/{one['id']}/reports")[1] == {
        "drill": True,
        "duties": [],
        "reports": [],
    }


def test_facilities_has_nothing_to_settle_for_it(duty, row, monkeypatch):
    """The closing names no asset: nothing is tried again for ever."""
    from datetime import UTC, datetime

    from events.incidents import IncidentClosed
    from functions.facilities import reactions

    closed = IncidentClosed(
        community=PLACE,
        at=datetime.now(UTC),
        incident_id="0" * 26,
        subject="S2",
        hazard_id="0" * 26,
        measure="reported",
        hazard_at=datetime.now(UTC),
    )
    reactions.settle_hazard(closed)


def ago(**span):
    from datetime import UTC, datetime, timedelta

    return (datetime.now(UTC) - timedelta(**span)).isoformat()


def test_since_when_is_said_within_bounds(person):
    def see(**changes):
        return code(person("zhao").post("", SEEN | changes))

    assert see(happened_at=ago(minutes=-5)) == (422, "not-then")
    assert see(happened_at=ago(days=7, minutes=1)) == (422, "not-then")
    assert see(learned_at=ago(minutes=-5)) == (422, "not-then")
    assert see(happened_at=ago(hours=1), learned_at=ago(hours=2)) == (422, "not-then")
    assert see(happened_at="yesterday") == (422, "invalid")
    assert see(happened_at=ago(days=6, hours=23)) == (201, None)


def minutes(person, one):
    """Of each duty, minutes from when the incident was raised."""
    from datetime import datetime, timedelta

    raised = datetime.fromisoformat(person("zhao").get(f"/{one['id']}")[1]["raised_at"])
    duties = person("zhao").get(f"/{one['id']}/reports")[1]["duties"]
    return {
        duty["id"]: round(
            (datetime.fromisoformat(duty["deadline"]) - raised) / timedelta(minutes=1)
        )
        for duty in duties
    }


def test_what_the_law_counts_from_learning_does_so_though_it_happened_before(duty, person, machine):
    fire = SEEN | {"category": "A6", "happened_at": ago(hours=5)}
    one = person("zhao").post("", fire)[1]
    machine(one["id"], "raised")
    assert minutes(person, one) == {"D6-phone": 30, "D6-written": 60}
    late = fire | {"learned_at": ago(minutes=20)}
    one = person("zhao").post("", late)[1]
    machine(one["id"], "raised")
    assert minutes(person, one) == {"D6-phone": 10, "D6-written": 40}
    assert one["hazard_at"] < one["learned_at"] < one["raised_at"]


def test_how_long_people_are_shut_in_counts_from_when_they_were(duty, person, machine):
    lift = SEEN | {"category": "A4.1"}
    for since, grade in ((119, None), (121, "IV")):
        one = person("zhao").post("", lift | {"happened_at": ago(minutes=since)})[1]
        machine(one["id"], "raised")
        assert person("zhao").get(f"/{one['id']}")[1]["grade"] == grade
