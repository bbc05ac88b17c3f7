"""Creates the chain on a running engine through its API: queue, tables, stream, bus, state machine,
route.
"""

import io
import json
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

from linli import names
from operate.home import ACCOUNT, Home

FEATURE = "bench"
CODE = Path(__file__).with_name("functions.py")
MAY_ALL = {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
SERVICES = ["lambda.amazonaws.com", "iot.amazonaws.com", "states.amazonaws.com"]
HOPS = (
    "rule", "queue", "function", "stream", "function", "bus", "queue", "function", "workflow",
    "task", "task", "stream", "function", "bus", "queue", "function",
)  # fmt: skip


class Chain(NamedTuple):
    """`address` shows what the last function has written."""

    address: str


def build(home: Home, city: str) -> Chain:
    return _Builder(home, city).build()


class _Builder:
    def __init__(self, home: Home, city: str) -> None:
        self.home, self.city = home, city
        self.arn = f"{home.region()}:{ACCOUNT}"
        self.lambdas, self.sqs = home.client("lambda"), home.client("sqs")
        self.settings = {
            "IN": self.name("in"),
            "MIDDLE": self.name("middle"),
            "OUT": self.name("out"),
            "BUS": self.name("bus"),
            "MACHINE": f"arn:aws:states:{self.arn}:stateMachine:{self.name('machine')}",
        }

    def name(self, part: str) -> str:
        return names.resource(self.city, FEATURE, part)

    def build(self) -> Chain:
        self.role = self._role()
        self._table("out")
        images = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
        fed_by = {"tell": "in", "ask": "middle"}
        streams = {by: self._table(part, StreamSpecification=images) for by, part in fed_by.items()}
        for part in ("take", "tell", "react", "step", "ask", "receive", "show"):
            self._function(part)
        self._reads("take", self._queue("alarms"), BatchSize=10)
        for part, stream in streams.items():
            self._reads(part, stream, StartingPosition="TRIM_HORIZON")
        self._rule(self.name("alarms"))
        self.home.client("events").create_event_bus(Name=self.settings["BUS"])
        self._reads("react", self._hears("taken"), BatchSize=10)
        self._reads("receive", self._hears("asked"), BatchSize=10)
        self._machine()
        return Chain(self._route())

    def _role(self) -> str:
        iam = self.home.client("iam")
        allow = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": SERVICES}}
        role = iam.create_role(
            RoleName=self.name("role"),
            AssumeRolePolicyDocument=json.dumps({"Statement": [allow]}),
        )
        iam.put_role_policy(
            RoleName=self.name("role"), PolicyName="all", PolicyDocument=json.dumps(MAY_ALL)
        )
        return str(role["Role"]["Arn"])

    def _table(self, part: str, **options: Any) -> str:
        """The ARN of its stream, if it has one."""
        made = self.home.client("dynamodb").create_table(
            TableName=self.name(part),
            KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            **options,
        )
        return str(made["TableDescription"].get("LatestStreamArn"))

    def _function(self, part: str) -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("functions.py", CODE.read_text())
        self.lambdas.create_function(
            FunctionName=self.name(part),
            Runtime="python3.13",
            Handler=f"functions.{part}",
            Role=self.role,
            Code={"ZipFile": file.getvalue()},
            Environment={"Variables": self.settings},
            MemorySize=512,
            Timeout=10,
        )

    def _queue(self, part: str) -> str:
        self.sqs.create_queue(QueueName=self.name(part))
        return f"arn:aws:sqs:{self.arn}:{self.name(part)}"

    def _reads(self, part: str, source: str, **options: Any) -> None:
        self.lambdas.create_event_source_mapping(
            FunctionName=self.name(part), EventSourceArn=source, **options
        )

    def _rule(self, queue: str) -> None:
        url = self.sqs.get_queue_url(QueueName=queue)["QueueUrl"]
        to = {"sqs": {"queueUrl": url, "roleArn": self.role, "useBase64": False}}
        sql = names.sql(self.city, FEATURE, "alarm")
        payload = {"sql": sql, "actions": [to], "awsIotSqlVersion": "2016-03-23"}
        rule = names.rule(self.city, FEATURE, "alarm")
        self.home.client("iot").create_topic_rule(ruleName=rule, topicRulePayload=payload)

    def _hears(self, fact: str) -> str:
        """The queue behind the bus for one kind of event."""
        events, bus = self.home.client("events"), self.settings["BUS"]
        pattern = json.dumps({"source": ["bench"], "detail-type": [fact]})
        events.put_rule(Name=self.name(fact), EventBusName=bus, EventPattern=pattern)
        queue = self._queue(fact)
        target = {"Id": "queue", "Arn": queue}
        events.put_targets(Rule=self.name(fact), EventBusName=bus, Targets=[target])
        return queue

    def _machine(self) -> None:
        self.home.client("stepfunctions").create_state_machine(
            name=self.name("machine"), roleArn=self.role, definition=json.dumps(self._states())
        )

    def _states(self) -> dict[str, Any]:
        function = f"arn:aws:lambda:{self.arn}:function:{self.name('step')}"

        def task(step: str, **then: Any) -> dict[str, Any]:
            payload = {"step": step, "id": "{% $states.input.id %}"}
            return {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke",
                "Arguments": {"FunctionName": function, "Payload": payload},
                "Output": "{% $states.input %}",
                **then,
            }

        states = {"First": task("first", Next="Second"), "Second": task("second", End=True)}
        return {"QueryLanguage": "JSONata", "StartAt": "First", "States": states}

    def _route(self) -> str:
        gateway = self.home.client("apigatewayv2")
        api = gateway.create_api(Name=self.name("api"), ProtocolType="HTTP")["ApiId"]
        to = gateway.create_integration(
            ApiId=api,
            IntegrationType="AWS_PROXY",
            PayloadFormatVersion="2.0",
            IntegrationUri=f"arn:aws:lambda:{self.arn}:function:{self.name('show')}",
        )["IntegrationId"]
        gateway.create_route(ApiId=api, RouteKey="GET /{id}", Target=f"integrations/{to}")
        gateway.create_stage(ApiId=api, StageName="$default", AutoDeploy=True)
        return f"{self.home.url('engine')}/_aws/execute-api/{api}/$default"
