"""Reading: what a question says, told before any document is opened. Knows the language, not the contents of plans."""
