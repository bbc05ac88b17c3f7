"""Each function may do what it does, and nothing of its neighbours': tried with its own role.

A changed role does not reach a worker that is warm, so the test takes the roles itself.
"""

import pytest
from botocore.exceptions import ClientError
from botocore.session import get_session

from linli import names

REFUSED = {"AccessDeniedException", "AccessDenied", "ForbiddenException", "UnauthorizedOperation"}
HINTING = "notify-reactions"
KNOWING = ("-api", "notify-reactions", "notify-outgoing", "notify-sweeper")  # who is what where
KNOWING += (
    "devices-sweeper",
    "environment-reactions",
    "environment-steps",
    "environment-sweeper",
    "incidents-reactions",
    "web-reactions",
    "web-socket",
)
SEALING = (
    "accounts-api",
    "accounts-answers",
    "accounts-issuer",
    "incidents-api",
    "environment-api",
    "environment-answers",
)
KEEPING = ("-incidents-api", "-facilities-api", "-facilities-steps", "-history")  # files
SIGNING = ("notify-api", "notify-answers", "notify-outgoing")
ASKING = {
    "accounts": (
        "notify-api",
        "notify-outgoing",
        "notify-steps",
        "facilities-sweeper",
        "incidents-api",
        "devices-api",
        "environment-api",
    ),
    "environment": ("devices-report", "devices-sweeper", "incidents-api"),
    "facilities": ("devices-report", "devices-sweeper"),
    "notify": ("accounts-api", "accounts-issuer", "notify-steps"),
}
SOMEBODY = {"pk": {"S": "actor#nobody"}, "sk": {"S": "memberships"}}


class Function:
    """One function, and clients that hold its role."""

    def __init__(self, home, name, role, features):
        self.home, self.name = home, name
        self.feature = next(f for f in features if name.startswith(names.resource(CITY[0], f, "")))
        taken = home.client("sts").assume_role(RoleArn=role, RoleSessionName="neighbour")
        held = taken["Credentials"]
        self.role = {
            "region_name": home.region(),
            "endpoint_url": home.url("engine"),
            "aws_access_key_id": held["AccessKeyId"],
            "aws_secret_access_key": held["SecretAccessKey"],
            "aws_session_token": held["SessionToken"],
        }
        self.clients = {}

    def client(self, service):
        """Made once, by one session for all: each would read the same data again."""
        if service not in self.clients:
            self.clients[service] = SESSION.create_client(service, **self.role)
        return self.clients[service]


CITY, SESSION = [""], get_session()


@pytest.fixture(scope="module")
def features(world):
    CITY[0] = world.city
    prefix = names.resource(world.city, "")
    tables = world.dynamodb.list_tables()["TableNames"]
    return [name.removeprefix(prefix) for name in tables if name.startswith(prefix)]


@pytest.fixture(scope="module")
def functions(home, world, features):
    prefix = names.resource(world.city, "")
    pages = home.client("lambda").get_paginator("list_functions").paginate()
    rows = [
        row for page in pages for row in page["Functions"] if row["FunctionName"].startswith(prefix)
    ]
    owned = tuple(names.resource(world.city, feature, "") for feature in features)
    return [
        Function(home, row["FunctionName"], row["Role"], features)
        for row in rows
        if row["FunctionName"].startswith(owned)
    ]


def refused(call):
    """Whether the call was answered that it may not be made."""
    try:
        call()
    except ClientError as error:
        return error.response["Error"]["Code"] in REFUSED
    return False


def neighbours(function, features):
    return [feature for feature in features if feature != function.feature]


def test_no_function_writes_or_searches_another_table(functions, features, world):
    open_doors = [
        f"{function.name} → {feature}: {name}"
        for function in functions
        for feature in neighbours(function, features)
        for name, call in tables(function, names.resource(world.city, feature)).items()
        if not refused(call)
    ]
    assert open_doors == []


def tables(function, table):
    db = function.client("dynamodb")
    where = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "x"}}}
    put = {"Put": {"TableName": table, "Item": SOMEBODY}}
    change = {
        "TableName": table,
        "Key": SOMEBODY,
        "UpdateExpression": "SET body = :b",
        "ExpressionAttributeValues": {":b": {"S": "{}"}},
        "ConditionExpression": "attribute_exists(nothing)",
    }  # which would not be made even if it were allowed
    return {
        "PutItem": lambda: db.put_item(TableName=table, Item=SOMEBODY),
        "DeleteItem": lambda: db.delete_item(TableName=table, Key=SOMEBODY),
        "Query": lambda: db.query(TableName=table, **where),
        "Scan": lambda: db.scan(TableName=table),
        "TransactWriteItems Put": lambda: db.transact_write_items(TransactItems=[put]),
        "UpdateItem": lambda: db.update_item(**change),
        "TransactWriteItems Update": lambda: db.transact_write_items(
            TransactItems=[{"Update": change}]
        ),
    }


def test_memberships_alone_are_read_from_another_table(functions, features, world):
    for function in functions:
        for feature in neighbours(function, features):
            db, table = function.client("dynamodb"), names.resource(world.city, feature)
            read = refused(lambda db=db, table=table: db.get_item(TableName=table, Key=SOMEBODY))
            needs = feature == "accounts" and function.name.endswith(KNOWING)
            assert read is not needs, f"{function.name} → {feature}: GetItem"


