"""What devices of each kind say, read into measures that limits speak of."""
