"""A textbook queue function with Powertools' logger, metrics and tracer, its batch processor and
parser, and a boto3 resource.
"""

import json
import os
from typing import Any

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.parser import parse
from aws_lambda_powertools.utilities.typing import LambdaContext

from bench.textbook import models
from bench.textbook.tables import AssetTable, ReadingTable

logger = Logger(service="telemetry")
tracer = Tracer(service="telemetry")
metrics = Metrics(namespace="textbook", service="telemetry")
processor = BatchProcessor(event_type=EventType.SQS)
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])


@tracer.capture_method
def keep(record: SQSRecord) -> None:
    reading = parse(event=json.loads(record.body), model=models.Reading)
    ReadingTable(reading.device, reading.at.isoformat(), value=reading.value).save()
    asset = AssetTable.get(reading.device)
    table.put_item(Item={"pk": f"latest#{asset.asset_id}", "value": str(reading.value)})
    metrics.add_metric(name="Readings", unit=MetricUnit.Count, value=1)


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> Any:
    return process_partial_response(
        event=event, record_handler=keep, processor=processor, context=context
    )
