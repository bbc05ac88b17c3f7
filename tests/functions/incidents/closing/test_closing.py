"""An incident ends with a lesson, and not without the reports that the law asks of those here."""

import pytest

from tests.functions.incidents import working
from tests.functions.incidents.grading.conftest import judged

TOLD = {"kind": "first", "text": "浓烟,正在疏散"}
LESSON = {"lesson": "楼道禁止充电"}


@pytest.fixture
def verified(duty, hear, machine, person, photo):
    """Of a category, ready to be closed."""

    def ready(category, **more):
        one = judged(hear, machine, category, **more)
        working.take(person, one)
        hear("HazardCleared", category=category, kind="elevator", hazard_id="1a" * 13)
        working.handle(person, photo, one)
        working.verify(person, one)
        return one

    return ready


def close(person, one, **more):
    return person("zhao").post(f"{one}/closures", LESSON | more)


def code(answer):
    return answer[0], answer[1].get("code")


def test_what_was_not_reported_needs_a_reason_which_stays_on_the_timeline(verified, person):
    fire = verified("A6")
    assert code(close(person, fire)) == (409, "not-reported")
    assert code(close(person, fire, unreported="打17000000001")) == (422, "names-a-person")
    status, fact = close(person, fire, unreported="消防已到场直接接报")
    assert (status, fact["stage"]) == (201, "closed")
    for words in (LESSON["lesson"], "D6-phone, D6-written", "消防已到场直接接报"):
        assert words in fact["note"]
    assert person("zhao").get(f"/{fire}")[1]["lesson"] == LESSON["lesson"]


def test_what_was_reported_needs_none(verified, person):
    fire = verified("A6")
    for duty, channel in (("D6-phone", "phone"), ("D6-written", "written")):
        said = TOLD | {"duty": duty, "channel": channel}
        assert person("sun").post(f"{fire}/reports", said)[0] == 201
    status, fact = close(person, fire)
    assert (status, fact["note"]) == (201, LESSON["lesson"])


def test_of_what_levels_above_must_tell_nobody_here_is_asked(verified, person):
    fire = verified("A6")
    person("li").post(f"{fire}/facts", {"deaths": 3, "reason": "found"})
    status, fact = close(person, fire, unreported="消防已到场直接接报")
    assert status == 201
    assert "D1-county" in fact["note"]
    assert "D2-city" not in fact["note"]


def test_what_the_law_says_nothing_of_needs_none(verified, person):
    assert close(person, verified("A4.3"))[0] == 201


def test_nor_does_a_drill(verified, person):
    assert close(person, verified("A6", drill=True))[0] == 201


def test_joining_it_to_another_hides_no_report_that_was_due(verified, person, hear, machine):
    other = {"hazard_id": "2b" * 13, "asset_id": "FD-002"}
    cover = verified("A4.3")
    fire = judged(hear, machine, "A6", **other)
    hear("HazardCleared", category="A6", kind="elevator", measure="trapped", **other)
    status, fact = person("zhao").post(f"{cover}/joins", {"incident": fire, "reason": "one cause"})
    assert status == 201, fact
    assert code(close(person, cover)) == (409, "not-reported")
    status, fact = close(person, cover, unreported="消防已到场直接接报")
    assert (status, "D6-phone, D6-written" in fact["note"]) == (201, True)


def test_what_was_joined_to_it_is_listed_and_reported_there(verified, person, hear, machine):
    other = {"hazard_id": "2b" * 13, "asset_id": "FD-002"}
    cover = verified("A4.3")
    fire = judged(hear, machine, "A6", **other)
    hear("HazardCleared", category="A6", kind="elevator", measure="trapped", **other)
    path, first = f"{cover}/reports", TOLD | {"duty": "D6-phone", "channel": "phone"}
    assert code(person("sun").post(path, first | {"incident": fire})) == (404, "no-such-duty")
    joined = {"incident": fire, "reason": "one cause"}
    assert person("zhao").post(f"{cover}/joins", joined)[0] == 201
    for duty in person("sun").get(f"/{path}")[1]["duties"]:
        assert duty["incident"] == fire
        if duty["id"] in ("D6-phone", "D6-written"):
            channel = duty["id"].removeprefix("D6-")
            said = TOLD | {"duty": duty["id"], "channel": channel, "incident": fire}
            assert person("sun").post(path, said)[0] == 201
            assert code(person("sun").post(path, said)) == (409, "already-reported")
    assert {one["duty"] for one in person("sun").get(f"/{path}")[1]["reports"]} == {
        "D6-phone",
        "D6-written",
    }
    for one in (cover, fire):
        kinds = [fact["kind"] for fact in person("zhao").get(f"/{one}")[1]["timeline"]]
        assert kinds.count("reported") == 2
    assert close(person, cover)[1]["note"] == LESSON["lesson"]
