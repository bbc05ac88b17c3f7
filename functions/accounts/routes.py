"""The API of accounts, which each package extends, and common parameter types."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path, Query

from linli.api import Api
from linli.places import Place

from .model import Sub

api = Api(str(__package__))
Whom = Annotated[Sub, Path()]
Of = Annotated[Place, Query()]
After = Annotated[str, Query(max_length=200)]
Id = Annotated[str, Path(pattern=r"^[0-9a-f]{26}$")]
