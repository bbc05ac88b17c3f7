"""How staff are reached: accounts knows, and is asked."""

from collections.abc import Iterable

from linli import staff
from linli.model import Fact


class Contact(Fact):
    person: str
    name: str
    phone: str | None


def contacts(place: str, people: Iterable[str], by: str, purpose: str | None) -> dict[str, Contact]:
    """Of those who serve there now. Each of them sees that `by` looked, and for what. Nobody, where
    accounts does not answer.
    """
    asked = list(dict.fromkeys(people))
    given = {"place": place, "people": asked, "by": by, "purpose": purpose}
    said = staff.told("contacts", **given) if asked else []
    return {one.person: one for one in map(Contact.model_validate, said or [])}
