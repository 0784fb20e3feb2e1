//! A respondent's answer, parsed from the form by hand.
//!
//! The rule: any bytes become either a [`Submission`] or a [`RefusedForm`] that keeps everything typed, so that the
//! page can be shown again with nothing lost.

use std::collections::BTreeMap;

use crate::domain::answering::form_fields::{COMMENT, CONFIRMED, CONTACT_ME, REVISES, SCORE, TRAP};
use crate::domain::answering::questionnaire::{ItemId, Questionnaire, Rating};
use crate::domain::answering::score::Score;
use crate::domain::ids::InvitationId;
use crate::domain::input::fields::clean_verbatim;
use crate::domain::named::named_enum;
use crate::domain::people::language::Language;

/// The longest comment that is kept, in characters.
pub const LONGEST_COMMENT: usize = 10_000;

/// A valid answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    pub score: Score,
    pub ratings: BTreeMap<ItemId, Rating>,
    /// The comment; `None` if left empty.
    pub comment: Option<String>,
    pub contact_me: bool,
    /// The code of the answer that this one replaces; only the page for changing an answer sends it.
    pub revises: Option<String>,
    /// The honeypot field is filled in.
    pub is_trapped: bool,
    /// The confirmation code; only the page that reports the honeypot field sends it.
    pub confirmed: Option<String>,
}

/// An answer to be stored if the invitation has none yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstAnswer {
    pub invitation: InvitationId,
    pub submission: Submission,
    /// `None` for the language of the invitation.
    pub language: Option<Language>,
}

/// The fields of the form as typed, valid or not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedForm {
    pub score: Option<Score>,
    pub ratings: BTreeMap<ItemId, Rating>,
    pub comment: String,
    pub contact_me: bool,
}

named_enum! {
    /// Why an answer is kept but not counted.
    pub enum AttemptReason {
        /// There was an answer already, and this one did not come from the page for changing it.
        Later = "later",
        /// The honeypot field was filled in.
        Trap = "trap",
        /// It was to replace an answer that had already been replaced.
        Stale = "stale",
    }
}

/// The value of a ticked checkbox; anything else, such as an empty value or `off`, means unticked.
pub const CHECKED: &str = "on";

/// What is wrong with a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormMistake {
    /// The score is missing or invalid.
    Score,
    /// The comment has more than [`LONGEST_COMMENT`] characters.
    CommentTooLong,
    /// The answer to an item is invalid.
    Rating(ItemId),
    /// The honeypot field is filled in: the respondent is asked to confirm and send the form again.
    Trap,
    /// The form is valid, but could not be stored for now.
    NotStored,
}

impl From<&Submission> for TypedForm {
    /// The fields of a valid form, for showing it again.
    fn from(submission: &Submission) -> Self {
        Self {
            score: Some(submission.score),
            ratings: submission.ratings.clone(),
            comment: submission.comment.clone().unwrap_or_default(),
            contact_me: submission.contact_me,
        }
    }
}

/// A form that is rejected, with everything typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedForm {
    pub typed: TypedForm,
    pub mistakes: Vec<FormMistake>,
}

/// Parses an `application/x-www-form-urlencoded` body; fields that are not in the questionnaire are ignored.
///
/// # Errors
/// [`RefusedForm`] with every error.
pub fn parse_form(body: &[u8], questionnaire: &Questionnaire) -> Result<Submission, RefusedForm> {
    let mut raw: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(body) {
        raw.entry(name.into_owned()).or_default().push(value.into_owned());
    }
    let mut mistakes = Vec::new();
    let score = parse_once::<Score>(raw.get(SCORE).map(Vec::as_slice).unwrap_or_default());
    if !matches!(score, Ok(Some(_))) {
        mistakes.push(FormMistake::Score);
    }
    let mut ratings = BTreeMap::new();
    for item in &questionnaire.items {
        match parse_once::<Rating>(raw.get(item.name()).map(Vec::as_slice).unwrap_or_default()) {
            Ok(Some(rating)) => drop(ratings.insert(item.clone(), rating)),
            Ok(None) => {}
            Err(()) => mistakes.push(FormMistake::Rating(item.clone())),
        }
    }
    let comment = clean_verbatim(&raw.get(COMMENT).map(|lines| lines.join("\n")).unwrap_or_default());
    if comment.chars().count() > LONGEST_COMMENT {
        mistakes.push(FormMistake::CommentTooLong);
    }
    let contact_me = raw.get(CONTACT_ME).is_some_and(|values| values.iter().any(|value| value == CHECKED));
    let filled = |name: &str| raw.get(name).into_iter().flatten().find(|value| !value.is_empty()).cloned();
    let typed = TypedForm { score: score.ok().flatten(), ratings, comment, contact_me };
    match typed.score {
        Some(score) if mistakes.is_empty() => Ok(Submission {
            score,
            ratings: typed.ratings,
            comment: Some(typed.comment.trim().to_owned()).filter(|comment| !comment.is_empty()),
            contact_me,
            revises: filled(REVISES),
            is_trapped: filled(TRAP).is_some(),
            confirmed: filled(CONFIRMED),
        }),
        _ => Err(RefusedForm { typed, mistakes }),
    }
}

