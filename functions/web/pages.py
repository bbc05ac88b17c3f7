"""What browsers get where the API has no route: the page, its parts, and what it must know."""

import base64
from typing import Any, NamedTuple

from aws_lambda_powertools.logging import correlation_paths

from linli.observe import logger

from . import files, headers

ASSETS = "/assets/"
OUTLINES = "/outlines/"
CONFIG = "/config.json"
OTHERS = ("v1", "sign-in")  # features' and the issuer's, who answer what is beneath


class Answer(NamedTuple):
    status: int
    kind: str
    cache: str
    file: files.File | None = None
    text: bytes = b""

    def event(self, *, packed: bool) -> dict[str, Any]:
        """As the gateway wants it; compressed for whoever can read that, which is every browser."""
        told = headers.all_of() | {"Content-Type": self.kind, "Cache-Control": self.cache}
        body = self.text
        if self.file:
            body = self.file.packed if packed else self.file.plain()
            told |= {"Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if packed else {})
        return {
            "statusCode": self.status,
            "headers": told,
            "body": base64.b64encode(body).decode(),
            "isBase64Encoded": True,
        }


NOT_FOUND = Answer(404, "text/plain; charset=utf-8", headers.ASKED_ANEW, text=b"Not Found")
NOT_ALLOWED = Answer(405, "text/plain; charset=utf-8", headers.ASKED_ANEW, text=b"GET only")


@logger.inject_lambda_context(
    correlation_id_path=correlation_paths.API_GATEWAY_HTTP, clear_state=True
)
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if "warm" in event:
        files.assets(), files.page(), files.config()
        logger.info("warm")
        return event
    try:
        answer = _answer(event["requestContext"]["http"]["method"], event["rawPath"])
    except Exception:  # noqa: BLE001 - what went wrong is for the log, not for the browser
        logger.exception("failed")
        answer = Answer(500, "text/plain; charset=utf-8", headers.ASKED_ANEW, text=b"Failed")
    logger.info("answered", status=answer.status)  # a path may name somebody
    accepted = {k.lower(): v for k, v in event["headers"].items()}.get("accept-encoding", "")
    return answer.event(packed="gzip" in accepted)


def _answer(method: str, path: str) -> Answer:
    if method not in ("GET", "HEAD"):
        return NOT_ALLOWED
    if path.startswith(ASSETS):
        name = path.removeprefix(ASSETS)
        return _kept(files.assets().get(name) or _earlier(name))
    if path.startswith(OUTLINES):
        return _kept(files.outline(path.removeprefix(OUTLINES)))
    if path == CONFIG:
        return Answer(200, "application/json", headers.ASKED_ANEW, text=files.config())
    if "." in path or path.strip("/").partition("/")[0] in OTHERS:
        return NOT_FOUND
    page = files.page()
    return Answer(200, page.kind, headers.ASKED_ANEW, page)


def _kept(file: files.File | None) -> Answer:
    """What is named by its content, so that browsers keep it."""
    return Answer(200, file.kind, headers.KEPT, file) if file else NOT_FOUND


def _earlier(name: str) -> files.File | None:
    """Of a build before: rarely asked for, so the table is imported when it is."""
    from . import store  # noqa: PLC0415

    kept = store.asset(name) if len(name) < 200 else None
    return files.File(kept.kind, base64.b64decode(kept.packed)) if kept else None
