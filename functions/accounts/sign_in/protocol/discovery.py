"""The issuer's metadata (OpenID Connect Discovery §3)."""

from typing import get_args

from functions.accounts.sign_in.exchange import OPEN, Ask, Reply, in_json
from linli.scopes import Scope

from . import keys

LISTED = OPEN | {"Cache-Control": "public, max-age=300"}


def about(ask: Ask) -> Reply:
    base = ask.base
    said = {
        "issuer": base,
        "authorization_endpoint": f"{base}/authorize",
        "token_endpoint": f"{base}/token",
        "jwks_uri": f"{base}/jwks",
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "token_endpoint_auth_methods_supported": ["none"],
        "code_challenge_methods_supported": ["S256"],
        "scopes_supported": ["openid", *get_args(Scope)],
        "prompt_values_supported": ["none", "login", "consent"],
        "ui_locales_supported": ["zh", "en"],
    }
    return in_json(200, said, LISTED)


def jwks(_: Ask) -> Reply:
    return in_json(200, keys.listed(), LISTED)
