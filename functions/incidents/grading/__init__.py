"""What is known of an incident, and the grade that the law gives it for that."""
