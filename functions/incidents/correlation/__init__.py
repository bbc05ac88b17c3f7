"""Which hazards are handled as one incident, by rows of a table or by what people say."""
