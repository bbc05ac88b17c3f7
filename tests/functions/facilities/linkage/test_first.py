"""Of many points of one fire in one batch: what is linked waits for no line of the ledger."""

import json

from tests.conftest import CONTEXT


def test_what_is_linked_comes_before_the_ledger(house, fact, monkeypatch):
    from functions.facilities import reactions
    from linli import workflow

    seen = []
    monkeypatch.setattr(workflow, "start", lambda *_: seen.append("sent"))
    monkeypatch.setattr(reactions.ledger, "keep", lambda hazard: seen.append(hazard.asset_id))
    told = [fact(f"SD-{number}") for number in (1, 2, 3)]
    records = [
        {"messageId": f"m{n}", "body": json.dumps({"detail-type": name, "detail": detail})}
        for n, (name, detail) in enumerate(told)
    ]
    assert reactions.handler({"Records": records}, CONTEXT)["batchItemFailures"] == []
    assert seen[0] == "sent"
    assert seen[-3:] == ["SD-1", "SD-2", "SD-3"]
    assert set(seen[:-3]) == {"sent"}
