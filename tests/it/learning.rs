//! Causes, discussing complaints, improvements, and what became of an answer.

mod causes;
mod discussed;
mod effect;
mod improvements;
mod improvements_pages;
mod news;
