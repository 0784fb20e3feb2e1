//! The complaint report of a year, for everyone.
//!
//! The rule: one function is behind page, API, file and verification. Its figures are those of the use cases that staff see,
//! as they were known at a moment, and nothing in it tells a small number ([`hiding`](crate::domain::reporting::hiding)).
//!
//! The keys that this document uses beside those of tables and columns that are named in the code of its sections:
//!
//! - sections: summary, flow, kinds, causes, kpis, nps, norms, improvements, method, board, changed;
//! - tables: flow, channel, complainant, product, outcome, remedy, cause, kpis, kpi_counts, nps, response, non_response, norms,
//!   improvements;
//! - columns: label, brought_forward, received, closed, carried_forward, complaints, share, amount, value, norm, verdict,
//!   numerator, denominator, at_least, at_most, pending, unknown, not_applicable, responses, invited, rate, since, decided_on,
//!   effect;
//! - labels: `channel:`, `complainant:`, `outcome:`, `remedy:`, `kpi:` and `place:` with the names of their types;
//! - statements of summary: summary_received (received, closed, open), summary_acknowledgement, summary_phone_response and
//!   summary_written_response (share, norm), each also with `_without_norm` (share), `_known` and `_known_without_norm`,
//!   summary_recommend (promoters, detractors, nps), summary_few_answers, summary_answers_not_shown, summary_improvements
//!   (improvements, works, harms, not_yet), summary_improvements_alone (better, worse), summary_no_improvements;
//! - of flow: flow_identity (brought_forward, received, closed, carried_forward), reopened_is_open, opening_differs (year, edition,
//!   published, brought_forward);
//! - of kinds: kifid_pointed (complaints, share, not_told), kifid_not_recorded (complaints), kifid_hidden, kifid_not_shown;
//! - of kpis: year_is_running (until);
//! - of nps: nps_hidden, nps_not_shown, nps_no_answers, nps_verdict_of_period (from, to, norm, verdict), nps_norm_is_of_others,
//!   non_response_hidden, invitations_unknown;
//! - of norms: no_norms_in_force; of improvements: no_improvements;
//! - behind any part: unchanged_since_edition (edition); of changed: replaces_edition (edition);
//! - of method: see [`method`](crate::workflow::reporting::method).

mod earlier;
mod flow;
mod improvements;
mod in_time;
mod kinds;
mod kpis;
mod norms;
mod nps;
mod summary;
mod verdict;

