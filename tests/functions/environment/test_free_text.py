"""What staff write of a case, a sighting or the end of a ward, which many read and which is kept,
names nobody by a number.
"""

import pytest

CALL = "电话17000000001"
ID = "0f" * 13
AT = "2026-11-23T05:00:00Z"


@pytest.mark.parametrize(
    ("path", "field", "body"),
    [
        (f"cases/{ID}/dissuasions", "note", {"party": "residents_committee", "at": AT}),
        (f"cases/{ID}/reports", "note", {"department": "公安派出所"}),
        (
            f"cases/{ID}/results",
            "note",
            {"outcome": "safe", "laboratory": "市疾控", "sample": "S-1", "sampled_at": AT},
        ),
        (f"sightings/{ID}/findings", "note", {"outcome": "real"}),
        ("wards/zhao/endings", "reason", {}),
    ],
)
def test_it_is_refused_where_it_is_written(people, ask, path, field, body):
    said = {"sub": "community_worker", "idempotency_key": "k-0000001"}
    status, problem = ask("POST", path, body | {field: CALL}, **said)
    assert (status, problem["code"]) == (422, "names-a-person")
    assert problem["errors"] == [{"pointer": f"/body/{field}", "code": "names-a-person"}]
