"""The same people as of the ledger."""

from tests.functions.facilities.ledger.conftest import (
    incident,
    person,
    photo,
    report,
    said,
    sense,
    sweep,
)

__all__ = ["incident", "person", "photo", "report", "said", "sense", "sweep"]
