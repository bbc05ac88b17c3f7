"""From a planned attempt to a gateway: once to the person, whatever dies in between."""

import json
from datetime import UTC, datetime

import pytest

from tests.functions.notify.conftest import CONTEXT, PLACE, WORDS, wish
from tests.functions.notify.gateways.conftest import failing, taking

PHONE = "+8617000000001"
ABSENT = "ResourceNotFoundException"


@pytest.fixture
def reach(monkeypatch):
    """What accounts know of li; a test may change it."""
    from functions.notify import outgoing
    from linli.errors import Refused

    known = {"li": {"name": "李", "phone": PHONE, "language": "zh"}}

    def ask(feature, question, *, person):
        assert (feature, question) == ("accounts", "reach")
        if person not in known:
            raise Refused("not-found", 404)
        return known[person]

    monkeypatch.setattr(outgoing, "ask", ask)
    return known


class Post:
    """Delivers AttemptPlanned as the queue does."""

    def __init__(self, said):
        self.said = said

    def __call__(self, *, failed=0, channel="sms"):
        from functions.notify import outgoing

        planned = [one for one in self.said("AttemptPlanned") if one["channel"] == channel]
        body = json.dumps({"detail-type": "AttemptPlanned", "detail": planned[-1]})
        answer = outgoing.handler({"Records": [{"messageId": "m", "body": body}]}, CONTEXT)
        assert len(answer["batchItemFailures"]) == failed
        return self.attempt(planned[-1])

    @staticmethod
    def attempt(planned):
        from functions.notify.notices import store as notices_store

        return notices_store.attempt(planned["notice_id"], planned["number"])


@pytest.fixture
def post(row, town, reach, li, said):
    return Post(said)


@pytest.fixture
def got(town):
    """What all gateways of a channel got, by their names."""
    return lambda channel="sms": {
        n: f.got for n, f in town.items() if n.startswith(channel) and f.got
    }


def counts(gateway):
    from functions.notify.gateways import supply

    return supply.health("sms", supply.now())[gateway]


def test_a_planned_attempt_goes_to_one_gateway_in_the_words_its_channel_may_see(ask, post, got):
    notice = ask(urgency="P1")
    attempt = post()
    [(gateway, [body])] = got().items()
    assert (attempt.state, attempt.gateway, attempt.tries) == ("accepted", gateway, 1)
    assert attempt.segments == 1
    assert body["id"] == f"n-{notice}-{attempt.number}"
    assert body["to"] == [PHONE]
    assert WORDS["number"] in body["text"]
    assert body["language"] == "zh"
    assert counts(gateway).in_flight == 1


def test_told_again_it_sends_nothing(ask, post, got):
    ask()
    post()
    post()
    assert sum(map(len, got().values())) == 1


def test_killed_between_send_and_save_the_same_gateway_gets_the_same_id(
    ask, post, got, town, monkeypatch
):
    """Even if meanwhile the other one carries all."""
    from functions.notify.gateways import store as gateways_store
    from functions.notify.gateways import suppliers, supply
    from functions.notify.notices import acts

    ask()
    with monkeypatch.context() as patch:
        patch.setattr(acts, "report", killed)
        post(failed=1)
    [(first, [body])] = got().items()
    other = "sms-b" if first == "sms-a" else "sms-a"
    known = gateways_store.shares("sms")
    moved = known.model_copy(update={"points": {first: 0, other: 100}})
    gateways_store.keep(moved)
    supply.forget()
    assert suppliers.order(moved.points, body["id"])[0] == other
    attempt = post()
    assert got() == {first: [body, body]}
    assert (attempt.state, attempt.gateway) == ("accepted", first)


def test_a_gateway_that_fails_is_replaced_at_once(ask, post, town, got):
    ask()
    first, other = in_turn(ask)
    town[first].behave = failing()
    attempt = post()
    assert (attempt.state, attempt.gateway, attempt.tries) == ("accepted", other, 2)
    assert set(got()) == {first, other}
    assert (counts(first).failed, counts(other).failed) == (1, 0)


