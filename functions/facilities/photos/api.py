"""Routes of photographs: offered, uploaded straight to the bucket, confirmed."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path

from functions.facilities.routes import api
from linli import clock, rates
from linli.api import IdempotencyKey
from linli.auth import CallerNow
from linli.errors import NotFound
from linli.evidence import keeping
from linli.evidence.model import OFFERED, Offered, PhotoId

from . import store
from .model import Offer, Photo, Picture, Proof
from .pictures import picture

MOST = 200  # offers of one person per day


@api.post(
    "/v1/facilities/photos",
    action="offer_photo",
    status_code=201,
    summary="Get the address to upload a photograph to; it counts once it is confirmed",
)
def offer_photo(body: Offer, key: IdempotencyKey, caller: CallerNow) -> Offered:
    caller.must(body.community)
    photo = Photo(
        id=caller.derive(key),
        by=caller.id,
        offered_at=clock.now(body.community),
        until=datetime.now(UTC) + OFFERED,
        **body.model_dump(),
    )
    if photo.id not in store.photos([photo.id]):  # a repeated request does not count again
        rates.take(f"photos#{caller.id}", MOST, timedelta(days=1), datetime.now(UTC))
    return keeping.offer(store.offer(photo, caller.digest(body)))


@api.post(
    "/v1/facilities/photos/<photo_id>/confirmations",
    own=True,
    status_code=201,
    summary="Confirm one's uploaded photograph; it is kept without location and comments",
)
def confirm_photo(photo_id: Annotated[PhotoId, Path()], caller: CallerNow) -> Picture:
    def own() -> Photo:
        found = store.photo(photo_id)
        if found.by != caller.id:
            raise NotFound
        return found

    kept = keeping.confirm(own, store.confirm)
    return picture(Proof(id=kept.id, sha256=str(kept.sha256), key=str(kept.key)))
