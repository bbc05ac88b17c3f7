"""The permissions of each entry file: a feature's rights are the sum of its functions'."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aws_cdk import ArnFormat, Stack

from infra.core.socket import STAGE
from infra.settings import LAPTOP
from linli import names

if TYPE_CHECKING:
    from infra.core.feature import Feature
    from infra.core.function import Function
    from infra.core.issuer import Guest

REVIVE = ("sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:ReceiveMessage")
PACKS = ("pack#*", "wide#*", "heard#*", "anew#*")  # stored messages, and notes about them
SAID = ("pack#*", "wide#*", "hours#*", "days#*")  # messages of a device, and their summaries
BESIDE = ("quarantine#*", "twin#*", "connection#*")  # refused messages, state of the device
KEEP = ("dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem")  # rows are never deleted


class Rights:
    """The vocabulary of permissions. All resources have derived names."""

    def __init__(self, feature: "Feature | Guest") -> None:
        self.feature, self.stack = feature, Stack.of(feature)
        self.table = self._table(feature.name)

    def give(self, functions: dict[str, "Function"]) -> None:
        """Give each function what its entry file needs."""
        for part, function in functions.items():
            BY_PART.get(part, Rights.keeps)(self, function)
            if function.drives:
                self.drives(function)
            if function.revives:
                self.revives(function)

    def api(self, function: "Function") -> None:
        self.keeps(function)
        self.lists(function)
        self.knows_people(function)

    def pages(self, function: "Function") -> None:
        """Files of earlier builds."""
        function.may("dynamodb:GetItem", on=[self.table])

    def reactions(self, function: "Function") -> None:
        self.keeps(function)
        self.drives(function)

    def steps(self, function: "Function") -> None:
        self.keeps(function)
        self.resumes(function)

    def outbox(self, function: "Function") -> None:
        function.may("dynamodb:UpdateItem", on=[self.table])
        self.tells(function)

    def sweeper(self, function: "Function") -> None:
        self.keeps(function)
        function.may("dynamodb:Query", on=[f"{self.table}/index/due"])
        function.may("dynamodb:Scan", on=[f"{self.table}/index/untold"])
        self.tells(function)
        self.drives(function)
        if runs := [self._states("execution", f"{m}:*") for m in self.feature.machines]:
            function.may("states:DescribeExecution", on=runs)

    def tells(self, function: "Function") -> None:
        bus = names.resource(self.feature.city, "bus")
        arn = self.stack.format_arn(service="events", resource="event-bus", resource_name=bus)
        function.may("events:PutEvents", on=[arn])

    def keeps(self, function: "Function") -> None:
        function.may(*KEEP, on=[self.table])

    def reads_many(self, function: "Function") -> None:
        function.may("dynamodb:BatchGetItem", on=[self.table])

    def keeps_packs(self, function: "Function") -> None:
        self.keeps_many(function, *PACKS)

    def erases_packs(self, function: "Function") -> None:
        self.keeps_many(function, *SAID, *BESIDE)

    def keeps_many(self, function: "Function", *keys: str) -> None:
        """BatchWriteItem can overwrite and delete, so it is limited to these keys."""
        own = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": list(keys)}}
        function.may("dynamodb:BatchWriteItem", on=[self.table], only_if=own)

    def lists(self, function: "Function") -> None:
        function.may("dynamodb:Query", on=[f"{self.table}/index/listed"])

    def drives(self, function: "Function") -> None:
        if machines := [self._states("stateMachine", m) for m in self.feature.machines]:
            function.may("states:StartExecution", on=machines)
            self.resumes(function)

    def revives(self, function: "Function") -> None:
        """Dead letters and quarantined messages return to the feature's own queues."""
        function.may(*REVIVE, on=[self.feature.dead.queue_arn])
        inboxes = [
            self.stack.format_arn(
                service="sqs", resource=name, arn_format=ArnFormat.NO_RESOURCE_NAME
            )
            for name in self.feature.inboxes
        ]
        function.may("sqs:GetQueueUrl", "sqs:SendMessage", on=inboxes)
        if self.feature.name in names.OWNERS:  # whose dead letters may be of devices
            function.may("iot:ListThingPrincipals", on=[self._iot("thing", "*")])

    def resumes(self, function: "Function") -> None:
        """The action has no resource; the secret token, which is in no answer or log, is the
        permission.
        """
        function.may("states:SendTaskSuccess", on=["*"])

    def knows_people(self, function: "Function") -> None:
        """Memberships of a person or app, one at a time; see linli.members."""
        if self.feature.name == "accounts":
            return  # its own table
        own = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["actor#*", "app#*"]}}
        function.may("dynamodb:GetItem", on=[self._table("accounts")], only_if=own)

    def asks(self, function: "Function", features: Sequence[str]) -> None:
        answering = [
            self.stack.format_arn(
                service="lambda",
                resource="function",
                resource_name=names.resource(self.feature.city, feature, "answers"),
                arn_format=ArnFormat.COLON_RESOURCE_NAME,
            )
            for feature in features
        ]
        function.may("lambda:InvokeFunction", on=answering)

    def seals(self, function: "Function") -> None:
        key = self.feature.core.people.key_arn
        function.may("kms:Decrypt", "kms:GenerateDataKeyWithoutPlaintext", on=[key])

    def signs_in(self, function: "Function", keys: Sequence[str]) -> None:
        function.may("kms:GetPublicKey", "kms:Sign", on=list(keys))

    def uses_gateways(self, function: "Function") -> None:
        """Secrets Manager appends six characters to a secret's ARN."""
        known = [
            self.stack.format_arn(
                service="secretsmanager",
                resource="secret",
                resource_name=f"{names.secret(self.feature.city, gateway.name)}-??????",
                arn_format=ArnFormat.COLON_RESOURCE_NAME,
            )
            for gateway in self.feature.core.settings.all_gateways
        ]
        if known:
            function.may("secretsmanager:GetSecretValue", on=known)

    def publishes(self, function: "Function", topic: str) -> None:
        arn = self.stack.format_arn(service="iot", resource="topic", resource_name=topic)
        function.may("iot:Publish", on=[arn])

    def stands_policies(self, function: "Function") -> None:
        """For devices only: whoever can write the policies of claims or phones could impersonate
        anybody.
        """
        acts = ("GetPolicy", "CreatePolicy", "CreatePolicyVersion", "ListPolicyVersions")
        known = names.policies(self.feature.city, self.feature.core.settings.code)
        policies = [self._iot("policy", name) for name in known]
        function.may(*(f"iot:{act}" for act in (*acts, "DeletePolicyVersion")), on=policies)

    def certifies(self, function: "Function") -> None:
        """The action has no resource."""
        function.may("iot:CreateCertificateFromCsr", on=["*"])

    def ends_certificates(self, function: "Function") -> None:
        """For any thing; the function's rows say whose a certificate is."""
        acts = ("AttachPolicy", "DescribeCertificate", "DetachPolicy", "ListAttachedPolicies")
        certificates = self._iot("cert", "*")
        function.may(*(f"iot:{act}" for act in (*acts, "UpdateCertificate")), on=[certificates])
        function.may("iot:DetachThingPrincipal", on=[self._iot("thing", "*"), certificates])

    def pushes(self, function: "Function") -> None:
        """To any open socket of this API; the function's rows say which."""
        live = getattr(self.feature, "live", None)
        if live is None:
            raise TypeError(f"{self.feature.name} opens no socket")
        function.add_environment("SOCKET", live.address)
        to = f"{live.api_id}/{STAGE}"
        mine = [
            self.stack.format_arn(
                service="execute-api", resource=f"{to}/{act}", resource_name="@connections/*"
            )
            for act in ("POST", "DELETE")
        ]
        function.may("execute-api:ManageConnections", on=mine)

    def keeps_evidence(self, function: "Function") -> None:
        """Under the feature's own prefixes: uploads offered, and confirmed."""
        bucket = names.bucket(self.feature.city, self.feature.core.settings.account or LAPTOP)
        arn = self.stack.format_arn(service="s3", region="", account="", resource=bucket)
        mine = [f"{arn}/{prefix}/{self.feature.name}/*" for prefix in ("incoming", "kept")]
        function.may("s3:GetObject", "s3:PutObject", on=mine)
        key = self.feature.core.key.key_arn
        function.may("kms:Decrypt", "kms:GenerateDataKey", on=[key])

    def deletes_evidence(self, function: "Function") -> None:
        bucket = names.bucket(self.feature.city, self.feature.core.settings.account or LAPTOP)
        arn = self.stack.format_arn(service="s3", region="", account="", resource=bucket)
        function.may("s3:DeleteObject", on=[f"{arn}/kept/{self.feature.name}/*"])

    def archives(self, function: "Function") -> None:
        """Under the feature's own prefix of the archive."""
        bucket = names.archive(self.feature.city, self.feature.core.settings.account or LAPTOP)
        arn = self.stack.format_arn(service="s3", region="", account="", resource=bucket)
        function.may("s3:GetObject", "s3:PutObject", on=[f"{arn}/{self.feature.name}/*"])
        key = self.feature.core.key.key_arn
        function.may("kms:Decrypt", "kms:GenerateDataKey", on=[key])

    def history(self, function: "Function") -> None:
        self.keeps(function)
        self.keeps_packs(function)
        self.archives(function)

    def _table(self, feature: str) -> str:
        name = names.resource(self.feature.city, feature)
        return self.stack.format_arn(service="dynamodb", resource="table", resource_name=name)

    def _iot(self, resource: str, name: str) -> str:
        return self.stack.format_arn(service="iot", resource=resource, resource_name=name)

    def _states(self, resource: str, machine: str) -> str:
        return self.stack.format_arn(
            service="states",
            resource=resource,
            resource_name=names.resource(self.feature.city, self.feature.name, machine),
            arn_format=ArnFormat.COLON_RESOURCE_NAME,
        )


BY_PART = {
    "api": Rights.api,
    "pages": Rights.pages,
    "reactions": Rights.reactions,
    "steps": Rights.steps,
    "outbox": Rights.outbox,
    "sweeper": Rights.sweeper,
    "history": Rights.history,
}  # others are channels of devices, which write the table
