"""A further load of a drill: device messages, late, repeated, in any order, or invalid."""
