"""What is true of every stack, whatever features there will be."""

import json
import re

import pytest
import yaml

from functions.notify.gateways import client, supply
from infra import ROOT
from linli import ask, names
from tests import assembly
from tests.assembly import functions, resources

SETTINGS = {"CITY", "TABLE", "BUS", "MACHINES", "POWERTOOLS_SERVICE_NAME"}
RETENTION = "layers/linli/python/linli/archive/rules/retention.yaml"
SOCKET = {"$connect", "$disconnect"}  # let in by a ticket of the API's
NOT_FEATURES = {"vendor", "core"}


@pytest.fixture(scope="module")
def city():
    return assembly.account()


@pytest.fixture(scope="module")
def features(city):
    return {name: city[name] for name in city.keys() - NOT_FEATURES}


def test_a_function_is_told_six_things_and_derives_all_else(features):
    """Web's tell browsers where to go, or speak to them."""
    told = {"pages": {"ISSUER", "UPLOADS", "SOCKET"}, "socket": {"SOCKET"}, "reactions": {"SOCKET"}}
    web = {names.resource("taiyuan", "web", part): more for part, more in told.items()}
    for template in features.values():
        for name, function in functions({"": template}).items():
            settings = function["Environment"]["Variables"].keys()
            assert settings == SETTINGS | web.get(name, set())


def test_the_issuer_is_told_its_own_address_too(city):
    issuer = functions(city)[names.resource("taiyuan", "accounts", "issuer")]
    told = issuer["Environment"]["Variables"]
    assert told.keys() == SETTINGS | {"ISSUER"}
    (authorizer,) = resources(city["core"], "AWS::ApiGatewayV2::Authorizer").values()
    assert authorizer["JwtConfiguration"]["Issuer"] == told["ISSUER"]


def test_the_authorizer_is_made_when_its_issuer_can_answer(city):
    """AWS asks the issuer who it is before it trusts it."""
    core = city["core"]["Resources"]
    (authorizer,) = (r for r in core.values() if r["Type"] == "AWS::ApiGatewayV2::Authorizer")
    before = {core[name]["Type"] for name in authorizer["DependsOn"]}
    assert before >= {
        "AWS::ApiGatewayV2::Stage",
        "AWS::ApiGatewayV2::Route",
        "AWS::IAM::Policy",
        "AWS::KMS::Alias",
        "AWS::Lambda::Function",
        "AWS::Lambda::Permission",
    }


def test_functions_run_alike(city):
    for name, function in functions(city).items():
        assert function["Runtime"] == "python3.13", name
        assert function["Architectures"] == ["arm64"], name
        assert function["TracingConfig"] == {"Mode": "Active"}, name


def test_a_queue_waits_six_times_as_long_as_its_function_may_take(features):
    for feature, template in features.items():
        queues = {q["QueueName"]: q for q in resources(template, "AWS::SQS::Queue").values()}
        for name, function in functions({feature: template}).items():
            if name in queues:
                assert queues[name]["VisibilityTimeout"] == 6 * function["Timeout"]


def test_who_calls_gateways_has_the_time_to_hear_that_none_answers(features):
    longest = supply.LAST + client.CONNECT + client.READ
    asked = ask.HOW.read_timeout
    least = {"outgoing": longest, "answers": longest, "steps": asked, "api": asked}
    for part, seconds in least.items():
        name = names.resource("taiyuan", "notify", part)
        assert functions(features)[name]["Timeout"] > seconds, part


def test_a_batch_is_so_small_that_each_of_its_devices_can_be_taken_in_time(features):
    mappings = resources(features["facilities"], "AWS::Lambda::EventSourceMapping").values()
    queued = [m["BatchSize"] for m in mappings if "ScalingConfig" in m]
    assert sorted(queued) == [10, 10, 10, 250]  # readings may wait for each other


def test_dead_letters_of_a_feature_meet_under_one_alarm(features):
    for feature, template in features.items():
        dead = names.resource("taiyuan", feature, "dead")
        queues = resources(template, "AWS::SQS::Queue")
        last = next(key for key, queue in queues.items() if queue["QueueName"] == dead)
        assert queues[last]["MessageRetentionPeriod"] == 14 * 24 * 3600
        for key, queue in queues.items():
            if key != last:
                target = {"Fn::GetAtt": [last, "Arn"]}
                redrive = {"deadLetterTargetArn": target, "maxReceiveCount": 5}
                assert queue["RedrivePolicy"] == redrive
        alarm = _alarms(template)[names.resource("taiyuan", feature)]
        assert alarm["Dimensions"][0]["Value"] == {"Fn::GetAtt": [last, "QueueName"]}


