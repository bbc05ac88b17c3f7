"""What a running city could not take, as its operator sees it."""

from urllib.parse import urlencode


def kept(world, feature, **asked):
    """The messages in the feature's quarantine that wait, or those `asked` for, by id."""
    found, after = {}, ""
    while after is not None:
        path = f"/v1/{feature}/quarantine?{urlencode({'after': after, **asked})}"
        answer = world.ask("GET", path, world.operator)
        assert answer.status == 200, answer
        found |= {one["id"]: one for one in answer.body["items"]}
        after = answer.body["next"]
    return found
