"""What many read of an incident, and is kept, names nobody by a number."""

import pytest

from tests.functions.incidents import working

CALL = "call 13800000000"
HANDING = {"community": working.PLACE, "to": "wang", "note": CALL}


@pytest.fixture
def one(duty, hear, machine):
    return working.found(hear, machine)


@pytest.mark.parametrize(
    ("path", "field", "body"),
    [
        ("{one}/evidence", "note", {"content_type": "image/png", "note": CALL}),
        ("{one}/handlings", "note", {"note": CALL}),
        ("{one}/verifications", "note", {"note": CALL}),
        ("{one}/closures", "lesson", {"lesson": CALL}),
        ("{one}/reopenings", "reason", {"reason": CALL}),
        ("{one}/comments", "text", {"text": CALL}),
        ("{one}/partings", "reason", {"hazard_id": "0f" * 13, "reason": CALL}),
        ("{one}/joins", "reason", {"incident": "0f" * 13, "reason": CALL}),
        ("reliefs", "note", HANDING),
    ],
)
def test_it_is_refused_where_it_is_written(one, person, path, field, body):
    status, problem = person("zhao").post(path.format(one=one), body)
    assert (status, problem["code"]) == (422, "names-a-person")
    assert problem["errors"] == [{"pointer": f"/body/{field}", "code": "names-a-person"}]
    kinds = [fact["kind"] for fact in person("zhao").get(f"/{one}")[1]["timeline"]]
    assert kinds == ["raised", "judged", "dispatched"]


def test_so_is_the_reason_for_taking_many(one, person):
    body = {"items": [{"incident": one, "level": 1}], "reason": CALL}
    assert person("li").post("acknowledgements", body)[1]["code"] == "names-a-person"


def test_a_relief_keeps_its_note_and_no_ones_id(one, person):
    working.take(person, one)
    person("wang")
    offer = HANDING | {"note": "the lid is loose"}
    relief = person("li").post("reliefs", offer)[1]
    assert person("wang").post(f"reliefs/{relief['id']}/acceptances")[0] == 201
    *_, before, relieved = person("zhao").get(f"/{one}")[1]["timeline"]
    assert (relieved["note"], relieved["by"]) == ("the lid is loose", "wang")
    assert (before["assignee"], relieved["assignee"]) == ("li", "wang")