def test_whatever_somebody_has_to_act_on_is_an_alarm_of_each_feature_that_counts_it(features):
    """By the metric that its functions tell; see linli.observe."""
    of_takers = {"Flooding", "TooDense"}
    of_history = {"ArchiveBehind", "ArchiveWrong", "NotMade", "NotWalked"}
    asked = dict.fromkeys(("devices", "environment", "facilities"), of_takers | of_history)
    asked["devices"] = asked["devices"] | {"StrangeSpans"}
    for feature, template in features.items():
        hearing = {"Quarantined"} if feature != "accounts" else set()  # which hears nothing
        hearing |= {"NotDriven", "NotTold"}
        found = [a for a in _alarms(template).values() if a["Namespace"] == "linli-taiyuan"]
        assert {one["MetricName"] for one in found} == asked.get(feature, set()) | hearing
        for one in found:
            assert one["Dimensions"] == [{"Name": "service", "Value": feature}]
            assert (one["Statistic"], one["Threshold"], one["Period"]) == ("Sum", 0, 3600)


def test_a_stream_that_lags_calls_somebody_before_it_gives_up(features):
    for feature, template in features.items():
        outbox = names.resource("taiyuan", feature, "outbox")
        late = _alarms(template)[outbox]
        assert (late["Namespace"], late["MetricName"]) == ("AWS/Lambda", "IteratorAge")
        mappings = resources(template, "AWS::Lambda::EventSourceMapping").values()
        (age,) = [one["MaximumRecordAgeInSeconds"] for one in mappings if "StartingPosition" in one]
        assert 0 < late["Threshold"] < age * 1000


def test_a_sweeper_that_fails_or_no_longer_runs_calls_somebody(features):
    """It is what keeps deadlines, and cannot count that it did not run."""
    for feature, template in features.items():
        sweeper = names.resource("taiyuan", feature, "sweeper")
        failing, silent = (_alarms(template)[f"{sweeper}-{how}"] for how in ("failing", "silent"))
        for one in (failing, silent):
            assert one["Dimensions"] == [{"Name": "FunctionName", "Value": sweeper}]
            assert (one["Namespace"], one["Statistic"]) == ("AWS/Lambda", "Sum")
        assert (failing["MetricName"], failing["Threshold"]) == ("Errors", 0)
        assert (failing["Period"], failing["EvaluationPeriods"]) == (60, 3)
        assert failing["TreatMissingData"] == "notBreaching"
        assert (silent["MetricName"], silent["Threshold"]) == ("Invocations", 1)
        assert silent["ComparisonOperator"] == "LessThanThreshold"
        assert (silent["Period"], silent["EvaluationPeriods"]) == (60, 10)
        assert silent["TreatMissingData"] == "breaching"


def test_all_alarms_of_a_city_stand_on_its_board(city):
    (board,) = resources(city["core"], "AWS::CloudWatch::Dashboard").values()
    shown = json.dumps(board["DashboardBody"])
    for template in city.values():
        for name, alarm in _alarms(template).items():
            assert f":alarm:{name}\\" in shown
            assert "。" in alarm["AlarmDescription"]  # in Chinese, then in English


def test_a_table_has_its_three_indexes_from_the_start_and_outlives_its_stack(features):
    for feature, template in features.items():
        for resource in template["Resources"].values():
            if resource["Type"] != "AWS::DynamoDB::Table":
                continue
            table = resource["Properties"]
            assert table["TableName"] == names.resource("taiyuan", feature)
            indexes = [index["IndexName"] for index in table["GlobalSecondaryIndexes"]]
            assert indexes == ["untold", "due", "listed"]
            assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
            assert table["TimeToLiveSpecification"]["AttributeName"] == "expires"
            assert resource["DeletionPolicy"].startswith("Retain")


def test_only_alarms_have_workers_of_their_own(city):
    kept = {n for n, f in functions(city).items() if "ReservedConcurrentExecutions" in f}
    assert {name.rpartition("-")[2] for name in kept} == {"alarm"}


def test_only_what_has_no_derived_name_is_exported(city):
    exports = sorted(name for template in city.values() for name in template.get("Outputs", {}))
    plain = [re.sub(r"[0-9A-F]{8}", " ", name, count=1) for name in exports]
    assert [name.split(" ")[0] for name in plain] == [
        "ExportsOutputFnGetAttKey",
        "ExportsOutputFnGetAttPeople",
        "ExportsOutputRefHttp",
        "ExportsOutputRefHttpLogin",
    ]


def test_the_partition_is_never_written_out(city):
    for stack, template in city.items():
        assert not re.search(r"arn:aws|amazonaws\.com", _told_by_us(template)), stack


