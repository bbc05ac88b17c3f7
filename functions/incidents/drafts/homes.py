"""Where somebody fell at home: environment knows, and is asked. It is in no event and no row here.

A sheet is shown without it rather than not at all.
"""

from botocore.exceptions import BotoCoreError, ClientError

from functions.incidents.model import Incident
from linli.ask import ask
from linli.errors import Refusal
from linli.observe import logger

FALL = "fall"  # the kind of hazard
FAILS = (Refusal, RuntimeError, BotoCoreError, ClientError)


def placed(incident: Incident, by: str, purpose: str | None) -> Incident:
    """With the address, for as long as somebody looks. Who lives there sees that `by` did."""
    if incident.kind != FALL or incident.address:
        return incident
    try:
        known = {"sighting": incident.hazard_id, "by": by, "purpose": purpose}
        where = str(ask("environment", "home_of", **known))
    except FAILS as error:
        logger.warning("no address", error=type(error).__name__)
        return incident
    return incident.model_copy(update={"address": where})
