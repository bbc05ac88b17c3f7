"""The answers of AWS services that throttle or fail, in the form their clients expect."""

import json

from operate.faults.plan import Fault

THROTTLED = {"dynamodb": "ProvisionedThroughputExceededException", "s3": "SlowDown"}
FAILED = {"s3": "InternalError"}


def answer(operation: str, fault: Fault) -> bytes:
    service = operation.partition(":")[0]
    status, code = 500, FAILED.get(service, "InternalServerError")
    if fault is Fault.THROTTLE:
        status = 503 if service == "s3" else 400
        code = THROTTLED.get(service, "ThrottlingException")
    kind, body = "application/x-amz-json-1.0", json.dumps({"__type": code, "message": "drill"})
    if service == "s3":
        kind, body = "application/xml", f"<Error><Code>{code}</Code></Error>"
    lines = [
        f"HTTP/1.1 {status} Drill",
        f"content-type: {kind}",
        f"x-amzn-errortype: {code}",
        f"content-length: {len(body)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()
