"""Messages to many: drafted, sent page by page, and counted person by person."""
