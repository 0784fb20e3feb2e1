//! What differs between a report as it was frozen and the same report computed again.
//!
//! The rule: each figure is compared in its own place, and a place that only one of the two has is a difference too. Words of
//! people are not computed, and so not compared.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::reporting::document::{Document, InBoth, Label, Part, Section};
use crate::domain::reporting::figure::Figure;

/// Numbers that differ by less are equal (relative to the number if above 1): machines round differently.
const TOLERANCE: f64 = 1e-9;

/// Where a figure stands, by the keys of the document.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub section: String,
    /// The key of the table; that of the sentence for a figure in one.
    pub part: String,
    /// What the row is about; empty in a sentence.
    pub row: String,
    /// How many rows of the same name stand before it.
    pub nth: usize,
    /// The key of the column, or the name of the figure in the sentence.
    pub column: String,
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    /// A figure is another, or only one of the two has it.
    Figure { place: Place, then: Option<Figure>, now: Option<Figure> },
    /// The heading of a section is another, or only one of the two has the section.
    Heading { section: String, then: Option<InBoth>, now: Option<InBoth> },
    /// The sections stand in another order.
    Order,
    /// It is computed by another method.
    Method { then: String, now: String },
    /// The name of the organisation, or the least count that is printed.
    Setting { name: &'static str, then: String, now: String },
}

/// All differences: of the whole, then of headings, then of figures in the order of the frozen document.
#[must_use]
pub fn differences(then: &Document, now: &Document) -> Vec<Difference> {
    let mut found = Vec::new();
    if then.method != now.method {
        found.push(Difference::Method { then: then.method.clone(), now: now.method.clone() });
    }
    found.extend(settings(then, now));
    found.extend(headings(then, now));
    found.extend(figures(then, now));
    found
}

fn settings(then: &Document, now: &Document) -> impl Iterator<Item = Difference> {
    let of = |document: &Document| {
        [("organisation", document.organisation.clone()), ("minimum", document.minimum.to_string())]
    };
    let pairs = of(then).into_iter().zip(of(now));
    pairs.filter(|(then, now)| then != now).map(|((name, then), (_, now))| Difference::Setting {
        name,
        then,
        now,
    })
}

fn headings(then: &Document, now: &Document) -> Vec<Difference> {
    let heading = |document: &Document, key: &str| {
        document.sections.iter().find(|section| section.key == key).map(|section| section.heading.clone())
    };
    let keys = |document: &Document| -> Vec<String> {
        document.sections.iter().map(|section| section.key.clone()).collect()
    };
    let (keys_then, keys_now) = (keys(then), keys(now));
    let only_now = keys_now.iter().filter(|key| !keys_then.contains(key));
    let mut found: Vec<Difference> = keys_then
        .iter()
        .chain(only_now)
        .map(|key| (key, heading(then, key), heading(now, key)))
        .filter(|(_, then, now)| then != now)
        .map(|(key, then, now)| Difference::Heading { section: key.clone(), then, now })
        .collect();
    let common = |own: &[String], others: &[String]| -> Vec<String> {
        own.iter().filter(|key| others.contains(key)).cloned().collect()
    };
    if common(&keys_then, &keys_now) != common(&keys_now, &keys_then) {
        found.push(Difference::Order);
    }
    found
}

fn figures(then: &Document, now: &Document) -> Vec<Difference> {
    let (then, now) = (placed(then), placed(now));
    let of_now: BTreeMap<&Place, &Figure> = now.iter().map(|(place, figure)| (place, figure)).collect();
    let of_then: BTreeMap<&Place, &Figure> = then.iter().map(|(place, figure)| (place, figure)).collect();
    let changed = then.iter().filter_map(|(place, before)| {
        let after = of_now.get(place).copied();
        let is_same = after.is_some_and(|after| is_same(before, after));
        (!is_same).then(|| Difference::Figure {
            place: place.clone(),
            then: Some(before.clone()),
            now: after.cloned(),
        })
    });
    let added = now.iter().filter(|(place, _)| !of_then.contains_key(place)).map(|(place, figure)| {
        Difference::Figure { place: place.clone(), then: None, now: Some(figure.clone()) }
    });
    changed.chain(added).collect()
}

/// Every figure with its place, in the order of the document.
fn placed(document: &Document) -> Vec<(Place, Figure)> {
    document.sections.iter().flat_map(placed_in).collect()
}

