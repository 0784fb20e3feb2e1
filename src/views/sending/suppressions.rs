//! The list of addresses that are never mailed: looking one up, adding and removing one.
//!
//! The rule: the list shows no addresses, since it keeps none; an address that was typed stays in its field.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::input::fields::FieldError;
use crate::domain::named::named_enum;
use crate::domain::sending::delivery::SuppressionReason;
use crate::domain::sending::suppression::{
    ADD, FIND, LONGEST_REASON, ListPlace, ListedAddress, REASON, REMOVE,
};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::form::{Form, Line};
use crate::views::kit::format::{moment, whole};
use crate::views::kit::page::StaffPage;

named_enum! {
    /// What a form of the page did; its name stands in the page's address.
    pub enum ListChange {
        Added = "added",
        /// It was on the list already.
        Kept = "kept",
        Removed = "removed",
    }
}

/// What was found of an address.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    pub address: &'a str,
    /// `None` if it is not on the list.
    pub entry: Option<&'a ListedAddress>,
}

/// The page's data and its viewer.
pub struct SuppressionsView<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub entries: &'a [ListedAddress],
    /// How many addresses are on the list.
    pub count: u64,
    pub next: Option<&'a ListPlace>,
    /// Whether this is not the first page.
    pub is_later: bool,
    pub found: Option<Found<'a>>,
    /// What stands in the forms.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    /// Whether the address to remove is not on the list.
    pub is_not_listed: bool,
    pub done: Option<ListChange>,
}

impl SuppressionsView<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let form = Form::new(self.values, self.errors, |field| self.mistake(field, text));
        self.staff.wide(
            &text.suppressions_title(),
            html! {
                h1 { (text.suppressions_title()) }
                @if let Some(done) = self.done { p.done role="status" { (done_words(text, done)) } }
                @if form.is_wrong(FIND) { (form.summary_after(&text.requests_wrong())) } @else { (form.summary(text)) }
                p { (text.suppressions_intro()) }
                (self.find(&form, text))
                (self.add(&form, text))
                (self.remove(&form, text))
                (self.list(text))
            },
        )
    }

    /// What a field is for, since three have the same label, and what to say about a mistake in it.
    fn mistake(&self, field: &str, text: &Texts) -> (String, String) {
        match field {
            FIND => (text.suppressions_find(), text.suppressions_takes_address()),
            ADD => (text.suppressions_add(), text.suppressions_takes_address()),
            REMOVE if self.is_not_listed => (text.suppressions_remove(), text.suppressions_not_listed()),
            REMOVE => (text.suppressions_remove(), text.suppressions_takes_address()),
            REASON => (text.suppressions_why(), text.suppressions_takes_reason(LONGEST_REASON.to_string())),
            other => (other.to_owned(), text.access_takes_nothing()),
        }
    }

    fn find(&self, form: &Form<'_>, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="look-up" {
                h2 id="look-up" { (text.suppressions_find()) }
                @if let Some(found) = self.found {
                    p.notice role="status" {
                        @match found.entry {
                            None => (text.suppressions_is_not_listed(found.address)),
                            Some(entry) => (text.suppressions_is_listed(
                                found.address,
                                reason(text, entry.reason),
                                moment(self.staff.language, entry.at, self.zone),
                            )),
                        }
                    }
                }
                form.boxed method="post" action=(urls::SUPPRESSIONS_FIND) novalidate {
                    (form.line(&address(FIND, text)))
                    button type="submit" { (text.suppressions_find_button()) }
                }
            }
        }
    }

    fn add(&self, form: &Form<'_>, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="put-on" {
                h2 id="put-on" { (text.suppressions_add()) }
                p { (text.suppressions_add_text()) }
                form.boxed method="post" action=(urls::SUPPRESSIONS) novalidate {
                    (form.line(&address(ADD, text)))
                    button type="submit" { (text.suppressions_add_button()) }
                }
            }
        }
    }

    fn remove(&self, form: &Form<'_>, text: &Texts) -> Markup {
        let why = Line {
            field: REASON,
            kind: "text",
            label: text.suppressions_why(),
            hint: Some(text.suppressions_why_hint()),
            is_required: true,
            list: None,
        };
        html! {
            section aria-labelledby="take-off" {
                h2 id="take-off" { (text.suppressions_remove()) }
                p { (text.suppressions_remove_text()) }
                form.boxed method="post" action=(urls::SUPPRESSIONS_REMOVE) novalidate {
                    (form.line(&address(REMOVE, text)))
                    (form.line(&why))
                    button type="submit" { (text.suppressions_remove_button()) }
                }
            }
        }
    }

    fn list(&self, text: &Texts) -> Markup {
        let language = self.staff.language;
        html! {
            h2 id="entries" { (text.suppressions_entries()) }
            @if self.count == 0 { p { (text.suppressions_none()) } } @else {
                p { (text.suppressions_count(self.count, whole(language, self.count))) }
            }
            @if !self.entries.is_empty() {
                div.scroll tabindex="0" role="group" aria-labelledby="entries" {
                    table.narrow.stacked {
                        thead { tr {
                            th scope="col" { (text.suppressions_mark()) }
                            th scope="col" { (text.suppressions_reason()) }
                            th scope="col" { (text.suppressions_since()) }
                        } }
                        tbody { @for entry in self.entries {
                            tr {
                                th scope="row" { code { (entry.mark) } }
                                td { (reason(text, entry.reason)) }
                                td { (moment(language, entry.at, self.zone)) }
                            }
                        } }
                    }
                }
            }
            p.choices {
                @if self.is_later { a href=(urls::SUPPRESSIONS) { (text.suppressions_newest()) } " " }
                @if let Some(next) = self.next {
                    a rel="next" href=(urls::suppressions_before(next)) { (text.suppressions_earlier()) }
                }
            }
        }
    }
}

fn address<'a>(field: &'a str, text: &Texts) -> Line<'a> {
    Line { field, kind: "email", label: text.suppressions_address(), is_required: true, ..Line::default() }
}

/// Why an address is on the list.
fn reason(text: &Texts, reason: SuppressionReason) -> String {
    match reason {
        SuppressionReason::Unsubscribed => text.suppression_unsubscribed(),
        SuppressionReason::Complained => text.suppression_complained(),
        SuppressionReason::ByStaff => text.suppression_by_staff(),
        SuppressionReason::Objection => text.suppression_objection(),
        SuppressionReason::Restricted => text.suppression_restricted(),
        SuppressionReason::HardBounce => text.suppression_hard_bounce(),
        SuppressionReason::SoftBounces => text.suppression_soft_bounces(),
    }
}

fn done_words(text: &Texts, done: ListChange) -> String {
    match done {
        ListChange::Added => text.suppressions_added(),
        ListChange::Kept => text.suppressions_kept(),
        ListChange::Removed => text.suppressions_removed(),
    }
}
