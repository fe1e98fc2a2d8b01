"""Conversation: a question becomes a query; a follow-up is an edit of the last one."""
