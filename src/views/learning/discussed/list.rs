//! The list of closed complaints, page by page.
//!
//! The rule: a page is as long as can be looked over at once, and what is ticked is what that page shows.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::learning::discussed::marking::REFERENCE;
use crate::domain::learning::discussed::overview::ClosedComplaint;
use crate::domain::learning::discussed::query::PAGE;
use crate::domain::time::calendar::day_of;
use crate::texts::Texts;
use crate::urls;
use crate::views::kit::format::{day, whole};
use crate::views::kit::words;
use crate::views::learning::discussed::{DiscussedPage, address};

impl DiscussedPage<'_> {
    /// Which page it is, where there are several.
    pub(super) fn page_number(&self, text: &Texts) -> Markup {
        let page = self.query.page;
        let has_several = page > 1 || self.overview.has_next;
        html! { @if has_several { p.note { (text.discussed_page(whole(self.staff.language, page.into()))) } } }
    }

    /// The ways to the pages beside this one.
    pub(super) fn pages(&self, text: &Texts) -> Markup {
        let page = self.query.page;
        html! {
            @if page > 1 || self.overview.has_next {
                p.choices {
                    @if page > 1 { a rel="prev" href=(self.page(page - 1)) { (text.discussed_previous()) } " " }
                    @if self.overview.has_next { a rel="next" href=(self.page(page + 1)) { (text.discussed_next()) } }
                }
            }
        }
    }

    fn page(&self, page: u32) -> String {
        let others: Vec<(String, String)> =
            self.pairs.iter().filter(|(name, _)| name != PAGE).cloned().collect();
        address(&others, (page > 1).then_some((PAGE, page.to_string().as_str())))
    }

    pub(super) fn table(&self, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="list" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.discussed_complaint()) }
                        th scope="col" { (text.hand_handler()) }
                        @if self.own_team.is_none() { th scope="col" { (words::capitalised(&text.dimension_team())) } }
                        th scope="col" { (text.discussed_closed_on()) }
                        th scope="col" { (text.facts_employee_discussed()) }
                        th scope="col" { (text.facts_team_discussed()) }
                        th scope="col" { (text.discussed_one()) }
                    } }
                    tbody { @for complaint in &self.overview.listed { (self.row(complaint, text)) } }
                }
            }
        }
    }

    fn row(&self, complaint: &ClosedComplaint, text: &Texts) -> Markup {
        let language = self.staff.language;
        let reference = complaint.reference.as_str();
        let on = |on: Option<NaiveDate>| on.map_or_else(|| text.discussed_not_yet(), |on| day(language, on));
        html! {
            tr {
                th scope="row" { (tick(reference, self.form.ticked.contains(reference))) }
                td { (complaint.handler.as_deref().unwrap_or("–")) }
                @if self.own_team.is_none() { td { (words::value(text, Dimension::Team, &complaint.team)) } }
                td { (day(language, day_of(complaint.closed_at, self.zone))) }
                td { (on(complaint.discussed.employee_on)) }
                td { (on(complaint.discussed.team_on)) }
                td { a href=(urls::complaint_facts(&complaint.reference)) aria-label={ (text.discussed_facts()) ": " (reference) } { (text.discussed_facts()) } }
            }
        }
    }
}

/// A box for a complaint.
pub(super) fn tick(reference: &str, is_ticked: bool) -> Markup {
    html! {
        div.points {
            label.tick {
                input type="checkbox" name=(REFERENCE) value=(reference) checked[is_ticked];
                span { (reference) }
            }
        }
    }
}
