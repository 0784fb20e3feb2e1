//! The label of each field of an improvement, and what it takes.

use crate::domain::complaints::segment::Dimension;
use crate::domain::learning::improvement::fields::{
    CONCERNS, GAP, IMMEDIATE_MEASURE, LARGEST_GAP_POINTS, LARGEST_GAP_SHARE, OTHER_PROCESSES, OWNER,
    PUBLIC_EN, PUBLIC_NL, REASON, REASON_CAUSES, REASON_MONTHS, REASON_SIGNALS, REASON_THEMES, SETTLING_DAYS,
    STARTS_ON, STRUCTURAL_MEASURE, TARGET, TITLE,
};
use crate::domain::learning::improvement::{LONGEST_TEXT, LONGEST_TITLE, MOST_SETTLING_DAYS};
use crate::texts::Texts;
use crate::views::kit::words;

/// The label of a field, and what to do where it was refused.
#[must_use]
pub fn field_words(text: &Texts, field: &str) -> (String, String) {
    let longest = LONGEST_TEXT.to_string();
    match field {
        TITLE => (text.improvement_field_title(), text.improvement_takes_title(LONGEST_TITLE.to_string())),
        REASON => (text.improvement_field_reason(), text.improvement_takes_reason(longest)),
        REASON_CAUSES => (text.improvement_field_causes(), text.improvement_takes_choice()),
        REASON_THEMES => (text.improvement_field_themes(), text.improvement_takes_choice()),
        REASON_SIGNALS => (text.improvement_field_signals(), text.improvement_takes_choice()),
        REASON_MONTHS => (text.improvement_field_months(), text.improvement_takes_months()),
        IMMEDIATE_MEASURE => (text.improvement_field_immediate(), text.improvement_takes_measure(longest)),
        STRUCTURAL_MEASURE => (text.improvement_field_structural(), text.improvement_takes_measure(longest)),
        OTHER_PROCESSES => (text.improvement_field_processes(), text.improvement_takes_text(longest)),
        OWNER => (text.improvements_owner(), text.improvement_takes_owner()),
        STARTS_ON => (text.improvement_field_start(), text.improvement_takes_start()),
        SETTLING_DAYS => {
            let most = MOST_SETTLING_DAYS.to_string();
            (text.improvement_field_settling(), text.improvement_takes_settling(most))
        }
        TARGET => (text.improvement_field_target(), text.improvement_takes_target()),
        GAP => {
            let (points, share) = (LARGEST_GAP_POINTS.to_string(), LARGEST_GAP_SHARE.to_string());
            (text.improvement_field_gap(), text.improvement_takes_gap(points, share))
        }
        PUBLIC_NL => (text.improvement_field_public_nl(), text.improvement_takes_text(longest)),
        PUBLIC_EN => (text.improvement_field_public_en(), text.improvement_takes_text(longest)),
        CONCERNS => (text.improvement_concerns(), text.improvement_takes_concerns()),
        other => match dimension(other) {
            Some(dimension) => {
                (words::capitalised(&words::dimension(text, dimension)), text.improvement_takes_dimension())
            }
            None => (other.to_owned(), text.improvement_takes_nothing()),
        },
    }
}

/// The dimension of a field about whom it concerns.
fn dimension(field: &str) -> Option<Dimension> {
    field.strip_prefix(CONCERNS)?.strip_prefix('.')?.parse().ok()
}
