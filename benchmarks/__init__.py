"""What the figures in the documentation come from: `make bench` prints their tables. Nothing here asserts a time."""
