//! Who complains: complaints per 1,000 notifications of each team and channel, beside all others.
//!
//! The rule: what is hidden has one word, whether it is small itself or would reveal what is.

use maud::{Markup, html};

use crate::domain::insight::visible::Visible;
use crate::domain::people::language::Language;
use crate::domain::policy::notified_year::NotifiedYear;
use crate::domain::policy::rewards::{Cut, FollowedUpFigures, PartFigures, Registered};
use crate::texts::{Texts, texts};
use crate::views::kit::format::{decimal, whole};
use crate::views::kit::words;

/// The section about it, of a year.
#[must_use]
pub fn rewards(language: Language, year: u32, told: &NotifiedYear, minimum_group: u64) -> Markup {
    let text = texts(language);
    let number = |count| whole(language, count);
    let known = told.known;
    html! {
        section aria-labelledby="rewards" {
            h2 id="rewards" { (text.rewards_heading()) }
            @if known.notifications == 0 { p { (text.rewards_none()) } } @else {
                p { (text.rewards_over(number(known.months), number(known.notifications), number(known.complaints))) }
                p { (text.rewards_caution()) }
                @for cut in &told.cuts { (table(language, cut, text)) }
                @if told.cuts.iter().any(Cut::has_hidden) { p.note { (text.rewards_hidden(number(minimum_group))) } }
            }
            (followed_up(language, year, &told.followed_up, minimum_group))
        }
    }
}

/// The answers that named a problem which may never have been registered.
fn followed_up(
    language: Language,
    year: u32,
    figures: &Visible<FollowedUpFigures>,
    minimum_group: u64,
) -> Markup {
    let text = texts(language);
    let number = |count| whole(language, count);
    let year = year.to_string();
    html! {
        h3 { (text.rewards_followed_heading()) }
        p { @match figures {
            Visible::Nothing => (text.rewards_followed_none(year)),
            Visible::TooSmall => (text.rewards_followed_few(number(minimum_group), year)),
            Visible::Shown(FollowedUpFigures { ended, registered }) => {
                (text.rewards_followed(number(*ended), year)) " "
                @match registered {
                    Visible::Shown(registered) => (text.rewards_followed_registered(number(*registered), number(ended.saturating_sub(*registered)))),
                    Visible::TooSmall | Visible::Nothing => (text.rewards_followed_hidden(number(minimum_group))),
                }
            }
        } }
        p.note { (text.rewards_followed_why()) }
    }
}

fn table(language: Language, cut: &Cut, text: &Texts) -> Markup {
    let name = words::capitalised(&words::dimension(text, cut.dimension));
    html! {
        @if !cut.parts.is_empty() {
            div.scroll tabindex="0" role="group" aria-label=(name) {
                table.narrow.stacked {
                    thead { tr {
                        th scope="col" { (name) }
                        th.number scope="col" { (text.rewards_complaints()) }
                        th.number scope="col" { (text.rewards_per_thousand()) }
                        th.number scope="col" { (text.rewards_others()) }
                        th.number scope="col" { (text.rewards_others_per_thousand()) }
                    } }
                    tbody { @for part in &cut.parts {
                        tr {
                            th scope="row" { (words::value(text, cut.dimension, &part.value)) }
                            (cells(language, &part.figures, text))
                        }
                    } }
                }
            }
        }
    }
}

fn cells(language: Language, figures: &Visible<PartFigures>, text: &Texts) -> Markup {
    match figures {
        Visible::Shown(figures) => html! {
            (registered(language, figures.own))
            (registered(language, figures.others))
        },
        Visible::TooSmall => html! { td.number colspan="4" { (text.dashboard_suppressed()) } },
        Visible::Nothing => html! { td.number colspan="4" { "–" } },
    }
}

fn registered(language: Language, registered: Registered) -> Markup {
    html! {
        td.number { (whole(language, registered.complaints)) }
        td.number { (decimal(language, registered.per_thousand)) }
    }
}
