"""How a unit comes by a certificate of its own: what its maker signed, its claim, and its keys."""
