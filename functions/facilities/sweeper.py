"""What time does to linked actions: no answer came, or their execution died."""

from linli import clock
from linli.sweeper import Driver, Sweeper

from . import linkage, store
from .model import Action


def save(before: Action, after: Action) -> Action:
    """An action that is answered or timed out is not looked after any more."""
    return store.save(before, linkage.rest(after), clock.now(after.community))


action = Driver(machine="answering", load=store.driven, save=save, late=linkage.late)
handler = Sweeper({"action": action}).handler
