"""Sentences -> typed records: figures with what they measure, their years, and the projects they list."""
