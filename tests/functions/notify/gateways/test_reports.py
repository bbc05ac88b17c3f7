"""What gateways report: believed if it is signed and theirs, in any order, once."""

import json
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.functions.notify.conftest import PLACE
from tests.functions.notify.gateways.test_outgoing import post, reach  # noqa: F401 - fixtures

PATH = "/v1/notify/callbacks"


def report(sending, state="delivered", index=0, **more):
    at = datetime.now(UTC).isoformat()
    return {"id": sending, "index": index, "state": state, "at": at, **more}


@pytest.fixture
def sent(ask, post, town):  # noqa: F811
    """One SMS on its way: its id, the attempt, its gateway and the other one."""

    class Sent:
        notice = ask(urgency="P1")
        attempt = post()
        id = f"n-{notice}-{attempt.number}"
        by = town[attempt.gateway]
        other = town["sms-b" if by is town["sms-a"] else "sms-a"]

        @classmethod
        def state(cls):
            from functions.notify.notices import store as notices_store

            return notices_store.attempt(cls.notice, cls.attempt.number).state

    return Sent


@pytest.fixture
def tell(call):
    """tell(gateway, report, …) -> status and answer of its callback."""
    from functions.notify import api

    def tell(fake, *reports, age=0, secret=None, to=None, body=None, said=None, **headers):
        body = {"reports": list(reports)} if body is None else body
        raw = json.dumps(body).encode()
        signed = fake.signed(raw, int(time.time()) - age, secret) | headers
        path = f"{PATH}/{to or fake.name}"
        return call(api.handler, "POST", path, said or body, sub=None, **signed)

    return tell


def counts(gateway):
    from functions.notify.gateways import supply

    return supply.health("sms", supply.now())[gateway]


def counted(gateway):
    """sent, prompt, late, failed of the last hour."""
    from functions.notify.gateways import store as gateways_store
    from functions.notify.gateways import supply

    windows = gateways_store.windows(gateway, supply.now()).values()
    return tuple(sum(numbers) for numbers in zip(*windows, strict=True))[:4]


def test_a_delivery_is_known_of_the_attempt_and_of_the_notice_and_its_supplier(sent, tell, said):
    assert tell(sent.by, report(sent.id)) == (200, {"taken": 1, "unknown": 0})
    assert sent.state() == "delivered"
    [event] = said("NoticeDelivered")
    assert (event["channel"], event["asked_by"]) == ("sms", "incidents")
    assert counts(sent.by.name)[:4] == (1, 0, 0, 0)


@pytest.mark.parametrize("change", [{"age": 301}, {"age": -301}, {"secret": "guessed"}])
def test_what_is_forged_or_old_is_not_heard(sent, tell, change):
    status, problem = tell(sent.by, report(sent.id), **change)
    assert (status, problem["code"]) == (401, "forged" if "secret" in change else "too-old")
    assert sent.state() == "accepted"


def test_the_signature_is_looked_at_before_anything_that_was_sent(sent, tell):
    """Who signs nothing learns nothing of what would be understood, and has nothing read."""
    status, problem = tell(sent.by, body={"reports": [1]}, secret="guessed")
    assert (status, problem["code"]) == (401, "forged")


def test_a_signature_is_for_these_bytes(sent, tell):
    other = {"reports": [report(sent.id, "failed")]}
    assert tell(sent.by, report(sent.id), said=other)[0] == 401
    assert sent.state() == "accepted"


def test_one_gateway_does_not_speak_as_another(sent, tell):
    assert tell(sent.other, report(sent.id), to=sent.by.name)[0] == 401
    mine = tell(sent.other, report(sent.id), to=sent.by.name, Linli_Gateway=sent.by.name)
    assert mine[0] == 401
    assert tell(sent.other, report(sent.id), to="nobody")[0] == 401
    assert tell(sent.by, report(sent.id), Linli_Gateway=sent.other.name)[0] == 401
    assert sent.state() == "accepted"


def test_one_gateway_does_not_speak_of_what_another_has(sent, tell):
    assert tell(sent.other, report(sent.id)) == (200, {"taken": 0, "unknown": 1})
    assert sent.state() == "accepted"
    assert counts(sent.other.name).unknown == 1


def test_a_call_that_loses_every_race_is_to_be_made_again(sent, tell, monkeypatch):
    from functions.notify.notices import acts
    from linli.errors import Conflict

    def lost(*_, **__):
        raise Conflict

    with monkeypatch.context() as patch:
        patch.setattr(acts, "report", lost)
        assert tell(sent.by, report(sent.id))[0] == 429
    assert tell(sent.by, report(sent.id))[0] == 200
    assert sent.state() == "delivered"


def test_the_same_report_again_has_no_effect(sent, tell, said):
    for _ in range(3):
        assert tell(sent.by, report(sent.id), report(sent.id))[0] == 200
    assert len(said("NoticeDelivered")) == 1
    assert counted(sent.by.name) == (1, 1, 0, 0)


