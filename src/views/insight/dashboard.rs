//! The first page: one number with its change, what it was over time, and the groups behind it.
//!
//! Without a norm the page says so and judges nothing: no red or green, only level and uncertainty. Every chart has a
//! table beside it. What explains the number further is on the page of the background.

mod change;
mod files;
mod headline;
mod norm;
mod parts;
mod trend;
mod trend_table;

use std::collections::BTreeMap;
use std::ops::Deref;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::insight::breakdown::Part;
use crate::domain::insight::breakdown::equal_outcomes::EqualOutcomes;
use crate::domain::insight::change::Change;
use crate::domain::insight::control_chart::ControlSeries;
use crate::domain::insight::query::saved_view::ViewPage;
use crate::domain::insight::series::Point;
use crate::domain::insight::signal::change_point::ChangePoint;
use crate::domain::insight::signal::event::SignalEvent;
use crate::domain::learning::mark::Mark;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::saved_views::save_view_form;
use crate::views::insight::view::{View, contents, value};
use crate::views::kit::words;

/// The data of the dashboard.
pub struct Dashboard<'a> {
    pub view: View<'a>,
    /// What to do next in an installation without complaints, which has nothing to draw, download or save yet.
    pub first_steps: Option<&'a Markup>,
    /// The range of the same length just before; `None` if it is not known.
    pub before: Option<&'a Point>,
    /// The whole minus the range before; `None` if either is too small.
    pub change: Option<&'a Change>,
    /// What came after the range, not over yet.
    pub so_far: Option<&'a Point>,
    /// The rolling window that ends with each period; empty if not requested.
    pub rolling: &'a [Point],
    /// The figures are by month because days or weeks were mostly hidden.
    pub is_by_month_instead: bool,
    pub control: Option<&'a ControlSeries>,
    pub change_points: &'a [ChangePoint],
    pub events: &'a [SignalEvent],
    /// The improvements that started within the trend, oldest first.
    pub improvements: &'a [Mark],
    /// The questionnaire's versions, each with the day from which it is used.
    pub questionnaires: &'a [(NaiveDate, String)],
    pub details: Option<Details<'a>>,
}

/// The groups below the trend.
#[derive(Clone, Copy)]
pub struct Details<'a> {
    pub parts: &'a [Part],
    /// Those of the parts at equal outcomes, by value; empty where there are none.
    pub at_equal_outcomes: &'a BTreeMap<String, EqualOutcomes>,
}

impl<'a> Deref for Dashboard<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

impl Dashboard<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.page(
            &text.dashboard_title(),
            &html! {
                @if let Some(first_steps) = self.first_steps { (first_steps) (self.headline(text)) } @else {
                    (self.headline(text))
                    (self.contents(text))
                    (self.trend(text))
                    @if let Some(details) = self.details { (self.parts(details, text)) }
                    p { a href=(self.address_of(urls::BACKGROUND)) { (text.background_more()) } }
                    (save_view_form(self.staff.language, ViewPage::Dashboard, &self.query.address()))
                }
            },
        )
    }

    fn contents(&self, text: &Texts) -> Markup {
        let mut sections = vec![("trend", text.dashboard_trend())];
        if self.details.is_some() {
            let name = words::dimension(text, self.query.cut);
            sections.push(("parts", text.parts_heading(name.as_str())));
        }
        contents(text, &sections)
    }
}
