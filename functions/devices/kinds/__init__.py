"""The kinds of devices that a city knows: the catalogue's and its own."""
