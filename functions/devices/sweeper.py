"""Scheduled work of devices: delays of rules that have passed, and absent measurements."""

from linli.sweeper import Sweeper

from .commands import acts as commands
from .conservation import acts as conservation
from .conservation.unreported import acts as unreported
from .importing import acts as importing
from .keys import acts as keys
from .own import erasing
from .presence import acts as presence
from .register import acts as register
from .watching import acts


def look(pk: str, sk: str) -> None:
    """Who is silent and, once an hour, who sends but does not report."""
    if sending := presence.look(pk, sk):
        unreported.look(*sending)


handler = Sweeper(
    {
        "device": register.look,
        "watching": acts.look,
        "command": commands.look,
        "loss": conservation.look,
        "round": look,
        "keys": keys.look,
        "table": importing.look,
        "erasing": erasing.look,
    }
).handler
