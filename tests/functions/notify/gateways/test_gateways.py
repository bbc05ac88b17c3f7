"""A sending on its way: signed, to whom the city knows and nobody else, and never for long."""

import hashlib
import hmac
import json
import threading
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest

from linli.errors import Refused

PHONE = "+8617000000001"


@pytest.fixture
def send(town):
    """send("sms-a", to=…) -> what the gateway took."""
    from functions.notify.gateways import client
    from linli.city import city

    def send(name, **more):
        every = [one for channel in city().gateways.values() for one in channel]
        [known] = [one for one in every if one.name == name]
        return client.send(known, sending(**more))

    return send


def sending(**more):
    from functions.notify.gateways.protocol import Sending

    usual = {
        "id": "n-0123456789abcdef-1",
        "to": (PHONE,),
        "template": "incidents.dispatched",
        "variables": {"number": "20260601-0001"},
        "text": "工单",
        "language": "zh",
        "expires_at": datetime.now(UTC) + timedelta(hours=1),
    }
    return Sending(**(usual | more))


def fails(send, *, unclear, **more):
    from functions.notify.gateways.client import Untaken

    with pytest.raises(Untaken) as failed:
        send("sms-a", **more)
    assert failed.value.unclear is unclear
    return failed.value.why


def test_what_is_sent_is_signed_over_its_time_and_every_byte(send, town):
    assert send("sms-a").accepted == (0,)
    fake = town["sms-a"]
    [body], [headers] = fake.got, fake.headers
    assert body["to"] == [PHONE]
    assert set(body) == {
        "id", "to", "template", "variables", "text", "language", "expires_at"
    }  # fmt: skip
    raw = sending(expires_at=datetime.fromisoformat(body["expires_at"])).body()
    signed = f"{headers['Linli-Time']}.".encode() + raw
    mac = hmac.new(fake.secret.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["Linli-Signature"] == f"v1={mac}"
    assert headers["Linli-Gateway"] == "sms-a"
    assert abs(time.time() - int(headers["Linli-Time"])) < 5


def test_whose_secret_cannot_be_read_is_asked_nothing(send, town, monkeypatch):
    from botocore.exceptions import ClientError

    from functions.notify.gateways import client

    def gone(_):
        raise ClientError({"Error": {"Code": "ResourceNotFoundException"}}, "GetSecretValue")

    monkeypatch.setattr(client, "secret", gone)
    assert fails(send, unclear=False) == "no-secret"
    assert town["sms-a"].got == []


def test_a_redirect_is_not_followed(send, town):
    elsewhere = {"Location": f"{town['sms-b'].url}/messages"}
    town["sms-a"].behave = lambda raw, handler: (307, elsewhere, b"")
    assert fails(send, unclear=False) == "http-307"
    assert town["sms-b"].got == []


@pytest.mark.parametrize(
    ("status", "why"), [(500, "http-500"), (429, "throttled"), (202, "http-202")]
)
def test_only_200_is_a_yes(send, town, status, why):
    town["sms-a"].behave = lambda raw, handler: (status, {}, b"{}")
    assert fails(send, unclear=False) == why


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"{",
        b"[]",
        b'{"accepted": "0"}',
        b'{"accepted": []}',
        b'{"accepted": [1]}',
        b'{"accepted": [0, 0]}',
        b'{"accepted": [0], "refused": [{"index": 0, "code": "bad-number"}]}',
        b'{"accepted": [], "refused": [{"index": 0, "code": "<script>"}]}',
        b'{"accepted": [0], "padding": "' + b"x" * 70_000 + b'"}',
    ],
)
def test_an_answer_that_is_none_leaves_it_unclear(send, town, said):
    town["sms-a"].behave = lambda raw, handler: (200, {}, said)
    assert fails(send, unclear=True) == "unreadable"


def test_a_later_gateway_may_say_more(send, town):
    said = {"accepted": [0], "refused": [], "batch": "b-1"}
    town["sms-a"].behave = lambda raw, handler: (200, {}, json.dumps(said).encode())
    assert send("sms-a").accepted == (0,)


