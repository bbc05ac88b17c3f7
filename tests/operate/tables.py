"""A feature's table in memory, as far as commands read it."""

from typing import Any

import boto3


def create_table(name: str) -> None:
    names = ("pk", "sk", "list", "listed")
    boto3.client("dynamodb").create_table(
        TableName=name,
        KeySchema=_key("pk", "sk"),
        AttributeDefinitions=[{"AttributeName": n, "AttributeType": "S"} for n in names],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "listed",
                "KeySchema": _key("list", "listed"),
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )


def _key(first: str, second: str) -> list[Any]:
    kinds = ((first, "HASH"), (second, "RANGE"))
    return [{"AttributeName": name, "KeyType": kind} for name, kind in kinds]
