"""The measurements of `bench telemetry`: batches of readings through the deployed handler."""
