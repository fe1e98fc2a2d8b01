"""What identifies a document: title, number, issuer, region and dates, from its own text."""
