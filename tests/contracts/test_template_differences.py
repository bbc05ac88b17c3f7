"""A laptop runs the template that an account gets: here is all that may differ, and why."""

import re

from tests import assembly

SYNTHESIZER = {"Parameters", "Rules"}  # the bootstrap version; a laptop deploys as its own user
VENDOR = re.compile(
    r"(linli-taiyuan-)?((runtime|image|identity)-?)[0-9a-f]{12}([0-9A-F]{8})?", re.IGNORECASE
)


def test_nothing_else_differs():
    there, here = assembly.account(), assembly.laptop()
    assert there.keys() == here.keys()
    for stack in there:
        differences = set(_differences(_plain(there[stack]), _plain(here[stack])))
        unexpected = {place for place in differences if not _permitted(place)}
        assert not unexpected, stack


def test_each_permitted_difference_is_there():
    """A list that permits more than there is hides the next difference."""
    there, here = assembly.account(), assembly.laptop()
    places = [p for s in there for p in _differences(_plain(there[s]), _plain(here[s]))]
    assert {_permitted(place) for place in places} == {
        "synthesizer",
        "transport",
        "address",
        "browser",
        "asset",
    }


def _permitted(place):
    """By its reason, a difference that may be; the names of vendor layers are out of it already."""
    if place.split("/")[0] in SYNTHESIZER:
        return "synthesizer"
    if re.search(r"/PolicyDocument/Statement/TLS$|^Resources/\w*Policy\w*$", place):
        return "transport"  # who speaks http is refused; a laptop's engine speaks nothing else
    if re.search(r"/JwtConfiguration/Issuer/|/Variables/(ISSUER|SOCKET)/", place):
        return "address"  # the engine's address, and not the region's
    if re.search(r"/AllowedOrigins/|/Variables/UPLOADS$", place):
        return "browser"  # which finds a laptop's pages by a name, and its photographs by a number
    if place.endswith(("/Code/S3Key", "/Content/S3Key")):
        return "asset"  # compiled for another Python, and a city.json with a clock
    return None


def _differences(one, other, place=""):
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            yield from _differences(one.get(key), other.get(key), f"{place}/{key}".lstrip("/"))
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from _differences(*pair, f"{place}/{number}")
    elif one != other:
        yield place


def _plain(node):
    """With vendor layers' names without their hash, and TLS statements apart from the others."""
    if isinstance(node, dict):
        return {_unhashed(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        tls = [one for one in node if _is_tls(one)]
        rest = [_plain(one) for one in node if not _is_tls(one)]
        return {"rest": rest, "TLS": tls} if any(_is_statement(one) for one in node) else rest
    return _unhashed(node) if isinstance(node, str) else node


def _is_statement(one):
    return isinstance(one, dict) and "Effect" in one


def _is_tls(one):
    denied = {"Bool": {"aws:SecureTransport": "false"}}
    return _is_statement(one) and one["Effect"] == "Deny" and one.get("Condition") == denied


def _unhashed(text):
    return VENDOR.sub(r"\2", text)
