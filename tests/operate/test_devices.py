"""Provisioning may be done again, and what is retired is worth nothing."""

import boto3
import httpx
import pytest
from moto import mock_aws

from operate import devices, registrar
from operate.failure import Failure
from operate.home import Home

HERE, THERE = "140105001001", "140105001002"


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(registrar, "tell", lambda *_: None)
    with mock_aws():
        iot = boto3.client("iot", region_name="cn-north-1")
        monkeypatch.setattr(Home, "client", lambda _, __: iot)
        made = Home(tmp_path)
        made.iot = iot
        yield made


def device(home, community=HERE, thing="MH-1", **more):
    return devices.provision(home, "test", "facilities", community, thing, **more)


def policies(home, card):
    (arn,) = home.iot.list_thing_principals(thingName=card.thing)["principals"]
    assert arn.endswith(card.certificate)
    return registrar.policies_of(home.iot, arn)


def test_a_device_gets_a_certificate_and_the_policy_of_its_place(home):
    card = device(home)
    assert policies(home, card) == [f"linli-test-facilities-{HERE}"]
    assert card.publishes["alarm"] == f"linli/test/facilities/{HERE}/MH-1/alarm"
    key = home.path("devices", "MH-1", "private.pem")
    assert key.stat().st_mode & 0o077 == 0


def test_a_second_time_changes_nothing(home):
    first, again = device(home), device(home)
    assert first == again
    assert len(home.iot.list_certificates()["certificates"]) == 1


def test_a_lost_certificate_is_replaced(home):
    first = device(home)
    home.path("devices", "MH-1", "cert.pem").unlink()
    assert device(home).certificate != first.certificate


def test_a_device_that_moves_leaves_its_old_place(home):
    device(home)
    moved = device(home, THERE)
    assert policies(home, moved) == [f"linli-test-facilities-{THERE}"]
    names = {one["policyName"] for one in home.iot.list_policies()["policies"]}
    assert names == {f"linli-test-facilities-{THERE}"}


def test_a_phone_hears_of_each_community_it_was_given(home):
    devices.provision_phone(home, "test", HERE, "wang-fang")
    card = devices.provision_phone(home, "test", THERE, "wang-fang")
    assert card.listens == tuple(f"linli/test/notify/{c}/wang-fang/notice" for c in (HERE, THERE))
    assert sorted(policies(home, card)) == [f"linli-test-notify-{c}" for c in (HERE, THERE)]


def test_a_retired_device_leaves_nothing(home):
    device(home)
    devices.retire(home, "MH-1")
    devices.retire(home, "MH-1")
    assert not home.iot.list_things()["things"]
    assert not home.iot.list_certificates()["certificates"]
    assert not home.iot.list_policies()["policies"]
    assert not home.root.joinpath("devices/MH-1").exists()


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.Response(403, text="refused"), "refused"),
        (httpx.Response(504, text="not-acknowledged"), "not-acknowledged"),
        (httpx.ReadTimeout("too late"), "too late"),
    ],
)
def test_what_a_running_fleet_refuses_is_not_swallowed(tmp_path, monkeypatch, answer, said):
    _fleet(monkeypatch, answer)
    with pytest.raises(Failure, match=said):
        registrar.tell(Home(tmp_path), "POST", "/devices/MH-1/connect")


@pytest.mark.parametrize("answer", [httpx.Response(200), httpx.ConnectError("nobody")])
def test_a_fleet_that_does_not_run_is_told_nothing(tmp_path, monkeypatch, answer):
    _fleet(monkeypatch, answer)
    registrar.tell(Home(tmp_path), "POST", "/devices/MH-1/connect")


def _fleet(monkeypatch, answer):
    def answered(_):
        if isinstance(answer, Exception):
            raise answer
        return answer

    client = httpx.Client(transport=httpx.MockTransport(answered))
    monkeypatch.setattr(registrar, "_http", lambda: client)
