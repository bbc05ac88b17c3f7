"""How a device is to be set, how it says it is, and what its network lets it do."""
