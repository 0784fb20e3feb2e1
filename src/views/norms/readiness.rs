//! Readiness for a norm: each gate as passed, or what is missing and when that is expected.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::norms::readiness::{Gate, GateName, Readiness};
use crate::domain::people::language::Language;
use crate::domain::time::period::{DateRange, Granularity};
use crate::texts::{Texts, texts};
use crate::views::kit::format::{percentage, period, whole};
use crate::views::kit::words;

/// The gates, and the share of each channel's closures that were invited.
pub(super) fn render(language: Language, readiness: &Readiness) -> Markup {
    let text = texts(language);
    let passed = readiness.gates.iter().filter(|gate| gate.passed).count();
    html! {
        section aria-labelledby="readiness" {
            h2 id="readiness" { (text.readiness_heading()) }
            p {
                strong {
                    @if readiness.is_ready() { (text.readiness_ready()) }
                    @else { (text.readiness_count(passed, readiness.gates.len().to_string())) }
                }
                " " (text.readiness_intro())
            }
            div.scroll tabindex="0" role="group" aria-labelledby="readiness" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.readiness_gate()) }
                        th.number scope="col" { (text.readiness_have()) }
                        th.number scope="col" { (text.readiness_need()) }
                        th scope="col" { (text.readiness_status()) }
                    } }
                    tbody { @for gate in &readiness.gates { (row(language, gate)) } }
                }
            }
            @if !readiness.channels.is_empty() { (channels(language, readiness)) }
        }
    }
}

fn row(language: Language, gate: &Gate) -> Markup {
    let text = texts(language);
    html! {
        tr {
            th.what scope="row" { (name(text, gate.name)) }
            td.number { @if let Some(have) = gate.have { (number(language, gate.name, told(gate, have), gate.passed)) } @else { "–" } }
            td.number { (need(language, gate)) }
            td {
                @match (gate.passed, gate.expected_on) {
                    (true, _) => { "✓ " (text.readiness_passed()) },
                    (false, Some(day)) => (text.readiness_expected(month(language, day))),
                    (false, None) => (text.readiness_missing()),
                }
            }
        }
    }
}

pub(super) fn name(text: &Texts, gate: GateName) -> String {
    match gate {
        GateName::Months => text.gate_months(),
        GateName::Responses => text.gate_responses(),
        GateName::Signals => text.gate_signals(),
        GateName::Trend => text.gate_trend(),
        GateName::Instrument => text.gate_instrument(),
        GateName::ResponseRate => text.gate_response_rate(),
        GateName::Coverage => text.gate_coverage(),
    }
}

/// What was reached in the unit of its gate: a percentage, a yes or no, or a count.
pub(super) fn number(language: Language, gate: GateName, number: f64, passed: bool) -> String {
    let text = texts(language);
    match gate {
        GateName::Coverage => percentage(language, number),
        GateName::Trend if passed => text.gate_no(),
        GateName::Trend => text.gate_yes(),
        _ => whole(language, number as u64),
    }
}

/// The value reached, rounded away from the threshold if the gate is not passed: "70 %" beside "at least 70 %" would
/// look passed.
fn told(gate: &Gate, have: f64) -> f64 {
    let is_rounded_down = gate.name == GateName::Coverage && !gate.passed;
    if is_rounded_down { (have * 1000.0).floor() / 1000.0 } else { have }
}

fn need(language: Language, gate: &Gate) -> String {
    let (text, need) = (texts(language), number(language, gate.name, gate.need, true));
    match gate.name {
        GateName::Trend | GateName::Signals | GateName::Instrument => text.gate_exactly(need),
        _ => text.gate_at_least(need),
    }
}

fn month(language: Language, day: chrono::NaiveDate) -> String {
    DateRange::new(day, day).map(|range| period(language, range, Granularity::Month)).unwrap_or_default()
}

fn channels(language: Language, readiness: &Readiness) -> Markup {
    let text = texts(language);
    html! {
        h3 id="channels" { (text.coverage_channels()) }
        div.scroll tabindex="0" role="group" aria-labelledby="channels" {
            table.narrow.stacked {
                thead { tr {
                    th scope="col" { (words::capitalised(&words::dimension(text, Dimension::Channel))) }
                    th.number scope="col" { (text.dashboard_closed()) }
                    th.number scope="col" { (text.dashboard_invited()) }
                    th.number scope="col" { "%" }
                } }
                tbody { @for channel in &readiness.channels {
                    tr {
                        th scope="row" { (words::value(text, Dimension::Channel, &channel.channel)) }
                        td.number { (whole(language, channel.closed)) }
                        td.number { (whole(language, channel.invited)) }
                        td.number {
                            @if channel.closed > 0 { (percentage(language, channel.invited as f64 / channel.closed as f64)) }
                            @else { "–" }
                        }
                    }
                } }
            }
        }
    }
}
