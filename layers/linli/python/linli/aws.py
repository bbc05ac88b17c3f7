"""AWS clients, created on first use, so that no function pays for one that it never uses.

botocore only: boto3's resources and transfer manager are not needed.
"""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.session import Session, get_session


@cache
def client(service: str, **options: Any) -> Any:
    return _session().create_client(service, **options)


@cache
def _session() -> Session:
    """Shared, because each session would load the same service data again."""
    session = get_session()
    named = Config(user_agent=session.user_agent())  # otherwise rebuilt for each call
    session.set_default_client_config(named)
    return session
