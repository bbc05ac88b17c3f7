"""One file per word of the command; each has `register(app: typer.Typer) -> None`."""
