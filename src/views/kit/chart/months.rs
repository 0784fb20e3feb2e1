//! A small picture of shares by period, with the norm as a line. The table beside it holds the same numbers.

use maud::{Markup, html};

use crate::views::kit::scale::{Scale, rounded};

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 90.0;
const TOP: f64 = 8.0;
const FOOT: f64 = 20.0;

/// One period.
pub struct Share {
    /// Its short name, such as that of a month.
    pub name: String,
    /// 0..=1; `None` where nothing is known.
    pub value: Option<f64>,
    pub is_provisional: bool,
}

/// The picture; `norm` is a share too.
#[must_use]
pub fn months(labelled_by: &str, shares: &[Share], norm: Option<f64>) -> Markup {
    let most = shares.iter().filter_map(|share| share.value).chain(norm).fold(0.0, f64::max);
    let y = Scale { from: (0.0, if most > 0.0 { most } else { 1.0 }), to: (HEIGHT, TOP) };
    let slot = WIDTH / shares.len().max(1) as f64;
    html! {
        svg.months role="img" aria-labelledby=(labelled_by) viewBox=(format!("0 0 {WIDTH} {}", HEIGHT + FOOT)) {
            line.base x1="0" x2=(WIDTH) y1=(HEIGHT) y2=(HEIGHT) {}
            @for (index, share) in shares.iter().enumerate() {
                @let left = slot * index as f64;
                @if let Some(value) = share.value {
                    @let top = y.place(value);
                    rect.provisional[share.is_provisional] x=(rounded(left + slot * 0.15)) width=(rounded(slot * 0.7)) y=(top) height=(rounded((HEIGHT - top).max(1.0))) {}
                }
                text x=(rounded(left + slot / 2.0)) y=(HEIGHT + 15.0) text-anchor="middle" { (share.name) }
            }
            @if let Some(norm) = norm {
                line.norm x1="0" x2=(WIDTH) y1=(y.place(norm)) y2=(y.place(norm)) {}
            }
        }
    }
}
