# ruff: noqa: F811 - fixtures of the neighbours
"""Poisoned askings, skewed clocks, and a while in which no gateway answers."""

import json
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from linli.notices import asked
from tests.functions.notify.conftest import CONTEXT, PLACE, WORDS, wish
from tests.functions.notify.gateways.conftest import failing
from tests.functions.notify.gateways.test_outgoing import got, post, reach  # noqa: F401
from tests.functions.notify.gateways.test_reports import report, sent, tell  # noqa: F401

DICE = 20261125
ODD = (
    None,
    "",
    "\x00",
    -1,
    10**400,
    [],
    {},
    True,
    "ı" * 9000,
    "2026-99-99",
    "9999-12-31T23:59:59Z",
)


def asking(number, **more):
    told = asked(
        "incidents.dispatched", "li", PLACE, datetime.now(UTC), f"{number}", **more, **WORDS
    )
    return {"detail-type": told.name(), "detail": told.model_dump(mode="json")}


def poisoned(good, dice):
    """The same event with one thing wrong that nobody may take for a notice."""
    bad = json.loads(json.dumps(good))
    needed = [name for name in bad["detail"] if name in REQUIRED]
    way = dice.randrange(4)
    if way == 0:
        del bad["detail"][dice.choice(needed)]
    elif way == 1:
        bad["detail"][dice.choice(needed)] = dice.choice((None, [], {}, [[]]))
    elif way == 2:
        bad["detail"]["variables"] = {"number": dice.choice(ODD)}
    else:
        return json.dumps(bad)[: dice.randrange(1, 200)]
    return json.dumps(bad)


REQUIRED = ("notice_id", "community", "at", "person", "template", "urgency", "about", "asked_by")


def test_two_hundred_poisoned_askings_are_kept_and_their_neighbours_told(li, row, said):
    from functions.notify import reactions
    from linli import quarantine

    dice, told, failed = Random(DICE), 0, 0  # noqa: S311 - no secret
    for number in range(200):
        good = asking(number, urgency="P1", about="incident#1")
        bodies = [poisoned(good, dice), json.dumps(good)]
        records = [{"messageId": f"{number}-{n}", "body": b} for n, b in enumerate(bodies)]
        answer = reactions.handler({"Records": records}, CONTEXT)
        failed += len(answer["batchItemFailures"])
        told += 1
    kept, after = 0, ""
    while after is not None:
        page = quarantine.waiting(after)
        kept, after = kept + len(page.items), page.next
    notices = {one["notice_id"] for one in said("AttemptPlanned")}
    assert (len(notices), kept, failed) == (told, 200, 0)


@pytest.mark.parametrize("way", ["behind", "ahead"])
def test_fifty_clocks_each_way_change_neither_what_is_known_nor_how_often(sent, tell, said, way):
    """A gateway's own clock may be off by less than five minutes; what it dates, by days."""
    dice, sign = Random(DICE), 1 if way == "behind" else -1  # noqa: S311
    for _ in range(50):
        told = report(sent.id, "delivered")
        skew = timedelta(seconds=dice.randrange(7 * 86_400))
        told["at"] = (datetime.now(UTC) - sign * skew).isoformat()
        assert tell(sent.by, told, age=sign * dice.randrange(290))[0] == 200
    assert sent.state() == "delivered"
    assert len(said("NoticeDelivered")) == 1


def test_while_no_gateway_answers_for_ten_minutes_each_asker_hears_it_once(
    ask,
    post,
    town,
    got,
    said,
    advance,
    sweep,
):
    wish("li", quiet=None, channels=["sms", "voice"])
    for fake in town.values():
        fake.behave = failing()
    notices = [ask(cause=f"{number}") for number in range(20)]
    for _ in range(10):
        deliver_all(said)
        advance(PLACE, 60)
        sweep()
    unheard = [one["notice_id"] for one in said("NoticeUnheard")]
    assert sorted(unheard) == sorted(notices)
    for fake in town.values():
        fake.behave, fake.got = None, []
    again = ask(cause="after")
    deliver_all(said)
    carried = [body["id"] for bodies in got().values() for body in bodies]
    assert carried == [f"n-{again}-1"]


def deliver_all(said):
    from functions.notify import outgoing

    for one in said("AttemptPlanned"):
        body = json.dumps({"detail-type": "AttemptPlanned", "detail": one})
        outgoing.handler({"Records": [{"messageId": "m", "body": body}]}, CONTEXT)
