"""What leaves the city: the protocol of gateways, and who of the suppliers carries."""
