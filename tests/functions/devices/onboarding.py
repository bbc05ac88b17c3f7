"""What the broker asks when a unit wants a certificate, and how one stands there."""

from types import SimpleNamespace

TEMPLATE = "arn:aws-cn:iot:cn-north-1:123456789012:provisioningtemplate/linli-test-devices"


def certificate(active=True):
    """One that the broker has just made; its id."""
    from linli import aws

    made = aws.client("iot").create_keys_and_certificate(setAsActive=active)
    return made["certificateId"]


def asks(serial, claim, own=None):
    """What the hook answers."""
    from functions.devices import hook
    from tests.conftest import CONTEXT

    event = {"claimCertificateId": claim, "certificateId": own or certificate(active=False)}
    event |= {"templateArn": TEMPLATE, "clientId": f"claim-{serial}"}
    return hook.handler({**event, "parameters": {"SerialNumber": serial}}, CONTEXT)


def state(certificate_id):
    """At the broker: whether it is let in, and which policies it has."""
    from linli import aws

    iot = aws.client("iot")
    about = iot.describe_certificate(certificateId=certificate_id)["certificateDescription"]
    policies = iot.list_attached_policies(target=about["certificateArn"])["policies"]
    return SimpleNamespace(
        active=about["status"] == "ACTIVE", policies={one["policyName"] for one in policies}
    )
