"""Plans -> an index on disk -> evidence for a question. Knows nothing of chat."""
