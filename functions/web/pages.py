"""Answers browsers where the API has no route: the page, its assets and its configuration."""

import base64
from typing import Any, NamedTuple

from linli.observe import HTTP, Handler, logger

from . import files, headers

ASSETS = "/assets/"
OUTLINES = "/outlines/"
CONFIG = "/config.json"
OTHERS = ("v1", "sign-in")  # paths of the features and of the issuer


class Answer(NamedTuple):
    status: int
    kind: str
    cache: str
    file: files.File | None = None
    text: bytes = b""

    def event(self, *, packed: bool) -> dict[str, Any]:
        """As API Gateway expects it; `packed` if the browser accepts gzip."""
        fields = headers.all_of() | {"Content-Type": self.kind, "Cache-Control": self.cache}
        body = self.text
        if self.file:
            body = self.file.packed if packed else self.file.plain()
            fields |= {"Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if packed else {})
        return {
            "statusCode": self.status,
            "headers": fields,
            "body": base64.b64encode(body).decode(),
            "isBase64Encoded": True,
        }


NOT_FOUND = Answer(404, "text/plain; charset=utf-8", headers.REVALIDATE, text=b"Not Found")
NOT_ALLOWED = Answer(405, "text/plain; charset=utf-8", headers.REVALIDATE, text=b"GET only")


def _run(event: dict[str, Any], context: Any) -> dict[str, Any]:
    if "warm" in event:
        files.assets(), files.page(), files.config()
        logger.info("warm")
        return event
    try:
        answer = _answer(event["requestContext"]["http"]["method"], event["rawPath"])
    except Exception:  # noqa: BLE001 - the reason is for the log, not for the browser
        logger.exception("failed")
        answer = Answer(500, "text/plain; charset=utf-8", headers.REVALIDATE, text=b"Failed")
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
        return Answer(200, "application/json", headers.REVALIDATE, text=files.config())
    if "." in path or path.strip("/").partition("/")[0] in OTHERS:
        return NOT_FOUND
    page = files.page()
    return Answer(200, page.kind, headers.REVALIDATE, page)


def _kept(file: files.File | None) -> Answer:
    """A file that browsers may cache for ever, as its name contains a hash of its content."""
    return Answer(200, file.kind, headers.KEPT, file) if file else NOT_FOUND


def _earlier(name: str) -> files.File | None:
    """An asset of an earlier build. Rarely requested, so the table is imported only then."""
    from . import store  # noqa: PLC0415

    kept = store.asset(name) if len(name) < 200 else None
    return files.File(kept.kind, base64.b64decode(kept.packed)) if kept else None


handler: Handler = logger.inject_lambda_context(_run, **HTTP)
