//! A figure of a report as it is printed.
//!
//! The rule: [`print()`] is the only function that prints one, from its counts alone. So a program of others that reads the
//! counts can say of each printed figure whether it is right.

use crate::domain::people::language::Language;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;
use crate::domain::reporting::figure::Figure;
use crate::texts::texts;
use crate::views::kit::format::{day, decimal, in_decimals, signed, whole};
use crate::views::norms::value;
use crate::views::reporting::words::labels::verdict;

/// A figure over nothing.
const NOTHING: &str = "–";
/// A rate per hundred is printed in percents.
const HUNDRED: u64 = 100;

/// The figure in a language: "1.234", "95 %", "38 (31 tot 45)", "€ 1.250,00", "niet getoond".
#[must_use]
pub fn print(figure: &Figure, language: Language) -> String {
    let text = texts(language);
    match figure {
        Figure::Count { count: number } | Figure::Number { number } => whole(language, *number),
        Figure::Share { decimals, .. } => per_cent(figure, language, *decimals),
        Figure::ShareAtLeast { .. } => text.ledger_at_least(per_cent(figure, language, 0)),
        Figure::ShareAtMost { .. } => text.ledger_at_most(per_cent(figure, language, 0)),
        Figure::Percent { percent } => norm(language, *percent, true, None),
        Figure::Points { .. } => per_cent(figure, language, 1),
        Figure::Rate { per: HUNDRED, decimals, .. } => per_cent(figure, language, *decimals),
        Figure::Rate { per, decimals, .. } => figure.value().map_or_else(
            || NOTHING.to_owned(),
            |value| text.report_rate(in_decimals(language, value, *decimals), whole(language, *per)),
        ),
        Figure::Nps { .. } => nps(figure, language),
        Figure::Standardised { nps, low, high, .. } => {
            let points = |value: &f64| in_decimals(language, *value, 0);
            text.report_interval(points(nps), points(low), points(high))
        }
        Figure::Effect { effect, low, high, verdict: name } => text.report_effect(
            text.report_interval(
                signed(language, *effect),
                decimal(language, *low),
                decimal(language, *high),
            ),
            verdict(text, name),
        ),
        Figure::Norm { value, is_share, limit } => norm(language, *value, *is_share, limit.as_deref()),
        Figure::Verdict { verdict: name } => verdict(text, name),
        Figure::Money { cents, .. } => money(language, *cents),
        Figure::Day { day: at } => day(language, *at),
        Figure::Text { text } => text.clone(),
        Figure::Link { .. } => text.report_link(),
        Figure::Hidden => text.report_hidden(),
        Figure::Unknown => text.report_unknown(),
        Figure::Nothing => NOTHING.to_owned(),
    }
}

fn per_cent(figure: &Figure, language: Language, decimals: u8) -> String {
    figure.value().map_or_else(
        || NOTHING.to_owned(),
        |value| format!("{}\u{a0}%", in_decimals(language, value, decimals)),
    )
}

/// In whole points, with its interval.
fn nps(figure: &Figure, language: Language) -> String {
    let points = |value| in_decimals(language, value, 0);
    figure.estimate().map_or_else(
        || NOTHING.to_owned(),
        |found| {
            texts(language).report_interval(
                points(found.nps),
                points(found.interval.low),
                points(found.interval.high),
            )
        },
    )
}

/// Unrounded, so that the adopted norm is the printed one, with the time that it allows.
fn norm(language: Language, points: f64, is_share: bool, limit: Option<&str>) -> String {
    let text = texts(language);
    let number = value(language, Kpi::Nps, points);
    let bound = if is_share { format!("{number}\u{a0}%") } else { number };
    let Some(limit) = limit else { return bound };
    let time = match limit.parse() {
        Ok(Limit::Hours(hours)) => text.limit_hours(hours),
        Ok(Limit::WorkingDays(days)) => text.limit_working_days(days),
        Err(_) => limit.to_owned(),
    };
    text.ledger_within(bound, time)
}

