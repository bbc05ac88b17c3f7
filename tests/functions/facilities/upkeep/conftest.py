"""The same people as of the ledger."""

from tests.functions.facilities.ledger.conftest import bucket, person, photo, said, sweep

__all__ = ["bucket", "person", "photo", "said", "sweep"]
