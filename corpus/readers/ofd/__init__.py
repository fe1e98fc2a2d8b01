"""OFD files: what is drawn on their pages, which ``pages`` then reads."""
