"""Which devices have fallen silent, alone or with all of their block, and which speak again."""