@pytest.fixture
def unread(ask, post, got, monkeypatch):
    """unread(code): the first gateway has the message, the sender died, and reading the gateway's
    key fails with that code. Returns the gateways' names, that one first.
    """
    from botocore.exceptions import ClientError

    from functions.notify.gateways import client
    from functions.notify.notices import acts

    def begin(code):
        first, other = in_turn(ask)
        with monkeypatch.context() as patch:
            patch.setattr(acts, "report", killed)
            post(failed=1)
        assert list(got()) == [first]
        known = client.secret

        def secret(gateway):
            if gateway == first:
                raise ClientError({"Error": {"Code": code}}, "GetSecretValue")
            return known(gateway)

        monkeypatch.setattr(client, "secret", secret)
        return first, other

    return begin


def test_who_may_have_it_and_cannot_be_asked_just_now_is_waited_for(unread, post, got, monkeypatch):
    from functions.notify.gateways import client

    known = client.secret
    first, other = unread("InternalServiceError")
    waiting = post(failed=1)
    assert (waiting.state, waiting.gateway, waiting.tries) == ("planned", first, 1)
    assert other not in got()
    assert counts(first).failed == 0
    monkeypatch.setattr(client, "secret", known)
    assert (post().gateway, len(got()[first]), other in got()) == (first, 2, False)


def test_who_cannot_be_asked_is_not_waited_for_without_end(unread, post, got):
    from functions.notify import outgoing

    _, other = unread("InternalServiceError")
    for _ in range(outgoing.PATIENCE - 1):
        post(failed=1)
    assert (post().state, other in got()) == ("failed", False)


def test_who_has_no_key_is_not_waited_for(unread, post, got):
    """Waiting would not help: it comes twice rather than not at all."""
    _, other = unread(ABSENT)
    assert (post().gateway, other in got()) == (other, True)


def killed(*_, **__):
    raise RuntimeError


def in_turn(ask):
    """The gateways in the order in which the one notice of a test goes to them."""
    from functions.notify.gateways import suppliers

    return suppliers.order({"sms-a": 60, "sms-b": 40}, f"n-{ask()}-1")


def test_who_may_have_it_though_he_did_not_say_so_is_asked_first_again(ask, post, town, got):
    first, other = in_turn(ask)
    town[first].behave = lambda raw, handler: (200, {}, b"what?")
    town[other].behave = failing()
    assert post(failed=1).gateway == first
    town[first].behave = town[other].behave = None
    attempt = post()
    assert (attempt.state, attempt.gateway, attempt.tries) == ("accepted", first, 3)
    assert len(got()[other]) == 1


def test_where_all_keep_it_waiting_each_run_ends_and_so_does_the_attempt(
    ask, post, town, got, monkeypatch
):
    """Each waits longer than a run has left for the next one."""
    from functions.notify.gateways import client, supply

    now = [0.0]

    def send(gateway, sending):
        now[0] += supply.LAST + 1
        raise client.Untaken("no-answer", unclear=True)

    monkeypatch.setattr(supply, "monotonic", lambda: now[0])
    monkeypatch.setattr(client, "send", send)
    first, other = in_turn(ask)
    waiting = post(failed=1)
    assert (waiting.state, waiting.gateway, waiting.tries) == ("planned", first, 1)
    assert (counts(first).failed, counts(other).failed) == (1, 0)
    for _ in range(3):
        post(failed=1)
    attempt = post()
    assert (attempt.state, attempt.code, attempt.tries) == ("failed", "no-supplier", 5)


def test_after_five_refusals_it_has_failed(ask, post, town):
    town["sms-a"].behave = town["sms-b"].behave = failing(500)
    ask()
    assert post(failed=1).state == "planned"
    assert post(failed=1).tries == 4
    attempt = post()
    assert (attempt.state, attempt.code, attempt.tries) == ("failed", "no-supplier", 6)


