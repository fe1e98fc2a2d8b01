"""Printed pages of any format: characters, lines and pictures in their places -> running text and tables."""
