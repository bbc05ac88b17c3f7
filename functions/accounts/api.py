"""The HTTP entry point of accounts; its routes are in the sub-packages."""

from linli.api import serve

from .apps import api as apps_api
from .apps import consents_api
from .communities import api as communities_api
from .mandates import api as mandates_api
from .members import api as members_api
from .people import api as people_api
from .recoveries import api as recoveries_api
from .routes import api
from .sessions import api as sessions_api
from .telephones import api as telephones_api

ROUTES = (
    apps_api,
    communities_api,
    consents_api,
    mandates_api,
    members_api,
    people_api,
    recoveries_api,
    sessions_api,
    telephones_api,
)

handler = serve(api)
