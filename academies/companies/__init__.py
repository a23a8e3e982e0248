"""Companies that train their people: who they are, their teams, and who may join."""
