//! The field names of the survey form, which the pages render and the parser reads.
//!
//! The rule: no item of a questionnaire may have one of these names, so every field has one meaning.

/// The answer to the NPS question, 0 to 10.
pub const SCORE: &str = "score";
/// The comment (verbatim).
pub const COMMENT: &str = "comment";
/// The checkbox that asks for contact.
pub const CONTACT_ME: &str = "contact_me";
/// The language in which the page was shown.
pub const LANGUAGE: &str = "lang";
/// The button that shows the page in another language and keeps everything typed.
pub const SWITCH: &str = "switch";
/// The code of the answer that this one replaces.
pub const REVISES: &str = "revises";
/// The reason asked for on the thanks page.
pub const REASON: &str = "reason";
/// A honeypot field, invisible to people: only a program fills it in.
pub const TRAP: &str = "website";
/// A code by which a respondent confirms an answer although [`TRAP`] was filled in.
pub const CONFIRMED: &str = "confirmed";

/// All field names.
pub const ALL: [&str; 9] = [SCORE, COMMENT, CONTACT_ME, LANGUAGE, SWITCH, REVISES, REASON, TRAP, CONFIRMED];
