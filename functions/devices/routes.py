"""The routes of devices: each room adds its own."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from linli.api import Api
from linli.places import Community

from .model import DeviceId, KindId

After = Annotated[str, Query(max_length=200)]
Id = Annotated[DeviceId, Path()]
Of = Annotated[Community, Query()]
WhichKind = Annotated[KindId, Path()]


api = Api(__package__)
