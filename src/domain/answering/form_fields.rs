//! The names of the fields of the survey's form, which the pages render and the parser reads.
//!
//! The rule: no item of a questionnaire takes one of these names, so a form can never mean two things.

/// The answer to the NPS question, 0 to 10.
pub const SCORE: &str = "score";
/// The verbatim.
pub const COMMENT: &str = "comment";
/// The box that asks for contact.
pub const CONTACT_ME: &str = "contact_me";
/// The language in which the page was shown.
pub const LANGUAGE: &str = "lang";
/// The button that shows the page in another language, with all that was typed.
pub const SWITCH: &str = "switch";
/// The code of the answer that this one replaces.
pub const REVISES: &str = "revises";
/// The reason that the thanks page asks for.
pub const REASON: &str = "reason";
/// A field that no person sees: only a program fills it in.
pub const TRAP: &str = "website";
/// A code by which a person confirms an answer although [`TRAP`] was filled in.
pub const CONFIRMED: &str = "confirmed";

/// All of them.
pub const ALL: [&str; 9] = [SCORE, COMMENT, CONTACT_ME, LANGUAGE, SWITCH, REVISES, REASON, TRAP, CONFIRMED];
