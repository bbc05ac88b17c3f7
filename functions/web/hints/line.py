"""The gateway's end of the sockets: where something is said to one, or it is closed."""

import os
from functools import cache
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from linli import aws
from linli.observe import logger, metrics

GONE = "GoneException"
# A hint that cannot be sent at once is worth nothing: the page asks by itself soon.
HOW = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1})


def say(connection: str, text: str) -> bool:
    """False if it is closed. What fails otherwise is counted, and not tried again."""
    try:
        _gateway().post_to_connection(ConnectionId=connection, Data=text.encode())
    except ClientError as error:
        if error.response["Error"]["Code"] == GONE:
            return False
        _failed(error.response["Error"]["Code"])
    except BotoCoreError as error:
        _failed(type(error).__name__)
    return True


def close(connection: str) -> None:
    try:
        _gateway().delete_connection(ConnectionId=connection)
    except ClientError as error:
        if error.response["Error"]["Code"] != GONE:
            _failed(error.response["Error"]["Code"])
    except BotoCoreError as error:
        _failed(type(error).__name__)


def _failed(code: str) -> None:
    metrics.add_metric(name="HintsNotSent", unit="Count", value=1)
    logger.warning("not sent", code=code)


@cache
def _gateway() -> Any:
    """Where sockets are opened is where they are spoken to, by another protocol."""
    address = os.environ["SOCKET"].replace("ws", "http", 1)
    return aws.client("apigatewaymanagementapi", endpoint_url=address, config=HOW)
