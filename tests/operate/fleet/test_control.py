"""The control of the fleet, over things whose broker is a list."""

import base64
import json

import pytest

from operate.fleet import control, thing
from operate.fleet.broker import Broker, Refused, Unacknowledged
from operate.fleet.card import Card
from operate.fleet.fleet import Fleet
from operate.fleet.pace import Pace, Reporter

OWN = "linli/test/facilities/140105001001/MH-1/alarm"


class Wire:
    """Stands where the connection does."""

    def __init__(self, name, folder, broker, topics, hear):
        self.topics, self.hear, self.connected = set(topics), hear, False
        self.sent, self.fails = [], None

    def connect(self, within):
        self.connected = True

    def publish(self, topic, payload, within):
        if self.fails:
            raise self.fails
        self.sent.append((topic, payload))

    def subscribe(self, topics, within):
        self.topics |= set(topics)

    def close(self):
        self.connected = False


@pytest.fixture
def fleet(tmp_path, monkeypatch):
    monkeypatch.setattr(thing, "Connection", Wire)
    folder = tmp_path / "devices/MH-1"
    folder.mkdir(parents=True)
    topics = {c: OWN.replace("alarm", c) for c in ("alarm", "reading", "state")}
    Card(
        thing="MH-1",
        kind="device",
        communities=("140105001001",),
        publishes=topics,
        listens=(OWN.replace("alarm", "command"),),
    ).write(folder)
    return Fleet(tmp_path / "devices", tmp_path / "fleet", Broker(1, tmp_path / "ca.pem"))


def ask(fleet, method, path, body=None):
    return control.answer(fleet, method, path, json.dumps(body).encode() if body else b"")


def publish(fleet, **body):
    return ask(fleet, "POST", "/devices/MH-1/publish", body)


def test_publishing_tells_byte_for_byte_what_went_out(fleet):
    status, said = publish(fleet, channel="alarm", measures={"tilt_degrees": 40})
    assert status == 200
    (sent,) = said["sent"]
    assert sent["topic"] == OWN
    status, again = publish(fleet, channel="alarm", base64=sent["base64"])
    assert again["sent"][0]["base64"] == sent["base64"]
    assert len(fleet.thing("MH-1").connection.sent) == 2


def test_any_bytes_may_be_published(fleet):
    for raw in (b"", b"\xff\x00", b"{not json"):
        publish(fleet, channel="alarm", base64=base64.b64encode(raw).decode())
        assert fleet.thing("MH-1").connection.sent[-1] == (OWN, raw)
    assert publish(fleet, channel="alarm", raw="")[0] == 200


def test_what_the_broker_says_is_passed_on(fleet):
    wire = fleet.thing("MH-1").connection
    wire.fails = Refused("NOT_AUTHORIZED")
    assert publish(fleet, topic="elsewhere", raw="x")[0] == 403
    wire.fails = Unacknowledged("no answer")
    assert publish(fleet, channel="alarm", raw="x")[0] == 504


def test_a_silent_device_says_nothing_until_it_speaks_again(fleet):
    ask(fleet, "POST", "/devices/MH-1/behaviour", {"silent": True})
    assert publish(fleet, channel="alarm", raw="x") == (200, {"sent": []})
    ask(fleet, "POST", "/devices/MH-1/behaviour", {"silent": False})
    assert len(publish(fleet, channel="alarm", raw="x")[1]["sent"]) == 1


def test_a_steady_device_goes_on_measuring_what_it_last_measured(fleet):
    ask(
        fleet,
        "POST",
        "/devices/MH-1/behaviour",
        {"steady": {"tilt_degrees": 1, "level_percent": 20}},
    )
    publish(fleet, channel="alarm", measures={"tilt_degrees": 40})
    assert fleet.thing("MH-1").habits.steady == {"tilt_degrees": 40, "level_percent": 20}


def test_a_device_measures_by_its_curve_until_it_is_told_otherwise(fleet):
    curve = {"base": 5, "noise": 1}
    ask(fleet, "POST", "/devices/MH-1/behaviour", {"steady": {"tilt_degrees": curve}})
    device = fleet.thing("MH-1")
    device.read(within=1)
    assert 4 <= measured(device)[0]["tilt_degrees"] <= 6
    publish(fleet, channel="alarm", measures={"tilt_degrees": 40})
    device.read(within=1)
    assert measured(device) == [{"tilt_degrees": 40}]


def test_what_was_measured_before_is_said_once_at_the_first_start(fleet):
    file = fleet.cards / "MH-1"
    known = Card.read(file)
    known.model_copy(update={"before": 2, "steady": {"tilt_degrees": 1.0}}).write(file)
    for _ in range(2):
        assert ask(fleet, "POST", "/devices/MH-1/connect")[0] == 200
    sent = fleet.thing("MH-1").connection.sent
    assert [len(json.loads(payload)["samples"]) for _, payload in sent] == [48, 48]
    again = Fleet(fleet.cards, fleet.counts, fleet.broker)  # is started anew
    assert ask(again, "POST", "/devices/MH-1/connect")[0] == 200
    assert again.thing("MH-1").connection.sent == []


def measured(device):
    """What it said last."""
    _, payload = device.connection.sent[-1]
    return [one["measures"] for one in json.loads(payload)["samples"]]


