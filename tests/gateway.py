"""A request as an HTTP API of AWS hands it to a function, payload format 2.0."""

import json
from types import SimpleNamespace

CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r"
)


def event(method, path, body=None, *, headers=None, query=None, claims=None):
    """`body` is text, or None; `claims` are those of a token, None where none came along."""
    about = {
        "requestId": "r",
        "stage": "$default",
        "http": {"method": method, "path": path, "sourceIp": "203.0.113.7"},
    }
    if claims is not None:
        about["authorizer"] = {"jwt": {"claims": claims, "scopes": []}}
    return {
        "version": "2.0",
        "rawPath": path,
        "rawQueryString": "",
        "queryStringParameters": query or {},
        "headers": {"content-type": "application/json", **(headers or {})},
        "requestContext": about,
        "body": body,
        "isBase64Encoded": False,
    }


def sent(body):
    return None if body is None else json.dumps(body)
