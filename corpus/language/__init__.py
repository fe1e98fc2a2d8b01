"""What documents and questions share: how numbers, units and comparators are written and what they mean."""
