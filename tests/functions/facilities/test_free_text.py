"""What staff write of assets, patrols and linked actions, which many read and which is kept, names
nobody by a number.
"""

import pytest

CALL = "电话17000000001"
ID = "0f" * 13
ASSET = "assets/HY-001"
AT = "2026-11-23T05:00:00Z"
CHECK = {"asset_id": "HY-001", "captured_at": AT, "answers": {"hydrant-sound": "ok"}}
TEST = {"community": "140105001001", "building": "1号楼", "from": AT, "until": AT}
NAMED = {"name": "一号", "point": {"lat": 37.79, "lon": 112.55}, "address": "学府街1号"}


@pytest.mark.parametrize(
    ("method", "path", "field", "body"),
    [
        ("PUT", ASSET, "reason", NAMED),
        ("POST", f"{ASSET}/states", "reason", {"state": "out_of_service"}),
        ("POST", f"{ASSET}/breaks", "reason", {}),
        ("POST", f"{ASSET}/maintenances", "note", {"row": "FI1", "done_at": AT, "by": "公司"}),
        ("POST", f"{ASSET}/maintenances/{ID}/confirmations", "note", {}),
        ("POST", "actions", "reason", {"asset": "SI-001", "command": "silence"}),
        ("POST", f"actions/{ID}/confirmations", "reason", {}),
        ("POST", f"actions/{ID}/refusals", "reason", {}),
        ("POST", f"actions/{ID}/reversals", "reason", {}),
        ("POST", f"patrols/{ID}/checks", "note", CHECK),
        ("POST", f"imports/{ID}/applications", "reason", {}),
        ("POST", "windows", "reason", TEST),
    ],
)
def test_it_is_refused_where_it_is_written(people, ask, method, path, field, body):
    said = {"sub": "property_manager", "idempotency_key": "k-0000001", "if_match": '"1"'}
    status, problem = ask(method, path, body | {field: CALL}, **said)
    assert (status, problem["code"]) == (422, "names-a-person")
    assert problem["errors"] == [{"pointer": f"/body/{field}", "code": "names-a-person"}]
