"""Scheduled work: values of hours, days and nights that have ended; falls without an answer, dead
executions, and clips whose retention has ended.
"""

from linli.sweeper import Driver, Sweeper

from .sightings import overdue
from .sightings.acts import MACHINE, erase
from .sightings.store import by_key
from .sightings.wards.acts import look
from .watching import acts

falls = Driver(MACHINE, load=by_key, save=overdue.save, late=overdue.late)
handler = Sweeper({"sighting": falls, "watch": acts.look, "clip": erase, "ward": look}).handler
