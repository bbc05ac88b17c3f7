"""Free text that many people read, and that is kept, names nobody by a number."""

import re

from linli.errors import Invalid

OF_A_PERSON = r"((\+?86[ -]?)?1[3-9]\d([ -]?\d{4}){2}|\d{17}[\dXx])"  # mobile or 身份证号
_ANYWHERE = re.compile(rf"(?<!\d){OF_A_PERSON}(?!\d)")


def names_a_person(text: str) -> bool:
    """Whether free text contains what looks like a phone or identity number."""
    return bool(_ANYWHERE.search(text))


def must_name_nobody(**texts: str | None) -> None:
    """Invalid, with the pointer of the first of these fields of the body that names a person."""
    for name, text in texts.items():
        if text and names_a_person(text):
            raise Invalid("names-a-person", f"/body/{name}")
