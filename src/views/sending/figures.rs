//! The figures of the sending page: mails per hour, warnings, and the state of a year's closures.

use chrono::TimeDelta;
use maud::{Markup, html};

use crate::domain::asking::invitation::{State, WithheldReason};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::Granularity;
use crate::texts::Texts;
use crate::views::kit::format::period;
use crate::views::kit::words;
use crate::views::sending::SendingPage;

/// Sizes of the drawing, in SVG units.
const BAR: usize = 20;
const GAP: usize = 5;
const HEIGHT: u64 = 80;

impl SendingPage<'_> {
    pub(super) fn hours(&self, text: &Texts) -> Markup {
        let hours = &self.overview.sent_by_hour;
        let most = hours.iter().copied().max().unwrap_or_default();
        if most == 0 {
            return html! {};
        }
        let words = text.sending_hours_text(self.number(hours.iter().sum()));
        let width = hours.len() * (BAR + GAP);
        html! {
            section aria-labelledby="hours" {
                h2 id="hours" { (text.sending_hours_heading()) }
                p { (words) }
                div.scroll.latest tabindex="0" role="group" aria-labelledby="hours" {
                    svg.bars viewBox={ "0 0 " (width) " " (HEIGHT + 18) } role="img" aria-labelledby="hours" {
                        line x1="0" x2=(width) y1=(HEIGHT) y2=(HEIGHT) {}
                        @for (place, sent) in hours.iter().rev().enumerate().filter(|(_, sent)| **sent > 0) {
                            @let height = (sent * HEIGHT).div_ceil(most);
                            rect x=(place * (BAR + GAP)) y=(HEIGHT - height) width=(BAR) height=(height) {}
                        }
                        text x="0" y=(HEIGHT + 15) { (self.hour(hours.len() - 1)) }
                        text x=(width) y=(HEIGHT + 15) text-anchor="end" { (self.hour(0)) }
                    }
                }
                details {
                    summary { (text.sending_hours_table()) }
                    table.stacked {
                        thead { tr { th scope="col" { (text.sending_hour()) } th.number scope="col" { (text.sending_mails()) } } }
                        tbody {
                            @for (ago, sent) in hours.iter().enumerate() {
                                tr { th scope="row" { (self.hour(ago)) } td.number { (self.number(*sent)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The local time at the end of the hour that ended `ago` hours ago.
    fn hour(&self, ago: usize) -> String {
        let end = self.overview.now - TimeDelta::hours(i64::try_from(ago).unwrap_or_default());
        end.with_timezone(&self.zone).format("%H:%M").to_string()
    }

    pub(super) fn warnings(&self, text: &Texts) -> Markup {
        if self.overview.opt_outs.is_empty() {
            return html! {};
        }
        html! {
            section.notice aria-labelledby="warnings" {
                h2 id="warnings" { (text.sending_warnings_heading()) }
                ul {
                    @for warning in &self.overview.opt_outs {
                        @let team = if warning.team.is_empty() { text.sending_no_team() } else { warning.team.clone() };
                        li {
                            (text.sending_opt_outs(
                                team.as_str(),
                                self.number(warning.opted_out),
                                self.number(warning.closed),
                                period(self.staff.language, warning.quarter, Granularity::Quarter),
                            ))
                        }
                    }
                }
            }
        }
    }

    pub(super) fn places(&self, text: &Texts) -> Markup {
        let Some(point) = self.funnel.filter(|point| point.closed > 0) else { return html! {} };
        html! {
            section aria-labelledby="funnel" {
                h2 id="funnel" { (text.sending_funnel_heading()) }
                @match &point.places {
                    Visible::TooSmall | Visible::Nothing => p { (text.sending_funnel_hidden(self.minimum_group)) },
                    Visible::Shown(places) => {
                        table.narrow.stacked {
                            thead { tr { th scope="col" { (text.sending_funnel_place()) } th.number scope="col" { (text.sending_funnel_count()) } } }
                            tbody {
                                @for &reason in WithheldReason::ALL {
                                    @let count = places.withheld_for(reason);
                                    @if count > 0 {
                                        tr {
                                            th scope="row" { (text.state_withheld()) ": " (words::withheld(text, reason)) }
                                            td.number { (self.number(count)) }
                                        }
                                    }
                                }
                                @for &state in State::ALL.iter().filter(|state| **state != State::Withheld) {
                                    tr { th scope="row" { (words::state(text, state)) } td.number { (self.number(places.in_state(state))) } }
                                }
                            }
                            tfoot { tr { th scope="row" { (text.sending_funnel_closed()) } td.number { (self.number(point.closed)) } } }
                        }
                        p.note { (text.sending_funnel_reminded(self.number(places.reminded))) }
                    }
                }
            }
        }
    }
}
