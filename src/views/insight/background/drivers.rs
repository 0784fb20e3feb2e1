//! How strongly each satisfaction item correlates with the score.

use maud::{Markup, html};

use crate::domain::insight::drivers::Driver;
use crate::domain::insight::query::download::RowSet;
use crate::texts::Texts;
use crate::views::answering::survey::item_text;
use crate::views::insight::background::{Background, Details};
use crate::views::kit::format::{correlation, percentage, whole};

impl Background<'_> {
    pub(super) fn drivers(&self, details: Details<'_>, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="drivers" {
                h2 id="drivers" { (text.drivers_heading()) }
                @if details.drivers.is_empty() { p { (text.drivers_none()) } } @else {
                    p { (text.drivers_text()) }
                    div.scroll tabindex="0" role="group" aria-labelledby="drivers" {
                        table.stacked {
                            thead { tr {
                                th scope="col" { (text.drivers_item()) }
                                th.number scope="col" { (text.drivers_correlation()) }
                                th.number scope="col" { (text.drivers_satisfied()) }
                                th.number scope="col" { (text.dashboard_responses()) }
                                th.number scope="col" { (text.drivers_difference()) }
                            } }
                            tbody { @for driver in details.drivers { (self.driver(driver, text)) } }
                        }
                    }
                    (self.files(&text.drivers_heading(), Some(RowSet::Drivers), None, text))
                }
            }
        }
    }

    fn driver(&self, driver: &Driver, text: &Texts) -> Markup {
        let name = item_text(self.staff.language, self.questionnaire, &driver.item);
        let Some(figures) = driver.figures.shown() else {
            return html! { tr { th scope="row" { (name) } td.number { (text.dashboard_suppressed()) } td {} td {} td {} } };
        };
        let share = |value: f64| percentage(self.staff.language, value);
        html! {
            tr {
                th scope="row" { (name) }
                td.number { @if let Some(strength) = figures.correlation { (correlation(self.staff.language, strength)) } @else { "–" } }
                td.number {
                    @if let Some(satisfied) = figures.satisfied {
                        (share(satisfied.share)) " "
                        span.optional { "(" (text.dashboard_range(share(satisfied.low), share(satisfied.high))) ")" }
                    } @else { "–" }
                }
                td.number { (whole(self.staff.language, figures.answered)) }
                td.number {
                    @if let Some(found) = figures.difference {
                        (self.points(found.points)) " "
                        span.optional { "(" (text.dashboard_range(self.points(found.interval.low), self.points(found.interval.high))) ")" }
                    } @else { "–" }
                }
            }
        }
    }
}
