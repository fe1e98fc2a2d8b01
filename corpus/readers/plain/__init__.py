"""Plain text: which lines are rows of a table, in whatever layout, and which lines one sentence was broken over."""