def test_a_command_is_answered_on_the_state_channel(fleet):
    device = fleet.thing("MH-1")
    device._obey(json.dumps({"command": "c-1", "action": "close"}).encode())
    topic, payload = device.connection.sent[-1]
    assert topic.endswith("/state")
    assert json.loads(payload)["outcome"] == "done"


def test_what_was_heard_is_told(fleet):
    device = fleet.thing("MH-1")
    device.behave({"silent": True})
    device._on_message("t", b'{"a": 1}')
    (heard,) = ask(fleet, "GET", "/devices/MH-1/heard")[1]["heard"]
    assert (heard["topic"], heard["payload"]) == ("t", {"a": 1})


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/devices", None, 200),
        ("POST", "/devices/MH-9/publish", {"channel": "alarm", "raw": "x"}, 404),
        ("POST", "/devices/MH-1/publish", {"channel": "sms", "raw": "x"}, 422),
        ("POST", "/devices/MH-1/publish", {"chanel": "alarm"}, 422),
        ("POST", "/devices/MH-1/behaviour", {"sing": True}, 422),
        ("POST", "/devices/MH-1/connect", None, 200),
        ("POST", "/devices/MH-1/subscribe", {"topics": ["t"]}, 200),
        ("DELETE", "/devices/MH-1", None, 200),
        ("GET", "/elsewhere", None, 404),
        ("PUT", "/devices/MH-1", None, 404),
    ],
)
def test_answers(fleet, method, path, body, status):
    assert ask(fleet, method, path, body)[0] == status


def test_a_panel_reports_several_frames_in_one_payload(fleet):
    frames = [{"address": "1-1-00010001", "states": ["fire"]}, {"address": "1-1", "damaged": True}]
    status, said = publish(fleet, frames=frames)
    assert status == 200, said
    [(topic, payload)] = fleet.thing("MH-1").connection.sent
    assert topic == OWN
    assert base64.b64decode(said["sent"][0]["base64"]) == payload
    assert (payload[:2], payload.count(b"##@@"), payload[-2:]) == (b"@@", 1, b"##")
    serials = [payload[at + 2] for at in (0, payload.index(b"##@@") + 2)]
    assert serials == [0, 1]
    assert publish(fleet, frames=[{"address": "x"}])[0] == 422


@pytest.fixture
def paced(fleet, tmp_path):
    """The same device, which looks at itself and tells what moved."""
    folder = tmp_path / "devices/MH-1"
    pace = Pace(looks=60, least=60, pack=2, waits=600)
    new = {"steady": {"tilt_degrees": 1.0}, "pace": pace}
    Card.read(folder).model_copy(update=new).write(folder)
    device = fleet.thing("MH-1")
    device.connect()
    return device


def numbers(device):
    return [json.loads(payload)["seq"] for _, payload in device.connection.sent]


def test_what_keeps_a_pace_packs_what_it_saw(paced):
    for _ in range(3):
        paced.look(1)
    (_, first), (topic, second) = paced.connection.sent
    assert topic == OWN.replace("alarm", "reading")
    assert [len(json.loads(payload)["samples"]) for payload in (first, second)] == [1, 2]
    assert json.loads(second)["samples"][0]["measures"] == {"tilt_degrees": 1.0}


def test_while_it_is_not_connected_it_keeps_its_messages_and_their_numbers(paced):
    paced._reporter = Reporter(Pace(looks=1, least=1))
    paced.connection.connected = False
    for _ in range(3):
        paced.look(1)
    assert paced.connection.sent == []
    paced.connection.connected = True
    paced.look(1)
    assert numbers(paced) == [0, 1, 2, 3]


def test_what_was_not_acknowledged_goes_out_again_and_what_is_refused_does_not(paced):
    paced._reporter = Reporter(Pace(looks=1, least=1))
    paced.connection.fails = Unacknowledged("x")
    with pytest.raises(Unacknowledged):
        paced.look(1)
    paced.connection.fails = Refused("x")
    with pytest.raises(Refused):
        paced.look(1)
    paced.connection.fails = None
    paced.look(1)
    assert numbers(paced) == [1, 2]


def test_who_is_not_connected_is_told_apart(fleet, tmp_path):
    assert ask(fleet, "GET", "/unconnected") == (200, {"things": ["MH-1"], "simulated": []})
    folder = tmp_path / "devices/MH-1"
    Card.read(folder).model_copy(update={"pace": Pace(looks=1, least=1)}).write(folder)
    assert ask(fleet, "GET", "/unconnected")[1] == {"things": [], "simulated": ["MH-1"]}
    fleet.thing("MH-1").connect()
    assert ask(fleet, "GET", "/unconnected")[1] == {"things": [], "simulated": []}


def test_at_its_end_it_keeps_what_it_sent_and_says_no_more(fleet, tmp_path):
    publish(fleet, channel="reading", measures={"tilt_degrees": 1.0})
    fleet.rest(0.1)
    kept = json.loads((tmp_path / "fleet/MH-1.json").read_text())
    assert [(one["first"], one["last"]) for one in kept["spans"]] == [(0, 0)]
    assert not fleet.thing("MH-1").rest(0)
