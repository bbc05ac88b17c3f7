"""The broker's lifecycle events: a client connected or disconnected. Phones are ignored."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from linli import refusing
from linli.observe import entry, logger

from .presence import acts


class Said(BaseModel):
    """The fields used of the event."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)
    client: Annotated[str, Field(alias="clientId", max_length=128)]
    event: Annotated[Literal["connected", "disconnected"], Field(alias="eventType")]
    timestamp: int  # milliseconds since 1970
    reason: Annotated[str | None, Field(alias="disconnectReason", max_length=100)] = None


@entry
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    failed = [record["messageId"] for record in event["Records"] if not _took(record)]
    logger.info("heard", sessions=len(event["Records"]), failed=len(failed))
    return {"batchItemFailures": [{"itemIdentifier": one} for one in failed]}


def _took(record: dict[str, Any]) -> bool:
    try:
        said = Said.model_validate_json(record["body"])
    except ValueError as error:
        return refusing.took(record, error)
    try:
        at = datetime.fromtimestamp(said.timestamp / 1000, UTC)
        acts.connected(said.client, at, said.reason, is_connected=said.event == "connected")
    except Exception:  # noqa: BLE001 - retried alone
        logger.exception("a session was not noted")
        return False
    return True
