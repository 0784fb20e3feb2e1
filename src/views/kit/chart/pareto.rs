//! A Pareto chart: named counts as bars, largest first, and beside them a line of their cumulative share.
//!
//! Names lie, so that long ones can be read, and so the line runs down. Bars and line stand in fields of their own, each with
//! its numbers beside it: neither covers the other, and none needs a legend. The table below holds the same numbers.

use maud::{Markup, html};

use crate::views::kit::chart::drawing::Drawing;
use crate::views::kit::chart::forest::shortened;
use crate::views::kit::scale::{Scale, rounded};

const WIDTH: f64 = 760.0;
const ROW: f64 = 28.0;
const BAR: f64 = 16.0;
const TOP: f64 = 26.0;
const BOTTOM: f64 = 24.0;
/// The left edge of the bars, the right edge of the longest, and both edges of the line's field.
const BARS: f64 = 190.0;
const BARS_END: f64 = 400.0;
const LINE: f64 = 530.0;
const LINE_END: f64 = 690.0;

/// A bar with the point of the line beside it.
pub struct ParetoBar {
    pub name: String,
    pub count: u64,
    /// What stands at the end of the bar.
    pub label: String,
    /// This bar and those above it among all, 0..=1.
    pub cumulative: f64,
    pub cumulative_label: String,
    /// Several that are drawn together.
    pub is_rest: bool,
}

/// The chart.
pub struct ParetoChart<'a> {
    pub title: &'a str,
    /// The conclusion as text, for readers who cannot see the drawing.
    pub description: &'a str,
    /// What the bars count, and what the line is the share of.
    pub counted: &'a str,
    pub cumulated: &'a str,
    pub bars: &'a [ParetoBar],
}

impl ParetoChart<'_> {
    #[must_use]
    pub fn render(&self) -> Drawing {
        let most = self.bars.iter().map(|bar| bar.count as f64).fold(1.0, f64::max);
        let x = Scale { from: (0.0, most), to: (BARS, BARS_END) };
        let bottom = TOP + ROW * self.bars.len() as f64;
        let body = html! {
            title id="pareto-title" { (self.title) }
            desc id="pareto-text" { (self.description) }
            text x=(BARS) y="14" { (self.counted) }
            text x=(LINE) y="14" { (self.cumulated) }
            (grid(bottom))
            @for (row, bar) in self.bars.iter().enumerate() { (draw(bar, middle(row), x)) }
            (self.line())
        };
        let labelled_by = "pareto-title pareto-text".to_owned();
        Drawing { class: "chart pareto", size: (WIDTH, bottom + BOTTOM), labelled_by, body, links: None }
    }

    fn line(&self) -> Markup {
        let rows = self.bars.iter().enumerate();
        let places: Vec<(f64, f64, &ParetoBar)> =
            rows.map(|(row, bar)| (of_line().place(bar.cumulative), middle(row), bar)).collect();
        let points: Vec<String> = places.iter().map(|(x, y, _)| format!("{x},{y}")).collect();
        html! {
            polyline.line points=(points.join(" ")) {}
            @for (x, y, bar) in places {
                circle cx=(x) cy=(y) r="3.5" {}
                // The lines of the grid break off around it.
                text.over x=(rounded(x + 9.0)) y=(y + 4.0) { (bar.cumulative_label) }
            }
        }
    }
}

/// From none to all.
fn of_line() -> Scale {
    Scale { from: (0.0, 1.0), to: (LINE, LINE_END) }
}

fn middle(row: usize) -> f64 {
    TOP + ROW * row as f64 + ROW / 2.0
}

fn grid(bottom: f64) -> Markup {
    html! {
        g.grid {
            line.zero x1=(BARS) x2=(BARS) y1=(TOP) y2=(bottom) {}
            @for (share, name) in [(0.0, "0 %"), (0.5, "50 %"), (1.0, "100 %")] {
                @let x = of_line().place(share);
                line class=[(share == 0.0).then_some("zero")] x1=(x) x2=(x) y1=(TOP) y2=(bottom) {}
                text x=(x) y=(bottom + 16.0) text-anchor="middle" { (name) }
            }
        }
    }
}

fn draw(bar: &ParetoBar, middle: f64, x: Scale) -> Markup {
    let (class, end) = (if bar.is_rest { "band" } else { "mark" }, x.place(bar.count as f64));
    html! {
        g {
            title { (bar.name) }
            text x="0" y=(middle + 4.0) { (shortened(&bar.name)) }
            rect class=(class) x=(BARS) width=(rounded((end - BARS).max(1.0))) y=(middle - BAR / 2.0) height=(BAR) {}
            text x=(rounded(end + 8.0)) y=(middle + 4.0) { (bar.label) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_ends_at_all_and_a_name_is_no_markup() {
        let bar = |name: &str, count, cumulative| ParetoBar {
            name: name.to_owned(),
            count,
            label: count.to_string(),
            cumulative,
            cumulative_label: "x".to_owned(),
            is_rest: false,
        };
        let bars = [bar("<script>", 30, 0.75), bar("b", 10, 1.0)];
        let chart = ParetoChart { title: "t", description: "d", counted: "c", cumulated: "s", bars: &bars };
        let drawn = chart.render().body.into_string();
        assert!(drawn.contains("points=\"650,40 690,68\""), "{drawn}");
        assert!(drawn.contains("&lt;script&gt;") && !drawn.contains("<script>"), "{drawn}");
        assert_eq!(drawn.matches("class=\"over\"").count(), 2, "no grid line runs through a share: {drawn}");
        for style in [include_str!("../../staff.css"), include_str!("standalone/style.css")] {
            assert!(style.contains(".over {") && style.contains("paint-order: stroke"));
        }
        assert!(drawn.contains("width=\"210\"") && drawn.contains("width=\"70\""), "from zero: {drawn}");
    }
}
