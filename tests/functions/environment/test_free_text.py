"""What staff write of a case or a sighting, which many read and which is kept, names nobody by a
number.
"""

import pytest

CALL = "电话17000000001"
ID = "0f" * 13
AT = "2026-11-23T05:00:00Z"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (f"cases/{ID}/dissuasions", {"party": "residents_committee", "at": AT}),
        (f"cases/{ID}/reports", {"department": "公安派出所"}),
        (
            f"cases/{ID}/results",
            {"outcome": "safe", "laboratory": "市疾控", "sample": "S-1", "sampled_at": AT},
        ),
        (f"sightings/{ID}/findings", {"outcome": "real"}),
    ],
)
def test_it_is_refused_where_it_is_written(people, ask, path, body):
    said = {"sub": "community_worker", "idempotency_key": "k-0000001"}
    status, problem = ask("POST", path, body | {"note": CALL}, **said)
    assert (status, problem["code"]) == (422, "names-a-person")
    assert problem["errors"] == [{"pointer": "/body/note", "code": "names-a-person"}]
