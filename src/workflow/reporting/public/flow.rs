//! How many complaints there were: the year, and the year before it.

use crate::domain::reporting::document::{Label, Part, Row};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::flow::Flow;
use crate::workflow::reporting::say::{say, table};

/// The flow of a year, and that of the year before if there was any.
pub(super) fn flow_parts(year: i32, flow: Flow, before: Option<Flow>) -> Vec<Part> {
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
    vec![
        table("flow", columns, rows),
        Part::Statements { statements: vec![identity, say("reopened_is_open", [])] },
    ]
}

fn row(year: i32, flow: Flow) -> Row {
    Row { label: Label::Own { value: year.to_string() }, figures: figures(flow).to_vec() }
}

fn figures(flow: Flow) -> [Figure; 4] {
    [flow.brought_forward, flow.received, flow.closed, flow.carried_forward].map(Figure::count)
}
