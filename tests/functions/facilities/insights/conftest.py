"""The same people as of the ledger."""

from tests.functions.facilities.ledger.conftest import (
    person,
    photo,
    report,
    said,
    sense,
    sweep,
)

__all__ = ["person", "photo", "report", "said", "sense", "sweep"]
