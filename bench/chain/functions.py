"""The chain's functions: the plain AWS client, and nothing that the hop does not need."""

import base64
import json
import os
from typing import Any

import boto3

table = boto3.client("dynamodb")
bus = boto3.client("events")
states = boto3.client("stepfunctions")
Event = dict[str, Any]
IN, MIDDLE, OUT, BUS, MACHINE = (
    os.environ[name] for name in ("IN", "MIDDLE", "OUT", "BUS", "MACHINE")
)


def keep(where: str, key: str) -> None:
    table.put_item(TableName=where, Item={"pk": {"S": key}})
    print(key)  # the engine waits for a function's first line of output  # noqa: T201


def take(event: Event, _: Any) -> None:
    for record in event.get("Records", []):
        message = json.loads(base64.b64decode(json.loads(record["body"])["payload"]))
        keep(IN, f"{message['boot']}-{message['seq']}")


def say(event: Event, fact: str) -> None:
    for record in event.get("Records", []):
        key = record["dynamodb"]["Keys"]["pk"]["S"].rpartition("#")[2]
        keep(OUT, f"{fact}#{key}")
        detail = json.dumps({"id": key})
        entry = {"EventBusName": BUS, "Source": "bench", "DetailType": fact, "Detail": detail}
        bus.put_events(Entries=[entry])


def tell(event: Event, _: Any) -> None:
    say(event, "taken")


def ask(event: Event, _: Any) -> None:
    say(event, "asked")


def react(event: Event, _: Any) -> None:
    for record in event.get("Records", []):
        key = json.loads(record["body"])["detail"]["id"]
        keep(OUT, f"reacted#{key}")
        states.start_execution(stateMachineArn=MACHINE, name=key, input=json.dumps({"id": key}))


def step(event: Event, _: Any) -> Event:
    if "warm" in event:
        return event
    keep(MIDDLE if event["step"] == "second" else OUT, f"{event['step']}#{event['id']}")
    return {"id": event["id"]}


def receive(event: Event, _: Any) -> None:
    for record in event.get("Records", []):
        keep(OUT, f"received#{json.loads(record['body'])['detail']['id']}")


def show(event: Event, _: Any) -> Event:
    if "warm" in event:
        return event
    name = event["pathParameters"]["id"]  # of a message, or of a step if it has a dot
    where, key = (IN, name[1:]) if name.startswith(".") else (OUT, f"received#{name}")
    found = "Item" in table.get_item(TableName=where, Key={"pk": {"S": key}})
    print(found)  # noqa: T201
    return {"statusCode": 200 if found else 404, "body": "{}"}
