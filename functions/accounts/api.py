"""The HTTP entry of accounts; its routes are in the *_api.py files."""

from linli.api import serve

from . import (
    apps_api,
    communities_api,
    consents_api,
    mandates_api,
    members_api,
    people_api,
    recoveries_api,
    sessions_api,
)
from .routes import api

ROUTES = (
    apps_api,
    communities_api,
    consents_api,
    mandates_api,
    members_api,
    people_api,
    recoveries_api,
    sessions_api,
)

handler = serve(api)
