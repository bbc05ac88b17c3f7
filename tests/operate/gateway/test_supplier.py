"""The local gateway behaves like a supplier, and badly where it is told to."""

import hashlib
import hmac
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import httpx
import pytest

from operate.gateway import supplier
from tests.operate.gateway.conftest import PHONE, SECRET
from tests.waiting import until

TWO = [PHONE, "+8617000000002"]


def test_it_takes_delivers_and_reports(gateway, city):
    answer = gateway.send("sms-a")
    assert (answer.status_code, answer.json()) == (200, {"accepted": [0], "refused": []})
    [report] = city.heard(1)
    assert (report["id"], report["index"], report["state"]) == ("n-0123456789-1", 0, "delivered")
    [(headers, _, raw, path)] = city.calls
    signed = headers["Linli-Time"].encode() + b"." + raw
    mac = hmac.new(SECRET, signed, hashlib.sha256).hexdigest()
    assert headers["Linli-Signature"] == f"v1={mac}"
    assert headers["Linli-Gateway"] == "sms-a"
    assert path == "/v1/notify/callbacks/sms-a"
    assert gateway.messages()[0]["state"] == "delivered"


def test_the_same_id_again_is_answered_the_same_and_delivered_once(gateway, city):
    first = send(gateway, [*TWO, "110"])
    city.heard(2)
    again = send(gateway, [*TWO, "110"])
    assert again.json() == first.json()
    assert first.json() == {
        "accepted": [0, 1],
        "refused": [{"index": 2, "code": "bad-number"}],
    }
    time.sleep(0.15)
    assert len(city.reports) == 2
    assert [one["seen"] for one in gateway.messages()] == [2, 2]


def send(gateway, to, name="sms-a", **more):
    """`to` is taken by the name of the gateway."""
    import json

    from tests.operate.gateway.conftest import sending

    return gateway.send(name, raw=json.dumps(sending(to=to, **more)).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"secret": b"guessed"},
        {"age": 301},
        {"age": -301},
        {"headers": {"Linli-Signature": "v1="}},
        {"headers": {"Linli-Gateway": "sms-b"}},
        {"headers": {"Linli-Time": "now"}},
        {"city": "y"},
    ],
)
def test_what_is_not_signed_by_the_city_is_not_taken(gateway, change):
    assert gateway.send(**change).status_code == 401
    assert gateway.messages() == []


def test_odd_sendings_and_addresses_are_refused(gateway):
    assert gateway.send(raw=b"{").status_code == 422
    assert send(gateway, []).status_code == 422
    assert send(gateway, [PHONE] * 101).status_code == 422
    assert gateway.send("sms-z").status_code == 404
    assert gateway.http.get("/x/sms-a/messages").status_code == 404
    assert gateway.http.get("/gateways", headers={"Origin": "http://evil"}).status_code == 403
    assert gateway.http.get("/gateways", headers={"Host": "evil:1"}).status_code == 403


def test_it_throttles(gateway, city, monkeypatch):
    clock = SimpleNamespace(at=time.monotonic())
    monkeypatch.setattr(supplier, "time", SimpleNamespace(monotonic=lambda: clock.at))
    statuses = [
        send(gateway, [PHONE] * 6, "sms-b", id=f"b-0123456789-{n}").status_code for n in range(3)
    ]
    assert statuses == [200, 200, 429]  # ten a second: the second went in as a whole
    clock.at += 0.3
    assert send(gateway, [PHONE], "sms-b", id="b-0123456789-9").status_code == 200


def test_what_comes_too_late_is_not_delivered(gateway, city):
    gateway.behave(delay=0.3)
    soon = (datetime.now(UTC) + timedelta(seconds=0.2)).isoformat()
    gateway.send(expires_at=soon)
    assert city.heard(1)[0]["state"] == "expired"


def test_a_share_fails_and_always_the_same_ones(gateway, city):
    gateway.behave(fail=0.5)
    for n in range(3):
        send(gateway, [PHONE] * 100, id=f"b-0123456789-{n}")
    failed = {(r["id"], r["index"]) for r in city.heard(300) if r["state"] == "failed"}
    assert 110 < len(failed) < 190
    assert all(r["code"] == "absent" for r in city.reports if r["state"] == "failed")


def test_silent_it_accepts_and_says_no_more(gateway, city):
    gateway.behave(silent=True)
    assert gateway.send().status_code == 200
    until(lambda: gateway.messages()[0]["state"] == "delivered", 60)
    time.sleep(0.15)
    assert city.calls == []


def test_slow_it_answers_late(gateway):
    gateway.behave(slow=0.3)
    began = time.monotonic()
    gateway.send()
    assert time.monotonic() - began >= 0.3


def test_it_refuses_with_the_status_it_is_told(gateway):
    gateway.behave(refuse=503)
    assert gateway.send().status_code == 503
    assert gateway.messages() == []


def test_it_may_take_a_message_and_hang_up(gateway, city):
    gateway.behave(hang_up=True)
    with pytest.raises(httpx.RemoteProtocolError):
        gateway.send()
    gateway.behave(hang_up=False)
    city.heard(1)
    assert gateway.send().status_code == 200
    assert gateway.messages()[0]["seen"] == 2


