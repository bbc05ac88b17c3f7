"""The routes of the environment: each room adds its own."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query
from pydantic import StringConstraints

from linli.api import Api

from .model import StationId

After = Annotated[str, Query(max_length=200)]
Id = Annotated[StationId, Path()]
Where = Annotated[str, StringConstraints(pattern=r"^[0-9]{12}$"), Query()]  # a place at any level


api = Api(__package__)
