"""The routes of incidents: each room adds its own."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query

from linli.api import Api

After = Annotated[str, Query(max_length=200)]
api = Api(str(__package__))