def test_the_surest_report_stands_in_whatever_order_they_come(sent, tell, said):
    tell(sent.by, report(sent.id, "answered"))
    tell(sent.by, report(sent.id, "delivered"), report(sent.id, "failed", code="busy"))
    assert sent.state() == "answered"
    assert len(said("NoticeAnswered")) == 1
    assert counted(sent.by.name) == (1, 1, 0, 0)


def test_what_had_failed_may_arrive_after_all(sent, tell, said):
    tell(sent.by, report(sent.id, "failed", code="switched-off"))
    assert sent.state() == "failed"
    assert counts(sent.by.name).failed == 1
    tell(sent.by, report(sent.id))
    assert sent.state() == "delivered"
    assert counted(sent.by.name) == (1, 0, 0, 1)


def test_a_report_that_is_quicker_than_the_gateways_own_answer(ask, post, town, tell):  # noqa: F811
    """It is heard while the attempt is still only planned; then comes the yes."""
    from tests.functions.notify.gateways.conftest import taking

    def telling(raw, handler):
        sending = json.loads(raw)["id"]
        name = next(n for n, fake in town.items() if fake.got and fake.got[-1]["id"] == sending)
        assert tell(town[name], report(sending)) == (200, {"taken": 1, "unknown": 0})
        return taking(raw)

    town["sms-a"].behave = town["sms-b"].behave = telling
    ask()
    attempt = post()
    assert (attempt.state, attempt.segments) == ("delivered", 1)
    assert counts(attempt.gateway)[:4] == (1, 0, 0, 0)


@pytest.mark.parametrize(
    "sending", ["n-0000000000000000-1", "n-x-yyyyyyy-9", "b-00000000-1-1", "z-12345678", "n-------"]
)
def test_what_nobody_sent_is_counted_and_no_more(sent, tell, sending):
    assert tell(sent.by, report(sending)) == (200, {"taken": 0, "unknown": 1})
    assert counts(sent.by.name).unknown == 1


def test_a_second_recipient_of_one_is_unknown(sent, tell):
    told = report(sent.id, index=1), report(sent.id)
    assert tell(sent.by, *told) == (200, {"taken": 1, "unknown": 1})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"reports": {}},
        {"reports": [{}]},
        {"reports": [1]},
        {"reports": [report("n-0123456789-1", "eaten")]},
        {"reports": [report("n-0123456789-1", index=100)]},
        {"reports": [report("n-0123456789-1", index=-1)]},
        {"reports": [report("n-0123456789-1", code="<b>")]},
        {"reports": [report("../../etc/passwd")]},
        {"reports": [report("n-0123456789-1") | {"at": "now"}]},
        {"reports": [report("n-0123456789-1")] * 101},
    ],
)
def test_a_poisoned_body_is_refused_whole(sent, tell, body):
    assert tell(sent.by, body=body)[0] == 422
    assert sent.state() == "accepted"


def test_headers_are_needed(sent, call):
    from functions.notify import api

    status, _ = call(api.handler, "POST", f"{PATH}/{sent.by.name}", {"reports": []}, sub=None)
    assert status == 422


def test_who_reports_late_was_slow(sent, tell, advance):
    advance("140100000000", 21)
    tell(sent.by, report(sent.id))
    advance("140100000000", 20)
    assert counts(sent.by.name)[:4] == (1, 1, 0, 0)


def test_what_is_never_reported_expires_and_is_not_in_flight(sent, sweep, advance, said):
    for _ in range(5):
        advance(PLACE, 400)
        sweep()
    assert sent.state() == "expired"
    assert counts(sent.by.name).in_flight == 0
    assert said("NoticeDelivered") == []


def test_a_callback_finds_no_way_to_what_others_may_see(call, sent):
    """The route is open; the others of the feature are not."""
    from functions.notify import api

    assert api.api.kinds["POST", "/v1/notify/callbacks/{gateway}"] == "public"
    assert [at for at, kind in api.api.kinds.items() if kind == "public"] == [
        ("POST", "/v1/notify/callbacks/{gateway}")
    ]


def test_operators_see_how_suppliers_do(sent, tell, call, member):
    from functions.notify import api

    member("ops", "city_operator", "140100000000")
    status, shown = call(api.handler, "GET", "/v1/notify/suppliers", sub="ops")
    assert status == 200
    by_name = {one["name"]: one for one in shown["items"]}
    assert set(by_name) == {"sms-a", "sms-b", "voice-a", "voice-b", "robot", "email"}
    mine = by_name[sent.by.name]
    assert (mine["channel"], mine["in_flight"]) == ("sms", 1)
    assert {n: by_name[n]["share"] for n in ("sms-a", "sms-b", "robot")} == {
        "sms-a": 60,
        "sms-b": 40,
        "robot": 100,
    }


def test_a_grid_worker_does_not(sent, call, li):
    from functions.notify import api

    assert call(api.handler, "GET", "/v1/notify/suppliers", sub=li)[0] in (403, 404)


