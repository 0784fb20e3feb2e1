//! What is left out of a public report so that no small count can be had from it, by subtraction neither.
