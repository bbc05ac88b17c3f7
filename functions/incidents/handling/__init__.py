"""One incident from raised to closed: what people, the machine, sensors and notices do to it."""
