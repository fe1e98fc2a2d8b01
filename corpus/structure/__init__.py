"""Blocks -> the outline with its sentences, and tables with their heads."""
