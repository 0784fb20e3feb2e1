//! The customer opens a link, answers, changes the answer, unsubscribes.

mod answers;
mod changes;
mod opening;
mod questionnaires;
mod unsubscribe;
