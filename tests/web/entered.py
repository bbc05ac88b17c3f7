"""What a browser keeps of a sign-in, by one at the issuer without its pages, which take the browser
ten times as long: how people come in by them is for the tests of that, and the journeys.
"""

from urllib.parse import urlsplit

from operate import sign_in
from operate.visit import Visit

SCREENS = "linli-web"  # the client's name
IN = {"linli.signed-in": "yes"}  # what the screens keep beside the cookies
SAME_SITE = "Lax"


def cookies(home, city, person, address):
    """Of a browser whose screens are at that address, as a context takes them."""
    with Visit(sign_in.address(home, city), SCREENS) as visit:
        visit.prove("invitation", invitation=sign_in.invite(home, city, person))
        return [_of(one, urlsplit(address).hostname) for one in visit.http.cookies.jar]


def _of(cookie, host):
    """The same cookie beside the screens, where the issuer's path is a shorter one."""
    return {
        "name": cookie.name,
        "value": cookie.value,
        "domain": host,
        "path": "/" + cookie.path.rsplit("/", 1)[1],
        "expires": cookie.expires,
        "httpOnly": cookie.has_nonstandard_attr("HttpOnly"),
        "secure": cookie.secure,
        "sameSite": SAME_SITE,
    }
