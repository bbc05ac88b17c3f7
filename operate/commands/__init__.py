"""One file per subcommand; each has `register(app: typer.Typer) -> None`."""
