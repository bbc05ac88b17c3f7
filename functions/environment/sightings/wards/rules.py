"""The registration and end of wards. Pure: time comes in as an argument."""

from datetime import datetime, timedelta

from linli.errors import Invalid, Refused

from .model import MOST, Registering, Ward


def is_kept(ward: Ward | None, now: datetime) -> bool:
    return ward is not None and ward.ended_at is None and now < ward.until


def fits(ward: Ward, equipped: bool | None, now: datetime) -> bool:
    """Whether a list shows them: of those with a sensor, of those without, or of all."""
    return is_kept(ward, now) and equipped in (None, bool(ward.sensors))


def register(
    known: Ward | None,
    asked: Registering,
    sealed: str,
    request: str,
    by: str,
    longest: timedelta,
    now: datetime,
) -> Ward:
    """The known ward if the request is repeated; Refused if the person has another one. A former
    ward can be registered again.
    """
    if known and is_kept(known, now):
        if known.request == request:
            return known
        raise Refused("watched-already")
    if asked.grid and not asked.grid.startswith(asked.community):
        raise Invalid("grid-elsewhere", "/body/grid")
    if not now < asked.until <= now + longest:
        raise Invalid("not-then", "/body/until")
    about = asked.model_dump(exclude={"where"})
    new = Ward(**about, since=now, by=by, sealed=sealed, request=request)
    return new.model_copy(update={"version": known and known.version})


def watched_by(ward: Ward | None, community: str, sensor_id: str, now: datetime) -> Ward:
    """The ward with that sensor. Refused without a current ward in that community, or with too many
    sensors.
    """
    if ward is None or not is_kept(ward, now) or ward.community != community:
        raise Refused("not-watched-over")
    if len(ward.sensors) >= MOST:
        raise Refused("too-many-sensors")
    sensors = tuple(dict.fromkeys((*ward.sensors, sensor_id)))
    return ward.model_copy(update={"sensors": sensors})


def end(ward: Ward, by: str | None, reason: str, now: datetime) -> Ward:
    """Deletes the address."""
    if ward.ended_at:
        return ward
    gone = {"sealed": "", "request": "", "ended_at": now, "ended_by": by, "reason": reason}
    return ward.model_copy(update=gone)