def test_a_slow_supplier_loses_its_share_and_gets_it_back(town, row, advance):
    """Through table and rows: counted, judged, kept, and read by another worker."""
    from functions.notify.gateways import store as gateways_store
    from functions.notify.gateways import supply

    city = "140100000000"
    began = supply.now()
    assert supply.shares("sms").points == {"sms-a": 60, "sms-b": 40}
    gateways_store.count("sms-a", began, "sent", 10)
    gateways_store.count("sms-b", began, "sent", 10)
    gateways_store.count("sms-b", began, "prompt", 10)
    held = {}
    for seconds in (35, 46, 100, 111, 170):
        advance(city, seconds - (supply.now() - began) / timedelta(seconds=1))
        held[seconds] = supply.shares("sms").points["sms-a"]
        supply.forget()
    assert held == {35: 10, 46: 0, 100: 0, 111: 10, 170: 20}


def code(**change):
    from functions.notify import answers

    asked = {"phone": "+8617000000001", "code": "123456", "language": "zh", "minutes": 5} | change
    payload = {"asking": "accounts", "question": "send_code", "with": asked}
    from tests.functions.notify.conftest import CONTEXT

    return answers.handler(payload, CONTEXT)


def test_a_code_goes_out_at_once_and_is_kept_nowhere(town, row, tell, written):
    assert code() == {"answer": None}
    [(fake, body)] = [(fake, body) for fake in town.values() for body in fake.got]
    assert "123456" in body["text"]
    assert body["template"] == "notify.code"
    kept = json.dumps([one.attribute_values for one in row.scan()], default=str)
    assert "123456" not in kept + written()
    assert "17000000001" not in kept
    assert counts(fake.name).in_flight == 1
    for _ in range(2):
        assert tell(fake, report(body["id"]))[1] == {"taken": 1, "unknown": 0}
    assert counted(fake.name) == (1, 1, 0, 0)
    other = town["sms-b" if fake is town["sms-a"] else "sms-a"]
    assert tell(other, report(body["id"]))[1] == {"taken": 0, "unknown": 1}


def test_a_code_that_nobody_carries_is_refused(town, row):
    from tests.functions.notify.gateways.conftest import failing, taking

    for name in ("sms-a", "sms-b"):
        town[name].behave = failing()
    assert code()["refused"]["code"] == "no-supplier"
    for name in ("sms-a", "sms-b"):
        town[name].behave = lambda raw, handler: taking(raw, refused=[0])
    assert code()["refused"]["code"] == "not-reachable"


def test_what_a_supplier_reports_while_he_takes_a_code_is_heard(town, row, tell):
    from tests.functions.notify.gateways.conftest import taking

    def telling(raw, handler):
        [name] = [name for name in ("sms-a", "sms-b") if town[name].got]
        told = tell(town[name], report(json.loads(raw)["id"]))
        assert told == (200, {"taken": 1, "unknown": 0})
        return taking(raw)

    town["sms-a"].behave = town["sms-b"].behave = telling
    assert code() == {"answer": None}


def test_a_code_that_is_on_its_way_was_sent_whatever_fails_afterwards(town, row, monkeypatch):
    from pynamodb.connection.base import Connection
    from pynamodb.exceptions import UpdateError

    dispatch = Connection.dispatch

    def failing(self, operation, *given, **more):
        if operation == "UpdateItem" and any(fake.got for fake in town.values()):
            raise UpdateError("the table is away")
        return dispatch(self, operation, *given, **more)

    monkeypatch.setattr(Connection, "dispatch", failing)
    assert code() == {"answer": None}
    assert sum(len(fake.got) for fake in town.values()) == 1


def test_a_telephone_that_was_given_up_is_warned_and_of_nothing_else(town, row, written):
    def warn(template, phone="+8617000000001"):
        from functions.notify import answers
        from tests.functions.notify.conftest import CONTEXT

        asked = {"phone": phone, "template": template, "language": "en"}
        payload = {"asking": "accounts", "question": "warn", "with": asked}
        return answers.handler(payload, CONTEXT)

    assert warn("accounts.telephone-changed") == {"answer": None}
    [body] = [body for fake in town.values() for body in fake.got]
    assert body["text"].startswith("Your telephone was changed")
    for odd in (
        "notify.code",
        "incidents.dispatched",
        "accounts.nothing",
        "accounts.mandate-given",
    ):
        assert warn(odd)["refused"]["status"] == 422
    assert warn("accounts.telephone-changed", "110")["refused"]["code"] == "invalid"
    assert sum(len(fake.got) for fake in town.values()) == 1
    assert "17000000001" not in written()


@pytest.mark.parametrize(
    "change", [{"phone": "110"}, {"code": "tell me"}, {"minutes": 0}, {"to": 1}]
)
def test_an_odd_code_is_refused_before_anything_is_sent(town, row, change):
    assert code(**change)["refused"]["code"] == "invalid"
    assert not any(fake.got for fake in town.values())


def test_only_accounts_send_codes(town, row):
    from functions.notify import answers
    from tests.functions.notify.conftest import CONTEXT

    payload = {"asking": "incidents", "question": "send_code", "with": {}}
    assert answers.handler(payload, CONTEXT)["refused"]["code"] == "forbidden"
