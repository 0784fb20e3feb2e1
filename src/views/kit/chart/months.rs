//! A small picture of shares by period, with the norm as a line and an axis from zero to the highest of them. The table
//! beside it holds the same numbers.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::views::kit::format::percentage;
use crate::views::kit::scale::{Scale, rounded};

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 90.0;
const TOP: f64 = 8.0;
const FOOT: f64 = 20.0;
/// The space for the labels of the axis.
const LEFT: f64 = 56.0;

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
pub fn months(language: Language, labelled_by: &str, shares: &[Share], norm: Option<f64>) -> Markup {
    let most = shares.iter().filter_map(|share| share.value).chain(norm).fold(0.0, f64::max);
    let most = if most > 0.0 { most } else { 1.0 };
    let y = Scale { from: (0.0, most), to: (HEIGHT, TOP) };
    let slot = (WIDTH - LEFT) / shares.len().max(1) as f64;
    html! {
        svg.months role="img" aria-labelledby=(labelled_by) viewBox=(format!("0 0 {WIDTH} {}", HEIGHT + FOOT)) {
            line.base x1=(LEFT) x2=(WIDTH) y1=(HEIGHT) y2=(HEIGHT) {}
            @for share in [0.0, most] {
                text x=(LEFT - 6.0) y=(y.place(share) + 4.0) text-anchor="end" { (percentage(language, share)) }
            }
            @for (index, share) in shares.iter().enumerate() {
                @let left = LEFT + slot * index as f64;
                @if let Some(value) = share.value {
                    @let top = y.place(value);
                    rect.provisional[share.is_provisional] x=(rounded(left + slot * 0.15)) width=(rounded(slot * 0.7)) y=(top) height=(rounded((HEIGHT - top).max(1.0))) {}
                }
                text x=(rounded(left + slot / 2.0)) y=(HEIGHT + 15.0) text-anchor="middle" { (share.name) }
            }
            @if let Some(norm) = norm {
                line.norm x1=(LEFT) x2=(WIDTH) y1=(y.place(norm)) y2=(y.place(norm)) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_axis_says_how_high_the_bars_are() {
        let share = |value: f64| Share { name: "jan".to_owned(), value: Some(value), is_provisional: false };
        let drawn = months(Language::Dutch, "rate", &[share(0.5), share(0.25)], Some(0.95)).into_string();
        for label in [">0,0\u{a0}%<", ">95,0\u{a0}%<"] {
            assert_eq!(drawn.matches(label).count(), 1, "{label}: {drawn}");
        }
    }
}
