"""What the broker's registry is told of certificates; all of it may be said again."""

from typing import Any

from linli import aws, names
from linli.city import city
from linli.device_policy import Policy


def iot() -> Any:
    return aws.client("iot")


def stand(template: str, feature: str, community: str) -> str:
    """The policy of a feature's devices in a community, which stands from then on."""
    prefix = template.rpartition(":")[0]
    policy = Policy(iot(), names.resource(city().name, feature, community), prefix)
    return policy.for_devices(city().name, feature, community)


def certify(csr: str) -> str:
    """A claim certificate on a maker's own key; its id. It is worth nothing yet."""
    made = iot().create_certificate_from_csr(certificateSigningRequest=csr, setAsActive=False)
    return str(made["certificateId"])


def begin(certificate: str) -> None:
    """Lets it claim."""
    iot().attach_policy(policyName=claims(), target=_arn(certificate))
    iot().update_certificate(certificateId=certificate, newStatus="ACTIVE")


def text(certificate: str) -> str:
    about = iot().describe_certificate(certificateId=certificate)["certificateDescription"]
    return str(about["certificatePem"])


def permit(certificate: str) -> None:
    """Lets a device's own certificate ask for the next one."""
    iot().attach_policy(policyName=claims(), target=_arn(certificate))


def close(certificate: str) -> None:
    arn = _arn(certificate)
    if arn:
        iot().detach_policy(policyName=claims(), target=arn)


def end(certificate: str, thing: str | None = None) -> None:
    """Nobody is let in by it, and who is in may say nothing more."""
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
            return  # the thing itself is gone


def claims() -> str:
    """The policy of what may claim; infra.core.claims."""
    return names.resource(city().name, "devices", "claim")


def _arn(certificate: str) -> str:
    try:
        about = iot().describe_certificate(certificateId=certificate)
    except iot().exceptions.ResourceNotFoundException:
        return ""
    return str(about["certificateDescription"]["certificateArn"])
