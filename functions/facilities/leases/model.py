"""The lease of an asset, and the rules that require one."""

from typing import Annotated

from pydantic import Field

from functions.facilities.model import AssetId, Command, Kind
from linli import leases
from linli.dated import Dated


class Row(Dated):
    """A row of rules/leases.yaml: commands that require a lease. `minutes` is the length of the
    lease that a command acquires if there is none.
    """

    id: str
    kind: Kind
    commands: Annotated[tuple[Command, ...], Field(min_length=1)]
    minutes: Annotated[int, Field(ge=1, le=480)]
    article: str
    mark: str


class Lease(leases.Lease):
    asset_id: AssetId