use chrono::SecondsFormat;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::norms::norm::Ledger;
use crate::domain::policy::scoreboard::Scoreboard;
use crate::domain::reporting::document::{Document, DocumentKind, InBoth, Part, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::flow::Flow;
use crate::domain::reporting::hiding::editions::{Published, against};
use crate::domain::reporting::hiding::minimum;
use crate::domain::reporting::method::METHOD;
use crate::domain::time::calendar::written_in;
use crate::storage::learning::causes;
use crate::storage::reporting::counts;
use crate::storage::{StorageError, Tx};
use crate::workflow::reporting::asked::{Asked, asked};
use crate::workflow::reporting::counted::{Counted, counted, flow_of};
use crate::workflow::reporting::ledger::known_ledger;
use crate::workflow::reporting::method::statements;
use crate::workflow::reporting::public::earlier::published_before;
use crate::workflow::reporting::public::flow::flow_parts;
use crate::workflow::reporting::public::improvements::{ImprovementRow, improvement_parts, improvement_rows};
use crate::workflow::reporting::public::kinds::{cause_table, kind_parts};
use crate::workflow::reporting::public::kpis::{KpiFacts, kpi_parts};
use crate::workflow::reporting::public::norms::norm_parts;
use crate::workflow::reporting::public::nps::{NpsNorm, nps_norm, nps_parts};
use crate::workflow::reporting::public::summary::summary_parts;
use crate::workflow::reporting::say::{say, sentences};
use crate::workflow::reporting::year::Year;

/// The section about what an edition changes.
const CHANGED: &str = "changed";

/// The report of a year as it is known at a moment, with the board's words and what a correction changes. Of a running year it
/// holds what there is, of a year that is none it has no sections.
///
/// # Errors
/// [`StorageError::Inconsistent`] if complaints are lost or counted twice.
#[tracing::instrument(skip_all)]
pub async fn public_report(
    app: &App,
    year: i32,
    as_of: Timestamp,
    words: &InBoth,
    changed: &InBoth,
) -> Result<Document, StorageError> {
    let sections = match Year::of(app, year, as_of) {
        Some(year) => sections(&year, words, changed).await?,
        None => Vec::new(),
    };
    let minimum = minimum(app.config.privacy.minimum_group);
    let document = Document {
        method: METHOD.to_owned(),
        document: DocumentKind::Public.name().to_owned(),
        year,
        organisation: app.config.organisation.name.clone(),
        as_of: written_in(as_of, app.config.organisation.zone, SecondsFormat::Micros),
        minimum,
        sections,
    };
    let earlier = published_before(app, year, as_of).await?;
    let latest = earlier.iter().map(|edition| edition.number).max();
    Ok(replacing(against(document, &earlier, minimum), latest))
}

/// The document with the number of the edition that it replaces before the words about what it changes.
fn replacing(mut document: Document, latest: Option<u32>) -> Document {
    let changed = document.sections.iter_mut().find(|section| section.key == CHANGED);
    if let Some((section, latest)) = changed.zip(latest) {
        let said = say("replaces_edition", [("edition", Figure::Number { number: latest.into() })]);
        section.parts.insert(0, Part::Statements { statements: vec![said] });
    }
    document
}

/// Whether a complaint was received or closed in a year.
#[tracing::instrument(skip_all)]
pub async fn has_data(app: &App, year: i32) -> Result<bool, StorageError> {
    is_known_of(app, &mut app.db.read().await?, year).await
}

/// The same in a transaction, such as one that asks about many years.
pub(in crate::workflow::reporting) async fn is_known_of(
    app: &App,
    tx: &mut Tx,
    year: i32,
) -> Result<bool, StorageError> {
    let Some(year) = Year::of(app, year, app.now()) else { return Ok(false) };
    let (begins, ends) = year.known();
    counts::is_there_any(tx, begins, ends).await
}

/// All that the sections are made of.
struct Facts {
    counted: Counted,
    before: Option<Flow>,
    published_before: Vec<Published>,
    asked: Asked,
    board: Scoreboard,
    ledger: Ledger,
    nps: NpsNorm,
    improvements: Vec<ImprovementRow>,
    causes: Part,
    method: Part,
}

async fn facts(year: &Year<'_>) -> Result<Facts, StorageError> {
    let counted = counted(year).await?;
    let before = match year.before() {
        Some(before) => Some(flow_of(&before).await?),
        None => None,
    };
    let published_before = published_before(year.app, year.number.saturating_sub(1), year.as_of()).await?;
    let asked = asked(year, counted.flow.closed).await?;
    let board = year.scoreboard(year.whole()).await?;
    let ledger = known_ledger(year).await?;
    let nps = nps_norm(year, &ledger).await?;
    let book = causes::book(&mut year.app.db.read().await?).await?;
    Ok(Facts {
        before,
        published_before,
        improvements: improvement_rows(year).await?,
        causes: cause_table(&counted.groups, |name| book.canonical(name), year.public_minimum()),
        method: Part::Statements { statements: statements(year, &asked, &ledger).await? },
        counted,
        asked,
        board,
        ledger,
        nps,
    })
}

/// The sections in the order of the file with headings, without those that have nothing in them.
async fn sections(year: &Year<'_>, words: &InBoth, changed: &InBoth) -> Result<Vec<Section>, StorageError> {
    let facts = facts(year).await?;
    let kpis = KpiFacts {
        board: &facts.board,
        asked: &facts.asked,
        nps: &facts.nps,
        flow: facts.counted.flow,
        minimum: year.public_minimum(),
    };
    let parts = [
        ("summary", summary_parts(&kpis, &facts.improvements)),
        ("flow", flow_parts(year.number, facts.counted.flow, facts.before, &facts.published_before)),
        ("kinds", kind_parts(&facts.counted.groups, year.public_minimum())),
        ("causes", vec![facts.causes]),
        ("kpis", kpi_parts(&kpis).into_iter().chain(running(year)).collect()),
        ("nps", nps_parts(year, &facts.asked, &facts.nps)),
        ("norms", norm_parts(&facts.ledger, year.range, year.app.config.organisation.zone)),
        ("improvements", improvement_parts(&facts.improvements)),
        ("method", vec![facts.method]),
        ("board", own_words(words)),
        (CHANGED, own_words(changed)),
    ];
    let headings = &year.app.config.report.headings;
    let mut sections: Vec<Section> = parts
        .into_iter()
        .filter(|(_, parts)| !parts.is_empty())
        .map(|(key, parts)| Section { key: key.to_owned(), heading: headings.heading(key), parts })
        .collect();
    let place = |section: &Section| headings.order().position(|key| key == section.key);
    sections.sort_by_key(|section| place(section).unwrap_or(usize::MAX));
    Ok(sections)
}

/// That the year is not over, so that nothing is judged.
fn running(year: &Year<'_>) -> Option<Part> {
    let until = Figure::Day { day: year.day_of_report() };
    let said = say("year_is_running", [("until", until)]);
    sentences(if year.is_over() { Vec::new() } else { vec![said] })
}

/// Words of people; none where nothing was written.
fn own_words(words: &InBoth) -> Vec<Part> {
    if words.is_empty() { Vec::new() } else { vec![Part::Words { words: words.clone() }] }
}