/// One value: `None` if absent or empty; the same value repeated counts once; different values are an error.
fn parse_once<T: std::str::FromStr>(values: &[String]) -> Result<Option<T>, ()> {
    let mut given = values.iter().filter(|value| !value.is_empty());
    let Some(first) = given.next() else { return Ok(None) };
    if given.any(|other| other != first) {
        return Err(());
    }
    first.parse().map(Some).map_err(|_| ())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse_form(body: &[u8]) -> Result<Submission, RefusedForm> {
        super::parse_form(body, &Questionnaire::built_in())
    }

    fn empathy() -> ItemId {
        "empathy".parse().unwrap()
    }

    fn mistakes(body: &str) -> Vec<FormMistake> {
        parse_form(body.as_bytes()).unwrap_err().mistakes
    }

    #[test]
    fn a_score_alone_is_an_answer() {
        let submission = parse_form(b"score=7").unwrap();
        assert_eq!(submission.score.value(), 7);
        assert_eq!((submission.comment, submission.contact_me), (None, false));
    }

    #[test]
    fn all_fields_are_read() {
        let body = "score=3&empathy=5&speed=&comment=Te+laat%0D%0Aen+kortaf&contact_me=on&lang=nl";
        let submission = parse_form(body.as_bytes()).unwrap();
        assert_eq!(submission.ratings.get(&empathy()).map(|r| r.value()), Some(5));
        assert_eq!(submission.ratings.len(), 1);
        assert_eq!(submission.comment.as_deref(), Some("Te laat\nen kortaf"));
        assert!(submission.contact_me);
    }

    #[test]
    fn what_only_our_own_pages_and_no_person_fill_in_is_read() {
        let submission = parse_form(b"score=3&revises=abc&website=https://x").unwrap();
        assert_eq!((submission.revises.as_deref(), submission.is_trapped), (Some("abc"), true));
        let plain = parse_form(b"score=3&revises=&website=").unwrap();
        assert_eq!((plain.revises, plain.is_trapped), (None, false));
    }

    #[test]
    fn only_a_ticked_box_asks_for_contact() {
        for (field, asks) in [
            ("&contact_me=on", true),
            ("&contact_me=&contact_me=on", true),
            ("", false),
            ("&contact_me", false),
            ("&contact_me=", false),
            ("&contact_me=off", false),
            ("&contact_me=0", false),
            ("&contact_me=no", false),
        ] {
            assert_eq!(parse_form(format!("score=3{field}").as_bytes()).unwrap().contact_me, asks, "{field}");
        }
    }

    #[test]
    fn wrong_scores_are_mistakes() {
        for body in ["", "score=", "score=11", "score=-1", "score=7.5", "score=3&score=4"] {
            assert_eq!(mistakes(body), [FormMistake::Score], "{body}");
        }
        assert_eq!(mistakes("score=3&empathy=6"), [FormMistake::Rating(empathy())]);
    }

    #[test]
    fn a_refused_form_keeps_what_was_typed() {
        let long = "é".repeat(LONGEST_COMMENT + 1);
        let refused =
            parse_form(format!("score=4&speed=2&contact_me=on&comment={long}").as_bytes()).unwrap_err();
        assert_eq!(refused.mistakes, [FormMistake::CommentTooLong]);
        assert_eq!(refused.typed.comment, long);
        assert_eq!(refused.typed.score.map(Score::value), Some(4));
        assert!(refused.typed.contact_me && refused.typed.ratings.len() == 1);
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_answer_or_a_refusal(body in proptest::collection::vec(any::<u8>(), 0..300)) {
            if let Ok(submission) = parse_form(&body) {
                prop_assert!(submission.comment.is_none_or(|comment| !comment.contains('\0')));
            }
        }

        #[test]
        fn any_comment_within_the_limit_comes_through(comment in "\\PC{0,200}") {
            let body = form_urlencoded::Serializer::new(String::new())
                .append_pair("score", "10").append_pair("comment", &comment).finish();
            let kept = parse_form(body.as_bytes()).unwrap().comment.unwrap_or_default();
            prop_assert_eq!(kept, comment.trim());
        }
    }
}
