"""What the codes of this city's assets are held to."""

from linli.city import city
from linli.rows import rows

from .model import Class, Codes, Division

CODES = Codes(
    city=city().code,
    classes={row.id: row for row in rows("facilities", "classes", Class)},
    areas=frozenset(row.id for row in rows("facilities", "divisions", Division)),
)
