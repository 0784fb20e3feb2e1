//! Imports earlier survey results, so that a trend does not begin on the day of installation.
//!
//! The rule: all rows or none. A file is read before anything is stored, so that it can also be looked through without.

pub mod earlier_results;
pub mod foresee;
pub mod list;
pub mod template;
pub mod undo;
pub mod upload;

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::complaints::segment::{Dimension, Segment};
use crate::domain::ids::{ImportId, ResponseId};
use crate::domain::input::csv_table::LineMistake;
use crate::domain::insight::series::EarlierPeriod;
use crate::storage::answering::imports::NewImport;
use crate::storage::answering::responses::{NewResponse, Origin};
use crate::storage::answering::{imports, responses};
use crate::storage::complaints::segments;
use crate::storage::insight::tallies;
use crate::storage::insight::tallies::{Change, CountedAnswer};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::{Actor, record, stored_actor};
use crate::workflow::access::permission::{ActError, demand};
use crate::workflow::answering::questionnaires::all_items;
use crate::workflow::insight::import_responses::earlier_results::{
    Assumptions, EarlierResponse, parse_periods, parse_responses,
};
use crate::workflow::{Told, UNTOLD};

/// Responses per batch, so that a file of a million is not in memory twice.
const AT_ONCE: usize = 400;

/// The result of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportedResponses {
    pub responses: usize,
    pub periods: usize,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportResponsesError {
    #[error("nothing was imported: {}", .0.headline())]
    Lines(WrongLines),
    #[error("nothing was imported: this file was imported before")]
    Repeated,
    #[error(
        "nothing was imported: the file of periods was imported before; counted twice it would halve the response rate"
    )]
    RepeatedPeriods,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The mistakes in the two files.
#[derive(Debug, Default)]
pub struct WrongLines {
    pub responses: Vec<LineMistake>,
    pub periods: Vec<LineMistake>,
}

impl WrongLines {
    fn headline(&self) -> String {
        let of = |file: &str, mistakes: &[LineMistake]| {
            (!mistakes.is_empty())
                .then(|| format!("{} in the file of {file}", LineMistake::count_in_words(mistakes)))
        };
        let files = [of("responses", &self.responses), of("periods", &self.periods)];
        files.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// Parsed files that are not stored yet.
#[derive(Debug)]
pub struct ResponsesToImport {
    responses: Vec<EarlierResponse>,
    periods: Vec<EarlierPeriod>,
    hash: Vec<u8>,
    periods_hash: Option<Vec<u8>>,
    /// Rows with a comment past `privacy.verbatim_retention`; they are imported without it.
    pub past_retention: usize,
}

impl ResponsesToImport {
    /// How many responses there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.responses.len()
    }

    /// The first and the last closing day of the responses.
    fn closing_days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let days = || self.responses.iter().map(|response| response.closed_on);
        days().min().zip(days().max())
    }

    /// Each segment of the responses and of the periods, once.
    fn segments(&self) -> HashMap<Uuid, &Segment> {
        let of_responses = self.responses.iter().map(|response| (response.segment_id, &response.segment));
        let of_periods = self.periods.iter().map(|period| (period.segment.id(), &period.segment));
        of_responses.chain(of_periods).collect()
    }
}

/// Parses a file of responses and, if given, the file with numbers of closures and invitations; stores nothing.
///
/// # Errors
/// Every bad line of both with its number, or the database failed.
#[tracing::instrument(skip_all)]
pub async fn read_responses(
    app: &App,
    file: &[u8],
    periods_file: Option<&[u8]>,
) -> Result<ResponsesToImport, ImportResponsesError> {
    let organisation = &app.config.organisation;
    let (zone, language) = (organisation.zone, organisation.language);
    let assumptions = Assumptions { zone, language, items: all_items(app).await?, now: app.now() };
    let responses = parse_responses(file, &assumptions);
    let periods = periods_file.map_or(Ok(Vec::new()), |file| parse_periods(file, zone));
    let (mut responses, periods) = match (responses, periods) {
        (Ok(responses), Ok(periods)) => (responses, periods),
        (responses, periods) => {
            let wrong = WrongLines {
                responses: responses.err().unwrap_or_default(),
                periods: periods.err().unwrap_or_default(),
            };
            return Err(ImportResponsesError::Lines(wrong));
        }
    };
    let bound = app.now() - app.config.privacy.verbatim_retention;
    let mut past_retention = 0;
    for response in responses.iter_mut().filter(|response| response.answered_at <= bound) {
        past_retention += usize::from(response.verbatim.take().is_some());
    }
    Ok(ResponsesToImport {
        responses,
        periods,
        hash: Sha256::digest(file).to_vec(),
        periods_hash: periods_file.map(|file| Sha256::digest(file).to_vec()),
        past_retention,
    })
}

