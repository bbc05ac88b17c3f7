"""The lease of an asset, and the rows that say which are leased."""

from typing import Annotated

from pydantic import Field

from functions.facilities.model import AssetId, Command, Kind
from linli import leases
from linli.dated import Dated


class Row(Dated):
    """A row of rules/leases.yaml: what one party at a time alone orders by hand. `minutes` is how
    long he has it who orders while nobody does.
    """

    id: str
    kind: Kind
    commands: Annotated[tuple[Command, ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=480)]
    article: str
    mark: str


class Lease(leases.Lease):
    asset_id: AssetId
