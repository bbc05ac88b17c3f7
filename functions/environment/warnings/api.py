"""The route of data for warnings."""

from pydantic import BaseModel

from functions.environment.routes import After, Where, api

from . import store
from .model import Warning as AirWarning


class Warnings(BaseModel):
    items: list[AirWarning]
    next: str | None


@api.get(
    "/v1/environment/warnings",
    public=True,
    summary="Data for warnings of the air in a place, while its AQI is past 200; no warnings",
)
def list_warnings(place: Where, after: After = "") -> Warnings:
    page = store.warnings(place, after)
    return Warnings(items=page.items, next=page.next)
