"""The same two kinds of function as every tutorial writes them; kept to measure against."""
