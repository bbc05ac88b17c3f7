"""The city's socket: connections, messages of browsers, disconnections.

Neither tickets nor messages are ever logged.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from linli.errors import Refusal
from linli.observe import entry, logger

from .hints import acts
from .hints.model import Wish

Event = dict[str, Any]


@partial(entry, clear_state=True)
def handler(event: Event, context: Any) -> Event:
    about = event["requestContext"]
    try:
        WHAT[about["eventType"]](event, about["connectionId"])
        status = 200
    except Refusal as refusal:
        status = refusal.status
        logger.info("refused", code=refusal.code)
    except ValueError:  # pydantic's too: the message is not a Wish
        status = 422
    except Exception:  # noqa: BLE001 - the reason is for the log, not for the browser
        status = 500
        logger.exception("failed")
    logger.info("answered", what=about["eventType"], status=status)
    return {"statusCode": status}


def _connect(event: Event, connection: str) -> None:
    asked = event.get("queryStringParameters") or {}
    acts.open_(asked.get("ticket", ""), connection)


def _message(event: Event, connection: str) -> None:
    acts.hear(connection, Wish.model_validate_json(event.get("body") or ""))


def _disconnect(event: Event, connection: str) -> None:
    acts.end(connection)


WHAT: dict[str, Callable[[Event, str], None]] = {
    "CONNECT": _connect,
    "MESSAGE": _message,
    "DISCONNECT": _disconnect,
}
