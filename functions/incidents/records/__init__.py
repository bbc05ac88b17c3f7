"""Personal data taken for one emergency: sealed, seen by who handles it, destroyed at its end."""
