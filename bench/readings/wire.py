"""Plays DynamoDB in this process: requests are made and signed and answers parsed, but nothing is
sent. It knows the fleet's assets, and no open alarm.
"""

import json
import os
import socket
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import botocore.httpsession
from botocore.awsrequest import AWSResponse
from urllib3.util import connection

TYPE = "application/x-amz-json-1.0"
Row = dict[str, Any]


def answer(operation: str, body: bytes) -> bytes:
    """The table's answer; every write succeeds."""
    if operation == "BatchWriteItem":
        return b'{"UnprocessedItems":{}}'
    if operation == "BatchGetItem":
        [(table, asked)] = json.loads(body)["RequestItems"].items()
        found = [row for key in asked["Keys"] if (row := _row(key))]
        return json.dumps({"Responses": {table: found}, "UnprocessedKeys": {}}).encode()
    if operation == "GetItem":
        row = _row(json.loads(body)["Key"])
        return json.dumps({"Item": row} if row else {}).encode()
    if operation == "Query":
        return b'{"Items":[],"Count":0,"ScannedCount":0}'
    return b'{"Attributes":{}}'


def _row(key: Row) -> Row | None:
    """Only assets have one: there is no condition yet, and no progress."""
    pk, sk = key["pk"]["S"], key["sk"]["S"]
    if sk != "asset":
        return None
    asset = {
        "id": pk.partition("#")[2],
        "community": "140105001001",
        "kind": "manhole",
        "name": "manhole cover",
        "point": {"lat": 37.8, "lon": 112.5},
        "address": "Wucheng Road 1",
    }
    body = {"S": json.dumps(asset)}
    return {**key, "version": {"N": "1"}, "commit": {"S": "c"}, "body": body}


def at_the_client() -> None:
    """Answers in place of botocore's sending; making requests and parsing answers is real."""

    def send(_: Any, request: Any) -> AWSResponse:
        said = answer(request.headers["X-Amz-Target"].rpartition(b".")[2].decode(), request.body)
        headers = {
            "content-type": TYPE,
            "content-length": str(len(said)),
            "x-amz-crc32": str(zlib.crc32(said)),
        }
        response = AWSResponse(request.url, 200, headers, None)
        response._content = said
        return response

    setattr(botocore.httpsession.URLLib3Session, "send", send)  # noqa: B010


def at_the_socket() -> None:
    """Answers behind a socket, so that HTTP is real too; only the kernel and TLS are left out."""
    os.environ["AWS_ENDPOINT_URL"] = "http://dynamodb.invalid"  # http, so without TLS
    made: Callable[..., Any] = lambda *_, **__: Socket()  # noqa: E731
    setattr(connection, "create_connection", made)  # noqa: B010


class Socket:
    """One end of a connection whose other end is `answer`."""

    def __init__(self) -> None:
        self.asked = bytearray()
        self.quiet, self.other = os.pipe()  # never readable, so the connection counts as alive

    def sendall(self, some: bytes) -> None:
        self.asked += some

    def makefile(self, *_: Any, **__: Any) -> BytesIO:
        head, body = bytes(self.asked).split(b"\r\n\r\n", 1)
        self.asked.clear()
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
        target = next(value for name, value in fields.items() if name.lower() == b"x-amz-target")
        said = answer(target.rpartition(b".")[2].decode(), body)
        lines = [
            "HTTP/1.1 200 OK",
            f"content-type: {TYPE}",
            f"content-length: {len(said)}",
            f"x-amz-crc32: {zlib.crc32(said)}",
        ]
        return BytesIO("\r\n".join([*lines, "", ""]).encode() + said)

    def fileno(self) -> int:
        return self.quiet

    def close(self) -> None:
        os.close(self.quiet)
        os.close(self.other)

    def shutdown(self, how: int = socket.SHUT_RDWR) -> None: ...

    def settimeout(self, seconds: float | None) -> None: ...

    def setsockopt(self, *_: Any) -> None: ...
