"""Word files, and the older formats that LibreOffice makes Word files of."""
