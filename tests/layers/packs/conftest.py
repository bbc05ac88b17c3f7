"""A feature of sensors: what is above ten is loud."""

import pytest

from tests import queues
from tests.layers.measured import NOON


@pytest.fixture
def record():
    def make(device, message, channel="reading", received=NOON):
        payload = message.model_dump_json().encode()
        about = {"feature": "facilities", "name": f"{device}-{message.seq}"}
        return queues.signal(device, payload, received, channel, **about)

    return make