fn placed_in(section: &Section) -> Vec<(Place, Figure)> {
    let mut counted: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut found = Vec::new();
    for part in &section.parts {
        match part {
            Part::Table(table) => {
                for row in &table.rows {
                    let start = place(&mut counted, &section.key, &table.key, &name_of(&row.label));
                    let columns = table.columns.iter().skip(1);
                    let figures = columns.zip(&row.figures);
                    found.extend(figures.map(|(column, figure)| (start.at(column), figure.clone())));
                }
            }
            Part::Statements { statements } => {
                for statement in statements {
                    let start = place(&mut counted, &section.key, &statement.key, "");
                    let figures = statement.figures.iter();
                    found.extend(figures.map(|(name, figure)| (start.at(name), figure.clone())));
                }
            }
            Part::Words { .. } => {}
        }
    }
    found
}

/// The place of a row or a sentence, counted among those of the same name in its section.
fn place(counted: &mut BTreeMap<(String, String), usize>, section: &str, part: &str, row: &str) -> Place {
    let nth = counted.entry((part.to_owned(), row.to_owned())).or_default();
    let place = Place {
        section: section.to_owned(),
        part: part.to_owned(),
        row: row.to_owned(),
        nth: *nth,
        column: String::new(),
    };
    *nth += 1;
    place
}

impl Place {
    fn at(&self, column: &str) -> Self {
        Self { column: column.to_owned(), ..self.clone() }
    }
}

/// The name or the words of a label; its kind where it has neither, such as a total.
fn name_of(label: &Label) -> String {
    let fields = serde_json::to_value(label).unwrap_or_default();
    let text = |field: &str| fields.get(field).and_then(Value::as_str).map(str::to_owned);
    let words = || fields.get("words")?.get("nl")?.as_str().map(str::to_owned);
    text("name").or_else(|| text("value")).or_else(words).or_else(|| text("label")).unwrap_or_default()
}

fn is_same(a: &Figure, b: &Figure) -> bool {
    a == b || is_near(&json(a), &json(b))
}

fn json(figure: &Figure) -> Value {
    serde_json::to_value(figure).unwrap_or_default()
}

/// Whether all values are equal but for rounding.
fn is_near(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => match (a.as_f64(), b.as_f64()) {
            (Some(a), Some(b)) => (a - b).abs() <= TOLERANCE * a.abs().max(1.0),
            _ => false,
        },
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(name, a)| b.get(name).is_some_and(|b| is_near(a, b)))
        }
        _ => a == b,
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let number = if self.nth == 0 { String::new() } else { format!("({})", self.nth + 1) };
        let parts = [&self.section, &self.part, &self.row, &number, &self.column];
        let named: Vec<&str> =
            parts.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
        formatter.write_str(&named.join(" / "))
    }
}

/// For the command line: where, then and now.
impl std::fmt::Display for Difference {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let heading = |heading: Option<&InBoth>| {
            heading.map_or_else(
                || "no such section".to_owned(),
                |heading| format!("\u{201c}{}\u{201d} / \u{201c}{}\u{201d}", heading.nl, heading.en),
            )
        };
        match self {
            Self::Figure { place, then, now } => {
                write!(formatter, "{place}: {} then, {} now", in_words(then.as_ref()), in_words(now.as_ref()))
            }
            Self::Heading { section, then, now } => {
                write!(
                    formatter,
                    "heading of {section}: {} then, {} now",
                    heading(then.as_ref()),
                    heading(now.as_ref())
                )
            }
            Self::Order => formatter.write_str("the sections stand in another order"),
            Self::Method { then, now } => write!(formatter, "method: {then} then, {now} now"),
            Self::Setting { name, then, now } => write!(formatter, "{name}: {then} then, {now} now"),
        }
    }
}

