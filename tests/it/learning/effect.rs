//! The effect of an improvement: vectors and simulation.
