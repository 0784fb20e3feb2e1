//! How many follow-ups ended in time, per team and month.

use maud::{Markup, html};

use crate::domain::follow_ups::figures::{MonthFigures, TeamFigures};
use crate::domain::time::period::{DateRange, Granularity};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::follow_ups::FollowUpPages;
use crate::views::kit::format::{per_cent, period, whole};

impl FollowUpPages<'_> {
    /// The months with their teams, the newest first.
    #[must_use]
    pub fn figures(&self, months: &[MonthFigures]) -> Markup {
        let text = texts(self.staff.language);
        let title = text.follow_ups_figures_title();
        let body = html! {
            p { a href=(urls::FOLLOW_UPS) { (text.follow_ups_title()) } }
            h1 id="title" { (title) }
            p { (text.follow_ups_figures_intro()) " " (text.follow_ups_late_is()) " " (text.follow_ups_figures_again()) }
            @if months.iter().all(|month| month.teams.is_empty()) { p { (text.follow_ups_figures_none()) } } @else {
                p.note { (text.follow_ups_figures_running()) }
                div.scroll tabindex="0" role="group" aria-labelledby="title" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.follow_ups_figures_month()) }
                            th scope="col" { (text.follow_ups_team()) }
                            th.number scope="col" { (text.follow_ups_figures_due()) }
                            th.number scope="col" { (text.follow_ups_figures_in_time()) }
                            th.number scope="col" { (text.follow_ups_figures_late()) }
                            th.number scope="col" { (text.follow_ups_figures_overdue()) }
                            th.number scope="col" { (text.follow_ups_figures_pending()) }
                            th.number scope="col" { (text.follow_ups_figures_share()) }
                        } }
                        tbody { @for month in months { (self.month(month, text)) } }
                    }
                }
            }
        };
        self.staff.wide(&title, body)
    }

    fn month(&self, month: &MonthFigures, text: &Texts) -> Markup {
        let unknown = text.follow_ups_unknown();
        html! {
            @for team in &month.teams {
                (self.team(month, team, team.team.as_deref().unwrap_or(&unknown), text))
            }
            @if month.teams.len() > 1 {
                (self.team(month, &month.together(), &text.follow_ups_figures_together(), text))
            }
        }
    }

    fn team(&self, month: &MonthFigures, figures: &TeamFigures, name: &str, text: &Texts) -> Markup {
        let number = |count| whole(self.staff.language, count);
        let range =
            Granularity::Month.whole(month.month).or_else(|| DateRange::new(month.month, month.month));
        let is_over = range.is_some_and(|range| range.to() < self.today);
        let share = figures.share_in_time().filter(|_| is_over);
        html! {
            tr {
                th.period scope="row" {
                    (range.map_or_else(String::new, |range| period(self.staff.language, range, Granularity::Month)))
                }
                td { (name) }
                td.number { (number(figures.due)) }
                td.number { (number(figures.in_time)) }
                td.number { (number(figures.late)) }
                td.number { (number(figures.overdue)) }
                td.number { (number(figures.pending)) }
                td.number { (share.map_or_else(|| text.follow_ups_figures_no_share(), per_cent)) }
            }
        }
    }
}
