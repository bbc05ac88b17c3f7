"""The kinds of devices that a city knows: of the catalogue, and its own."""
