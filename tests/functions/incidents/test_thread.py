"""From a hazard to a lesson, through the entries of the feature."""

PLACE = "140105001001"
KINDS = [
    "raised",
    "judged",
    "dispatched",
    "acknowledged",
    "normal",
    "handled",
    "verified",
    "closed",
]


def open_incident(person):
    status, page = person("zhao").get("", community=PLACE)
    assert status == 200, page
    [incident] = page["items"]
    return incident


def shown(person, incident):
    status, detail = person("zhao").get(f"/{incident}")
    assert status == 200, detail
    return detail


def test_a_tilted_cover_is_worked_on_until_it_is_proven_to_be_back(
    duty, hear, machine, states, person, photo, asks
):
    hear("HazardFound")
    incident = open_incident(person)
    assert (incident["stage"], incident["priority"], incident["grade"]) == ("raised", "P1", None)
    one = incident["id"]
    assert states.started == [f"{one}-1"]

    assert machine(one, "raised") == "dispatched"
    [ask] = asks("li")
    assert (ask["template"], ask["about"]) == ("incidents.dispatched", f"incident#{one}")
    assert (ask["variables"]["subject"], ask["urgency"]) == ("MH-001", "P1")
    status, fact = person("li").post(f"{one}/acknowledgements", {"level": 1})
    assert (status, fact["kind"], fact["by"]) == (201, "acknowledged", "li")
    assert states.answered[-1][1] == "acknowledged"

    machine(one, "acknowledged")
    hear("HazardCleared")
    work = {"note": "put the cover back", "evidence": [photo("li", one)]}
    assert person("li").post(f"{one}/handlings", work)[0] == 201
    machine(one, "handled")
    assert [asked["template"] for asked in asks("zhao")] == ["incidents.handled"]
    assert person("wang").post(f"{one}/verifications", {"note": "seen it"})[0] == 201
    machine(one, "verified")
    assert person("zhao").post(f"{one}/closures", {"lesson": "weld the hinge"})[0] == 201

    assert states.answered[-1][1] == "closed"
    detail = shown(person, one)
    assert [fact["kind"] for fact in detail["timeline"]] == KINDS
    assert [fact["seq"] for fact in detail["timeline"]] == list(range(1, len(KINDS) + 1))
    assert detail["timeline"][5]["evidence"][0]["sha256"] == detail["evidence"][0]["sha256"]
    assert person("zhao").get("", community=PLACE)[1]["items"] == []
    [closed] = person("zhao").get("", community=PLACE, stage="closed")[1]["items"]
    assert (closed["id"], closed["lesson"]) == (one, "weld the hinge")
    assert "token" not in closed
