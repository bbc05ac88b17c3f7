"""The reasons that staff write of devices, which many read and which are kept, name nobody by a
number.
"""

import pytest

CALL = "电话17000000001"
FROM, UNTIL = "2026-11-23T05:00:00Z", "2026-11-23T06:00:00Z"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("retirements", {}),
        ("revocations", {}),
        ("replacements", {"serial": "AC-000002"}),
        ("breaks", {}),
        ("windows", {"why": "test", "from": FROM, "until": UNTIL}),
    ],
)
def test_it_is_refused_where_it_is_written(people, ask, path, body):
    said = {"sub": "city", "idempotency_key": "k-0000001", "if_match": 1}
    status, problem = ask("POST", f"/WM-WC-001/{path}", body | {"reason": CALL}, **said)
    assert (status, problem["code"]) == (422, "names-a-person")
    assert problem["errors"] == [{"pointer": "/body/reason", "code": "names-a-person"}]
