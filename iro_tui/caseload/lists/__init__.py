"""The lists: their rows and columns, once for every face."""
