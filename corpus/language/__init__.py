"""What documents and questions share: forms of text, numerals, units, comparators, years, dates, places, the numbers of
headings and the labels of columns; how they are written and what they mean."""
