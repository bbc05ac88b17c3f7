"""`linli down`: stops the city in order and keeps its data."""

import typer


def register(app: typer.Typer) -> None:
    app.command()(down)


def down() -> None:
    """Stops the city and keeps its data."""
