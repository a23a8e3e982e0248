"""Drawing a network as a metro map: layout, labels, rendering. Pure but for the renderer."""
