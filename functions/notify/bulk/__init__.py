"""Bulk messages: drafted, sent page by page, and accounted for person by person."""
