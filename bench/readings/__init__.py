"""What `bench telemetry` measures: batches of readings through the handler as it is deployed."""
