"""The home address of a fall, asked from the environment feature and stored in no event or row
here.

A sheet without it is better than no sheet.
"""

from botocore.exceptions import BotoCoreError, ClientError

from functions.incidents.model import Incident
from linli.ask import ask
from linli.errors import Refusal
from linli.observe import logger

FALL = "fall"  # kind of hazard
FAILS = (Refusal, RuntimeError, BotoCoreError, ClientError)


def placed(incident: Incident, by: str, purpose: str | None) -> Incident:
    """The incident with the address, for this answer only. The residents can see that `by`
    looked.
    """
    if incident.kind != FALL or incident.address:
        return incident
    try:
        known = {"sighting": incident.hazard_id, "by": by, "purpose": purpose}
        where = str(ask("environment", "home_of", **known))
    except FAILS as error:
        logger.warning("no address", error=type(error).__name__)
        return incident
    return incident.model_copy(update={"address": where})
