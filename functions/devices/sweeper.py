"""What time does to devices: a delay is over, or nothing was measured for too long."""

from linli.sweeper import Sweeper

from .alarms import acts
from .conservation import acts as conservation

handler = Sweeper({"watching": acts.look, "loss": conservation.look}).handler
