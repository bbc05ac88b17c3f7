"""AWS clients, created on first use, so that no function pays for one that it never uses.

botocore only: boto3's resources and transfer manager are not needed.

A failed call is tried three times, within three seconds: less than any function may run, so that a
function fails by itself and its queue tries again. By default botocore tries a call to DynamoDB ten
times in half a minute; by then Lambda has killed the worker.
"""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.session import Session, get_session

ATTEMPTS = 3
RETRIES = {"mode": "standard", "total_max_attempts": ATTEMPTS}


@cache
def client(service: str, **options: Any) -> Any:
    return _session().create_client(service, **options)


@cache
def _session() -> Session:
    """Shared, because each session would load the same service data again."""
    session = get_session()
    agent = session.user_agent()  # otherwise rebuilt for each call
    session.set_default_client_config(Config(user_agent=agent, retries=RETRIES))
    return session
