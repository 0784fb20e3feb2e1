//! The signals page: signals with their causes, and noted changes.

mod forms;

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::ids::SignalId;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::signal::change_point::{ChangeKind, ChangePoint};
use crate::domain::insight::signal::event::SignalEvent;
use crate::domain::insight::signal::{SignalKind, SignalSide};
use crate::domain::people::language::Language;
use crate::domain::time::calendar::day_of;
use crate::domain::time::period::{DateRange, Granularity};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{day, decimal, period, whole};
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct SignalsPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// The range whose signals are shown; `None` for all.
    pub range: Option<DateRange>,
    /// Newest first.
    pub events: &'a [SignalEvent],
    pub change_points: &'a [ChangePoint],
    /// Whether this user is mailed about signals; `None` for a viewer without an account.
    pub is_subscribed: Option<bool>,
    /// A submitted form took effect.
    pub is_done: bool,
    /// A submitted form that was refused, with its input.
    pub refused: Option<SignalRefusal<'a>>,
}

/// A refused form that is shown again, with what was typed.
#[derive(Clone, Copy)]
pub enum SignalRefusal<'a> {
    Explanation { signal: SignalId, typed: &'a str },
    Change { typed: &'a [(String, String)], errors: &'a [FieldError] },
}

impl SignalsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.wide(&text.signals_title(), html! {
                h1 { (text.signals_title()) }
                @if self.is_done { p.done role="status" { (text.signals_done()) } }
                (self.refusal(text))
                p { (text.signals_intro()) }
                h2 id="signals" { (text.signals_heading()) }
                (self.range(text))
                @if !self.events.is_empty() { (self.table(text)) }
                @else if self.range.is_some() { p { (text.signals_none_in_range()) } }
                @else { p { (text.signals_none()) } }
                @if let Some(is_subscribed) = self.is_subscribed { (subscription(is_subscribed, text)) }
                h2 id="changes" { (text.changes_heading()) }
                p { (text.changes_intro()) }
                @if self.change_points.is_empty() { p { (text.changes_none()) } } @else { (self.changes(text)) }
                (self.change_form(text))
            })
    }

    /// Of which days the signals are, with the way to all of them.
    fn range(&self, text: &Texts) -> Markup {
        let Some(range) = self.range else { return html! {} };
        let (from, to) = (day(self.staff.language, range.from()), day(self.staff.language, range.to()));
        html! { p.note { (text.signals_range(from, to)) " " a href=(urls::SIGNALS) { (text.signals_all()) } } }
    }

    fn table(&self, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="signals" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.signals_month()) }
                        th scope="col" { (text.signals_what()) }
                        th.number scope="col" { (text.signals_value()) }
                        th.number scope="col" { (text.signals_limits()) }
                        th.number scope="col" { (text.signals_responses()) }
                    } }
                    tbody { @for event in self.events { (self.row(event, text)) } }
                }
            }
        }
    }

    fn row(&self, event: &SignalEvent, text: &Texts) -> Markup {
        html! {
            tr {
                th.period scope="row" { (months(self.staff.language, event)) }
                td.what {
                    (what(self.staff.language, event))
                    (self.cause(event, text))
                    (improve("signal", &event.first().id.to_string(), &months(self.staff.language, event), text))
                }
                td.number { (value(self.staff.language, event)) }
                td.number {
                    @match event.first().signal.limits {
                        Some((lower, upper)) => (text.dashboard_range(decimal(self.staff.language, lower), decimal(self.staff.language, upper))),
                        None => (text.signals_no_limits()),
                    }
                }
                td.number { (whole(self.staff.language, event.responses())) }
            }
        }
    }

    /// The cause that staff noted, or the form to note one.
    fn cause(&self, event: &SignalEvent, text: &Texts) -> Markup {
        html! {
            @match event.explanation() {
                Some(cause) => p.note {
                    (text.signals_cause()) ": "
                    (text.signals_explained(
                        cause.text.as_str(),
                        cause.by.as_str(),
                        day(self.staff.language, day_of(cause.at, self.zone)),
                    ))
                },
                None => (self.cause_form(event, text)),
            }
        }
    }

    fn changes(&self, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="changes" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.changes_day()) }
                        th scope="col" { (text.changes_kind()) }
                        th scope="col" { (text.changes_note()) }
                        th scope="col" { (text.changes_by()) }
                        th scope="col" { span.unseen { (text.changes_withdraw()) } }
                    } }
                    tbody { @for point in self.change_points {
                        tr {
                            th.period scope="row" { (day(self.staff.language, point.change.day)) }
                            td { (kind_name(text, point.change.kind)) }
                            td.said {
                                (point.change.note)
                                @if let Some(reason) = &point.change.restart_reason {
                                    br; span.optional { (text.changes_restarted(reason.as_str())) }
                                }
                            }
                            td { (point.noted_by) }
                            td {
                                form method="post" action=(urls::change_withdraw(point.id)) {
                                    button.quiet type="submit" aria-label={ (text.changes_withdraw()) ": " (point.change.note) } {
                                        (text.changes_withdraw())
                                    }
                                }
                            }
                        }
                    } }
                }
            }
        }
    }
}

