"""A question (and its history) -> an answer -> a reply. The only room with users in it."""