MEASURED = {  # what the environment's stations measure is for everybody
    "GET /v1/environment/indexes",
    "GET /v1/environment/stations",
    "GET /v1/environment/stations/{station_id}",
    "GET /v1/environment/stations/{station_id}/history",
    "GET /v1/environment/warnings",
}


def test_every_route_but_a_few_asks_for_a_sign_in(city):
    """What nobody answers, the sign-in itself, gateways, whose signature is their own, and what is
    for everybody.
    """
    apis = [r for t in city.values() for r in resources(t, "AWS::ApiGatewayV2::Route").values()]
    routes = [route for route in apis if route["RouteKey"] not in SOCKET]
    open_ = {route["RouteKey"] for route in routes if route["AuthorizationType"] != "JWT"}
    callbacks = "POST /v1/notify/callbacks/{gateway}"
    assert open_ == {"$default", "ANY /sign-in/{proxy+}", callbacks} | MEASURED
    assert {"ANY /v1/{proxy+}", "ANY /v1/incidents/{proxy+}"} <= {r["RouteKey"] for r in routes}


def test_the_sweeper_of_every_feature_is_called_each_minute(features):
    for feature, template in features.items():
        assert _called(template)[names.resource("taiyuan", feature, "sweeper")] == "rate(1 minute)"


def test_the_walk_over_what_was_said_goes_on_every_few_minutes(features):
    for template in features.values():
        for name, rate in _called(template).items():
            assert (name.rpartition("-")[2], rate) in {
                ("sweeper", "rate(1 minute)"),
                ("history", "rate(5 minutes)"),
            }


def test_a_run_that_fails_is_repeated_by_the_next_one_alone(features):
    """Lambda repeats a failed asynchronous call twice, whatever the schedule says."""
    for template in features.values():
        functions = resources(template, "AWS::Lambda::Function")
        called = {key for key, one in functions.items() if one["FunctionName"] in _called(template)}
        for one in resources(template, "AWS::Lambda::EventInvokeConfig").values():
            called.remove(one["FunctionName"]["Ref"])
            assert one["Qualifier"] == "$LATEST"
            assert (one["MaximumRetryAttempts"], one["MaximumEventAgeInSeconds"]) == (0, 60)
        assert not called


def _called(template):
    schedules = resources(template, "AWS::Scheduler::Schedule").values()
    return {one["Name"]: one["ScheduleExpression"] for one in schedules}


def test_what_nobody_confirmed_leaves_the_bucket_and_nobody_reads_it_in_public(city):
    (rule,) = _buckets(city)["evidence"]["LifecycleConfiguration"]["Rules"]
    assert (rule["Prefix"], rule["ExpirationInDays"]) == ("incoming/", 1)
    for bucket in _buckets(city).values():
        assert all(bucket["PublicAccessBlockConfiguration"].values())
        (encryption,) = bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"]
        assert encryption["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"


def test_an_archive_is_kept_as_long_as_the_city_has_it_and_written_over_it_can_be_had_back(city):
    bucket = _buckets(city)["archive"]
    (rule,) = bucket["LifecycleConfiguration"]["Rules"]
    rows = yaml.safe_load((ROOT / RETENTION).read_text())
    days = {row["id"]: row["value"] for row in rows}
    assert rule["ExpirationInDays"] == days["archive"]
    assert rule["NoncurrentVersionExpiration"]["NoncurrentDays"] == 30
    (cold,) = rule["Transitions"]
    assert cold == {"StorageClass": "GLACIER_IR", "TransitionInDays": days["archive-cold"]}
    assert bucket["VersioningConfiguration"]["Status"] == "Enabled"


def _buckets(city):
    found = resources(city["core"], "AWS::S3::Bucket").values()
    return {one["BucketName"].split("-")[2]: one for one in found}


def test_no_machine_logs_the_data_of_its_executions(features):
    for template in features.values():
        for machine in resources(template, "AWS::StepFunctions::StateMachine").values():
            assert machine["LoggingConfiguration"]["IncludeExecutionData"] is False


def _told_by_us(template):
    """Without the principals of services, whose names are the same in every partition."""
    return re.sub(r'"(Service|Principal)": "[a-z0-9.-]+"', "", json.dumps(template["Resources"]))


def test_an_alarm_calls_the_topic_that_a_city_names_and_none_on_a_laptop():
    topic = assembly.city("lab").alarm_topic
    for stack, template in assembly.account("lab").items():
        for alarm in _alarms(template).values():
            assert (alarm["AlarmActions"], alarm["OKActions"]) == ([topic], [topic]), stack
    here = assembly.laptop().values()
    assert not [one for stack in here for one in _alarms(stack).values() if "AlarmActions" in one]


def _alarms(template):
    return {one["AlarmName"]: one for one in resources(template, "AWS::CloudWatch::Alarm").values()}
