"""HTTP routes of devices: each room that is named here adds its own."""

from linli.api import serve

from . import unread
from .commands import api as commands_api
from .conservation import api as conservation_api
from .importing import api as importing_api
from .keys import api as keys_api
from .kinds import api as kinds_api
from .onboarding import api as onboarding_api
from .onboarding import claims_api
from .own import api as own_api
from .presence import api as presence_api
from .readings import api as readings_api
from .register import api as register_api
from .routes import api
from .twin import api as twin_api
from .watching import api as watching_api

__all__ = [
    "api",
    "claims_api",
    "commands_api",
    "conservation_api",
    "importing_api",
    "keys_api",
    "kinds_api",
    "onboarding_api",
    "own_api",
    "presence_api",
    "readings_api",
    "register_api",
    "twin_api",
    "unread",
    "watching_api",
]
handler = serve(api)
