"""The same people as of the ledger."""

from tests.functions.facilities.ledger.conftest import person, photo, said, sweep

__all__ = ["person", "photo", "said", "sweep"]
