"""What was settled while it waited in the queue to the gateways is not sent."""

import json

from tests.functions.notify.conftest import CONTEXT


def test_what_was_settled_meanwhile_is_not_sent(li, town, ask, said):
    from functions.notify import outgoing
    from functions.notify.notices import acts, rules
    from functions.notify.notices import store as notices_store

    notice_id = ask()
    acts.receive("li", notice_id, rules.settle)
    [planned] = said("AttemptPlanned")
    body = json.dumps({"detail-type": "AttemptPlanned", "detail": planned})
    answer = outgoing.handler({"Records": [{"messageId": "m", "body": body}]}, CONTEXT)
    assert answer["batchItemFailures"] == []
    attempt = notices_store.attempt(notice_id, 1)
    assert (attempt.state, attempt.code) == ("expired", "not-needed")
    assert [fake.got for fake in town.values() if fake.got] == []
