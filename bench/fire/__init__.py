"""What `bench facilities` measures: a fire of many points, an incident's cost, a long list."""
