//! The customer opens a link, answers, changes the answer, unsubscribes; and reads the organisation's own texts.

mod answers;
mod changes;
mod foot;
mod opening;
mod own_texts;
mod questionnaire_page;
mod questionnaires;
mod unsubscribe;
