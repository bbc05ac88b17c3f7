"""Messages of each kind of device, translated into the measures that limits use."""
