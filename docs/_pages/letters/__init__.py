"""The example letter next to its report, and how well letters are read."""
