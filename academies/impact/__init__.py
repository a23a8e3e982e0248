"""What training does to a team, told without telling on anybody."""
