//! Bars that begin at zero: upright for scores, lying for named counts.

use maud::{Markup, html};

use crate::views::scale::Scale;

const WIDTH: f64 = 640.0;
const UPRIGHT_HEIGHT: f64 = 150.0;
const ROW: f64 = 26.0;
/// Room for the names of lying bars and for the counts behind them.
const NAMES: f64 = 230.0;
const COUNTS: f64 = 130.0;

/// A bar: what it is called, its length, and what stands at its end.
pub struct Bar {
    pub name: String,
    pub value: f64,
    pub label: String,
    /// Of a group that is drawn apart, such as what is part of the bar above.
    pub is_part: bool,
}

/// Upright bars, with a class for each.
#[must_use]
pub fn upright(labelled_by: &str, bars: &[(Bar, &'static str)]) -> Markup {
    let most = bars.iter().map(|(bar, _)| bar.value).fold(0.0, f64::max).max(1.0);
    let y = Scale { from: (0.0, most), to: (UPRIGHT_HEIGHT, 18.0) };
    let slot = WIDTH / bars.len().max(1) as f64;
    html! {
        svg.bars.stack role="img" aria-labelledby=(labelled_by) viewBox=(format!("0 0 {WIDTH} {}", UPRIGHT_HEIGHT + 20.0)) {
            line x1="0" x2=(WIDTH) y1=(UPRIGHT_HEIGHT) y2=(UPRIGHT_HEIGHT) {}
            @for (index, (bar, class)) in bars.iter().enumerate() {
                @let left = slot * index as f64;
                @let middle = rounded(left + slot / 2.0);
                @let top = y.place(bar.value);
                @if bar.value > 0.0 {
                    rect class=(class) x=(rounded(left + slot * 0.12)) width=(rounded(slot * 0.76)) y=(top) height=(rounded(UPRIGHT_HEIGHT - top)) {}
                }
                text x=(middle) y=(top - 5.0) text-anchor="middle" { (bar.label) }
                text x=(middle) y=(UPRIGHT_HEIGHT + 16.0) text-anchor="middle" { (bar.name) }
            }
        }
    }
}

/// Lying bars, one to a row.
#[must_use]
pub fn lying(labelled_by: &str, bars: &[Bar]) -> Markup {
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max).max(1.0);
    let x = Scale { from: (0.0, most), to: (0.0, WIDTH - NAMES - COUNTS) };
    html! {
        svg.bars role="img" aria-labelledby=(labelled_by) viewBox=(format!("0 0 {WIDTH} {}", ROW * bars.len() as f64)) {
            @for (row, bar) in bars.iter().enumerate() {
                @let top = ROW * row as f64;
                @let indent = if bar.is_part { 14.0 } else { 0.0 };
                text x=(indent) y=(top + 17.0) { (bar.name) }
                @if bar.value > 0.0 {
                    rect.faint[bar.is_part] x=(NAMES) y=(top + 4.0) width=(x.place(bar.value).max(1.0)) height=(ROW - 8.0) {}
                }
                text x=(NAMES + x.place(bar.value) + 8.0) y=(top + 17.0) { (bar.label) }
            }
        }
    }
}

fn rounded(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}
