"""Why a message waits is said without what it says."""

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from linli.errors import NotFound

WHOM = "14010519500101001X"


@pytest.mark.parametrize(
    ("sample", "why"),
    [
        ({WHOM: 1}, "samples.0.*: extra_forbidden"),
        ({"measures": {WHOM: "x"}}, "samples.0.measures.*: float_"),
        ({"measures": {"x": WHOM}}, "samples.0.measures.*: float_"),
    ],
)
def test_a_reason_names_no_field_that_is_not_ours(row, sample, why):
    from linli.messages import Message
    from linli.quarantine import reason

    with pytest.raises(ValidationError) as wrong:
        Message.model_validate({"v": 1, "boot": 1, "seq": 1, "samples": [sample]})
    told = reason(wrong.value)
    assert why in told
    assert WHOM not in told


def test_what_waits_goes_when_its_time_is_over_sent_again_or_not(row, monkeypatch, stopped):
    from linli import quarantine, queues
    from linli.request import Request

    now = stopped(datetime(2026, 11, 23, tzinfo=UTC))
    monkeypatch.setattr(queues, "send", lambda queue, text: None)
    for name in ("m1", "m2"):
        quarantine.keep(name, "{}", "unknown-device")
    again = quarantine.replay("m2", "anna", Request("k", "d"))
    rows = [row.get(f"quarantine#{name}", "kept") for name in ("m1", "m2")]
    kept = quarantine.KEPT
    assert {one.expires for one in rows} == {int((now() + kept).timestamp())}
    assert quarantine.shown(again).until == now() + kept
    now(now() + kept - timedelta(seconds=1))
    assert [one.id for one in quarantine.unread().items] == ["m1"]
    assert [one.id for one in quarantine.unread(again=True).items] == ["m2"]
    now(now() + timedelta(seconds=1))
    assert quarantine.unread().items == quarantine.unread(again=True).items == []
    with pytest.raises(NotFound):
        quarantine.replay("m1", "anna", Request("l", "d"))
