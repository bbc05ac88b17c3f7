"""Who is let in by a ticket, of what he then hears, and when that ends."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from botocore.exceptions import ClientError

from events.facilities import HazardReported
from events.incidents import IncidentRaised
from tests.conftest import CONTEXT

HERE, THERE = "140105001001", "140105001002"
AT = datetime(2026, 11, 25, tzinfo=UTC)


@pytest.fixture
def line(monkeypatch):
    """What the gateway is told, instead of the gateway."""

    class Line:
        said, closed, ill = [], [], {}

        def post_to_connection(self, **given):
            if code := self.ill.get(given["ConnectionId"]):
                raise ClientError({"Error": {"Code": code}}, "PostToConnection")
            self.said.append((given["ConnectionId"], json.loads(given["Data"])))

        def delete_connection(self, **given):
            self.closed.append(given["ConnectionId"])

    from functions.web.hints import line

    one = Line()
    one.said, one.closed, one.ill = [], [], {}
    monkeypatch.setattr(line, "_gateway", lambda: one)
    return one


@pytest.fixture
def ticket(call, member):
    """ticket("wang") -> what opens a socket for him."""
    from functions.web import api

    def ask(sub="wang", role="grid_worker", claims=None, key="key-00001"):
        if role:
            member(sub, role, HERE)
        body = {"community": HERE}
        claims = {"exp": (datetime.now(UTC) + timedelta(minutes=15)).timestamp()} | (claims or {})
        return call(
            api.handler, "POST", "/v1/web/tickets", body, sub=sub, claims=claims,
            Idempotency_Key=key,
        )  # fmt: skip

    return ask


def on_socket(kind, connection="c1", ticket=None, said=None):
    from functions.web.socket import handler

    event = {"requestContext": {"eventType": kind, "connectionId": connection}}
    if ticket is not None:
        event["queryStringParameters"] = {"ticket": ticket}
    if said is not None:
        event["body"] = said if isinstance(said, str) else json.dumps(said)
    return handler(event, CONTEXT)["statusCode"]


def opened(ticket, connection="c1", **how):
    status, body = ticket(**how)
    assert status == 201, body
    assert on_socket("CONNECT", connection, body["ticket"]) == 200


def happens(*facts):
    from functions.web.reactions import handler

    records = [
        {"messageId": str(n), "body": json.dumps({"detail-type": fact.name(), "detail": detail})}
        for n, fact in enumerate(facts)
        for detail in [fact.model_dump(mode="json")]
    ]
    return handler({"Records": records}, CONTEXT)["batchItemFailures"]


def raised(community=HERE, version=3):
    return IncidentRaised(
        event_id="e1", version=version, community=community, at=AT, incident_id="i1",
        subject="MH-1", hazard_id="h1",
    )  # fmt: skip


HINT = {"topic": f"incidents/{HERE}", "id": "incident#i1", "version": 3}


def test_whoever_has_a_ticket_hears_of_his_community_and_of_no_other(ticket, line):
    opened(ticket)
    assert happens(raised(), raised(THERE)) == []
    assert line.said == [("c1", HINT)]


def test_a_hint_is_a_topic_an_id_and_a_version(ticket, line):
    opened(ticket)
    happens(
        HazardReported(
            event_id="e2",
            version=1,
            community=HERE,
            at=AT,
            hazard_id="h1",
            number="20261125-1",
            category="manhole",
            severity="general",
            found_by="report",
        )
    )
    hint = {"topic": f"facilities/{HERE}", "id": "entry#h1", "version": 1}
    assert line.said == [("c1", hint)]


def test_a_ticket_opens_one_socket_and_the_same_handshake_twice(ticket):
    _, body = ticket()
    assert on_socket("CONNECT", "c1", body["ticket"]) == 200
    assert on_socket("CONNECT", "c1", body["ticket"]) == 200
    assert on_socket("CONNECT", "c2", body["ticket"]) == 401


def test_the_same_request_gets_the_same_ticket(ticket):
    assert ticket()[1]["ticket"] == ticket(role="")[1]["ticket"]


def test_a_ticket_that_is_none_or_anothers_or_old_opens_nothing(ticket, monkeypatch):
    from functions.web.hints import rules

    _, body = ticket()
    id_ = body["ticket"].partition(".")[0]
    for bad in (None, "", "x", f"{id_}.", f"{id_}.guessed", "#." * 40):
        assert on_socket("CONNECT", "c1", bad) == 401
    monkeypatch.setattr(rules, "GOOD_FOR", timedelta(seconds=-1))
    _, old = ticket(role="", key="key-00002")
    assert on_socket("CONNECT", "c1", old["ticket"]) == 401


@pytest.mark.parametrize("role", ["resident", "merchant", "auditor"])
def test_who_may_not_look_into_the_feeds_gets_no_ticket(ticket, role):
    assert ticket("sun", role)[0] == 403
    assert ticket("nobody", "")[0] == 404


def end(sub):
    from linli import members, roles
    from linli.store import Write, commit, load

    actor = load(f"actor#{sub}", "memberships", roles.Actor)
    over = actor.memberships[0].model_copy(update={"until": datetime.now(UTC)})
    commit(Write(f"actor#{sub}", "memberships", actor.model_copy(update={"memberships": (over,)})))
    members.forget()


def test_whose_membership_ended_opens_nothing_and_hears_nothing_more(ticket, line):
    _, body = ticket()
    opened(ticket, "c1", role="", key="key-00002")
    end("wang")
    assert on_socket("CONNECT", "c2", body["ticket"]) == 403
    happens(raised())
    assert (line.said, line.closed) == ([], ["c1"])
    line.closed.clear()
    happens(raised())
    assert line.closed == []  # it is off the list


def test_a_session_that_ended_hears_nothing_more(ticket, line):
    from linli import members, roles
    from linli.store import Write, commit, load

    opened(ticket, claims={"sid": "s1"})
    actor = load("actor#wang", "memberships", roles.Actor)
    over = (roles.Ended(sid="s1", at=datetime.now(UTC)),)
    commit(Write("actor#wang", "memberships", actor.model_copy(update={"ended": over})))
    members.forget()
    happens(raised())
    assert (line.said, line.closed) == ([], ["c1"])


def test_a_socket_ends_with_its_token(ticket, line):
    past = (datetime.now(UTC) - timedelta(seconds=1)).timestamp()
    opened(ticket, claims={"exp": past})
    happens(raised())
    assert (line.said, line.closed) == ([], ["c1"])
    assert on_socket("MESSAGE", said={"action": "still"}) == 200
    assert line.said == []


def test_others_places_are_subscribed_to_where_he_may(ticket, line, member):
    opened(ticket)
    on_socket("MESSAGE", said={"action": "subscribe", "community": THERE})
    assert line.said[-1] == ("c1", {"hears": [HERE]})
    member("wang", "grid_worker", THERE)
    on_socket("MESSAGE", said={"action": "subscribe", "community": THERE})
    assert line.said[-1] == ("c1", {"hears": [HERE, THERE]})
    on_socket("MESSAGE", said={"action": "unsubscribe", "community": HERE})
    assert line.said[-1] == ("c1", {"hears": [THERE]})
    line.said.clear()
    happens(raised(), raised(THERE))
    assert [hint["topic"] for _, hint in line.said] == [f"incidents/{THERE}"]
    on_socket("MESSAGE", said={"action": "subscribe", "community": HERE})
    assert line.said[-1] == ("c1", {"hears": [HERE, THERE]})


@pytest.mark.parametrize(
    "said", ["", "x", "[]", "{}", '{"action": "shout"}', '{"action":"still","a":1}']
)
def test_what_is_no_wish_changes_nothing(ticket, line, said):
    opened(ticket)
    assert on_socket("MESSAGE", said=said) == 422
    assert line.said == []


def test_what_is_gone_is_spoken_to_once(ticket, line):
    opened(ticket)
    line.ill["c1"] = "GoneException"
    assert happens(raised()) == []
    line.ill.clear()
    happens(raised())
    assert line.said == []


def test_one_that_cannot_be_spoken_to_does_not_hold_up_the_others(ticket, line, written):
    opened(ticket)
    opened(ticket, "c2", sub="li")
    line.ill["c1"] = "LimitExceededException"
    assert happens(raised()) == []
    assert line.said == [("c2", HINT)]
    assert "LimitExceededException" in written()


def test_one_that_another_worker_closes_meanwhile_does_not_hold_up_the_others(
    ticket, line, monkeypatch
):
    """The list is a moment behind: what is over may be closed already."""
    from functions.web.hints import store

    opened(ticket)
    opened(ticket, "c2", sub="li")
    before = list(store.hearers(HERE))
    end("wang")
    happens(raised())
    line.said.clear()
    monkeypatch.setattr(store, "hearers", lambda _: iter(before))
    assert happens(raised(version=4)) == []
    assert line.said == [("c2", HINT | {"version": 4})]


def test_a_closed_socket_hears_nothing_and_may_be_closed_again(ticket, line):
    opened(ticket)
    for _ in range(2):
        assert on_socket("DISCONNECT") == 200
    assert on_socket("DISCONNECT", "never-opened") == 200
    happens(raised())
    assert line.said == []


def test_nothing_of_a_ticket_or_a_person_is_in_a_hint_or_a_log(ticket, line, written):
    _, body = ticket()
    on_socket("CONNECT", "c1", body["ticket"])
    on_socket("CONNECT", "c2", body["ticket"])
    on_socket("MESSAGE", said={"action": "still", "community": "李四"})
    happens(raised())
    secret = body["ticket"].partition(".")[2]
    assert secret not in written()
    assert "李四" not in written()
    assert "wang" not in json.dumps(line.said)


def test_who_may_hear_is_who_may_look_into_both_feeds():
    from tests.policies import tables

    def of(feature, action):
        marks = tables.read(feature).marks.items()
        return {said._replace(action=""): mark for said, mark in marks if said.action == action}

    hear = of("web", "hear_hints")
    assert hear == of("incidents", "show_feed") == of("facilities", "show_ledger_feed")


def test_what_one_hears_is_looked_at_anew_when_he_asks(ticket, line):
    opened(ticket)
    end("wang")
    on_socket("MESSAGE", said={"action": "still"})
    assert line.said == [("c1", {"hears": []})]
