"""Device twins: desired and reported settings, and adaptation to the quality of the network."""
