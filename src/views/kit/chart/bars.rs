//! Bar charts from zero: vertical bars for scores, horizontal ones for named counts.

use maud::html;

use crate::views::kit::chart::ChartLink;
use crate::views::kit::chart::drawing::Drawing;
use crate::views::kit::chart::labels::{Label, kept};
use crate::views::kit::scale::{Scale, rounded};

const UPRIGHT_WIDTH: f64 = 640.0;
const UPRIGHT_HEIGHT: f64 = 158.0;
/// The space above the highest bar and below all of them, for the letters of a telephone; and their height.
const UPRIGHT_TOP: f64 = 28.0;
const UPRIGHT_FOOT: f64 = 30.0;
const UPRIGHT_LETTER: f64 = 24.0;
const ROW: f64 = 26.0;
const LYING_WIDTH: f64 = 760.0;
/// The widths of one letter of a name, of the indent of a part, and of the counts to the right of the bars.
const LETTER: f64 = 6.7;
const INDENT: f64 = 14.0;
const COUNTS: f64 = 130.0;
/// The maximum width of the names, so that the bars keep some space.
const LONGEST_NAMES: f64 = 400.0;

/// A bar: its name, its length, and the label at its end.
pub struct Bar {
    pub name: String,
    pub value: f64,
    pub label: String,
    /// Drawn as part of the bar above, or otherwise set apart.
    pub is_part: bool,
}

/// Vertical bars, each with a CSS class and where it leads to by mouse or touch.
#[must_use]
pub fn upright(labelled_by: &str, bars: &[(Bar, &'static str)], links: &[Option<ChartLink>]) -> Drawing {
    let most = bars.iter().map(|(bar, _)| bar.value).fold(0.0, f64::max).max(1.0);
    let y = Scale { from: (0.0, most), to: (UPRIGHT_HEIGHT, UPRIGHT_TOP) };
    let slot = UPRIGHT_WIDTH / bars.len().max(1) as f64;
    let middle = |index: usize| rounded(slot * index as f64 + slot / 2.0);
    let labels = bars.iter().enumerate();
    let labels = labels.map(|(index, (bar, _))| Label::of(&bar.label, middle(index), UPRIGHT_LETTER));
    let on_telephone = kept(&labels.collect::<Vec<_>>());
    let body = html! {
        line x1="0" x2=(UPRIGHT_WIDTH) y1=(UPRIGHT_HEIGHT) y2=(UPRIGHT_HEIGHT) {}
        @for (index, (bar, class)) in bars.iter().enumerate() {
            @let left = slot * index as f64;
            @let top = y.place(bar.value);
            @if bar.value > 0.0 {
                rect class=(class) x=(rounded(left + slot * 0.12)) width=(rounded(slot * 0.76)) y=(top) height=(rounded(UPRIGHT_HEIGHT - top)) {}
            }
            text.roomy[!on_telephone.contains(&index)] x=(middle(index)) y=(top - 5.0) text-anchor="middle" { (bar.label) }
            text x=(middle(index)) y=(UPRIGHT_HEIGHT + 22.0) text-anchor="middle" { (bar.name) }
        }
    };
    let links = html! {
        g.links aria-hidden="true" {
            @for (index, link) in links.iter().enumerate() {
                @if let Some(link) = link {
                    a href=(link.address) tabindex="-1" {
                        title { (link.title) }
                        rect x=(rounded(slot * index as f64)) width=(rounded(slot)) y="0" height=(UPRIGHT_HEIGHT + UPRIGHT_FOOT) {}
                    }
                }
            }
        }
    };
    Drawing {
        class: "bars stack upright",
        size: (UPRIGHT_WIDTH, UPRIGHT_HEIGHT + UPRIGHT_FOOT),
        labelled_by: labelled_by.to_owned(),
        body,
        links: Some(links),
    }
}

/// Horizontal bars, one per row.
#[must_use]
pub fn lying(labelled_by: &str, bars: &[Bar]) -> Drawing {
    let most = bars.iter().map(|bar| bar.value).fold(0.0, f64::max).max(1.0);
    let letters = bars.iter().map(|bar| bar.name.chars().count()).max().unwrap_or_default();
    let names = rounded((letters as f64 * LETTER + 2.0 * INDENT).min(LONGEST_NAMES));
    let x = Scale { from: (0.0, most), to: (names, LYING_WIDTH - COUNTS) };
    let body = html! {
        @for (row, bar) in bars.iter().enumerate() {
            @let top = ROW * row as f64;
            @let indent = if bar.is_part { INDENT } else { 0.0 };
            text x=(indent) y=(top + 17.0) { (bar.name) }
            @if bar.value > 0.0 {
                rect.faint[bar.is_part] x=(names) y=(top + 4.0) width=(rounded((x.place(bar.value) - names).max(1.0))) height=(ROW - 8.0) {}
            }
            text x=(x.place(bar.value) + 8.0) y=(top + 17.0) { (bar.label) }
        }
    };
    Drawing {
        class: "bars lying",
        size: (LYING_WIDTH, ROW * bars.len() as f64),
        labelled_by: labelled_by.to_owned(),
        body,
        links: None,
    }
}