def test_no_function_reaches_another_queue(home, functions, features):
    queues = home.client("sqs").list_queues().get("QueueUrls", [])
    for function in functions:
        sqs = function.client("sqs")
        for feature in neighbours(function, features):
            for url in (q for q in queues if f"-{feature}-" in q.rpartition("/")[2]):
                assert refused(lambda u=url, s=sqs: s.send_message(QueueUrl=u, MessageBody="x")), (
                    url
                )
                assert refused(lambda u=url, s=sqs: s.receive_message(QueueUrl=u)), url


def test_no_function_drives_another_machine(home, functions, features):
    machines = home.client("stepfunctions").list_state_machines()["stateMachines"]
    assert machines
    for function in functions:
        states = function.client("stepfunctions")
        for feature in neighbours(function, features):
            for machine in (m for m in machines if f"-{feature}-" in m["name"]):
                arn = machine["stateMachineArn"]
                one = f"{arn.replace(':stateMachine:', ':execution:')}:nobody"
                assert refused(lambda a=arn, s=states: s.start_execution(stateMachineArn=a)), arn
                assert refused(lambda a=one, s=states: s.stop_execution(executionArn=a)), one


def test_no_function_speaks_to_the_devices_of_another_feature(world, functions, features):
    for function in functions:
        iot = function.client("iot-data")
        for feature in neighbours(function, features):
            topic = names.command(world.city, feature, "140105001001", "nobody")
            assert refused(lambda t=topic, i=iot: i.publish(topic=t, payload=b"{}")), (
                f"{function.name} → {topic}"
            )


def test_people_are_hinted_at_only_by_those_whose_work_it_is(world, functions):
    topic = names.notice(world.city, "140105001001", "nobody")
    for function in functions:
        iot = function.client("iot-data")
        hints = not refused(lambda t=topic, i=iot: i.publish(topic=t, payload=b"{}"))
        assert hints is function.name.endswith(HINTING), function.name


def test_no_function_reaches_another_prefix_of_the_evidence(home, world, functions, features):
    bucket = names.bucket(world.city, "000000000000")
    for function in functions:
        s3 = function.client("s3")
        for feature in neighbours(function, features):
            key = {"Bucket": bucket, "Key": f"kept/{feature}/x"}
            assert refused(lambda k=key, s=s3: s.get_object(**k)), (function.name, key)
            assert refused(lambda k=key, s=s3: s.put_object(**k, Body=b"x")), (function.name, key)
            assert refused(lambda k=key, s=s3: s.delete_object(**k)), (function.name, key)


def test_a_picture_is_deleted_by_one_sweeper_only(world, functions):
    key = {"Bucket": names.bucket(world.city, "000000000000"), "Key": "kept/facilities/nothing"}
    for function in functions:
        s3 = function.client("s3")
        deletes = not refused(lambda s=s3: s.delete_object(**key))
        assert deletes is function.name.endswith("-facilities-sweeper"), function.name


def test_the_key_is_for_those_whose_work_needs_it(home, world, functions):
    alias = f"alias/{names.resource(world.city, 'evidence')}"
    aliases = home.client("kms").list_aliases()["Aliases"]
    key = next(row["TargetKeyId"] for row in aliases if row["AliasName"] == alias)
    for function in functions:
        kms = function.client("kms")
        make = refused(lambda c=kms: c.generate_data_key(KeyId=key, KeySpec="AES_256"))
        assert make is not function.name.endswith(KEEPING), function.name
        assert refused(lambda c=kms: c.schedule_key_deletion(KeyId=key)), function.name


def test_a_person_is_opened_only_by_those_who_seal_him(world, functions):
    alias = names.people_key(world.city)
    for function in functions:
        kms = function.client("kms")
        make = refused(
            lambda c=kms: c.generate_data_key_without_plaintext(KeyId=alias, KeySpec="AES_256")
        )
        assert make is not function.name.endswith(SEALING), function.name


def test_a_token_is_signed_by_the_issuer_alone(world, functions):
    alias = names.sign_in_key(world.city, 1)
    asked = {"SigningAlgorithm": "RSASSA_PKCS1_V1_5_SHA_256", "Message": b"x"}
    for function in functions:
        kms = function.client("kms")
        signs = not refused(lambda c=kms: c.sign(KeyId=alias, **asked))
        assert signs is function.name.endswith("-accounts-issuer"), function.name


def test_a_feature_answers_only_those_who_may_ask(world, functions):
    for function in functions:
        client = function.client("lambda")
        for feature, asking in ASKING.items():
            name = names.resource(world.city, feature, "answers")
            asks = not refused(
                lambda c=client, n=name: c.invoke(FunctionName=n, Payload=b'{"warm": true}')
            )
            assert asks is function.name.endswith(asking), f"{function.name} → {feature}"


def test_a_gateways_secret_is_for_those_who_sign_with_it(world, functions):
    secret = names.secret(world.city, "sms-a")
    for function in functions:
        keys = function.client("secretsmanager")
        reads = not refused(lambda k=keys: k.get_secret_value(SecretId=secret))
        assert reads is function.name.endswith(SIGNING), function.name
