//! The series as CSV, one line for each point, without the eleven counts by score.

use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::{GroupJson, NpsJson, PointJson};

const HEADER: [&str; 15] = [
    "group",
    "from",
    "to",
    "closed",
    "invited",
    "responses",
    "promoters",
    "passives",
    "detractors",
    "nps",
    "low",
    "high",
    "response_rate",
    "provisional",
    "suppressed",
];

/// The answer as a file.
pub fn answer(answer: &NpsJson) -> Response {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut lines = vec![HEADER.map(str::to_owned).to_vec()];
    lines.extend(
        answer.groups.iter().flat_map(|group| group.points.iter().map(move |point| line(group, point))),
    );
    let written = lines.iter().try_for_each(|line| writer.write_record(line));
    let bytes = written.ok().and_then(|()| writer.into_inner().ok()).unwrap_or_default();
    ([(header::CONTENT_TYPE, "text/csv; charset=utf-8")], bytes).into_response()
}

fn line(group: &GroupJson, point: &PointJson) -> Vec<String> {
    let name = group.group.as_ref().and_then(|group| group.values().next()).and_then(|value| value.as_str());
    let figures = point.figures.as_ref();
    let count = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    let value = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    vec![
        neutral(name.unwrap_or_default()),
        point.from.to_string(),
        point.to.to_string(),
        point.closed.to_string(),
        point.invited.to_string(),
        count(figures.map(|f| f.responses)),
        count(figures.map(|f| f.promoters)),
        count(figures.map(|f| f.passives)),
        count(figures.map(|f| f.detractors)),
        value(figures.and_then(|f| f.nps)),
        value(figures.and_then(|f| f.low)),
        value(figures.and_then(|f| f.high)),
        value(figures.and_then(|f| f.response_rate)),
        point.provisional.to_string(),
        point.suppressed.to_string(),
    ]
}

/// Text that a spreadsheet would take for a formula, made harmless (OWASP, CSV injection).
fn neutral(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}
