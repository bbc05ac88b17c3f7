"""Contact data of staff, asked from the accounts feature."""

from collections.abc import Iterable

from linli import staff
from linli.model import Fact


class Contact(Fact):
    person: str
    name: str
    phone: str | None


def contacts(place: str, people: Iterable[str], by: str, purpose: str | None) -> dict[str, Contact]:
    """Contacts of people currently on the staff of the place. Each of them can see that `by`
    looked, and for what purpose. Empty if accounts does not answer.
    """
    asked = list(dict.fromkeys(people))
    given = {"place": place, "people": asked, "by": by, "purpose": purpose}
    said = staff.told("contacts", **given) if asked else []
    return {one.person: one for one in map(Contact.model_validate, said or [])}
