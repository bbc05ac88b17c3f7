"""The same two functions as tutorials write them, as a comparison."""
