//! What each printed number of a public report counts.
//!
//! The rule: a number that this reader does not know fails the test, so that no table and no sentence escapes the attack.

use std::collections::BTreeSet;

use naklank::domain::reporting::document::{Document, Label, Part, Row, Section, Statement, Table};
use naklank::domain::reporting::figure::Figure;
use naklank::domain::reporting::place::Place;

/// The key of the sentence behind a part that stands as in an earlier edition.
const UNCHANGED: &str = "unchanged_since_edition";

/// Some of the values of a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    These(BTreeSet<String>),
    AllBut(BTreeSet<String>),
}

impl Values {
    pub fn all() -> Self {
        Self::AllBut(BTreeSet::new())
    }

    fn these(values: &[&str]) -> Self {
        Self::These(values.iter().map(|value| (*value).to_owned()).collect())
    }

    /// The values that are named.
    pub fn named(&self) -> &BTreeSet<String> {
        match self {
            Self::These(values) | Self::AllBut(values) => values,
        }
    }
}

/// So many complaints or answers of a year have one of some values of a dimension.
#[derive(Clone, Debug)]
pub struct Number {
    pub year: i32,
    pub dimension: String,
    pub values: Values,
    pub count: u64,
}

/// The total of a year that a dimension is about; `None` if it is about fewer than that, such as those who answered.
pub fn total_of(dimension: &str) -> Option<&'static str> {
    match dimension {
        "received" | "channel" | "complainant" | "product" | "cause" => Some("received"),
        "closed" | "outcome" | "remedy" | "place" | "reviewed" => Some("closed"),
        kpi if kpi.starts_with("kpi:") => Some("received"),
        _ => None,
    }
}

/// The numbers that a document prints for the first time. What stands as in an earlier edition is true of that edition's
/// moment, and is read there.
pub fn numbers(document: &Document, earlier: &[&Document]) -> Vec<Number> {
    let behind_kpis = new_tables(document).find(|table| table.key == "kpi_counts");
    let mut reading = Reading { year: document.year, behind_kpis, found: Vec::new() };
    for section in &document.sections {
        for (place, part) in section.parts.iter().enumerate() {
            let is_kept = is_unchanged(section, place + 1);
            match part {
                Part::Table(table) if !is_kept => reading.table(table),
                // Of these some rows may be new.
                Part::Table(table) if ["kpis", "kpi_counts"].contains(&table.key.as_str()) => {
                    let is_new = |row: &&Row| !earlier.iter().any(|other| has_row(other, &table.key, row));
                    let rows = table.rows.iter().filter(is_new).cloned().collect();
                    reading.table(&Table { rows, ..table.clone() });
                }
                Part::Table(_) | Part::Words { .. } => {}
                Part::Statements { statements } => {
                    let is_old = |one: &&Statement| is_kept && earlier.iter().any(|other| says(other, one));
                    for statement in statements.iter().filter(|one| !is_old(one)) {
                        reading.statement(statement);
                    }
                }
            }
        }
    }
    reading.found
}

/// Whether the part at a position says that the one before it is unchanged.
fn is_unchanged(section: &Section, place: usize) -> bool {
    let Some(Part::Statements { statements }) = section.parts.get(place) else { return false };
    statements.iter().any(|statement| statement.key == UNCHANGED)
}

/// Whether anything in a document stands as in an earlier one.
pub fn keeps_something(document: &Document) -> bool {
    let is_kept = |section: &Section| (0..section.parts.len()).any(|place| is_unchanged(section, place));
    document.sections.iter().any(is_kept)
}

fn has_row(document: &Document, key: &str, row: &Row) -> bool {
    document.sections.iter().flat_map(|section| &section.parts).any(|part| match part {
        Part::Table(table) => table.key == key && table.rows.contains(row),
        Part::Statements { .. } | Part::Words { .. } => false,
    })
}

fn says(document: &Document, statement: &Statement) -> bool {
    document.sections.iter().flat_map(|section| &section.parts).any(|part| match part {
        Part::Statements { statements } => statements.contains(statement),
        Part::Table(_) | Part::Words { .. } => false,
    })
}

struct Reading<'a> {
    year: i32,
    /// The counts behind the KPIs, unless they stand as in an earlier edition.
    behind_kpis: Option<&'a Table>,
    found: Vec<Number>,
}

