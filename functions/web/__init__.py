"""Web: the city's screens reach any browser whole, and a desk hears at once that there is news."""
