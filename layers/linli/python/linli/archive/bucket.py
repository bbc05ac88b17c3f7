"""The city's archive bucket; each feature has a prefix of its own."""

import os
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from linli import aws, names
from linli.city import city

from . import model

BUCKET = names.archive(city().name, city().account)
ABSENT = ("NoSuchKey", "404", "AccessDenied")  # S3 answers the last to callers without ListBucket


def put(key: str, data: bytes, kind: str) -> None:
    _client().put_object(Bucket=BUCKET, Key=key, Body=data, ContentType=kind)


def get(key: str) -> bytes | None:
    try:
        answer = _client().get_object(Bucket=BUCKET, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ABSENT:
            raise
        return None
    return bytes(answer["Body"].read())


def file(day: datetime, shard: int, first: str) -> str:
    return f"{feature()}/{model.dated(day)}/{shard}/{first}.jsonl.gz"


def manifest(day: datetime) -> str:
    return f"{feature()}/{model.dated(day)}/manifest.json"


def feature() -> str:
    return os.environ["POWERTOOLS_SERVICE_NAME"]


def _client() -> Any:
    return aws.client("s3")