/// The way to the form for an improvement, with its reason filled in: a `signal` or a `theme`, by identifier.
pub(super) fn improve(reason: &str, which: &str, name: &str, text: &Texts) -> Markup {
    html! {
        p.note.unprinted {
            a href=(urls::improvement_for(reason, which)) aria-label={ (text.improvements_link()) ": " (name) } { (text.improvements_link()) }
        }
    }
}

fn subscription(is_subscribed: bool, text: &Texts) -> Markup {
    let (state, button, wanted) = if is_subscribed {
        (text.signals_mail_on(), text.signals_mail_stop(), "no")
    } else {
        (text.signals_mail_off(), text.signals_mail_start(), "yes")
    };
    html! {
        h2 { (text.signals_mail_heading()) }
        form.inline method="post" action=(urls::SIGNALS_SUBSCRIPTION) {
            span { (state) }
            input type="hidden" name="wanted" value=(wanted);
            button.quiet type="submit" { (button) }
        }
    }
}

/// The month or the range of months of an event.
pub(in crate::views) fn months(language: Language, event: &SignalEvent) -> String {
    let name = |month: NaiveDate| {
        DateRange::new(month, month)
            .map(|range| period(language, range, Granularity::Month))
            .unwrap_or_default()
    };
    let (first, last) = event.months();
    if first == last { name(first) } else { format!("{} – {}", name(first), name(last)) }
}

/// A sentence saying what stood out and by how much.
pub(in crate::views) fn what(language: Language, event: &SignalEvent) -> String {
    let text = texts(language);
    let what = match (event.kind(), event.side()) {
        (SignalKind::Point, SignalSide::Above) => text.signals_point_above(),
        (SignalKind::Point, SignalSide::Below) => text.signals_point_below(),
        (SignalKind::Ewma, SignalSide::Above) => text.signals_ewma_above(),
        (SignalKind::Ewma, SignalSide::Below) => text.signals_ewma_below(),
        (SignalKind::Trend, SignalSide::Above) => text.signals_trend_above(),
        (SignalKind::Trend, SignalSide::Below) => text.signals_trend_below(),
    };
    let Some(size) = event.size() else { return what };
    let points = decimal(language, size);
    let size = match event.side() {
        SignalSide::Above => text.signals_higher(points),
        SignalSide::Below => text.signals_lower(points),
    };
    format!("{what}: {size}")
}

/// The NPS over the months of an event; for a trend signal its slope.
pub(super) fn value(language: Language, event: &SignalEvent) -> String {
    match (event.kind(), event.nps()) {
        (SignalKind::Trend, _) => {
            texts(language).signals_slope(decimal(language, event.first().signal.value))
        }
        (_, nps) => decimal(language, nps.unwrap_or(event.first().signal.value)),
    }
}

pub(super) fn kind_name(text: &Texts, kind: ChangeKind) -> String {
    match kind {
        ChangeKind::Text => text.changes_kind_text(),
        ChangeKind::Process => text.changes_kind_process(),
        ChangeKind::Law => text.changes_kind_law(),
        ChangeKind::Other => text.changes_kind_other(),
    }
}
