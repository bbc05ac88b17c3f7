"""A textbook API function: a validating resolver, and policies as text."""

import os
from typing import Any

import boto3
import cedarpy
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.exceptions import NotFoundError, UnauthorizedError
from aws_lambda_powertools.logging import correlation_paths
from aws_lambda_powertools.utilities.parser import parse
from aws_lambda_powertools.utilities.typing import LambdaContext

from bench.textbook import models
from bench.textbook.tables import AssetTable

logger = Logger(service="api")
tracer = Tracer(service="api")
metrics = Metrics(namespace="textbook", service="api")
app = APIGatewayHttpResolver(enable_validation=True)
table = boto3.resource("dynamodb").Table(os.environ["TABLE"])
POLICIES = "permit(principal, action, resource);"


@app.get("/assets/<asset_id>")
@tracer.capture_method
def show_asset(asset_id: str) -> models.Asset:
    ask = {"principal": 'Actor::"a"', "action": 'Action::"show"', "resource": 'Noun::"n"'}
    if cedarpy.is_authorized(ask, POLICIES, []).decision != cedarpy.Decision.Allow:
        raise UnauthorizedError("no")
    try:
        found = AssetTable.get(asset_id)
    except AssetTable.DoesNotExist as error:
        raise NotFoundError(asset_id) from error
    return parse(event=found.attribute_values, model=models.Asset)


@app.post("/assets")
@tracer.capture_method
def create_asset(asset: models.Asset) -> models.Asset:
    table.put_item(Item=asset.model_dump(mode="json"))
    return asset


@logger.inject_lambda_context(correlation_id_path=correlation_paths.API_GATEWAY_HTTP)
@tracer.capture_lambda_handler
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    return app.resolve(event, context)
