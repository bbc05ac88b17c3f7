"""National and industry standards, one per module, with the number in its name. Pure."""
