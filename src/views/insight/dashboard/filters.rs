//! The filter form, whose whole state is in the query string, and the links that download the same view.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::domain::time::period::Granularity;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::dashboard::Dashboard;
use crate::views::kit::dimension_filter::DimensionFilter;
use crate::views::kit::words;

/// The lengths of the rolling windows that the form lists, in periods.
const WINDOWS: [u32; 6] = [2, 3, 4, 6, 12, 24];

impl Dashboard<'_> {
    pub(super) fn filters(&self, text: &Texts) -> Markup {
        html! {
            (self.active(text))
            details.filters open[!self.mistakes.is_empty()] {
                summary { (text.view_filters()) }
                form.boxed method="get" action=(urls::DASHBOARD) {
                    div.fields {
                        label { (text.view_from()) input type="date" name="from" value=[self.given("from")]; }
                        label { (text.view_to()) input type="date" name="to" value=[self.given("to")]; }
                        label { (text.view_interval()) select name="interval" { (self.intervals(text)) } }
                        label {
                            (text.view_basis())
                            select name="basis" {
                                @for (basis, name) in [(Basis::Closed, text.view_basis_closed()), (Basis::Answered, text.view_basis_answered())] {
                                    option value=(basis.name()) selected[self.query.whole.basis == basis] { (name) }
                                }
                            }
                        }
                        label { (text.view_rolling()) select name="rolling" { (self.windows(text)) } }
                        @for &dimension in Dimension::ALL { (self.filter(dimension, text)) }
                    }
                    @for kept in ["confidence", "cut"] {
                        @if let Some(value) = self.given(kept) { input type="hidden" name=(kept) value=(value); }
                    }
                    button type="submit" { (text.view_apply()) }
                    " " a href=(urls::DASHBOARD) { (text.view_reset()) }
                }
            }
        }
    }

    fn given<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.query.typed(name)
    }

    fn intervals(&self, text: &Texts) -> Markup {
        let names = [
            (Granularity::Day, text.view_day()),
            (Granularity::Week, text.view_week()),
            (Granularity::Month, text.dashboard_month()),
            (Granularity::Quarter, text.dashboard_quarter()),
            (Granularity::Year, text.dashboard_year()),
        ];
        html! {
            @for (interval, name) in names {
                option value=(interval.name()) selected[interval == self.query.trend.interval] { (name) }
            }
        }
    }

    fn windows(&self, text: &Texts) -> Markup {
        let given = self.given("rolling").and_then(|number| number.parse::<u32>().ok());
        let own = given.filter(|number| *number > 1 && !WINDOWS.contains(number));
        html! {
            option value="" selected[given.is_none()] { "–" }
            option value="1" selected[given == Some(1)] { (text.view_rolling_none()) }
            @for window in WINDOWS.into_iter().chain(own) {
                option value=(window) selected[given == Some(window)] { (text.view_rolling_periods(window.to_string())) }
            }
        }
    }

    /// The field for one value of a dimension. Further values of the same dimension are preserved as hidden fields.
    fn filter(&self, dimension: Dimension, text: &Texts) -> Markup {
        let mut chosen = self.query.values(dimension.name());
        let filter = DimensionFilter {
            dimension,
            name: dimension.name(),
            offered: self.offered.get(&dimension).map(Vec::as_slice).unwrap_or_default(),
            most_offered: self.most_offered,
            given: chosen.next(),
        };
        html! {
            (filter.render(text))
            @for value in chosen { input type="hidden" name=(dimension.name()) value=(value); }
        }
    }

    /// The active filters, each with a link that removes it.
    fn active(&self, text: &Texts) -> Markup {
        let active = Dimension::ALL
            .iter()
            .flat_map(|dimension| self.query.values(dimension.name()).map(move |value| (*dimension, value)));
        let active: Vec<(Dimension, &str)> = active.collect();
        html! {
            @if !active.is_empty() {
                p.filtered {
                    (text.view_active())
                    @for (dimension, value) in active {
                        @let plain = if value == UNKNOWN { "" } else { value };
                        @let name = format!("{}: {}", words::dimension(text, dimension), words::value(text, dimension, plain));
                        " " a.chip href={ "?" (self.query.without(dimension.name(), value)) } aria-label=(text.view_remove(name.as_str())) {
                            (name) span { " ×" }
                        }
                    }
                }
            }
        }
    }

    /// Links to the same view as a file.
    pub(super) fn downloads(&self, text: &Texts) -> Markup {
        let files = [
            (Dialect::Comma.name(), text.view_download_csv()),
            (Dialect::Semicolon.name(), text.view_download_semicolon()),
            ("json", text.view_download_json()),
        ];
        html! {
            p.choices {
                (text.view_download()) ":"
                @for (format, name) in files {
                    " " a href={ (urls::EXPORT) "?" (self.query.with("format", Some(format))) } { (name) }
                }
                @if self.query.rolling > 1 {
                    " " a href={ (urls::EXPORT) "?" (self.query.with("set", Some("rolling"))) } { (text.view_download_rolling()) }
                }
            }
        }
    }
}
