"""The same people as of the ledger."""

from tests.functions.facilities.ledger.conftest import (
    bucket,
    person,
    photo,
    report,
    said,
    sense,
    sweep,
)

__all__ = ["bucket", "person", "photo", "report", "said", "sense", "sweep"]
