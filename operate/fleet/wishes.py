"""How a device is set, and which of the wishes how it should be it heard last."""

import json
from typing import Any


class Wishes:
    """`wished` is the count of the last wish that it heard."""

    def __init__(self) -> None:
        self.settings: dict[str, Any] = {}
        self.wished = 0

    def adopt(self, payload: bytes) -> bool:
        """Whether it was a wish how it is to be set: then it is set so."""
        try:
            wish = json.loads(payload)
            settings, wished = dict(wish["settings"]), int(wish["wished"])
        except (ValueError, TypeError, KeyError):
            return False
        self.settings, self.wished = self.settings | settings, wished
        return True
