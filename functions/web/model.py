"""The files of builds, kept for pages that were opened before a later deployment."""

from pydantic import AwareDatetime

from linli.model import Noun


class Asset(Noun):
    """A file of a build, compressed, as Base64."""

    name: str
    kind: str
    packed: str


class Build(Noun):
    """Written once all assets of a build are kept."""

    id: str
    kept_at: AwareDatetime
