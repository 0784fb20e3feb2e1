//! The background of the number: what it is made of, whom it stands for, what moves with it, and who was asked.
//!
//! The rule: it is the same view as on the first page, with the same range and filters.

mod composition;
mod drivers;
mod files;
mod funnel;
mod standing;
mod timing;

use std::ops::Deref;

use maud::{Markup, html};

use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::Part;
use crate::domain::insight::drivers::Driver;
use crate::domain::insight::funnel::FunnelPoint;
use crate::domain::insight::query::saved_view::ViewPage;
use crate::domain::insight::representation::Representation;
use crate::domain::insight::timing::Timing;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::saved_views::save_view_form;
use crate::views::insight::view::{View, contents, value};

/// The data of the page.
pub struct Background<'a> {
    pub view: View<'a>,
    /// `None` if the whole is hidden or has no responses.
    pub details: Option<Details<'a>>,
    pub funnel: &'a FunnelPoint,
    /// The current version, for the names of its items.
    pub questionnaire: &'a Questionnaire,
}

/// The breakdowns behind the whole.
#[derive(Clone, Copy)]
pub struct Details<'a> {
    pub covered: &'a [(Dimension, Vec<Part>)],
    pub representation: Option<&'a Representation>,
    pub drivers: &'a [Driver],
    pub timing: &'a Timing,
}

impl<'a> Deref for Background<'a> {
    type Target = View<'a>;

    fn deref(&self) -> &View<'a> {
        &self.view
    }
}

impl Background<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.page(
            &text.background_title(),
            &html! {
                p { (self.range_in_words(text)) " " a href=(self.address_of(urls::DASHBOARD)) { (text.background_back()) } }
                (self.contents(text))
                @if let Some(details) = self.details { (self.standing(details, text)) (self.drivers(details, text)) }
                (self.composition(text))
                (self.histogram(text))
                @if let Some(details) = self.details { (self.timing(details, text)) }
                (self.funnel(text))
                (save_view_form(self.staff.language, ViewPage::Background, &self.query.address()))
            },
        )
    }

    /// The sections that are there, in the order of their weight.
    fn contents(&self, text: &Texts) -> Markup {
        let mut sections = Vec::new();
        if self.details.is_some() {
            sections.push(("standing", text.standing_heading()));
            sections.push(("drivers", text.drivers_heading()));
        }
        if self.over_time.iter().any(|point| value(point).is_some()) {
            sections.push(("composition", text.composition_heading()));
        }
        if value(self.whole).is_some() {
            sections.push(("scores", text.histogram_heading()));
        }
        if self.details.is_some_and(|details| !details.timing.after.is_empty()) {
            sections.push(("timing", text.timing_heading()));
        }
        if self.funnel.closed > 0 {
            sections.push(("funnel", text.funnel_heading()));
        }
        contents(text, &sections)
    }
}
