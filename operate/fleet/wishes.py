"""A device's settings, and the number of the latest desired settings that it received."""

import json
from typing import Any


class Wishes:
    """`wished` is the number of the latest desired settings received."""

    def __init__(self) -> None:
        self.settings: dict[str, Any] = {}
        self.wished = 0

    def adopt(self, payload: bytes) -> bool:
        """Applies the message if it has desired settings; False otherwise."""
        try:
            wish = json.loads(payload)
            settings, wished = dict(wish["settings"]), int(wish["wished"])
        except (ValueError, TypeError, KeyError):
            return False
        self.settings, self.wished = self.settings | settings, wished
        return True