fn money(language: Language, cents: u64) -> String {
    let text = texts(language);
    let (euros, cents) = (whole(language, cents / 100), cents % 100);
    text.report_money(format!("{euros}{}{cents:02}", text.format_decimal_separator()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(figure: &Figure) -> (String, String) {
        (print(figure, Language::Dutch), print(figure, Language::English))
    }

    #[test]
    fn each_kind_of_figure_is_printed_in_the_way_of_its_language() {
        let norm = |value, is_share, limit: Option<&str>| Figure::Norm {
            value,
            is_share,
            limit: limit.map(str::to_owned),
        };
        let effect =
            Figure::Effect { effect: 3.25, low: -0.5, high: 7.0, verdict: "cannot_be_told_yet".to_owned() };
        let nps = Figure::Nps { promoters: 60, passives: 20, detractors: 20, confidence: 90 };
        for (figure, dutch, english) in [
            (Figure::count(12_345), "12.345", "12,345"),
            (Figure::Number { number: 3 }, "3", "3"),
            (Figure::ShareAtLeast { percent: 90, whole: 200 }, "ten minste 90\u{a0}%", "at least 90\u{a0}%"),
            (Figure::ShareAtMost { percent: 4, whole: 200 }, "ten hoogste 4\u{a0}%", "at most 4\u{a0}%"),
            (Figure::Percent { percent: 2.5 }, "2,5\u{a0}%", "2.5\u{a0}%"),
            (
                Figure::Standardised { nps: 12.4, low: -3.0, high: 27.5, confidence: 95 },
                "12 (\u{2212}3 tot 28)",
                "12 (\u{2212}3 to 28)",
            ),
            (Figure::Link { address: "/verbatims".to_owned() }, "lees verder", "read more"),
            (Figure::share(19, 20), "95\u{a0}%", "95\u{a0}%"),
            (Figure::Share { part: 1, whole: 3, decimals: 1 }, "33,3\u{a0}%", "33.3\u{a0}%"),
            (Figure::Share { part: 1, whole: 0, decimals: 0 }, "–", "–"),
            (Figure::Points { points: 7, maximum: 8, reviews: 2 }, "87,5\u{a0}%", "87.5\u{a0}%"),
            (Figure::Rate { count: 3, base: 150, per: 100, decimals: 1 }, "2,0\u{a0}%", "2.0\u{a0}%"),
            (Figure::Rate { count: 3, base: 150, per: 1_000, decimals: 0 }, "20 per 1.000", "20 per 1,000"),
            (nps, "40 (26 tot 52)", "40 (26 to 52)"),
            (
                effect,
                "+3,3 (\u{2212}0,5 tot 7,0): nog niet te zeggen",
                "+3.3 (\u{2212}0.5 to 7.0): cannot be told yet",
            ),
            (norm(90.0, true, Some("24 hours")), "90\u{a0}% binnen 24 uur", "90\u{a0}% within 24 hours"),
            (norm(97.5, true, None), "97,5\u{a0}%", "97.5\u{a0}%"),
            (norm(-15.0, false, None), "\u{2212}15", "\u{2212}15"),
            (Figure::Verdict { verdict: "not_met".to_owned() }, "niet gehaald", "not met"),
            (Figure::Money { cents: 125_005, amounts: 12 }, "€\u{a0}1.250,05", "€1,250.05"),
            (Figure::Day { day: "2026-03-01".parse().unwrap() }, "1 maart 2026", "1 March 2026"),
            (Figure::Text { text: "<Post>".to_owned() }, "<Post>", "<Post>"),
            (Figure::Hidden, "niet getoond", "not shown"),
            (Figure::Unknown, "onbekend", "unknown"),
            (Figure::Nothing, "–", "–"),
        ] {
            assert_eq!(printed(&figure), (dutch.to_owned(), english.to_owned()), "{figure:?}");
        }
    }
}
