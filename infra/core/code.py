"""A staged tree as the code of a function or layer; its name is its hash."""

from pathlib import Path

from aws_cdk import AssetHashType
from aws_cdk.aws_lambda import Code


def staged(tree: Path) -> Code:
    return Code.from_asset(str(tree), asset_hash=tree.name, asset_hash_type=AssetHashType.CUSTOM)
