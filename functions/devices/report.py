"""What devices report of themselves on linli/<city>/devices/<community>/<device>/report.

Of all devices, whoever takes their messages. A report is not folded: what comes of one is the same
row however often it comes.
"""

from datetime import datetime
from typing import Any

from linli import barred, clock, progress, quarantine, refusals
from linli.observe import logger, metrics
from linli.progress import Told
from linli.signals import Signal

from .conservation import acts
from .conservation.acts import Heard
from .conservation.model import Report
from .register import store as register

Records = list[dict[str, Any]]


@logger.inject_lambda_context
@metrics.log_metrics
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if "warm" in event:
        logger.info("warm")
        return event
    heard, refused = _read(event["Records"])
    try:
        acts.settle(heard)
    except Exception:  # noqa: BLE001 - the batch comes again; what was counted is counted again
        logger.exception("reports were not settled", reports=len(heard))
        return _again(event["Records"])
    took = quarantine.took_each(refused)
    failed = [one for (one, _), kept in zip(refused, took, strict=True) if not kept]
    logger.info("settled", reports=len(heard), refused=len(refused), failed=len(failed))
    return _again(failed)


def _read(records: Records) -> tuple[list[Heard], list[tuple[dict[str, Any], object]]]:
    told: list[tuple[dict[str, Any], Signal, Report, datetime]] = []
    refused: list[tuple[dict[str, Any], object]] = []
    for position, record in enumerate(records):
        try:
            signal = Signal.model_validate_json(record["body"])
            report = Report.read(signal.payload)
            ahead = clock.offset(signal.community)
            report, received = report.shifted(ahead), signal.received_at + ahead
        except (ValueError, KeyError, RecursionError, OverflowError) as error:
            refused.append((record, error))
            continue
        if barred.bars(signal.principal, received):
            refused.append((record, refusals.ENDED))
            continue
        if why := progress.unlikely(Told(position, report, "", received)):
            refused.append((record, why))
        else:
            told.append((record, signal, report, received))
    known = register.known(signal.device for _, signal, _, _ in told)
    heard: list[Heard] = []
    for record, signal, report, received in told:
        device = known.get(signal.device)
        if device and register.heard(device, signal.community):
            heard.append(Heard(device, report, received))
        else:
            refused.append((record, register.unheard(device)))
    return heard, refused


def _again(records: Records) -> dict[str, Any]:
    return {"batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in records]}
