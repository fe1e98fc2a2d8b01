"""Charts of an answer's figures: a picture where a Chinese font is found, lines of text where none is."""
