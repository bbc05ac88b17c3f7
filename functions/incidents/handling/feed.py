"""A community's feed: the facts of all its incidents in order; see linli.feed."""

from functions.incidents import store
from linli import feed

from .views import Feed


def read(community: str, after: str) -> Feed:
    items, following = feed.read(
        lambda day, after, most: store.feed(community, day, after, most),
        lambda entry: entry.id,
        after,
    )
    return Feed(items=items, next=following)
