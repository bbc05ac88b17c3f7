"""A textbook queue function at its leanest: each record is validated and written by itself."""

from typing import Annotated, Any, Literal

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.parser.models import SqsRecordModel
from pydantic import BaseModel, Field, Json
from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

from bench.textbook.tables import REGION


class Telemetry(BaseModel):
    device_id: Annotated[str, Field(min_length=1, max_length=64)]
    ts: Annotated[int, Field(ge=0)]
    seq: int
    kind: Literal["air", "noise", "water"]
    community: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    metrics: dict[str, float]
    battery: Annotated[float | None, Field(ge=0, le=1)] = None
    fw: str = ""


class Record(SqsRecordModel):
    body: Json[Telemetry]


class TelemetryTable(Model):
    class Meta:
        table_name = "textbook-telemetry"
        region = REGION

    pk = UnicodeAttribute(hash_key=True)
    sk = NumberAttribute(range_key=True)
    seq = NumberAttribute()
    kind = UnicodeAttribute()
    community = UnicodeAttribute()
    metrics: MapAttribute[str, float] = MapAttribute()  # type: ignore[no-untyped-call]
    battery = NumberAttribute(null=True)
    fw = UnicodeAttribute(null=True)


processor = BatchProcessor(event_type=EventType.SQS, model=Record)


def keep(record: Any) -> None:
    said: Telemetry = record.body
    TelemetryTable(
        said.device_id,
        said.ts,
        seq=said.seq,
        kind=said.kind,
        community=said.community,
        metrics=said.metrics,
        battery=said.battery,
        fw=said.fw,
    ).save()


def handler(event: dict[str, Any], context: Any) -> Any:
    return process_partial_response(
        event=event, record_handler=keep, processor=processor, context=context
    )
