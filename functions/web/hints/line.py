"""The gateway's management API: sends to sockets and closes them."""

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linli import aws
from linli.counted import Counted
from linli.observe import logger, remark

GONE = "GoneException"
AT_ONCE = 10  # connections, so that the last of many does not get its hint late
# A late hint is of no use, as the page polls anyway: hence short timeouts and no retries.
HOW = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"total_max_attempts": 1},
    max_pool_connections=AT_ONCE,
)


def say(connections: Iterable[str], text: str) -> set[str]:
    """The connections that are gone. Other failures are counted and not tried again."""
    post, data, to = _gateway().post_to_connection, text.encode(), [*connections]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        codes = [*pool.map(lambda one: _code(post, one, Data=data), to)]
    _count(codes)
    return {one for one, code in zip(to, codes, strict=True) if code == GONE}


def close(connection: str) -> None:
    _count([_code(_gateway().delete_connection, connection)])


def _code(call: Callable[..., Any], connection: str, **more: bytes) -> str | None:
    """The code of the failure, None for success."""
    try:
        call(ConnectionId=connection, **more)
    except ClientError as error:
        return str(error.response["Error"]["Code"])
    except BotoCoreError as error:
        return type(error).__name__
    return None


def _count(codes: list[str | None]) -> None:
    if failed := [code for code in codes if code and code != GONE]:
        remark(Counted.HINTS_NOT_SENT, len(failed))
        logger.warning("not sent", codes=sorted(set(failed)), times=len(failed))


@cache
def _gateway() -> Any:
    """The management API has the socket's own address, with http instead of ws."""
    address = os.environ["SOCKET"].replace("ws", "http", 1)
    return aws.client("apigatewaymanagementapi", endpoint_url=address, config=HOW)
