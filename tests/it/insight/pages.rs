//! The pages with figures, and the files that they give.

mod dashboard;
mod downloads;
mod first_page;
mod imports_page;
mod one_question;
mod overview;
mod saved_views;
