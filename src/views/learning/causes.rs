//! The page of causes: which complaints have most, with their cumulative share, and the NPS beside each.
//!
//! The rule: it says of each number by which day it counts, since complaints count by receipt and responses by closing.

mod asked;
pub mod manage;
pub mod merging;
mod months;
mod names;
pub mod one;
mod rows;
mod table;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::Basis;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::causes::overview::CausesOverview;
use crate::domain::learning::causes::pareto::Pareto;
use crate::domain::learning::causes::query::CausesQuery;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{day, whole};
use crate::views::kit::page::StaffPage;
use crate::views::learning::causes::asked::Asked;

/// The page's data and its viewer.
pub struct CausesPage<'a> {
    pub staff: StaffPage<'a>,
    pub query: &'a CausesQuery,
    /// The query parameters that were refused.
    pub mistakes: &'a [FieldError],
    pub overview: &'a CausesOverview,
    /// With more values than this, a filter is typed.
    pub most_offered: usize,
    pub today: NaiveDate,
}

impl CausesPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let asked = self.asked();
        let (from, to) = days(&self.staff, self.query);
        self.staff.wide(
            &text.view_title(text.causes_title(), from, to),
            html! {
                (asked.printed(text))
                h1 { (text.causes_title()) }
                (asked.mistakes(text))
                p { (text.causes_question()) }
                (asked.choices(text))
                (what_counts(&self.staff, self.query, text))
                (self.pareto(text))
                (self.others(text))
            },
        )
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            staff: &self.staff,
            query: self.query,
            cause: None,
            mistakes: self.mistakes,
            offered: &self.overview.offered,
            most_offered: self.most_offered,
            today: self.today,
        }
    }

    fn pareto(&self, text: &Texts) -> Markup {
        let pareto = &self.overview.pareto;
        html! {
            section aria-labelledby="pareto" {
                h2 id="pareto" { (text.causes_pareto_heading()) }
                @match pareto.complaints {
                    Visible::TooSmall => p { strong { (text.causes_hidden()) } },
                    Visible::Nothing | Visible::Shown(0) => {
                        p { (text.causes_none_received()) }
                        @if !pareto.rows.is_empty() { (self.figures(pareto, text)) }
                    }
                    Visible::Shown(complaints) => {
                        p.headline { (self.headline(complaints, text)) }
                        @if pareto.rows.is_empty() { p { (text.causes_none_told()) } } @else { (self.figures(pareto, text)) }
                    }
                }
            }
        }
    }

    fn headline(&self, complaints: u64, text: &Texts) -> String {
        let number = |number: u64| whole(self.staff.language, number);
        match self.overview.pareto.not_told {
            Visible::Shown(without) => text.causes_headline(complaints, number(complaints), number(without)),
            Visible::TooSmall | Visible::Nothing => {
                text.causes_headline_short(complaints, number(complaints))
            }
        }
    }

    fn figures(&self, pareto: &Pareto, text: &Texts) -> Markup {
        html! {
            (self.chart(pareto, text))
            (self.bases(pareto, text))
            (self.table(pareto, text))
            p.note { (text.causes_nps_note()) }
            @if pareto.hides() { p.note { (text.causes_hidden_note()) } }
            (self.files(text))
        }
    }

    /// Of what the two shares are: they have different bases, since a complaint may have several causes.
    fn bases(&self, pareto: &Pareto, text: &Texts) -> Markup {
        let named = whole(self.staff.language, pareto.named);
        let complaints = pareto.complaints.shown().map(|complaints| whole(self.staff.language, *complaints));
        html! { @if let Some(complaints) = complaints { p { (text.causes_note(complaints, named)) } } }
    }

    fn others(&self, text: &Texts) -> Markup {
        let others = &self.overview.others;
        html! {
            @if !others.is_empty() {
                section aria-labelledby="others" {
                    h2 id="others" { (text.causes_others_heading()) }
                    ul { @for name in others { li { a href=(self.cause(name)) dir="auto" { (name) } } } }
                }
            }
        }
    }

    /// The page of a cause with this view.
    fn cause(&self, name: &str) -> String {
        urls::cause_in(name, &self.query.view.address())
    }
}

/// The first and the last day of the range in words.
fn days(staff: &StaffPage<'_>, query: &CausesQuery) -> (String, String) {
    let range = query.whole().range;
    (day(staff.language, range.from()), day(staff.language, range.to()))
}

/// By which days complaints and responses count.
fn what_counts(staff: &StaffPage<'_>, query: &CausesQuery, text: &Texts) -> Markup {
    let (from, to) = days(staff, query);
    let responses = match query.whole().basis {
        Basis::Closed => text.causes_closed(from.as_str(), to.as_str()),
        Basis::Answered => text.causes_answered(from.as_str(), to.as_str()),
    };
    html! { p.note { (text.causes_received(from.as_str(), to.as_str())) " " (responses) } }
}
