"""One module a criterion: a pure function from what both sides say to a `Reason` and its weight in the score."""