def test_each_recipient_is_answered_for(send, town):
    from tests.functions.notify.gateways.conftest import taking

    town["sms-a"].behave = lambda raw, handler: taking(raw, refused=[1])
    taken = send("sms-a", to=(PHONE, "+861", PHONE))
    assert taken.accepted == (0, 2)
    assert [(one.index, one.code) for one in taken.refused] == [(1, "bad-number")]


def test_nobody_waits_long_for_an_answer_or_for_its_end(send, town, monkeypatch):
    from functions.notify.gateways import client

    monkeypatch.setattr(client, "READ", 0.3)
    given_up, waited = threading.Event(), []

    def sleeping(raw, handler):
        waited.append(given_up.wait(20))
        return 200, {}, b""

    def dripping(raw, handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" ")
            if given_up.wait(0.1):
                break
        waited.append(given_up.is_set())
        return 200, {}, b""

    for behaviour in (sleeping, dripping):
        town["sms-a"].behave = behaviour
        fails(send, unclear=True)
        assert waited == []  # it goes on
    given_up.set()


def test_where_nobody_listens_nothing_was_sent(send, town):
    town["sms-a"].close()
    assert fails(send, unclear=False) == "unreachable"


def test_a_city_in_service_speaks_only_by_tls_and_only_outward(town, know):
    from functions.notify.gateways import client
    from linli.city import Gateway

    know({}, clock=None)
    open_, hidden = town["sms-a"].url, town["sms-a"].url.replace("http:", "https:")
    for url, why in ((open_, "not-secure"), (hidden, "address-within")):
        with pytest.raises(client.Untaken, match=why):
            client.send(Gateway(name="sms-a", url=url), sending())
    assert town["sms-a"].got == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1",
        "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a00:1",
        "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    ],
)  # fmt: skip
def test_addresses_within_are_refused(address):
    from functions.notify.gateways.client import _outside

    assert not _outside(ip_address(address))


def test_addresses_of_the_world_are_not():
    from functions.notify.gateways.client import _outside

    assert all(_outside(ip_address(one)) for one in ("8.8.8.8", "114.114.114.114", "2400:3200::1"))


def test_one_inner_address_among_others_is_enough(know, monkeypatch):
    """Else a name that means both would lead within at the second try."""
    from functions.notify.gateways import client
    from linli.city import Gateway

    know({}, clock=None)
    found = [(2, 1, 6, "", (one, 443)) for one in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(client, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(client, "secret", lambda _: b"s")
    monkeypatch.setattr(client, "create_connection", lambda *_: pytest.fail("connected"))
    with pytest.raises(client.Untaken, match="address-within"):
        client.send(Gateway(name="x", url="https://x.example"), sending())


def test_a_secret_is_read_once_and_again_after_a_while(row, monkeypatch):
    from functions.notify.gateways import client

    client.forget()
    keys = client.keys()
    keys.create_secret(Name="linli-test-gateway-sms-a", SecretString="first")
    assert client.secret("sms-a") == b"first"
    keys.put_secret_value(SecretId="linli-test-gateway-sms-a", SecretString="second")
    assert client.secret("sms-a") == b"first"
    kept, until = client._secrets["sms-a"]
    client._secrets["sms-a"] = kept, until - client.KEPT
    assert client.secret("sms-a") == b"second"
    client.forget()


def check(at, *, secret=b"s", body=b"{}", signed=b"{}", signature=None):
    from functions.notify.gateways.protocol import Signature

    now = datetime.now(UTC)
    made = Signature.of("sms-a", b"s", signed, now + timedelta(seconds=at))
    if signature is not None:
        made = made.model_copy(update={"signature": signature})
    made.check(secret, body, now)


def test_a_signature_holds_five_minutes_for_these_bytes_and_this_secret():
    check(0)
    check(-299)
    check(+299)
    for change, code in (
        ({"at": -302}, "too-old"),
        ({"at": +302}, "too-old"),
        ({"at": 0, "body": b"{ }"}, "forged"),
        ({"at": 0, "secret": b"t"}, "forged"),
        ({"at": 0, "signature": ""}, "forged"),
        ({"at": 0, "signature": "v1=é"}, "forged"),
    ):
        with pytest.raises(Refused) as refused:
            check(**change)
        assert (refused.value.status, refused.value.code) == (401, code)
