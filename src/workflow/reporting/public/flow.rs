//! How many complaints there were: the year, and the year before it.
//!
//! The rule: a year begins with what is known now to have been open; where the report of the year before was published with
//! another number, both are told.

use crate::domain::reporting::document::{Document, Label, Part, Row, Statement};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::flow::Flow;
use crate::domain::reporting::hiding::editions::Published;
use crate::workflow::reporting::say::{number, say, table};

const FLOW: &str = "flow";

/// The flow of a year, and that of the year before if there was any, of which editions may be published.
pub(super) fn flow_parts(year: i32, flow: Flow, before: Option<Flow>, published: &[Published]) -> Vec<Part> {
    let before = before.filter(|flow| !flow.is_empty()).map(|flow| row(year - 1, flow));
    let rows = [row(year, flow)].into_iter().chain(before).collect();
    let [brought_forward, received, closed, carried_forward] = figures(flow);
    let identity = say(
        "flow_identity",
        [
            ("brought_forward", brought_forward),
            ("received", received),
            ("closed", closed),
            ("carried_forward", carried_forward),
        ],
    );
    let columns = ["label", "brought_forward", "received", "closed", "carried_forward"];
    let others = [Some(say("reopened_is_open", [])), differs(year - 1, flow, published)];
    let statements = [identity].into_iter().chain(others.into_iter().flatten()).collect();
    vec![table(FLOW, columns, rows), Part::Statements { statements }]
}

/// That the latest edition on the year before was published with another number at its end; nothing if it is the same.
fn differs(before: i32, flow: Flow, published: &[Published]) -> Option<Statement> {
    let latest = published.iter().max_by_key(|edition| edition.number)?;
    let carried = carried_forward(&latest.document, before)?;
    (carried != flow.brought_forward).then(|| {
        say(
            "opening_differs",
            [
                // A year is no number to be written with a mark between its thousands.
                ("year", Figure::Text { text: before.to_string() }),
                ("edition", number(latest.number)),
                ("published", Figure::count(carried)),
                ("brought_forward", Figure::count(flow.brought_forward)),
            ],
        )
    })
}

/// What was open at the end of a year, as the report on it says.
fn carried_forward(report: &Document, year: i32) -> Option<u64> {
    let mut parts = report.sections.iter().flat_map(|section| &section.parts);
    let table = parts.find_map(|part| match part {
        Part::Table(table) if table.key == FLOW => Some(table),
        _ => None,
    })?;
    let column = table.columns.iter().position(|column| column == "carried_forward")?.checked_sub(1)?;
    let row = table.rows.iter().find(|row| row.label == label(year))?;
    match row.figures.get(column)? {
        Figure::Count { count } => Some(*count),
        _ => None,
    }
}

fn label(year: i32) -> Label {
    Label::Own { value: year.to_string() }
}

fn row(year: i32, flow: Flow) -> Row {
    Row { label: label(year), figures: figures(flow).to_vec() }
}

fn figures(flow: Flow) -> [Figure; 4] {
    [flow.brought_forward, flow.received, flow.closed, flow.carried_forward].map(Figure::count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::document::{InBoth, Section};
    use crate::domain::reporting::method::METHOD;

    fn flow(brought_forward: u64) -> Flow {
        Flow { brought_forward, received: 100, closed: 90, carried_forward: brought_forward + 10 }
    }

    fn published(number: u32, brought_forward: u64) -> Published {
        let section = Section {
            key: FLOW.to_owned(),
            heading: InBoth::default(),
            parts: flow_parts(2024, flow(brought_forward), None, &[]),
        };
        let document = Document {
            method: METHOD.to_owned(),
            document: "public".to_owned(),
            year: 2024,
            organisation: "Voorbeeld".to_owned(),
            as_of: "2025-02-01T09:00:00Z".to_owned(),
            minimum: 10,
            sections: vec![section],
        };
        Published { number, document }
    }

    fn said(published: &[Published]) -> Option<Statement> {
        let parts = flow_parts(2025, flow(58), None, published);
        let found = parts.into_iter().find_map(|part| match part {
            Part::Statements { statements } => Some(statements),
            _ => None,
        });
        found.unwrap().into_iter().find(|one| one.key == "opening_differs")
    }

    #[test]
    fn another_number_than_the_year_before_was_published_with_is_told_beside_it() {
        let told = said(&[published(2, 46), published(1, 48)]).unwrap();
        let counts: Vec<&Figure> = told.figures.iter().map(|(_, figure)| figure).skip(1).collect();
        assert_eq!(counts, [&number(2_u32), &Figure::count(56), &Figure::count(58)], "of the latest edition");
        assert_eq!(said(&[published(2, 48), published(1, 46)]), None, "it ended with 58");
        assert_eq!(said(&[]), None, "none was published");
    }
}
