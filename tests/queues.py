"""What stands in a function's queues: what devices said, and facts from the bus."""

import hashlib
import json
from base64 import b64encode

HERE = "140105001001"
UNIT = "c0" * 32  # the certificate that a device speaks by


def signal(device, payload, at, channel="reading", *, feature="devices", name=None, **changes):
    """Bytes of a device as the rule puts them there; `at` is when the broker had them. The same
    bytes are the same message, unless it has another name.
    """
    said = {
        "community": HERE,
        "device": device,
        "channel": channel,
        "principal": UNIT,
        "received": int(at.timestamp() * 1000),
        "payload": b64encode(payload).decode(),
    }
    arn = f"arn:aws-cn:sqs:cn-north-1:000000000000:linli-test-{feature}-{channel}"
    name = name or hashlib.sha256(payload).hexdigest()[:12]
    return {"messageId": name, "body": json.dumps(said | changes), "eventSourceARN": arn}


def facts(*told):
    """A batch of these: (name, detail)…"""
    bodies = [json.dumps({"detail-type": name, "detail": detail}) for name, detail in told]
    return {"Records": [{"messageId": f"f{n}", "body": body} for n, body in enumerate(bodies)]}
