"""The planner: from gaps to a provably best route. Pure: no Flask, no SQLAlchemy."""
