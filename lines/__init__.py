"""Learning: the network of lines and stations, gaps, routes and the map."""
