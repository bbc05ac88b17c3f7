"""Web: the city's screens, for any browser."""

from infra.core.core import Core
from infra.core.feature import Feature


def web(core: Core) -> Feature:
    with Feature(core, "web") as feature:
        feature.pages()
        feature.sweeper()
    return feature
