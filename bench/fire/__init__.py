"""The measurements of `bench facilities`: a fire of many points, one incident, a long list."""
