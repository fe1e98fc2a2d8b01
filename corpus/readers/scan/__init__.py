"""Pictures of pages: what is recognised on them (the extra ``planbot[ocr]``), which ``pages`` then reads."""
