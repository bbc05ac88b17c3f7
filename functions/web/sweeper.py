"""Keeps the running build's files for pages that stay open after a deployment, besides the common
tasks of a sweeper.
"""

import base64
from datetime import UTC, datetime, timedelta
from typing import Any

from linli.observe import logger
from linli.sweeper import Sweeper

from . import files, store
from .model import Asset, Build

ANEW = timedelta(days=7)  # rewrites extend the lifetime of a build that runs for months
_sweep = Sweeper({}).handler
_kept_until: list[datetime] = []  # empty until this process has asked the table


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if "warm" not in event:
        try:
            keep(datetime.now(UTC))
        except Exception:  # noqa: BLE001 - the next sweep tries again
            logger.exception("not kept")
    found: dict[str, Any] = _sweep(event, context)
    return found


def keep(now: datetime) -> None:
    """Writes the files if that has not been done for `ANEW`; asks the table only once per process
    and period.
    """
    if _kept_until and now < _kept_until[0]:
        return
    known = store.build(files.build())
    if known is None or known.kept_at + ANEW <= now:
        store.keep(Build(id=files.build(), kept_at=now), [_row(*one) for one in _assets()])
        known = Build(id=files.build(), kept_at=now)
    _kept_until[:] = [known.kept_at + ANEW]


def _assets() -> list[tuple[str, files.File]]:
    return list(files.assets().items())


def _row(name: str, file: files.File) -> Asset:
    return Asset(name=name, kind=file.kind, packed=base64.b64encode(file.packed).decode())