def test_a_channel_nobody_carries_fails_at_once(ask, post, know):
    know({})
    ask()
    attempt = post()
    assert (attempt.state, attempt.code) == ("failed", "no-supplier")


def test_a_number_that_the_gateway_refuses_is_tried_nowhere_else(ask, post, town):
    for name in ("sms-a", "sms-b"):
        town[name].behave = lambda raw, handler: taking(raw, refused=[0])
    ask()
    attempt = post()
    assert (attempt.state, attempt.code, attempt.tries) == ("failed", "bad-number", 1)


@pytest.mark.parametrize("known", [{"phone": None, "language": "zh"}, None])
def test_a_person_without_a_phone_is_failed_and_the_next_step_is_due(ask, post, reach, got, known):
    from functions.notify.notices import store as notices_store

    reach["li"] = known
    if known is None:
        del reach["li"]
    notice = ask(urgency="P1")
    attempt = post()
    assert (attempt.state, attempt.code) == ("failed", "no-address")
    assert got() == {}
    assert notices_store.notice("li", notice).attempts == 2  # the voice need not wait a minute


def test_what_was_read_meanwhile_is_not_sent(ask, post, got):
    from functions.notify.notices import acts, rules

    notice = ask()
    acts.receive("li", notice, rules.read)
    attempt = post()
    assert (attempt.state, attempt.code) == ("expired", "not-needed")
    assert got() == {}


def test_what_waited_too_long_is_not_sent(ask, post, got, advance):
    ask(urgency="P1")
    advance(PLACE, 1801)
    assert post().state == "expired"
    assert got() == {}


def test_a_gateway_gets_the_expiry_in_real_time(ask, post, got, advance):
    advance(PLACE, 86_400)
    ask(urgency="P1")
    post()
    [[body]] = got().values()
    left = datetime.fromisoformat(body["expires_at"]) - datetime.now(UTC)
    assert 1700 < left.total_seconds() < 1801


def test_elders_are_spoken_to_slowly_and_twice(ask, post, got, advance, sweep):
    wish("li", quiet=None, channels=["sms", "voice"], large_voice=True)
    ask(urgency="P1")
    advance(PLACE, 61)
    sweep()
    post(channel="voice")
    [[body]] = got("voice").values()
    assert body["voice"] == {"speed": 0.75, "repeat": 2}


def test_others_are_spoken_to_once(ask, post, got, advance, sweep):
    ask(urgency="P1")
    advance(PLACE, 61)
    sweep()
    post(channel="voice")
    [[body]] = got("voice").values()
    assert body["voice"] == {"speed": 1.0, "repeat": 1}


def test_a_robot_speaks_to_the_group_of_the_place(ask, post, got):
    wish("li", quiet=None, channels=["robot"])
    ask(urgency="P1", color="red")
    post(channel="robot")
    [[body]] = got("robot").values()
    assert body["to"] == [PLACE]
    assert body["markdown"] == f"**red** {body['text']}"


def test_an_email_goes_to_the_address_that_he_gave_and_to_no_telephone(ask, post, reach, got):
    """What accounts answer has all the fields that addresses are read from."""
    from functions.accounts.answers import Reach
    from functions.notify.notices.letters import ADDRESSES

    assert set(ADDRESSES.values()) <= Reach.model_fields.keys()
    wish("li", quiet=None, channels=["email"])
    reach["li"] |= {"email": "li@example.org"}
    ask(urgency="P2")
    assert post(channel="email").state == "accepted"
    [[body]] = got("email").values()
    assert (body["to"], body["subject"]) == (["li@example.org"], body["text"])


def test_the_language_is_the_one_wished_or_else_the_one_known(ask, post, got, reach):
    wish("li", quiet=None, language="en")
    ask()
    post()
    [[body]] = got().values()
    assert body["language"] == "en"
    assert "工单" not in body["text"]


def test_nothing_of_a_phone_is_logged(ask, post, town, written):
    town["sms-a"].behave = failing()
    ask()
    post()
    assert written()
    assert PHONE not in written()
