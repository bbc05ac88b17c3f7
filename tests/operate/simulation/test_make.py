"""What is made of a simulated city at the broker, and what is left as it is."""

import boto3
import pytest
from moto import mock_aws

from infra import settings
from operate import registrar
from operate.failure import Failure
from operate.fleet.card import Card
from operate.home import Home
from operate.simulation import entering, make


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setattr(registrar, "tell", lambda *_: None)
    monkeypatch.setattr(entering, "AT_ONCE", 1)  # moto is for one thread
    with mock_aws():
        iot = boto3.client("iot", region_name="cn-north-1")
        monkeypatch.setattr(Home, "client", lambda _, __: iot)
        made = Home(tmp_path)
        made.write("city.json", {"city": "taiyuan", "region": "cn-north-1"})
        yield made


def provision(home, count):
    return make.provision(home, "taiyuan", make.plan(home, count, None)[1])


def gateway(home):
    name = next(one.id for one in make.plan(home, 1, None)[1])
    return Card.read(home.path("devices", name)).steady["devices"]


def test_a_second_time_makes_nothing_and_a_larger_number_what_is_new(home):
    assert provision(home, 12) == 12
    assert provision(home, 12) == 0
    known = gateway(home)
    assert provision(home, 60) >= 48
    assert gateway(home) > known
    assert provision(home, 12) == 0
    assert gateway(home) > known


def test_what_the_broker_forgot_is_made_anew(home):
    provision(home, 3)
    thing = make.plan(home, 1, None)[1][0].id
    iot = home.client("iot")
    for arn in registrar.certificates(iot, thing):
        registrar.discard(iot, thing, arn)
    iot.delete_thing(thingName=thing)
    assert provision(home, 3) == 1


def test_a_home_has_one_seed(home):
    assert make.plan(home, 5, None) == make.plan(home, 5, 1)
    home.write(make.RECORD, {"seed": 7})
    assert make.plan(home, 5, None)[0] == 7
    with pytest.raises(Failure, match="seed 7"):
        make.plan(home, 5, 1)


def test_its_places_are_those_of_the_citys_file(home):
    codes = {community.code for community in settings.load("taiyuan").communities}
    assert {one.community for one in make.plan(home, 60, None)[1]} <= codes
