"""IoT policies of device certificates: one per feature and community.

A device acts only as itself: client id and topics are those of the thing that its certificate is
attached to. Whoever provisions a thing ensures that the policy exists.
"""

import json
from typing import Any

from linli import names

THING = "${iot:Connection.Thing.ThingName}"
CHANNELS = ("alarm", "reading", "state")
KEEP_VERSIONS = 4  # AWS IoT allows five


def document(prefix: str, publish: list[str], hear: list[str]) -> dict[str, Any]:
    """`prefix` is the ARN up to the resource; THING in a topic stands for the device's own name.

    Subscribe needs topic filters and Receive needs topics; to save characters, both are listed in
    one statement. Publish is a statement of its own.
    """
    statements: list[dict[str, Any]] = [
        {
            "Effect": "Allow",
            "Action": "iot:Connect",
            "Resource": f"{prefix}:client/{THING}",
            "Condition": {"Bool": {"iot:Connection.Thing.IsAttached": "true"}},
        },
        {
            "Effect": "Allow",
            "Action": ["iot:Subscribe", "iot:Receive"],
            "Resource": [*_of(prefix, "topicfilter", hear), *_of(prefix, "topic", hear)],
        },
    ]
    if publish:
        to = _of(prefix, "topic", publish)
        statements.append({"Effect": "Allow", "Action": "iot:Publish", "Resource": to})
    return {"Version": "2012-10-17", "Statement": statements}


def _of(prefix: str, kind: str, topics: list[str]) -> list[str]:
    return [f"{prefix}:{kind}/{topic}" for topic in topics]


def topics_of_devices(city: str, feature: str, community: str) -> list[str]:
    """A device's own channels, those that every device reports on, and both by Basic Ingest, where
    the topic filter in a rule's FROM clause does not apply.
    """
    ways = [*((feature, channel) for channel in CHANNELS), ("devices", "report")]
    plain = [names.topic(city, *way, community, THING) for way in ways]
    return [*plain, *(names.basic_ingest(city, topic) for topic in plain)]


def written(document: dict[str, Any]) -> str:
    return json.dumps(document, separators=(",", ":"))


class Policy:
    """A named policy in AWS IoT."""

    def __init__(self, iot: Any, name: str, prefix: str) -> None:
        self.iot, self.name, self.prefix = iot, name, prefix

    def for_devices(self, city: str, feature: str, community: str) -> str:
        publish = topics_of_devices(city, feature, community)
        return self._stand(publish, [names.command(city, feature, community, THING)])

    def for_phones(self, city: str, community: str) -> str:
        return self._stand([], [names.notice(city, community, THING)])

    def _stand(self, publish: list[str], hear: list[str]) -> str:
        """Create the policy, or add a version if its document differs."""
        wanted = document(self.prefix, publish, hear)
        text = written(wanted)
        try:
            held = json.loads(self.iot.get_policy(policyName=self.name)["policyDocument"])
        except self.iot.exceptions.ResourceNotFoundException:
            self._create(text)
        else:
            if held != wanted:
                self._renew(text)
        return self.name

    def _create(self, text: str) -> None:
        try:
            self.iot.create_policy(policyName=self.name, policyDocument=text)
        except self.iot.exceptions.ResourceAlreadyExistsException:
            return  # a concurrent call created it

    def _renew(self, text: str) -> None:
        versions = self.iot.list_policy_versions(policyName=self.name)["policyVersions"]
        old = [v["versionId"] for v in versions if not v["isDefaultVersion"]]
        for version in sorted(old, key=int)[: max(0, len(versions) - KEEP_VERSIONS)]:
            self.iot.delete_policy_version(policyName=self.name, policyVersionId=version)
        self.iot.create_policy_version(policyName=self.name, policyDocument=text, setAsDefault=True)


def drop_unused(iot: Any, name: str) -> None:
    """Delete the policy if no certificate has it attached."""
    if iot.list_targets_for_policy(policyName=name)["targets"]:
        return
    try:
        for version in iot.list_policy_versions(policyName=name)["policyVersions"]:
            if not version["isDefaultVersion"]:
                iot.delete_policy_version(policyName=name, policyVersionId=version["versionId"])
        iot.delete_policy(policyName=name)
    except (iot.exceptions.DeleteConflictException, iot.exceptions.ResourceNotFoundException):
        return  # it was attached meanwhile
