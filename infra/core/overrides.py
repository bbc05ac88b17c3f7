"""A city's own values in the rows of a law's or of ours, under its own source."""

from typing import Any

LOCAL = "U"  # mark of a row that a city may write as it likes


def merged(rows: Any, overrides: dict[str, dict[str, Any]]) -> Any:
    """Rows with the city's own values, by id; whatever the rows could not hold is a mistake."""
    if not overrides:
        return rows
    if unknown := set(overrides) - {row["id"] for row in rows}:
        raise KeyError(f"the city overrides rows that do not exist: {sorted(unknown)}")
    return [_own(row, overrides[row["id"]]) if row["id"] in overrides else row for row in rows]


def _own(row: dict[str, Any], override: dict[str, Any]) -> dict[str, Any]:
    """The city's row: its own number under its own source, never under a standard's."""
    for field, value in override.items():
        if field not in row or not isinstance(value, _alike(row[field])):
            raise ValueError(f"{row['id']}: {field} = {value!r} does not fit the row")
    if "mark" not in row:
        return row | override
    if row["mark"] != LOCAL and "article" not in override:
        raise ValueError(f"{row['id']} is {row['article']}'s: state the article of another value")
    return row | override | {"mark": LOCAL}


def _alike(value: Any) -> tuple[type, ...]:
    return (int, float) if type(value) in (int, float) else (type(value),)
