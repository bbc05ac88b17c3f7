"""Many devices at once, from a table: all of it is checked before the first is registered."""
