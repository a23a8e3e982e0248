"""The pages of companies, academies and the network office."""
