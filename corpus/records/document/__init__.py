"""What identifies a document: title, kind, number, issuer, region and dates, from its own text."""
