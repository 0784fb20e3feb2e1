//! A small picture of shares by period, with the norm as a line and an axis from zero to a round number above the highest of
//! them. The table beside it holds the same numbers.
//!
//! A telephone shows it smaller and in larger letters, and leaves out the names of periods for which there is no room.

use maud::{Markup, html};

use crate::views::kit::chart::labels::{Label, kept};
use crate::views::kit::scale::{Scale, few_ticks, rounded};

const WIDTH: f64 = 480.0;
const HEIGHT: f64 = 122.0;
const TOP: f64 = 12.0;
const FOOT: f64 = 26.0;
/// The space for the labels of the axis.
const LEFT: f64 = 70.0;
/// The height of a letter on a telephone.
const NARROW_LETTER: f64 = 18.0;

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
    let ticks = few_ticks(100.0 * most);
    let top = ticks.last().copied().unwrap_or(100.0);
    let y = Scale { from: (0.0, top / 100.0), to: (HEIGHT, TOP) };
    let slot = (WIDTH - LEFT) / shares.len().max(1) as f64;
    let middle = |index: usize| rounded(LEFT + slot * (index as f64 + 0.5));
    let names = shares.iter().enumerate();
    let names = names.map(|(index, share)| Label::of(&share.name, middle(index), NARROW_LETTER));
    let on_telephone = kept(&names.collect::<Vec<_>>());
    html! {
        svg.months role="img" aria-labelledby=(labelled_by) viewBox=(format!("0 0 {WIDTH} {}", HEIGHT + FOOT)) {
            @for tick in &ticks {
                @let height = y.place(tick / 100.0);
                line.base[*tick == 0.0].tick[*tick != 0.0] x1=(LEFT) x2=(WIDTH) y1=(height) y2=(height) {}
                text x=(LEFT - 6.0) y=(height + 5.0) text-anchor="end" { (tick) "\u{a0}%" }
            }
            @for (index, share) in shares.iter().enumerate() {
                @let left = LEFT + slot * index as f64;
                @if let Some(value) = share.value {
                    @let top = y.place(value);
                    rect.provisional[share.is_provisional] x=(rounded(left + slot * 0.15)) width=(rounded(slot * 0.7)) y=(top) height=(rounded((HEIGHT - top).max(1.0))) {}
                }
                text.roomy[!on_telephone.contains(&index)] x=(middle(index)) y=(HEIGHT + 19.0) text-anchor="middle" { (share.name) }
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

    fn share(value: f64) -> Share {
        Share { name: "jan".to_owned(), value: Some(value), is_provisional: false }
    }

    #[test]
    fn the_axis_says_how_high_the_bars_are_in_round_numbers() {
        let drawn = months("rate", &[share(0.5), share(0.25)], Some(0.95)).into_string();
        for label in [">0\u{a0}%<", ">25\u{a0}%<", ">75\u{a0}%<", ">100\u{a0}%<"] {
            assert_eq!(drawn.matches(label).count(), 1, "{label}: {drawn}");
        }
    }

    #[test]
    fn a_telephone_leaves_out_the_names_without_room() {
        let left_out = |count: usize| {
            let shares: Vec<Share> = (0..count).map(|_| share(0.5)).collect();
            months("rate", &shares, None).into_string().matches("class=\"roomy\"").count()
        };
        assert_eq!(left_out(4), 0);
        assert!((4..=7).contains(&left_out(12)), "{}", left_out(12));
    }
}
