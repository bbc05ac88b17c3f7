"""Standards that others speak: one a module, its number in the name. Pure."""
