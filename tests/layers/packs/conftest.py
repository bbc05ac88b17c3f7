"""A feature of sensors: what is above ten is loud."""

import json
from contextlib import suppress

import pytest
from botocore import xform_name
from botocore.exceptions import ClientError

from tests import queues
from tests.layers.measured import NOON


@pytest.fixture
def record():
    def make(device, message, channel="reading", received=NOON):
        payload = message.model_dump_json().encode()
        about = {"feature": "facilities", "name": f"{device}-{message.seq}"}
        return queues.signal(device, payload, received, channel, **about)

    return make


@pytest.fixture
def sent(row):
    """sent(call, asked) -> the bodies that our own client of the table and botocore's send."""
    from linli import aws
    from linli.packs import keeping

    def bodies(call, asked):
        said = []

        def hear(params, **_):
            said.append(json.loads(params["body"]))

        for client in (keeping.client(), aws.client("dynamodb")):
            events, name = client.meta.events, f"before-call.dynamodb.{call}"
            events.register(name, hear)
            with suppress(ClientError):  # there is no such table
                getattr(client, xform_name(call))(**asked)
            events.unregister(name, hear)
        return said

    return bodies
