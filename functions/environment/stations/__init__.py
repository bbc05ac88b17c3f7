"""The stations that people register: where they stand, what they measure, what holds there."""
