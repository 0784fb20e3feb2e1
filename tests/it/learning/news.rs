//! What became of an answer, and the mail that tells it.
