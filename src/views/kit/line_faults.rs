//! What is wrong with the lines of a file, in the language of a page.
//!
//! The rule: each kind of fault has a text of its own. A message about a field that has none here is shown as the command line
//! says it, marked as English.

use maud::{Markup, html};

use crate::domain::input::csv_table::{LineFault, LineMistake};
use crate::domain::input::fields::{DAY_IN_ROW, FieldError, MOMENT_IN_ROW, MOMENT_OR_DAY};
use crate::domain::people::language::Language;
use crate::domain::time::dutch_date::ClockChange;
use crate::texts::{Texts, texts};
use crate::views::kit::format::whole;

/// A list of the first `most` faulty lines, each a link to the field with this identifier, and how many more there are.
pub fn line_faults(language: Language, mistakes: &[LineMistake], most: usize, field: &str) -> Markup {
    let text = texts(language);
    let named = mistakes.get(..most).unwrap_or(mistakes);
    let more = (mistakes.len() - named.len()) as u64;
    html! {
        ul {
            @for mistake in named {
                li {
                    a href={ "#" (field) } { (text.csv_line(mistake.line.to_string())) } ": " (fault(text, &mistake.fault))
                }
            }
        }
        @if more > 0 { p { (text.csv_more(whole(language, more))) } }
    }
}

fn fault(text: &Texts, fault: &LineFault) -> Markup {
    html! {
        @match fault {
            LineFault::Nul => (text.csv_nul()),
            LineFault::NotUtf8 => (text.csv_not_utf8()),
            LineFault::NeverClosed => (text.csv_never_closed()),
            LineFault::BehindQuote => (text.csv_behind_quote()),
            LineFault::Unreadable(said) => { span lang="en" { (said) } }
            LineFault::Empty => (text.csv_empty()),
            LineFault::NoRows => (text.csv_no_rows()),
            LineFault::UnknownColumn(name) => (text.csv_unknown_column(name)),
            LineFault::ColumnTwice(name) => (text.csv_column_twice(name)),
            LineFault::ColumnMissing(name) => (text.csv_column_missing(name)),
            LineFault::Cells { has, needs } => (text.csv_cells(has.to_string(), needs.to_string())),
            LineFault::Twice(reference) => (text.csv_twice(reference)),
            LineFault::OtherCount(line) => (text.csv_other_count(line.to_string())),
            LineFault::Fields(errors) => {
                @for (place, error) in errors.iter().enumerate() {
                    @if place > 0 { "; " }
                    code { (error.field) } " " (field_fault(text, error))
                }
            }
        }
    }
}

fn field_fault(text: &Texts, error: &FieldError) -> Markup {
    match in_words(text, &error.message) {
        Some(words) => html! { (words) },
        None => html! { span lang="en" { (error.message) } },
    }
}

/// The text of a message; `None` if it has none here.
fn in_words(text: &Texts, message: &str) -> Option<String> {
    let between = |begin: &str, end: &str| message.strip_prefix(begin)?.strip_suffix(end);
    if let Some((least, most)) =
        between("must be a whole number from ", "").and_then(|range| range.split_once(" to "))
    {
        return Some(text.csv_whole_from_to(least, most));
    }
    if let Some(names) = between("must be one of ", "") {
        return Some(text.csv_one_of(names));
    }
    if let Some(most) = between("must be at most ", " characters") {
        return Some(text.csv_too_long(most));
    }
    if let Some(other) = between("must not lie after ", "") {
        return Some(text.csv_after(other));
    }
    if let Some(other) = between("must not lie before ", "") {
        return Some(text.csv_before(other));
    }
    Some(match message {
        "is required" => text.csv_required(),
        "is not a known field" => text.csv_unknown_field(),
        "must be given once" => text.csv_once(),
        "must be text" => text.csv_text(),
        "must not contain control characters such as line breaks" => text.csv_control(),
        "must be a whole number like 120" => text.csv_whole(),
        "must be true or false" => text.csv_flag(),
        "must not lie in the future" => text.csv_future(),
        "must not be more than closed" => text.csv_more_than_closed(),
        "has not begun" => text.csv_not_begun(),
        "must be a month like 2026-03" => text.csv_month(),
        "must be a name; leave it out for all together" => text.csv_product(),
        MOMENT_IN_ROW => text.csv_moment(),
        MOMENT_OR_DAY => text.csv_moment_or_day(),
        DAY_IN_ROW => text.csv_day(),
        other if other == ClockChange::Skipped.to_string() => text.csv_skipped(),
        other if other == ClockChange::Twice.to_string() => text.csv_shown_twice(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answering::questionnaire::Rating;
    use crate::domain::answering::score::Score;
    use crate::domain::complaints::complaint::Channel;
    use crate::domain::input::fields::Fields;
    use crate::domain::policy::notifications::Month;

    /// Messages that the readers of files give, taken from the readers themselves.
    fn messages() -> Vec<String> {
        let long = "x".repeat(500);
        let cells = [
            ("score", "11"),
            ("rating", "6"),
            ("month", "2026-13"),
            ("channel", "fax"),
            ("count", "-1"),
            ("flag", "maybe"),
            ("moment", "11/25/2026"),
            ("skipped", "29-03-2026 02:30"),
            ("twice", "25-10-2026 02:30"),
            ("moment_or_day", "05/06/26"),
            ("day", "soon"),
            ("text", "a\u{7}"),
            ("long", long.as_str()),
            ("verbatim", long.as_str()),
            ("unknown", "x"),
        ];
        let mut fields = Fields::of_row(cells.into_iter(), chrono_tz::Europe::Amsterdam);
        fields.take_parsed::<Score>("score");
        fields.take_parsed::<Rating>("rating");
        fields.take_parsed::<Month>("month");
        fields.take_name::<Channel>("channel");
        fields.take_count("count");
        fields.take_flag("flag");
        for field in ["moment", "skipped", "twice"] {
            fields.take_moment(field);
        }
        fields.take_moment_or_day("moment_or_day");
        fields.take_day("day");
        fields.take_text("text");
        fields.take_text("long");
        fields.take_verbatim("verbatim", 100);
        let missing: Option<u8> = None;
        fields.require("missing", missing);
        fields.finish().into_iter().map(|error| error.message).collect()
    }

    #[test]
    fn every_message_of_a_row_has_a_text_in_each_language() {
        let messages = messages();
        assert_eq!(messages.len(), 16, "{messages:?}");
        for language in Language::ALL {
            for message in &messages {
                assert!(in_words(texts(*language), message).is_some(), "{language}: {message}");
            }
        }
    }

    #[test]
    fn a_line_is_named_in_the_pages_language_and_the_rest_is_counted() {
        let mistake = |line| LineMistake::new(line, LineFault::Cells { has: 1, needs: 3 });
        let mistakes: Vec<LineMistake> = (2..5).map(mistake).collect();
        let shown = line_faults(Language::Dutch, &mistakes, 2, "file").into_string();
        assert_eq!(shown.matches("<li>").count(), 2, "{shown}");
        assert!(shown.contains("href=\"#file\"") && shown.contains("regel 2"), "{shown}");
        assert!(!shown.contains("lang=\"en\""), "{shown}");
    }
}
