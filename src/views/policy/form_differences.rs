//! What differs between a form and the complaint as another person stored it meanwhile.
//!
//! The rule: each value reads as it does in the form, so that a person can choose between the two.

use maud::{Markup, html};

use crate::domain::complaints::complaint_form::DO_NOT_ASK;
use crate::domain::complaints::fields::StatusName;
use crate::domain::complaints::form_difference::FieldDifference;
use crate::domain::complaints::segment::Dimension;
use crate::texts::Texts;
use crate::views::kit::words;
use crate::views::policy::complaint_label::label;

/// A table of the fields; nothing if none differs.
pub(super) fn form_differences(text: &Texts, differences: &[FieldDifference]) -> Markup {
    html! {
        @if !differences.is_empty() {
            section aria-labelledby="differences" {
                h2 id="differences" { (text.hand_differences()) }
                div.scroll tabindex="0" role="group" aria-labelledby="differences" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.hand_field()) }
                            th scope="col" { (text.hand_stored()) }
                            th scope="col" { (text.hand_yours()) }
                        } }
                        tbody { @for difference in differences {
                            tr {
                                th scope="row" { (label(text, difference.field)) }
                                td { (shown(text, difference.field, difference.stored.as_deref())) }
                                td { (shown(text, difference.field, difference.sent.as_deref())) }
                            }
                        } }
                    }
                }
            }
        }
    }
}

fn shown(text: &Texts, field: &str, value: Option<&str>) -> String {
    let Some(value) = value else { return "–".to_owned() };
    match field {
        "status" if value == StatusName::Open.name() => text.hand_open(),
        "status" if value == StatusName::Closed.name() => text.hand_closed(),
        "received_at" | "closed_at" => value.replace('T', " "),
        "survey.ask" if value == DO_NOT_ASK => text.hand_ticked(),
        "survey.reason" => {
            value.parse().map_or_else(|_| value.to_owned(), |reason| words::opt_out(text, reason))
        }
        "contact.language" => words::value(text, Dimension::Language, value),
        "channel" | "complainant" | "outcome" | "level" => {
            let named = field.parse().map(|dimension| words::value(text, dimension, value));
            named.unwrap_or_else(|_| value.to_owned())
        }
        _ => value.to_owned(),
    }
}
