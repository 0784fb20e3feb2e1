# Which complaints were discussed.
