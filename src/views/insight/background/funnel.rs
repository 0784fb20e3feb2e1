//! The funnel from closed complaints to responses: the state of each closure, and why some were never asked.

use maud::{Markup, html};

use crate::domain::asking::invitation::{State, WithheldReason};
use crate::domain::insight::funnel::Places;
use crate::domain::insight::query::download::{Chart, RowSet};
use crate::domain::insight::visible::Visible;
use crate::texts::Texts;
use crate::views::insight::background::Background;
use crate::views::kit::chart::bars::{Bar, lying};
use crate::views::kit::chart::standalone::Picture;
use crate::views::kit::format::whole;
use crate::views::kit::words;

/// The maximum number of periods in the table; the file of the trend has all.
const MOST_ROWS: usize = 130;

impl Background<'_> {
    pub(super) fn funnel(&self, text: &Texts) -> Markup {
        let point = self.funnel;
        if point.closed == 0 {
            return html! {};
        }
        html! {
            section aria-labelledby="funnel" {
                h2 id="funnel" { (text.funnel_heading()) }
                @match &point.places {
                    Visible::TooSmall | Visible::Nothing => p { (text.funnel_hidden(self.minimum_group)) },
                    Visible::Shown(places) => {
                        @let number = |count: u64| whole(self.staff.language, count);
                        p { (text.funnel_text(number(places.closed()), number(point.invited), number(places.in_state(State::Answered)))) }
                        @let bars = self.bars(places, text);
                        div.scroll tabindex="0" role="group" aria-labelledby="funnel" { (lying("funnel", &bars)) }
                        details {
                            summary { (text.view_table()) }
                            table.narrow.stacked {
                                thead { tr { th scope="col" { (text.sending_funnel_place()) } th.number scope="col" { (text.sending_funnel_count()) } } }
                                tbody { @for bar in &bars { tr { th scope="row" { (bar.name) } td.number { (bar.label) } } } }
                            }
                        }
                        (self.files(&text.funnel_heading(), Some(RowSet::Funnel), Some(Chart::Funnel), text))
                        p.note { (text.sending_funnel_reminded(number(places.reminded))) }
                    }
                }
                (self.counts(text))
            }
        }
    }

    /// How many were closed, invited and answered in each period.
    fn counts(&self, text: &Texts) -> Markup {
        let number = |count: u64| whole(self.staff.language, count);
        html! {
            details {
                summary { (text.funnel_by_period()) }
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.dashboard_period()) }
                        th.number scope="col" { (text.dashboard_closed()) }
                        th.number scope="col" { (text.dashboard_invited()) }
                        th.number scope="col" { (text.dashboard_responses()) }
                        th.number scope="col" { (text.dashboard_response_rate()) }
                    } }
                    tbody { @for point in self.over_time.iter().rev().take(MOST_ROWS) {
                        tr {
                            th.period scope="row" { (self.period(point.range)) }
                            td.number { (number(point.closed)) }
                            td.number { (number(point.invited)) }
                            td.number { (self.responses(point, text)) }
                            td.number { (self.response_rate(point, text)) }
                        }
                    } }
                }
            }
        }
    }

    pub(super) fn funnel_picture(&self, text: &Texts) -> Option<Picture> {
        let places = self.funnel.places.shown()?;
        let number = |count: u64| whole(self.staff.language, count);
        let answered = number(places.in_state(State::Answered));
        Some(Picture {
            title: text.funnel_heading(),
            description: text.funnel_text(number(places.closed()), number(self.funnel.invited), answered),
            drawing: lying("funnel", &self.bars(places, text)),
            legend: Vec::new(),
            caption: self.caption(self.range(), text),
        })
    }

    fn bars(&self, places: &Places, text: &Texts) -> Vec<Bar> {
        let closed = places.closed();
        let bar = |place: Place| Bar {
            name: place.words,
            value: place.count as f64,
            label: self.with_share(place.count, closed),
            is_part: place.is_part,
        };
        places_of(places, text).into_iter().map(bar).collect()
    }
}

/// How many closures are in one place.
#[derive(Clone)]
pub(super) struct Place {
    /// The name that programs read.
    pub name: &'static str,
    pub words: String,
    pub count: u64,
    /// They are among those of the place before.
    pub is_part: bool,
}

/// All closures, then those of each state; the reasons follow the withheld ones.
pub(super) fn places_of(places: &Places, text: &Texts) -> Vec<Place> {
    let place = |name, words: String, count, is_part| Place { name, words, count, is_part };
    let mut list = vec![place("closed", text.sending_funnel_closed(), places.closed(), false)];
    let states = [
        State::Answered,
        State::Sent,
        State::Expired,
        State::Planned,
        State::Undeliverable,
        State::Withdrawn,
        State::Withheld,
    ];
    for state in states {
        let count = places.in_state(state);
        if count > 0 {
            list.push(place(state.name(), words::state(text, state), count, false));
        }
    }
    for &reason in WithheldReason::ALL {
        let count = places.withheld_for(reason);
        if count > 0 {
            list.push(place(reason.name(), words::withheld(text, reason), count, true));
        }
    }
    list
}
