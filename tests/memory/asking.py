"""Asks a table in memory much, right and wrong, and tells what it says; `spared` or not."""

import json
import random
import sys

from botocore.exceptions import ClientError
from botocore.session import get_session
from moto import mock_aws

GOOD = (
    ("body", ":v"), ("#a", "if_not_exists(#a, :v)"), ("tally", "if_not_exists(tally, :n) + :n"),
    ("events", "list_append(if_not_exists(events, :e), :l)"), ("untold", ":v"), ("deep", ":d"),
    ("#b", "body"), ("deep.x", "tally"), ("events[0]", ":d"),
)  # fmt: skip
TERMS = (
    ":v", ":n", "if_not_exists(body, :v)", "list_append(events, :l)", "tally + :n", "#a", "deep.x",
    "list_append(if_not_exists(events, :e), :l)", "tally - :n", ":absent", "events[0]",
)  # fmt: skip
PATHS = ("body", "#a", "#b", "tally", "events", "events[1]", "deep.x", "deep.y.z", "untold", "pk")
CONDITIONS = (
    "attribute_not_exists(pk)", "attribute_exists(pk) AND tally < :n", "begins_with(body, :v)",
    "size(events) > :n OR #a = :v", "tally BETWEEN :n AND :m", "contains(tags, :v)",
    "body = :absent", *4 * ("attribute_not_exists(absent)",), "attribute_exists(pk)", "#a <> :n",
)  # fmt: skip
VALUES = {
    ":v": {"S": "x"}, ":n": {"N": "2"}, ":m": {"N": "9"}, ":l": {"L": [{"S": "y"}]},
    ":e": {"L": []}, ":s": {"SS": ["x", "z"]}, ":d": {"M": {"x": {"N": "1"}}},
    ":b": {"B": b"\0\xff"},
}  # fmt: skip
TABLE = "asked"


def expression(dice: random.Random) -> str:
    """Mostly of parts that go together."""
    sets = dice.sample(GOOD, dice.randrange(1, 4))
    if dice.random() < 0.2:
        sets.append((dice.choice(PATHS), dice.choice(TERMS)))
    parts = [f"SET {', '.join(f'{path} = {term}' for path, term in sets)}"]
    if dice.random() < 0.2:
        parts.append(f"REMOVE {dice.choice(PATHS)}")
    if dice.random() < 0.2:
        parts.append(f"ADD {dice.choice(('tags :s', 'tally :n', 'body :n', 'tags :v'))}")
    if dice.random() < 0.2:
        parts.append(f"DELETE tags {dice.choice((':s', ':s', ':v'))}")
    if dice.random() < 0.05:
        parts.append("SET body = :v")
    return " ".join(parts)


def key(dice: random.Random) -> dict[str, object]:
    return {"pk": {"S": f"p{dice.randrange(3)}"}, "sk": {"S": f"s{dice.randrange(3)}"}}


def item(dice: random.Random) -> dict[str, object]:
    more = {
        "body": {"S": dice.choice("xyz")}, "tally": VALUES[":n"], "events": VALUES[":l"],
        "tags": VALUES[":s"], "deep": VALUES[":d"], "raw": VALUES[":b"], "untold": {"S": "u"},
    }  # fmt: skip
    return key(dice) | {name: value for name, value in more.items() if dice.random() < 0.7}


def named(text: str) -> dict[str, object]:
    """What it uses."""
    names = {short: name for short, name in (("#a", "body"), ("#b", "size")) if short in text}
    values = {short: value for short, value in VALUES.items() if short in text}
    return ({"ExpressionAttributeNames": names} if names else {}) | (
        {"ExpressionAttributeValues": values} if values else {}
    )


def update(dice: random.Random) -> dict[str, object]:
    text = expression(dice)
    condition = dice.choice(CONDITIONS) if dice.random() < 0.3 else None
    return {
        "TableName": TABLE, "Key": key(dice), "UpdateExpression": text,
        **({"ConditionExpression": condition} if condition else {}), **named(f"{text} {condition}"),
    }  # fmt: skip


def write(dice: random.Random) -> dict[str, object]:
    kind = dice.choice(("Update", "Put", "Delete", "ConditionCheck"))
    if kind == "Update":
        return {kind: update(dice)}
    condition = dice.choice(CONDITIONS)
    asked = {"TableName": TABLE, "ConditionExpression": condition, **named(condition)}
    about = {"Item": item(dice)} if kind == "Put" else {"Key": key(dice)}
    return {kind: asked | about}


def question(dice: random.Random) -> tuple[str, dict[str, object]]:
    of, condition = {"TableName": TABLE}, "untold = :v AND sk > :w"
    back, several = dice.choice(("ALL_NEW", "ALL_OLD", "NONE")), dice.randrange(1, 4)
    return dice.choice((
        ("update_item", update(dice) | {"ReturnValues": back}),
        ("put_item", of | {"Item": item(dice), "ReturnValues": "ALL_OLD"}),
        ("transact_write_items", {"TransactItems": [write(dice) for _ in range(several)]}),
        ("get_item", of | {"Key": key(dice), "ProjectionExpression": "body, events"}),
        ("batch_get_item", {"RequestItems": {TABLE: {"Keys": [key(dice)]}}}),
        ("query", of | {
            "IndexName": dice.choice(("untold", "absent")), "KeyConditionExpression": condition,
            "ExpressionAttributeValues": {":v": {"S": "u"}, ":w": key(dice)["sk"]}}),
        ("query", of | {
            "KeyConditionExpression": "pk = :p AND sk BETWEEN :v AND :w",
            "ExpressionAttributeValues": {
                ":p": key(dice)["pk"], ":v": key(dice)["sk"], ":w": key(dice)["sk"]},
            "Limit": several, "ScanIndexForward": dice.random() < 0.5}),
        ("scan", of | {"Limit": dice.randrange(1, 5)}),
        ("delete_item", of | {"Key": key(dice), "ReturnValues": "ALL_OLD"}),
        ("scan", of),
        ("scan", {"TableName": "absent"}),
    ))  # fmt: skip


def answers(times: int) -> list[str]:
    told = []
    client = get_session().create_client("dynamodb", "cn-north-1", aws_access_key_id="x",
                                         aws_secret_access_key="x")  # fmt: skip
    kinds = [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "untold")]
    keys = [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}]
    index = {
        "IndexName": "untold", "Projection": {"ProjectionType": "ALL"},
        "KeySchema": [{"AttributeName": "untold", "KeyType": "HASH"}, keys[1]],
    }  # fmt: skip
    client.create_table(
        TableName=TABLE, AttributeDefinitions=kinds, KeySchema=keys,
        BillingMode="PAY_PER_REQUEST", GlobalSecondaryIndexes=[index],
    )  # fmt: skip
    dice = random.Random(1)  # noqa: S311 - no secret
    for _ in range(times):
        operation, asked = question(dice)
        try:
            said = getattr(client, operation)(**asked)
        except ClientError as error:
            said = error.response
        except Exception as error:  # noqa: BLE001 - moto itself does not bear everything
            said = {"error": f"{type(error).__name__}: {error}"}
        said.pop("ResponseMetadata", None)
        told.append(f"{operation} {json.dumps(said, default=repr, sort_keys=True)}")
    return told


if __name__ == "__main__":
    if sys.argv[1:] == ["spared"]:
        from tests.memory import short, spared

        assert spared.spare()
        short.open_()
    with mock_aws():
        sys.stdout.write("\n".join(answers(1500)))
