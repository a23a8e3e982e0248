"""The studio: where an academy writes a station, a colleague reviews it, and it is published."""
