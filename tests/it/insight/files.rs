//! Exported files in pandas: numbers are read as numbers, dates as dates, text as text, in both dialects.

use std::process::Command;

use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::insight::responses::export::{ExportFormat, export_responses};

use crate::support::process::python;
use crate::support::{Backend, TestApp};

const SCRIPT: &str = r#"
import json, sys
import pandas as pd
folder = sys.argv[1]
plain = pd.read_csv(f"{folder}/nps.csv", parse_dates=["from", "to"])
dutch = pd.read_csv(f"{folder}/nps-nl.csv", sep=";", decimal=",", encoding="utf-8-sig", parse_dates=["from", "to"])
whole = pd.json_normalize(json.load(open(f"{folder}/nps.json"))["groups"], "points")
assert plain["from"].dtype.kind == "M" and plain.nps.dtype.kind == "f" and plain.responses.dtype.kind == "i"
assert plain.suppressed.dtype.kind == "b"
assert (plain.nps - dutch.nps).abs().max() < 1e-9 and (plain.nps - whole.nps).abs().max() < 1e-9
assert len(plain) == len(dutch) == len(whole) == 36
rows = pd.read_csv(f"{folder}/responses.csv", parse_dates=["closed_on"])
listed = pd.read_json(f"{folder}/responses.json")
assert len(rows) == len(listed) == plain.responses.sum(), (len(rows), len(listed), plain.responses.sum())
assert rows.score.between(0, 10).all() and rows.empathy.dropna().between(1, 5).all()
net = (rows.score >= 9).sum() - (rows.score <= 6).sum()
assert net == plain.promoters.sum() - plain.detractors.sum()
by_month = rows.groupby(rows.closed_on.dt.to_period("M")).size()
assert list(by_month) == [n for n in plain.responses if n > 0]
print("read")
"#;

#[tokio::test]
#[cfg_attr(not(feature = "tool-tests"), ignore = "needs pandas: run tests/run")]
async fn pandas_reads_every_file_and_counts_the_same() {
    let app = TestApp::start(Backend::Sqlite).await;
    fill_history(&app.app).await.unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let cookie = app.sign_in_as(Role::Analyst).await;
    for (name, format) in [("nps.csv", "csv"), ("nps-nl.csv", "csv-semicolon"), ("nps.json", "json")] {
        let range = "from=2023-04-01&to=2026-03-31&interval=month";
        let file = app.get_as(&cookie, &format!("/export?{range}&format={format}")).await.body;
        std::fs::write(folder.path().join(name), file).unwrap();
    }
    for (name, format) in [("responses.csv", ExportFormat::Csv), ("responses.json", ExportFormat::Json)] {
        use naklank::domain::insight::query::responses::ResponseQuery;
        use naklank::domain::time::period::DateRange;
        let range = DateRange::new("2023-04-01".parse().unwrap(), "2026-03-31".parse().unwrap()).unwrap();
        let mut file = Vec::new();
        let query = ResponseQuery::whole(range);
        export_responses(&app.app, &Actor::Operator, &query, format, &mut file).await.unwrap();
        std::fs::write(folder.path().join(name), file).unwrap();
    }
    let output = Command::new(python()).args(["-c", SCRIPT]).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