impl Reading<'_> {
    fn add(&mut self, dimension: &str, values: Values, count: u64) {
        let (year, dimension) = (self.year, dimension.to_owned());
        self.found.push(Number { year, dimension, values, count });
    }

    fn count(&mut self, dimension: &str, values: Values, figure: &Figure) {
        if let Some(count) = count_of(figure) {
            self.add(dimension, values, count);
        }
    }

    fn share(&mut self, dimension: &str, some: Values, of: Values, figure: &Figure) {
        match figure {
            Figure::Share { part, whole, .. } => {
                self.add(dimension, some, *part);
                self.add(dimension, of, *whole);
            }
            Figure::ShareAtLeast { whole, .. } | Figure::ShareAtMost { whole, .. } => {
                self.add(dimension, of, *whole);
            }
            Figure::Hidden | Figure::Unknown | Figure::Nothing => {}
            other => panic!("{other:?} is no share of {dimension}"),
        }
    }

    fn table(&mut self, table: &Table) {
        for row in &table.rows {
            let cell = |column: &str| cell(table, row, column);
            match table.key.as_str() {
                "flow" => self.flow(&row.label, cell("received"), cell("closed")),
                key @ ("channel" | "complainant" | "product" | "cause" | "outcome" | "remedy") => {
                    let values = values_of(table, &row.label);
                    self.count(key, values.clone(), cell("complaints"));
                    self.share(key, values, Values::all(), cell("share"));
                }
                "kpis" => self.kpi(known(&row.label, "kpi"), cell("value")),
                "kpi_counts" => self.kpi_counts(&format!("kpi:{}", known(&row.label, "kpi")), &cell),
                "nps" => {
                    self.nps(cell("value"));
                    self.responses(cell("responses"));
                }
                "response" => self.response(cell("responses"), cell("invited"), cell("rate")),
                "non_response" => {
                    self.count("place", Values::these(&[known(&row.label, "place")]), cell("complaints"));
                }
                _ => assert_counts_nothing(&table.key, row.figures.iter()),
            }
        }
    }

    fn flow(&mut self, label: &Label, received: &Figure, closed: &Figure) {
        let Label::Own { value } = label else { panic!("{label:?} is no year") };
        for (total, figure) in [("received", received), ("closed", closed)] {
            let count = count_of(figure).expect("the totals of a year are printed");
            let (year, dimension) = (value.parse().unwrap(), total.to_owned());
            self.found.push(Number { year, dimension, values: Values::all(), count });
        }
    }

    /// The value of a KPI.
    fn kpi(&mut self, kpi: &str, value: &Figure) {
        match kpi {
            "nps" => self.nps(value),
            "handling_quality" => {
                if let Figure::Points { reviews, .. } = value {
                    self.add("reviewed", Values::these(&["reviewed"]), *reviews);
                }
            }
            // Of a year that is over, all complaints; the whole is notifications.
            "complaint_rate" => {
                if let Figure::Share { part, .. } = value {
                    self.add("received", Values::all(), *part);
                }
            }
            clocked => self.in_time(clocked, value),
        }
    }

    /// Those in time of those of which it is known. A bound is over these too, or, where their number is not told, over those of
    /// which it is not known as well.
    fn in_time(&mut self, kpi: &str, share: &Figure) {
        let (timely, known_ones) = (Values::these(&["timely"]), Values::these(&["timely", "late"]));
        let of_kpi = format!("kpi:{kpi}");
        if matches!(share, Figure::Share { .. }) {
            self.share(&of_kpi, timely, known_ones, share);
        } else if let Some(table) = self.behind_kpis {
            let row = table.rows.iter().find(|row| known(&row.label, "kpi") == kpi).expect(kpi);
            let is_told = count_of(cell(table, row, "denominator")).is_some();
            let whole = if is_told { known_ones } else { Values::these(&["timely", "late", "unknown"]) };
            self.share(&of_kpi, timely, whole, share);
        }
    }

    fn kpi_counts<'a>(&mut self, kpi: &str, cell: &impl Fn(&str) -> &'a Figure) {
        let these = Values::these;
        let all_due = ["timely", "late", "unknown"];
        self.count(kpi, these(&["timely"]), cell("numerator"));
        self.count(kpi, these(&["timely", "late"]), cell("denominator"));
        self.share(kpi, these(&["timely"]), these(&all_due), cell("at_least"));
        self.share(kpi, these(&["timely", "unknown"]), these(&all_due), cell("at_most"));
        for standing in ["pending", "unknown", "not_applicable"] {
            self.count(kpi, these(&[standing]), cell(standing));
        }
    }

    fn nps(&mut self, figure: &Figure) {
        if let Figure::Nps { promoters, passives, detractors, .. } = figure {
            for (group, count) in [("promoter", promoters), ("passive", passives), ("detractor", detractors)]
            {
                self.add("answer", Values::these(&[group]), *count);
            }
            self.responses(&Figure::Count { count: promoters + passives + detractors });
        }
    }

    fn responses(&mut self, figure: &Figure) {
        self.count("place", Values::these(&["answered"]), figure);
        self.count("answer", Values::all(), figure);
    }

    fn response(&mut self, responses: &Figure, mails: &Figure, rate: &Figure) {
        let mailed = Place::ALL.iter().filter(|place| place.is_mailed()).map(|place| place.name());
        let mailed: Vec<&str> = mailed.chain(["answered"]).collect();
        self.responses(responses);
        self.count("place", Values::these(&mailed), mails);
        self.share("place", Values::these(&["answered"]), Values::these(&mailed), rate);
    }

    fn statement(&mut self, statement: &Statement) {
        let figure = |name: &str| &statement.figures.iter().find(|(own, _)| own == name).expect(name).1;
        match statement.key.as_str() {
            "summary_received" | "flow_identity" => {
                self.count("received", Values::all(), figure("received"));
                self.count("closed", Values::all(), figure("closed"));
            }
            "summary_recommend" => {
                for (name, group) in [("promoters", "promoter"), ("detractors", "detractor")] {
                    self.share("answer", Values::these(&[group]), Values::all(), figure(name));
                }
                self.nps(figure("nps"));
            }
            // Complaints that were open at the turn of a year: a total, which is printed as it is.
            "opening_differs" => {}
            "kifid_pointed" => {
                let concerned = Values::these(&["partly_upheld", "rejected"]);
                self.count("outcome", concerned, figure("complaints"));
                self.share("kifid", Values::these(&["pointed"]), Values::all(), figure("share"));
                self.share("kifid", Values::these(&["not_told"]), Values::all(), figure("not_told"));
            }
            "kifid_not_recorded" => {
                let concerned = Values::these(&["partly_upheld", "rejected"]);
                self.count("outcome", concerned, figure("complaints"));
                self.count("kifid", Values::these(&["not_told"]), figure("complaints"));
                self.count("kifid", Values::all(), figure("complaints"));
            }
            "response" => self.response(figure("responses"), figure("invited"), figure("rate")),
            key => {
                if let Some(place) = key.strip_prefix("not_asked_").filter(|_| !statement.figures.is_empty())
                {
                    self.count("place", Values::these(&[place]), figure("complaints"));
                } else if let Some(kpi) = kpi_of(key) {
                    self.in_time(kpi, figure("share"));
                } else {
                    assert_counts_nothing(key, statement.figures.iter().map(|(_, figure)| figure));
                }
            }
        }
    }
}

