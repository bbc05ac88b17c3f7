"""What is kept of a build for pages that are older than the city."""

from pydantic import AwareDatetime

from linli.model import Noun


class Asset(Noun):
    """A file of a build, compressed, as Base64."""

    name: str
    kind: str
    packed: str


class Build(Noun):
    """That all assets of a build were kept."""

    id: str
    kept_at: AwareDatetime
