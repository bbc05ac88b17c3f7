"""Facts from the bus: each goes to its reaction, alone."""

import json
from types import SimpleNamespace

import pytest

from events.accounts import CommunityClosed, CommunityOpened

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)


def told(number, kind="CommunityClosed", **detail):
    known = {"community": "140105001001", "at": "2026-06-01T12:00:00Z", "event_id": f"e{number}"}
    fact = {"detail-type": kind, "detail": known | detail}
    return {"messageId": f"f{number}", "body": json.dumps(fact)}


def test_a_strange_fact_waits_a_failed_one_returns_and_the_others_are_heard(row):
    from linli.reactions import Reactions

    reactions, heard = Reactions(), []

    @reactions.to(CommunityClosed, CommunityOpened)
    def hear(fact):
        if fact.event_id == "e2":
            raise RuntimeError
        heard.append((fact.name(), fact.event_id))

    names = {"name_zh": "甲", "name_en": "A"}
    records = [
        told(1),
        told(2),
        told(3, kind="Unheard"),
        told(4, at="yesterday"),
        {"messageId": "f5", "body": "{"},
        told(6, kind="CommunityOpened", **names, later_field=1),
    ]
    answer = reactions.handler({"Records": records}, CONTEXT)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "f2"}]}
    assert heard == [("CommunityClosed", "e1"), ("CommunityOpened", "e6")]
    assert [row.count(f"quarantine#f{n}") for n in range(1, 7)] == [0, 0, 1, 1, 1, 0]


@pytest.mark.parametrize("body", ["{", "[]", '{"detail-type": "CommunityClosed", "detail": 1}'])
def test_a_strange_fact_that_cannot_even_be_kept_fails_alone(row, monkeypatch, body):
    from linli import quarantine
    from linli.reactions import Reactions

    reactions, heard = Reactions(), []
    reactions.to(CommunityClosed)(lambda fact: heard.append(fact.event_id))

    def fail(*writes):
        raise RuntimeError

    monkeypatch.setattr(quarantine, "commit", fail)
    strange = {"messageId": "f1", "body": body}
    answer = reactions.handler({"Records": [strange, told(2)]}, CONTEXT)
    assert answer == {"batchItemFailures": [{"itemIdentifier": "f1"}]}
    assert heard == ["e2"]
