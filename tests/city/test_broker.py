"""What the broker lets nobody do: speak without a certificate, or for another."""

import json
import ssl
import threading

import paho.mqtt.client as mqtt
import pytest

from linli import names
from operate.scenario import anonymous

WAIT = 5


@pytest.fixture
def device(home, cast):
    """The cover's own certificate in the hands of a stranger's client."""
    folder = home.path("devices", cast.assets["cover"])
    client = mqtt.Client(
        mqtt.CallbackAPIVersion.VERSION2,
        client_id=cast.assets["cover"],
        protocol=mqtt.MQTTv5,
    )
    client.tls_set(
        str(home.path("ca.pem")),
        str(folder / "cert.pem"),
        str(folder / "private.pem"),
        cert_reqs=ssl.CERT_REQUIRED,
    )
    client.tls_insecure_set(True)  # its certificate names a host, and we call it by its address
    yield client
    client.disconnect()
    client.loop_stop()


@pytest.fixture
def connected(home, device):
    """Its events: what became of connections, messages, and subscriptions."""
    seen = {"up": threading.Event(), "down": threading.Event(), "subscribed": []}
    seen["answered"] = threading.Event()
    device.on_connect = lambda *_: seen["up"].set()
    device.on_disconnect = lambda *_: seen["down"].set()

    def subscribed(client, data, mid, codes, properties):
        seen["subscribed"] = codes
        seen["answered"].set()

    device.on_subscribe = subscribed
    device.connect("127.0.0.1", home.port("mqtt"))
    device.loop_start()
    assert seen["up"].wait(WAIT)
    return seen


def message(**measures):
    return json.dumps(
        {
            "v": 1,
            "boot": 9,
            "seq": 1,
            "samples": [{"at": "2026-11-25T00:00:00Z", "measures": measures}],
        }
    )


def test_a_client_without_a_certificate_is_turned_away(home, world, cast):
    topic = names.topic(world.city, "facilities", "alarm", cast.community, cast.assets["cover"])
    assert not anonymous.accepted(home.port("mqtt"), str(home.path("ca.pem")), topic, message(x=1))


def test_a_device_cannot_speak_for_another(world, cast, device, connected):
    topic = names.topic(world.city, "facilities", "alarm", cast.community, cast.assets["other"])
    device.publish(topic, message(tilt_degrees=80), qos=1)
    assert connected["down"].wait(WAIT)
    path = f"/v1/facilities/assets/{cast.assets['other']}"
    assert not hazards(world.ask("GET", path, cast.people["community_worker"]).body)


def test_a_device_cannot_hear_the_commands_of_another(world, cast, device, connected):
    topic = names.command(world.city, "facilities", cast.community, cast.assets["other"])
    device.subscribe(topic, qos=1)
    refused = connected["answered"].wait(WAIT) and all(
        c.is_failure for c in connected["subscribed"]
    )
    assert refused or connected["down"].wait(WAIT)


def hazards(asset):
    return asset.get("hazards")
