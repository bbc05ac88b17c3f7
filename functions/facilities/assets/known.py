"""The city's rules for asset codes, and the kinds that require upkeep."""

from linli.city import city
from linli.rows import rows

from .model import Class, Codes, Division, Kept

CODES = Codes(
    city=city().code,
    classes={row.id: row for row in rows("facilities", "classes", Class)},
    areas=frozenset(row.id for row in rows("facilities", "divisions", Division)),
)
KEPT_UP = frozenset(row.kind for row in rows("facilities", "upkeep", Kept))
