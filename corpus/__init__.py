"""Documents -> plans: what a plan says, as typed records. Knows nothing of search or chat."""
