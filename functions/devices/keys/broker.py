"""Calls to AWS IoT about certificates; all are idempotent."""

from typing import Any

from linli import aws, names
from linli.city import city
from linli.device_policy import Policy


def iot() -> Any:
    return aws.client("iot")


def stand(template: str, feature: str, community: str) -> str:
    """Ensure the policy of a feature's devices in a community; returns its name."""
    prefix = template.rpartition(":")[0]
    policy = Policy(iot(), names.resource(city().name, feature, community), prefix)
    return policy.for_devices(city().name, feature, community)


def certify(csr: str) -> str:
    """Create a claim certificate from a maker's request, inactive; returns its id."""
    made = iot().create_certificate_from_csr(certificateSigningRequest=csr, setAsActive=False)
    return str(made["certificateId"])


def begin(certificate: str) -> None:
    """Activate it for claiming."""
    iot().attach_policy(policyName=claims(), target=_arn(certificate))
    iot().update_certificate(certificateId=certificate, newStatus="ACTIVE")


def text(certificate: str) -> str:
    about = iot().describe_certificate(certificateId=certificate)["certificateDescription"]
    return str(about["certificatePem"])


def permit(certificate: str) -> None:
    """Allow a device's certificate to request its successor."""
    iot().attach_policy(policyName=claims(), target=_arn(certificate))


def close(certificate: str) -> None:
    arn = _arn(certificate)
    if arn:
        iot().detach_policy(policyName=claims(), target=arn)


def end(certificate: str, thing: str | None = None) -> None:
    """Deactivate: no new sessions, and running ones may do nothing more."""
    arn = _arn(certificate)
    if not arn:
        return
    for policy in iot().list_attached_policies(target=arn)["policies"]:
        iot().detach_policy(policyName=policy["policyName"], target=arn)
    iot().update_certificate(certificateId=certificate, newStatus="INACTIVE")
    if thing:
        try:
            iot().detach_thing_principal(thingName=thing, principal=arn)
        except iot().exceptions.ResourceNotFoundException:
            return  # the thing does not exist any more


def claims() -> str:
    """The policy of claim certificates; infra.core.claims."""
    return names.resource(city().name, "devices", "claim")


def _arn(certificate: str) -> str:
    try:
        about = iot().describe_certificate(certificateId=certificate)
    except iot().exceptions.ResourceNotFoundException:
        return ""
    return str(about["certificateDescription"]["certificateArn"])
