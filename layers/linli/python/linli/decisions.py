"""What people decide about a quarantined message, once: to send it again, or to drop it."""

from datetime import datetime

from linli import clock, queues, unforwarded
from linli.errors import Refused
from linli.observe import logger
from linli.quarantine import AGAIN, Dropped, Kept, now, show, writing
from linli.request import Request
from linli.store import commit, stored, until_settled


def replay(message_id: str, by: str, request: Request) -> Kept:
    """Send first, mark as replayed second: a crash may send it twice but never lose it. If it is
    refused again, it is stored under its new message id.
    """

    def again() -> Kept:
        kept = _undecided(message_id, request)
        if kept.request == request.mark:
            return kept
        queues.send(kept.queue, _whole(kept))
        new = {"replays": kept.replays + 1, "replayed_at": now(), "replayed_by": by}
        logger.info("replayed", message_id=message_id, queue=kept.queue, by=by)
        return _decided(kept.model_copy(update=new), request)

    return until_settled(again)


def _whole(kept: Kept) -> str:
    """In the envelope that its rule could not send, if the certificate is certain by now."""
    kept_at = clock.real(datetime.fromisoformat(kept.kept_at), "")
    return unforwarded.enveloped(kept.text, int(kept_at.timestamp() * 1000), queues.iot)


def drop(message_id: str, by: str, why: str, request: Request) -> Kept:
    """Take it off the list with the reason. It is stored until it expires, as all are."""

    def away() -> Kept:
        kept = _undecided(message_id, request)
        if kept.request == request.mark:
            return kept
        dropped = Dropped(by=by, at=now(), reason=why)
        logger.info("dropped", message_id=message_id, queue=kept.queue, by=by)
        return _decided(kept.model_copy(update={"dropped": dropped}), request)

    return until_settled(away)


def _undecided(message_id: str, request: Request) -> Kept:
    """Refused if it was replayed or dropped by another request."""
    kept = show(message_id)
    if kept.request != request.mark and (kept.replays or kept.dropped):
        raise Refused("already-dropped" if kept.dropped else "already-replayed")
    return kept


def _decided(kept: Kept, request: Request) -> Kept:
    after = kept.model_copy(update={"request": request.mark})
    commit(writing(after, (AGAIN, f"{now()}|{kept.id}")))
    return stored(after)
