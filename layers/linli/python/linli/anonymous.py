"""Free text that many people read, and that is kept, names nobody by a number."""

import re
from unicodedata import normalize

from linli.errors import Invalid

_MOBILE = r"(\+?86[ .-]?)?1[3-9]\d([ .-]?\d{4}){2}"
_OF_A_PERSON = rf"({_MOBILE}|\d{{6}}[ .-]?\d{{8}}[ .-]?\d{{3}}[\dXx])"  # the last: 身份证号
_ANYWHERE = re.compile(rf"(?<!\d){_OF_A_PERSON}(?!\d)")
_ALONE = re.compile(rf"(?<![A-Za-z0-9_]){_OF_A_PERSON}(?![A-Za-z0-9_])")


def names_a_person(text: str, *, within_an_id: bool = True) -> bool:
    """Whether free text contains what looks like a phone or identity number, also in full width;
    unless `within_an_id`, as a part of a longer name it is no such number.
    """
    found = _ANYWHERE if within_an_id else _ALONE
    return bool(found.search(normalize("NFKC", text)))


def must_name_nobody(**texts: str | None) -> None:
    """Invalid, with the pointer of the first of these fields of the body that names a person."""
    for name, text in texts.items():
        if text and names_a_person(text):
            raise Invalid("names-a-person", f"/body/{name}")