/// Imports a file of responses and, if given, the file with numbers of closures and invitations.
///
/// # Errors
/// Every bad line with its number, a file that was imported before, or the database failed; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn import_responses(
    app: &App,
    file: &[u8],
    periods_file: Option<&[u8]>,
) -> Result<ImportedResponses, ImportResponsesError> {
    store(app, &Actor::Operator, &read_responses(app, file, periods_file).await?, UNTOLD).await
}

/// Stores parsed files, all of it or nothing.
///
/// # Errors
/// A file that was imported before, as [`demand`], or the database failed.
#[tracing::instrument(skip_all)]
pub async fn store(
    app: &App,
    actor: &Actor,
    read: &ResponsesToImport,
    told: Told<'_>,
) -> Result<ImportedResponses, ImportResponsesError> {
    // In a transaction of its own: an act of administration holds up all others, and this may take minutes.
    demand(&mut app.db.write().await?, actor, Action::ImportResponses).await?;
    let mut tx = app.db.write().await?;
    let imported = store_in(app, &mut tx, actor, read, told).await?;
    let ImportedResponses { responses, periods } = imported;
    let subject = format!("{responses} responses, {periods} periods");
    record(app, &mut tx, actor, Action::ImportResponses, &subject).await?;
    tx.commit().await?;
    Ok(imported)
}

async fn store_in(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    read: &ResponsesToImport,
    told: Told<'_>,
) -> Result<ImportedResponses, ImportResponsesError> {
    let ResponsesToImport { responses, periods, hash, periods_hash, .. } = read;
    let (id, by) = (ImportId(app.randomness.uuid(app.now())), stored_actor(app, tx, actor).await?);
    let import = NewImport {
        id,
        hash,
        responses: responses.len() as u64,
        days: read.closing_days(),
        by: &by,
        belongs_to: None,
        at: app.now(),
    };
    if !imports::insert(tx, &import).await? {
        return Err(ImportResponsesError::Repeated);
    }
    if let Some(hash) = periods_hash {
        let file = ImportId(app.randomness.uuid(app.now()));
        let of_periods =
            NewImport { id: file, hash, responses: 0, days: None, belongs_to: Some(id), ..import };
        if !imports::insert(tx, &of_periods).await? {
            return Err(ImportResponsesError::RepeatedPeriods);
        }
    }
    store_segments(tx, read.segments()).await?;
    let changes = changes(responses);
    store_responses(app, tx, id, responses, told).await?;
    for period in periods {
        imports::insert_earlier_period(tx, app.randomness.uuid(app.now()), id, period).await?;
    }
    // Last, since it blocks every other process that folds.
    tallies::add(tx, &changes).await?;
    Ok(ImportedResponses { responses: responses.len(), periods: periods.len() })
}

async fn store_segments(tx: &mut Tx, segments: HashMap<Uuid, &Segment>) -> Result<(), StorageError> {
    // In a fixed order, so that two concurrent imports cannot deadlock.
    for segment in segments.into_values().collect::<BTreeSet<_>>() {
        segments::ensure(tx, segment).await?;
    }
    Ok(())
}

/// One change per combination of days, segment and score, with the number of responses that share it as its amount.
fn changes(responses: &[EarlierResponse]) -> Vec<Change> {
    let mut amounts: HashMap<Change, i64> = HashMap::new();
    for response in responses {
        let counted = CountedAnswer {
            score: response.score,
            ratings: &response.ratings,
            reminders: None,
            segment_id: response.segment_id,
            closed_on: response.closed_on,
            answered_on: response.answered_on,
        };
        for change in counted.changes(1) {
            *amounts.entry(change).or_default() += 1;
        }
    }
    let mut changes: Vec<Change> =
        amounts.into_iter().map(|(change, amount)| Change { amount, ..change }).collect();
    changes.sort();
    changes
}

async fn store_responses(
    app: &App,
    tx: &mut Tx,
    import: ImportId,
    earlier: &[EarlierResponse],
    told: Told<'_>,
) -> Result<(), StorageError> {
    let (now, all) = (app.now(), earlier.len());
    for (chunk, earlier) in earlier.chunks(AT_ONCE).enumerate() {
        told(chunk * AT_ONCE, all);
        let (mut rows, mut ratings) = (Vec::with_capacity(AT_ONCE), Vec::new());
        for response in earlier {
            let id = ResponseId(app.randomness.uuid(now));
            ratings.extend(response.ratings.iter().map(|(item, rating)| (id, item.clone(), *rating)));
            rows.push(new_response(id, import, response));
        }
        responses::insert_all(tx, &rows).await?;
        responses::insert_ratings(tx, &ratings).await?;
    }
    Ok(())
}

fn new_response(id: ResponseId, import: ImportId, response: &EarlierResponse) -> NewResponse {
    NewResponse {
        id,
        origin: Origin::Import(import),
        score: response.score,
        comment: response.verbatim.clone(),
        contact_me: false,
        language: response.segment.value(Dimension::Language).to_owned(),
        segment_id: response.segment_id,
        closed_at: response.closed_at,
        closed_on: response.closed_on,
        answered_at: response.answered_at,
        answered_on: response.answered_on,
    }
}
