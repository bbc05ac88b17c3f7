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
    summary="Data for air warnings in a place, while its AQI exceeds 200; these are no warnings",
)
def list_warnings(place: Where, after: After = "") -> Warnings:
    page = store.warnings(place, after)
    return Warnings(items=page.items, next=page.next)
