//! Which complaints were discussed.
