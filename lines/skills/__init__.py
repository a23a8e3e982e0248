"""The skill framework: what every skill means at each level, by which names it is found, and the job profiles on it."""
