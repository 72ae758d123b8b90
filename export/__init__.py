"""A Scene to bytes: the picture, and the products built on it."""
