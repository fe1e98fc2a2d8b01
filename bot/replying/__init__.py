"""An answer -> blocks, the same for every face; nothing here decides what is true."""