def test_it_repeats_its_reports(gateway, city):
    gateway.behave(duplicate=2)
    gateway.send()
    assert len(city.heard(3)) == 3


def test_it_tells_backwards(gateway, city):
    gateway.behave(reorder=4, delay=0)
    for n in range(4):
        send(gateway, [PHONE], id=f"n-0123456789-{n}")
    told = [report["id"][-1] for report in city.heard(4)]
    assert len(city.calls) == 4
    assert told == sorted(told, reverse=True)


def test_what_it_held_back_goes_out_when_it_is_reset(gateway, city):
    gateway.behave(reorder=4)
    gateway.send()
    until(lambda: gateway.messages()[0]["state"] == "delivered", 60)
    time.sleep(0.15)
    assert city.calls == []
    gateway.http.delete("/gateways")
    city.heard(1)
    assert all(not one["behaviour"] for one in gateway.http.get("/gateways").json()["gateways"])


@pytest.mark.parametrize("how", ["secret", "time"])
def test_it_forges(gateway, city, how):
    gateway.behave(forge=how)
    city.statuses = [401]
    gateway.send()
    city.heard(1)
    [(headers, _, raw, _)] = city.calls
    signed = headers["Linli-Time"].encode() + b"." + raw
    mac = hmac.new(SECRET, signed, hashlib.sha256).hexdigest()
    assert (headers["Linli-Signature"] == f"v1={mac}") is (how == "time")
    assert (time.time() - int(headers["Linli-Time"]) > 300) is (how == "time")


def test_it_calls_again_until_it_is_heard(gateway, city):
    city.statuses = [503, 429, 200]
    gateway.send()
    until(lambda: len(city.calls) == 3, 60)
    assert len({raw for _, _, raw, _ in city.calls}) == 1


def test_a_refusal_is_final(gateway, city):
    city.statuses = [422]
    gateway.send()
    city.heard(1)
    time.sleep(0.7)
    assert len(city.calls) == 1


def test_reports_gather_a_hundred_to_a_call(gateway, city):
    gateway.behave(delay=0.05)
    for n in range(3):
        send(gateway, [PHONE] * 60, id=f"b-0123456789-{n}")
    city.heard(180)
    assert max(len(reports) for _, reports, _, _ in city.calls) <= 100
    assert len(city.calls) < 6


def test_who_was_called_presses_a_key(gateway, city):
    gateway.behave("voice", delay=0.01)
    gateway.send("voice")
    city.heard(1)
    press = {"to": PHONE, "key": "1"}
    assert gateway.http.post("/gateways/x/voice/presses", json=press).json() == {"pressed": True}
    assert [(r["state"], r.get("code")) for r in city.heard(2)] == [
        ("delivered", None),
        ("answered", "key-1"),
    ]
    nobody = {"to": "+8617000009999"}
    assert gateway.http.post("/gateways/x/voice/presses", json=nobody).status_code == 404


def test_everybody_may_press_a_key(gateway, city):
    gateway.behave("voice", delay=0.01, presses="1")
    gateway.send("voice")
    assert [r["state"] for r in city.heard(2)] == ["delivered", "answered"]


def test_odd_habits_are_refused(gateway):
    for habits in ({"delay": -1}, {"unknown": 1}, {"forge": "all"}, []):
        answer = gateway.http.post("/gateways/x/sms-a/behaviour", json=habits)
        assert answer.status_code == 422
    assert gateway.http.post("/gateways/x/sms-z/behaviour", json={}).status_code == 404


def test_messages_are_found_by_number_and_read_on(gateway):
    for n, to in enumerate([*TWO, PHONE]):
        send(gateway, [to], id=f"n-0123456789-{n}")
    assert [one["id"][-1] for one in gateway.messages(to=PHONE)] == ["0", "2"]
    last = gateway.messages()[-1]["number"]
    assert gateway.messages(after=last) == []
    assert [one["number"] for one in gateway.messages(after=last - 1)] == [last]
    plain = gateway.http.get(f"/messages?to={PHONE}").json()["messages"]
    assert len(plain) == 2  # a plus is a plus


def test_the_server_knows_the_gateways_of_its_city_from_the_start(gateway):
    listed = gateway.http.get("/gateways").json()["gateways"]
    assert [one["gateway"] for one in listed] == ["sms-a", "sms-b", "voice", "robot"]
    assert gateway.http.get("/health").json() == {"ready": True}


def test_the_phones_are_a_page_in_two_languages(gateway):
    send(gateway, [PHONE], text="<b>代码 123456</b>")
    send(gateway, ["140105001001"], "robot", id="n-0123456789-2", markdown="**red** x")
    page = gateway.http.get("/")
    assert "本机手机" in page.text
    assert "&lt;b&gt;代码 123456&lt;/b&gt;" in page.text
    assert "<b>" not in page.text
    assert "**red** x" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    english = gateway.http.get("/", headers={"Accept-Language": "en-GB"}).text
    assert "Phones of this machine" in english
    one = gateway.http.get("/", params={"to": PHONE, "lang": "en"}).text
    assert "140105001001" not in one
