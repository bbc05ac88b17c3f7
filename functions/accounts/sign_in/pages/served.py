"""The style sheet and the script of the pages."""

import hashlib
from importlib.resources import files

from functions.accounts.sign_in.exchange import Ask, Reply

_FILES = files(__package__).joinpath("static")
STYLE = _FILES.joinpath("sign-in.css").read_text("utf-8")
SCRIPT = _FILES.joinpath("sign-in.js").read_text("utf-8")
VERSION = hashlib.sha256((STYLE + SCRIPT).encode()).hexdigest()[:12]  # in their URLs
KEPT = {"Cache-Control": "public, max-age=31536000, immutable"}


def style(_: Ask) -> Reply:
    return Reply(200, STYLE, KEPT | {"Content-Type": "text/css; charset=utf-8"})


def script(_: Ask) -> Reply:
    return Reply(200, SCRIPT, KEPT | {"Content-Type": "text/javascript; charset=utf-8"})
