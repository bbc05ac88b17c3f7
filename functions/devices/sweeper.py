"""What time does to devices: a delay is over, or nothing was measured for too long."""

from linli.sweeper import Sweeper

from .conservation import acts as conservation
from .onboarding import keeping
from .watching import acts

handler = Sweeper({"keys": keeping.look, "watching": acts.look, "loss": conservation.look}).handler
