"""Rows go out as they were made: what botocore would have made of them is the same."""

import json
from contextlib import suppress
from datetime import timedelta

from botocore.exceptions import ClientError


def test_rows_go_out_as_botocore_would_write_them(row, message):
    from linli import aws
    from linli.packs import keeping, model

    said = []
    pack = model.packed("MH-1 '井'", message(1, (-1, 5)), "c0" * 8)
    asked = {"RequestItems": {"t": [{"PutRequest": {"Item": keeping.item(pack, timedelta(1))}}]}}

    def hear(params, **_):
        said.append(json.loads(params["body"]))

    for client in (keeping.client(), aws.client("dynamodb")):
        events, name = client.meta.events, "before-call.dynamodb.BatchWriteItem"
        events.register(name, hear)
        with suppress(ClientError):  # there is no such table
            client.batch_write_item(**asked)
        events.unregister(name, hear)
    assert said == [asked, asked]


def test_what_is_written_is_what_was_asked(row, message, store):
    from linli.packs import reading

    store("MH-1", message(1, (-1, 5)), message(2, (0, 6)))
    assert reading.latest("MH-1").measures == {"level": 6}