/// The KPI of a sentence of the summary such as `summary_acknowledgement_without_norm`.
fn kpi_of(key: &str) -> Option<&str> {
    let name = key.strip_prefix("summary_")?;
    let name = name.strip_suffix("_without_norm").unwrap_or(name);
    let name = name.strip_suffix("_known").unwrap_or(name);
    ["acknowledgement", "phone_response", "written_response"].contains(&name).then_some(name)
}

/// The values that a row is about; the others are all that no other row names.
fn values_of(table: &Table, label: &Label) -> Values {
    let value = |label: &Label| match label {
        Label::Known { .. } => Some(known(label, &table.key).to_owned()),
        Label::Own { value } => Some(value.clone()),
        Label::NotTold => Some(String::new()),
        Label::Total | Label::Others => None,
        Label::Words { .. } => panic!("{label:?} in {}", table.key),
    };
    match (label, value(label)) {
        (_, Some(value)) => Values::These(BTreeSet::from([value])),
        (Label::Others, None) => {
            Values::AllBut(table.rows.iter().filter_map(|row| value(&row.label)).collect())
        }
        (_, None) => Values::all(),
    }
}

/// The value of a name such as `channel:web`.
fn known<'a>(label: &'a Label, kind: &str) -> &'a str {
    let Label::Known { name } = label else { panic!("{label:?} is no {kind}") };
    name.strip_prefix(kind)
        .and_then(|rest| rest.strip_prefix(':'))
        .unwrap_or_else(|| panic!("{name} is no {kind}"))
}

/// The tables of a document that do not stand as in an earlier edition.
fn new_tables(document: &Document) -> impl Iterator<Item = &Table> {
    document.sections.iter().flat_map(|section| {
        section.parts.iter().enumerate().filter_map(move |(place, part)| match part {
            Part::Table(table) if !is_unchanged(section, place + 1) => Some(table),
            Part::Table(_) | Part::Statements { .. } | Part::Words { .. } => None,
        })
    })
}

fn cell<'a>(table: &Table, row: &'a Row, column: &str) -> &'a Figure {
    let place = table.columns.iter().position(|own| own == column);
    let place = place.unwrap_or_else(|| panic!("{} has no column {column}", table.key));
    &row.figures[place - 1]
}

fn count_of(figure: &Figure) -> Option<u64> {
    match figure {
        Figure::Count { count } => Some(*count),
        Figure::Hidden | Figure::Unknown | Figure::Nothing => None,
        other => panic!("{other:?} is no count"),
    }
}

fn assert_counts_nothing<'a>(place: &str, figures: impl Iterator<Item = &'a Figure>) {
    for figure in figures {
        let counts = matches!(
            figure,
            Figure::Count { .. }
                | Figure::Share { .. }
                | Figure::ShareAtLeast { .. }
                | Figure::ShareAtMost { .. }
                | Figure::Rate { .. }
                | Figure::Nps { .. }
                | Figure::Points { .. }
        );
        assert!(
            !counts,
            "{place} prints {figure:?}: say here what it counts, so that the attack includes it"
        );
    }
}
