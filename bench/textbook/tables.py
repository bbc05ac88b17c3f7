"""One model class per table, as in PynamoDB's manual."""

import os

from pynamodb.attributes import NumberAttribute, UnicodeAttribute
from pynamodb.models import Model

REGION = os.environ.get("AWS_REGION", "cn-north-1")


class ReadingTable(Model):
    class Meta:
        table_name = "textbook-readings"
        region = REGION

    device = UnicodeAttribute(hash_key=True)
    at = UnicodeAttribute(range_key=True)
    value = NumberAttribute()


class AssetTable(Model):
    class Meta:
        table_name = "textbook-assets"
        region = REGION

    asset_id = UnicodeAttribute(hash_key=True)
    kind = UnicodeAttribute()
    name = UnicodeAttribute(null=True)


class IncidentTable(Model):
    class Meta:
        table_name = "textbook-incidents"
        region = REGION

    incident_id = UnicodeAttribute(hash_key=True)
    stage = UnicodeAttribute()
    priority = UnicodeAttribute(null=True)
