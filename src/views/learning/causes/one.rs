//! The page of one cause: its share of the complaints by month, its NPS, what it was called, and the forms that change it.
//!
//! The rule: its figures are those of its row on the page of all causes, and hidden where they are hidden there.

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::ids::ThemeId;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::causes::CauseRefusal;
use crate::domain::learning::causes::overview::OneCause;
use crate::domain::learning::causes::pareto::CauseShare;
use crate::domain::learning::causes::query::CausesQuery;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{decimal, per_cent, percentage, whole};
use crate::views::kit::page::StaffPage;
use crate::views::learning::causes::asked::Asked;
use crate::views::learning::causes::{days, what_counts};

/// The page's data and its viewer.
pub struct CausePage<'a> {
    pub staff: StaffPage<'a>,
    pub query: &'a CausesQuery,
    /// The query parameters that were refused.
    pub mistakes: &'a [FieldError],
    pub cause: &'a OneCause,
    /// Days that are marked on the chart, each with what happened, such as the start of an improvement.
    pub marks: &'a [(NaiveDate, String)],
    pub most_offered: usize,
    pub today: NaiveDate,
    pub zone: Tz,
    pub changing: Changing<'a>,
}

/// What was typed into a form, and what became of it.
#[derive(Clone, Copy, Default)]
pub struct Changing<'a> {
    pub is_done: bool,
    pub refused: Option<(Form, CauseRefusal)>,
    /// The name that was typed.
    pub typed: &'a str,
    /// The themes that were ticked; `None` if the form was another.
    pub ticked: Option<&'a [ThemeId]>,
}

/// A form that may be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Rename,
    Merge,
    /// Also the one that restores.
    Retire,
    Themes,
}

impl Form {
    /// The name of its field.
    #[must_use]
    pub fn field(self) -> &'static str {
        match self {
            Self::Rename => "to",
            Self::Merge => "into",
            Self::Retire => "manage",
            Self::Themes => "themes",
        }
    }

    /// The identifier of its field, or of the heading above it. On this page `to` is that of the last day of the view.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Rename => "new-name",
            Self::Merge | Self::Retire | Self::Themes => self.field(),
        }
    }
}

impl CausePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let asked = self.asked();
        let name = self.cause.name.as_str();
        let (from, to) = days(&self.staff, self.query);
        self.staff.wide(
            &text.view_title(name, from, to),
            html! {
                (asked.printed(text))
                p { a href=(urls::with_query(urls::CAUSES, &self.query.view.address())) { (text.causes_back()) } }
                h1 dir="auto" { (name) }
                @if self.changing.is_done { p.done role="status" { (text.causes_done()) } }
                (self.refusal_summary(text))
                (asked.mistakes(text))
                (self.standing(text))
                (asked.choices(text))
                (what_counts(&self.staff, self.query, text))
                (self.headline(text))
                (self.by_month(text))
                p.unprinted { a href=(urls::improvement_for("cause", name)) { (text.improvements_link()) } }
                (self.names(text))
                (self.manage(text))
            },
        )
    }

    fn asked(&self) -> Asked<'_> {
        Asked {
            staff: &self.staff,
            query: self.query,
            cause: Some(&self.cause.name),
            mistakes: self.mistakes,
            offered: &self.cause.offered,
            most_offered: self.most_offered,
            today: self.today,
        }
    }

    /// That the name in the address is an earlier one, and that the cause is retired.
    fn standing(&self, text: &Texts) -> Markup {
        let name = self.cause.name.as_str();
        let asked = self.query.name.as_deref().filter(|asked| *asked != name);
        html! {
            @if let Some(asked) = asked { p.notice dir="auto" { (text.causes_counts_for(asked, name)) } }
            @if self.is_retired() { p.notice { (text.causes_is_retired()) } }
        }
    }

    pub(super) fn is_retired(&self) -> bool {
        self.cause.managed.as_ref().is_some_and(|cause| cause.retired_at.is_some())
    }

    fn headline(&self, text: &Texts) -> Markup {
        let complaints = self.cause.row.as_ref().map(|row| row.complaints);
        html! {
            p.headline {
                @match (complaints, self.cause.complaints) {
                    (_, Visible::TooSmall) | (Some(Visible::TooSmall), _) => (text.causes_hidden()),
                    (Some(Visible::Shown(share)), Visible::Shown(all)) => (self.share_sentence(share, all, text)),
                    _ => (text.causes_no_complaints()),
                }
            }
            p { (self.nps(text)) }
        }
    }

    fn share_sentence(&self, share: CauseShare, all: u64, text: &Texts) -> String {
        if share.complaints == 0 {
            return text.causes_no_complaints();
        }
        let number = |number: u64| whole(self.staff.language, number);
        let sentence = text.causes_one_headline(
            share.complaints,
            number(share.complaints),
            number(all),
            percentage(self.staff.language, share.share),
        );
        match share.main {
            Some(main) => format!("{sentence} {}", text.causes_one_main(number(main))),
            None => sentence,
        }
    }

    fn nps(&self, text: &Texts) -> String {
        let points = |points: f64| decimal(self.staff.language, points);
        match self.cause.row.as_ref().map(|row| row.nps) {
            Some(Visible::Shown(estimate)) => text.causes_one_nps(
                points(estimate.nps),
                estimate.n,
                whole(self.staff.language, estimate.n),
                per_cent(self.query.whole().confidence.share()),
                points(estimate.interval.low),
                points(estimate.interval.high),
            ),
            Some(Visible::TooSmall) => text.causes_one_nps_hidden(),
            Some(Visible::Nothing) | None => text.causes_one_nps_none(),
        }
    }
}
