//! The share of closed complaints that was discussed in time, by month and by team.
//!
//! The rule: nothing is hidden, since a reader who sees a share also sees each of its complaints in the list.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::learning::discussed::share::{
    DAYS_IN_TIME, DiscussedFigures, DiscussedShare, DiscussedTable,
};
use crate::domain::people::language::Language;
use crate::domain::time::period::{DateRange, Granularity};
use crate::texts::{Texts, texts};
use crate::views::kit::format::{percentage, period, whole};
use crate::views::kit::words;

/// The section about it; `team` is the one that the months are of.
pub(super) fn shares(
    language: Language,
    table: &DiscussedTable,
    team: Option<&str>,
    has_teams: bool,
) -> Markup {
    let text = texts(language);
    let days = DAYS_IN_TIME.to_string();
    let whose = team.map(|team| words::value(text, Dimension::Team, team));
    html! {
        section aria-labelledby="share" {
            h2 id="share" { (text.discussed_share(days.clone())) }
            @if table.teams.is_empty() { p { (text.discussed_share_none()) } } @else {
                p { (text.discussed_share_how(days)) }
                @if let Some(whose) = whose { p { strong { (text.discussed_share_of(whose)) } } }
                (months(language, table, text))
                @if has_teams { (teams(language, table, text)) }
            }
        }
    }
}

fn months(language: Language, table: &DiscussedTable, text: &Texts) -> Markup {
    html! {
        div.scroll tabindex="0" role="group" aria-labelledby="share" {
            table.trend.stacked {
                (head(&text.discussed_month(), text))
                tbody { @for (first, figures) in table.months.iter().rev() {
                    (row(language, &month(language, *first), figures, text))
                } }
                tfoot { (row(language, &text.discussed_together(), &table.together, text)) }
            }
        }
    }
}

fn month(language: Language, first: NaiveDate) -> String {
    let whole = Granularity::Month.whole(first).or_else(|| DateRange::new(first, first));
    whole.map_or_else(String::new, |range| period(language, range, Granularity::Month))
}

fn teams(language: Language, table: &DiscussedTable, text: &Texts) -> Markup {
    html! {
        h3 id="teams" { (text.discussed_by_team()) }
        div.scroll tabindex="0" role="group" aria-labelledby="teams" {
            table.trend.stacked {
                (head(&words::capitalised(&text.dimension_team()), text))
                tbody { @for (team, figures) in &table.teams {
                    (row(language, &words::value(text, Dimension::Team, team), figures, text))
                } }
            }
        }
    }
}

fn head(first: &str, text: &Texts) -> Markup {
    html! {
        thead { tr {
            th scope="col" { (first) }
            th.number scope="col" { (text.discussed_number()) }
            th.number scope="col" { (text.discussed_with_employee()) }
            th.number scope="col" { (text.discussed_with_team()) }
            th.number scope="col" { (text.discussed_both()) }
        } }
    }
}

fn row(language: Language, name: &str, figures: &DiscussedFigures, text: &Texts) -> Markup {
    html! {
        tr {
            th scope="row" { (name) }
            td.number { (whole(language, figures.closed)) }
            @for share in [figures.employee, figures.team, figures.both] {
                td.number { (cell(language, share, text)) }
            }
        }
    }
}

fn cell(language: Language, share: DiscussedShare, text: &Texts) -> Markup {
    let number = |count| whole(language, count);
    let census = share.census;
    let per_cent = |value: f64| percentage(language, value);
    html! {
        @match (census.at_least(), census.at_most()) {
            (Some(low), Some(high)) => {
                @if census.unknown > 0 { (text.discussed_between(per_cent(low), per_cent(high))) } @else { (per_cent(low)) }
                span.optional.below { (text.discussed_of(number(census.timely), number(share.counted()))) }
            }
            _ => "–",
        }
        @if share.pending > 0 { span.optional.below { (text.discussed_pending(number(share.pending))) } }
    }
}
