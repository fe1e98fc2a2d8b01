"""One module a kind of answer. Each takes an understood question and the library, and gives an Answer or None."""
