"""What is done to all devices of a community."""

from datetime import datetime

from . import rules, store
from .model import Entry


def close(community: str, now: datetime) -> None:
    """The community is no more, and neither are its devices."""
    line, after = rules.line("retired", now, reason="community closed"), ""
    while True:
        page = store.devices(community, None, after)
        for device in page.items:
            _retire(device.id, line)
        if page.next is None:
            return
        after = page.next


def _retire(device_id: str, line: Entry) -> None:
    store.change(
        device_id,
        lambda before: rules.ended(before, before.version or 0),
        lambda before, after: line,
        lambda after: [store.retired(after, line)],
    )
