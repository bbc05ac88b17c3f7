"""The city's archive bucket: device messages beyond the retention of tables."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from aws_cdk import Duration, RemovalPolicy
from aws_cdk import aws_s3 as s3

from infra.core.overrides import STANDARDS, merged
from infra.settings import LAPTOP
from linli import names
from linli.numbers import Number, held
from linli.rows import from_yaml

if TYPE_CHECKING:
    from infra.core.core import Core

ROWS = "layers/linli/python/linli/archive/rules/retention.yaml"
REPLACED = Duration.days(30)  # for which overwritten versions can be recovered


class Archive(s3.Bucket):
    """Functions may read and write objects, but not delete them; they expire by lifecycle rules."""

    def __init__(self, core: "Core") -> None:
        days = _days(core, datetime.now(UTC))
        cold = s3.Transition(
            storage_class=s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
            transition_after=Duration.days(days["archive-cold"]),
        )
        kept = s3.LifecycleRule(
            expiration=Duration.days(days["archive"]),
            noncurrent_version_expiration=REPLACED,
            transitions=[cold],
            abort_incomplete_multipart_upload_after=Duration.days(1),
        )
        super().__init__(
            core,
            "Archive",
            bucket_name=names.archive(core.city, core.settings.account or LAPTOP),
            encryption=s3.BucketEncryption.KMS,
            encryption_key=core.key,
            bucket_key_enabled=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=not core.settings.laptop,  # a laptop's engine uses http
            versioned=True,
            removal_policy=RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
            lifecycle_rules=[kept],
        )


def _days(core: "Core", at: datetime) -> dict[str, int]:
    """Retention by the city's rows; a row that begins later needs a deployment then."""
    own: dict[str, Any] = core.settings.rules.get(STANDARDS, {})
    rows = merged(from_yaml(core.source / ROWS), own.get("retention", {}))
    return {name: one.count(at) for name, one in held(map(Number.model_validate, rows)).items()}
