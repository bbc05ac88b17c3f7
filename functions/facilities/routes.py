"""The routes of facilities: each room adds its own."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from linli.api import Api

from .model import AssetId

After = Annotated[str, Query(max_length=200)]


Id = Annotated[AssetId, Path()]


api = Api(__package__)
