"""Reports of devices about what they sent, on linli/<city>/devices/<community>/<device>/report.

All devices send them, whichever feature stores their messages. A report is idempotent: repeated, it
gives the same rows.
"""

from datetime import datetime
from typing import Any, NamedTuple

from linli import barred, clock, progress, refusals, refusing
from linli.observe import entry, logger
from linli.progress import Told
from linli.signals import Signal

from .conservation import acts
from .conservation.acts import Heard
from .conservation.model import Report
from .register import store as register

Record = dict[str, Any]
Records = list[Record]
Refused = tuple[Record, object]  # with the reason


class Said(NamedTuple):
    """In city time."""

    record: Record
    signal: Signal
    report: Report
    received: datetime


@entry
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    heard, refused = _read(event["Records"])
    try:
        acts.settle(heard)
    except Exception:  # noqa: BLE001 - the batch is retried, which counts the same again
        logger.exception("reports were not settled", reports=len(heard))
        return _again(event["Records"])
    took = refusing.took_each(refused)
    failed = [one for (one, _), kept in zip(refused, took, strict=True) if not kept]
    logger.info("settled", reports=len(heard), refused=len(refused), failed=len(failed))
    return _again(failed)


def _read(records: Records) -> tuple[list[Heard], list[Refused]]:
    said: list[Said] = []
    refused: list[Refused] = []
    for record in records:
        try:
            one = _said(record)
        except (ValueError, KeyError, RecursionError, OverflowError) as error:
            refused.append((record, error))
            continue
        if why := _amiss(one):
            refused.append((record, why))
        else:
            said.append(one)
    known = register.known(one.signal.device for one in said)
    heard: list[Heard] = []
    for one in said:
        device = known.get(one.signal.device)
        if device and register.heard(device, one.signal.community):
            heard.append(Heard(device, one.report, one.received))
        else:
            refused.append((one.record, register.unheard(device)))
    return heard, refused


def _said(record: Record) -> Said:
    signal = Signal.model_validate_json(record["body"])
    ahead = clock.offset(signal.community)
    report = Report.read(signal.payload).shifted(ahead)  # beyond all years, it is refused
    return Said(record, signal, report, signal.received_at + ahead)


def _amiss(one: Said) -> str | None:
    """Why the report is refused, for any device."""
    if barred.bars(one.signal, one.received):
        return refusals.ENDED
    return progress.unlikely(Told(0, one.report, "", one.received))


def _again(records: Records) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in records]}