/// A figure by the counts that it follows from: "part 3 whole 12".
fn in_words(figure: Option<&Figure>) -> String {
    let Some(figure) = figure else { return "not there".to_owned() };
    let Value::Object(fields) = json(figure) else { return String::new() };
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut counts: BTreeMap<String, Value> = fields.into_iter().collect();
    let kind = counts.remove("figure").map(|kind| plain(&kind)).unwrap_or_default();
    let counts: Vec<(&String, &Value)> = counts.iter().collect();
    match counts.as_slice() {
        [] => kind,
        [(_, only)] => plain(only),
        several => {
            let named: Vec<String> =
                several.iter().map(|(name, value)| format!("{name} {}", plain(value))).collect();
            named.join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::document::{Row, Statement, Table};
    use crate::domain::reporting::method::METHOD;

    fn both(text: &str) -> InBoth {
        InBoth { nl: text.to_owned(), en: text.to_owned() }
    }

    fn table(rows: Vec<(Label, u64)>) -> Part {
        let row = |(label, count): (Label, u64)| Row {
            label,
            figures: vec![Figure::count(count), Figure::share(count, 20)],
        };
        Part::Table(Table {
            key: "flow".to_owned(),
            columns: ["label", "complaints", "share"].map(str::to_owned).to_vec(),
            rows: rows.into_iter().map(row).collect(),
        })
    }

    fn own(value: &str) -> Label {
        Label::Own { value: value.to_owned() }
    }

    fn document(parts: Vec<Part>) -> Document {
        let section = |key: &str, parts| Section { key: key.to_owned(), heading: both(key), parts };
        Document {
            method: METHOD.to_owned(),
            document: "public".to_owned(),
            year: 2025,
            organisation: "Voorbeeld".to_owned(),
            as_of: "2026-02-01T09:00:00Z".to_owned(),
            minimum: 10,
            sections: vec![section("flow", parts), section("board", Vec::new())],
        }
    }

    fn lines(then: &Document, now: &Document) -> Vec<String> {
        differences(then, now).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_report_computed_again_from_the_same_facts_does_not_differ() {
        let effect = |effect| Figure::Effect { effect, low: 0.1, high: 0.3, verdict: "works".to_owned() };
        let statement = |effect| Part::Statements {
            statements: vec![Statement {
                key: "asked".to_owned(),
                figures: vec![("mails".to_owned(), effect)],
            }],
        };
        let then = document(vec![table(vec![(Label::Total, 12)]), statement(effect(0.2))]);
        let now = document(vec![table(vec![(Label::Total, 12)]), statement(effect(0.2 + 1e-15))]);
        assert_eq!(lines(&then, &now), [""; 0]);
    }

    #[test]
    fn each_figure_that_is_another_is_named_with_its_place() {
        let then = document(vec![table(vec![(own("Auto"), 12), (Label::Total, 14)])]);
        let now = document(vec![table(vec![(own("Auto"), 13), (own("Brand"), 2), (Label::Total, 14)])]);
        assert_eq!(
            lines(&then, &now),
            [
                "flow / flow / Auto / complaints: 12 then, 13 now",
                "flow / flow / Auto / share: decimals 0 part 12 whole 20 then, decimals 0 part 13 whole 20 now",
                "flow / flow / Brand / complaints: not there then, 2 now",
                "flow / flow / Brand / share: not there then, decimals 0 part 2 whole 20 now",
            ]
        );
        assert_eq!(lines(&now, &then).len(), 4);
    }

    #[test]
    fn rows_of_the_same_name_are_compared_in_their_order() {
        let then = document(vec![table(vec![(own("A"), 1), (own("A"), 2)])]);
        let now = document(vec![table(vec![(own("A"), 1), (own("A"), 3)])]);
        assert_eq!(lines(&then, &now).first().unwrap(), "flow / flow / A / (2) / complaints: 2 then, 3 now");
    }

    #[test]
    fn headings_their_order_method_and_settings_are_told_apart_from_figures() {
        let then = document(vec![table(vec![(Label::Total, 12)])]);
        let mut now = then.clone();
        now.sections.reverse();
        for section in &mut now.sections {
            section.heading.nl.push('!');
        }
        now.method = "report, version 0".to_owned();
        now.minimum = 5;
        let found = differences(&then, &now);
        assert!(!found.iter().any(|difference| matches!(difference, Difference::Figure { .. })), "{found:?}");
        assert_eq!(found.iter().filter(|one| matches!(one, Difference::Heading { .. })).count(), 2);
        assert!(found.contains(&Difference::Order));
        assert!(matches!(found.first(), Some(Difference::Method { .. })));
        assert!(found.iter().any(|one| one.to_string() == "minimum: 10 then, 5 now"));
    }

    #[test]
    fn a_hidden_figure_is_another_than_a_count_and_words_are_not_compared() {
        let hidden = |figure| Part::Statements {
            statements: vec![Statement { key: "s".to_owned(), figures: vec![("n".to_owned(), figure)] }],
        };
        let words = |text| Part::Words { words: both(text) };
        let then = document(vec![hidden(Figure::Hidden), words("before")]);
        let now = document(vec![hidden(Figure::count(10)), words("after")]);
        assert_eq!(lines(&then, &now), ["flow / s / n: hidden then, 10 now"]);
    }
}
