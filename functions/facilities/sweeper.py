"""What time does to linked actions: no answer came, or their execution died."""

from linli import clock
from linli.sweeper import Driver, Sweeper

from .linkage import rules, store
from .linkage.model import Action


def save(before: Action, after: Action) -> Action:
    """An action that is answered or timed out is not looked after any more."""
    return store.save(before, rules.rest(after), clock.now(after.community))


action = Driver(machine="answering", load=store.driven, save=save, late=rules.late)
handler = Sweeper({"action": action}).handler
