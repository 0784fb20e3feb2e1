//! The customer opens a link, answers, changes an answer, leaves.

mod answers;
mod changes;
mod opening;
mod questionnaires;
mod unsubscribe;
