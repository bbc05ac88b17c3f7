"""Fleet provisioning: how a unit gets its own certificate.

The claim certificate of its batch may request one; the hook decides, and names the thing.
"""

import json
from typing import TYPE_CHECKING, Any

from aws_cdk import aws_iot as iot
from aws_cdk.aws_iam import PolicyStatement, Role, ServicePrincipal
from aws_cdk.aws_lambda import CfnPermission
from constructs import Construct

from infra.core.function import Function
from linli import names

if TYPE_CHECKING:
    from infra.core.feature import Feature

# returned to the device
TOLD = ("ThingName", "Community", "Topic", "Ingest", "Report", "FirstBoot")
PARAMETERS = ("SerialNumber", "Policy", *TOLD)
CERTIFICATE = {"Ref": "AWS::IoT::Certificate::Id"}


class Claims(Construct):
    def __init__(self, feature: "Feature", hook: Function) -> None:
        super().__init__(feature, "Claims")
        self.feature, name = feature, names.resource(feature.city, feature.name)
        template = self._arn("provisioningtemplate", name)
        permission = CfnPermission(
            self,
            "Asked",
            action="lambda:InvokeFunction",
            function_name=hook.function_name,
            principal="iot.amazonaws.com",
            source_account=feature.account,
            source_arn=template,
        )
        made = iot.CfnProvisioningTemplate(
            self,
            "Template",
            template_name=name,
            description="A unit's own certificate, as the hook allows",
            enabled=True,
            provisioning_role_arn=self._role().role_arn,
            pre_provisioning_hook=iot.CfnProvisioningTemplate.ProvisioningHookProperty(
                payload_version="2020-04-01", target_arn=hook.function_arn
            ),
            template_body=json.dumps(body()),
        )
        made.add_dependency(permission)
        iot.CfnPolicy(
            self,
            "Policy",
            policy_name=names.resource(feature.city, feature.name, "claim"),
            policy_document=self._policy(name),
        )

    def _role(self) -> Role:
        """The role by which AWS IoT provisions once the hook has agreed."""
        city, name = self.feature.city, self.feature.name
        role = Role(
            self,
            "Role",
            role_name=names.resource(city, name, "provisioning"),
            assumed_by=ServicePrincipal("iot.amazonaws.com"),
        )
        certificates, things = self._arn("cert", "*"), self._arn("thing", "*")
        known = names.policies(city, self.feature.core.settings.code)
        policies = [self._arn("policy", one) for one in known]
        for actions, on in (
            (("UpdateCertificate", "DescribeCertificate", "AttachPolicy"), [certificates]),
            (("GetPolicy",), policies),
            (("CreateThing", "DescribeThing", "UpdateThing"), [things]),
            (("AttachThingPrincipal",), [things, certificates]),
        ):
            asked = [f"iot:{action}" for action in actions]
            role.add_to_policy(PolicyStatement(actions=asked, resources=on))
        return role

    def _policy(self, template: str) -> dict[str, Any]:
        """Everything that a claim certificate may do. Its client id cannot collide with a
        device's.
        """
        asking = (
            "$aws/certificates/create/json",
            "$aws/certificates/create-from-csr/json",
            f"$aws/provisioning-templates/{template}/provision/json",
        )
        answers = [f"{topic}/{said}" for topic in asking for said in ("accepted", "rejected")]
        clients = [self._arn("client", "claim-*")]
        return {
            "Version": "2012-10-17",
            "Statement": [
                _allow("Connect", clients),
                _allow("Publish", [self._arn("topic", topic) for topic in asking]),
                _allow("Subscribe", [self._arn("topicfilter", topic) for topic in answers]),
                _allow("Receive", [self._arn("topic", topic) for topic in answers]),
            ],
        }

    def _arn(self, resource: str, name: str) -> str:
        return self.feature.format_arn(service="iot", resource=resource, resource_name=name)


def body() -> dict[str, Any]:
    """The template; functions.devices.hook explains its parameters."""
    ref = {name: {"Ref": name} for name in PARAMETERS}
    return {
        "Parameters": {
            **{name: {"Type": "String"} for name in PARAMETERS},
            CERTIFICATE["Ref"]: {"Type": "String"},
        },
        "Resources": {
            "thing": {
                "Type": "AWS::IoT::Thing",
                "Properties": {"ThingName": ref["ThingName"]},
            },
            "certificate": {
                "Type": "AWS::IoT::Certificate",
                "Properties": {"CertificateId": CERTIFICATE, "Status": "Active"},
            },
            "policy": {
                "Type": "AWS::IoT::Policy",
                "Properties": {"PolicyName": ref["Policy"]},
            },
        },
        "DeviceConfiguration": {name: ref[name] for name in TOLD},
    }


def _allow(action: str, on: list[str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": f"iot:{action}", "Resource": on}
