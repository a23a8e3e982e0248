"""The network: catalogue, versions, import and export, and its graphs."""
