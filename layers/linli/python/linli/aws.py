"""AWS clients, each made when it is first needed: no function pays for one that it never uses.

botocore alone: boto3 would bring a transfer manager, which nothing here needs.
"""

from functools import cache
from typing import Any

from botocore.session import Session, get_session


@cache
def client(service: str, **options: Any) -> Any:
    return _session().create_client(service, **options)


@cache
def _session() -> Session:
    """One for all, as each would read the same data again."""
    return get_session()
