"""The token endpoint, where a program redeems its code."""

from authlib.oauth2 import OAuth2Error

from functions.accounts.sign_in.exchange import OPEN, PRIVATE, Ask, Reply, in_json

from .grant import Request, Server
from .tokens import Tokens


def redeem(ask: Ask) -> Reply:
    request = Request(ask, ask.form)
    try:
        request.check()
        status, body, _ = Server(Tokens(ask.base)).create_token_response(request)
    except OAuth2Error as error:
        status, body, _ = error()
    return in_json(status, body, {**OPEN, **PRIVATE, "Pragma": "no-cache"})
