//! The share of the complaints received that have a cause, by month: a chart with its table folded beneath.
//!
//! The rule: what is marked on the chart is also said in words below it.

use maud::{Markup, html};

use crate::domain::insight::visible::Visible;
use crate::domain::learning::causes::months::{CauseMonth, MOST_MONTHS, MonthShare};
use crate::domain::time::period::Granularity;
use crate::texts::Texts;
use crate::views::kit::chart::shares::{ShareChart, SharePoint};
use crate::views::kit::format::{day, per_cent, percentage, period_or_days, whole};
use crate::views::learning::causes::one::CausePage;

impl CausePage<'_> {
    pub(super) fn by_month(&self, text: &Texts) -> Markup {
        let months = &self.cause.months;
        let begins = months.first().map(|month| month.range.from());
        let is_cut = begins.is_some_and(|begins| begins > self.query.whole().range.from());
        let any_hidden = months.iter().any(|month| month.share.is_too_small());
        let any_provisional = months.iter().any(|month| month.provisional);
        html! {
            section aria-labelledby="months" {
                h2 id="months" { (text.causes_months_heading()) }
                (self.chart(text))
                @for (number, (on, what)) in (1..).zip(self.marks) {
                    p.note { (text.causes_mark(whole(self.staff.language, number), day(self.staff.language, *on), what.as_str())) }
                }
                @if is_cut { p.note { (text.causes_months_newest(MOST_MONTHS.to_string())) } }
                details { summary { (text.view_table()) } (self.table(text)) }
                @if any_provisional { p.note { (text.dashboard_provisional_note()) } }
                @if any_hidden { p.note { (text.causes_hidden_note()) } }
            }
        }
    }

    fn chart(&self, text: &Texts) -> Markup {
        let points: Vec<SharePoint> = self.cause.months.iter().map(point).collect();
        let title = text.causes_months_title(per_cent(self.query.whole().confidence.share()));
        let chart = ShareChart {
            language: self.staff.language,
            title: &title,
            description: &self.conclusion(text),
            points: &points,
            marks: self.marks,
        };
        html! {
            figure {
                figcaption { (title) }
                div.scroll tabindex="0" role="group" aria-labelledby="months" { (chart.render()) }
            }
        }
    }

    fn conclusion(&self, text: &Texts) -> String {
        let newest = self.cause.months.iter().rev().find_map(|month| Some((month, month.share.shown()?)));
        let share = |share: f64| percentage(self.staff.language, share);
        match newest {
            Some((month, MonthShare { share: found, .. })) => text.causes_months_text(
                self.month(month),
                share(found.share),
                share(found.low),
                share(found.high),
            ),
            None => text.causes_months_empty(),
        }
    }

    fn month(&self, month: &CauseMonth) -> String {
        period_or_days(self.staff.language, month.range, Granularity::Month, self.today)
    }

    fn table(&self, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="months" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.causes_month()) }
                        th.number scope="col" { (text.causes_received_column()) }
                        th.number scope="col" { (text.causes_with()) }
                        th.number scope="col" { (text.causes_share()) }
                    } }
                    tbody { @for month in self.cause.months.iter().rev() { (self.month_row(month, text)) } }
                }
            }
        }
    }

    fn month_row(&self, month: &CauseMonth, text: &Texts) -> Markup {
        let share = |share: f64| percentage(self.staff.language, share);
        html! {
            tr {
                th scope="row" { (self.month(month)) @if month.provisional { " (" (text.dashboard_provisional()) ")" } }
                @match month.share {
                    Visible::Shown(MonthShare { part, share: found }) => {
                        td.number { (whole(self.staff.language, part.all)) }
                        td.number { (whole(self.staff.language, part.some)) }
                        td.number {
                            (share(found.share)) " "
                            span.optional { "(" (text.dashboard_range(share(found.low), share(found.high))) ")" }
                        }
                    }
                    Visible::TooSmall => {
                        td.number { (text.dashboard_suppressed()) }
                        td.number { "–" }
                        td.number { "–" }
                    }
                    Visible::Nothing => {
                        td.number { "0" }
                        td.number { "0" }
                        td.number { "–" }
                    }
                }
            }
        }
    }
}

fn point(month: &CauseMonth) -> SharePoint {
    SharePoint {
        from: month.range.from(),
        value: month.share.shown().map(|shown| (shown.share.share, shown.share.low, shown.share.high)),
        is_provisional: month.provisional,
    }
}
