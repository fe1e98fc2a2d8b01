"""Optional models: they word, suggest and choose among what the plans say; nothing here is trusted unchecked."""
