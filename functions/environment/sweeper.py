"""What time does to stations: their hours, days and nights are over, and come to something."""

from linli.sweeper import Sweeper

from .watching import acts

handler = Sweeper({"watch": acts.look}).handler
