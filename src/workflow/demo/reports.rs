//! The reports of the demo: a published year, its corrected edition, and drafts that wait for a second person.
//!
//! The rule: editions are made by what makes those of an installation, from the facts of their day; only their days are made up.

use chrono::{Datelike as _, NaiveDate, NaiveTime, TimeDelta};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::reporting::assessment::{Judgement, NewAssessment};
use crate::domain::reporting::document::{DocumentKind, InBoth};
use crate::domain::reporting::edition::Draft;
use crate::domain::time::calendar::moment_of;
use crate::storage::StorageError;
use crate::storage::reporting::{editions, preparers};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::DEMO_VISITOR;
use crate::workflow::demo::accounts::ANALYST;
use crate::workflow::reporting::assessment::{AssessError, assess};
use crate::workflow::reporting::public::public_report;
use crate::workflow::reporting::publish::{SaveDraftError, freeze, save_draft};

/// Month and day on which the editions of a year appeared, in the year after it.
const EDITIONS: [(u32, u32); 2] = [(3, 12), (4, 20)];

/// Why the demo has no reports.
#[derive(Debug, thiserror::Error)]
pub enum SampleReportsError {
    #[error(transparent)]
    Draft(#[from] SaveDraftError),
    #[error(transparent)]
    Assessment(#[from] AssessError),
    #[error(transparent)]
    Writing(#[from] serde_json::Error),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Publishes the last year whose editions could have appeared, judges its sentences, and prepares what comes next.
///
/// # Errors
/// See [`SampleReportsError`]; what was made before stays.
pub(super) async fn make_sample_reports(app: &App) -> Result<(), SampleReportsError> {
    let today = app.today();
    let year = reported_year(today);
    for (number, (month, day)) in (1..).zip(EDITIONS) {
        let Some(day) = NaiveDate::from_ymd_opt(year + 1, month, day) else { continue };
        let at = moment_of(day, NaiveTime::MIN, app.config.organisation.zone) + TimeDelta::hours(10);
        publish_edition(app, year, number, at).await?;
    }
    let analyst = Actor::User(ANALYST.to_owned());
    assess(app, &analyst, year, &judgements()).await?;
    let conclusion = both(
        "Het beleid werkt. Wij bellen klanten eerder, en de doorlooptijd wordt minder vaak als oorzaak genoemd.",
        "The policy works. We call customers sooner, and waiting time is a cause less often.",
    );
    save_draft(app, &analyst, draft(year, DocumentKind::Internal, conclusion), None).await?;
    let words = both(
        "Dit jaar schrijven wij al onze brieven in gewone taal.",
        "This year we are rewriting all our letters in plain language.",
    );
    save_draft(app, &analyst, draft(today.year(), DocumentKind::Public, words), None).await?;
    Ok(())
}

/// The last year of which all editions can have appeared by a day.
pub(super) fn reported_year(today: NaiveDate) -> i32 {
    let last = EDITIONS.last().and_then(|(month, day)| NaiveDate::from_ymd_opt(today.year(), *month, *day));
    if last.is_some_and(|last| last < today) { today.year() - 1 } else { today.year() - 2 }
}

/// Prepared by the analyst, approved and published by the visitor, at one moment.
async fn publish_edition(app: &App, year: i32, number: u32, at: Timestamp) -> Result<(), SampleReportsError> {
    let is_first = number == 1;
    let mut draft = draft(year, DocumentKind::Public, words_of_the_board(is_first));
    draft.prepared_at = at;
    if !is_first {
        draft.changed = both(
            "In de eerste uitgave stond dat wij elke maand bellen. Dat moest elke week zijn.",
            "The first edition said that we call every month. It is every week.",
        );
    }
    let document = public_report(app, year, at, &draft.words, &draft.changed).await?;
    let (edition, frozen) = freeze(app, &draft, &document, number, (DEMO_VISITOR, at))?;
    let mut tx = app.db.write().await?;
    editions::insert(&mut tx, &edition, &frozen).await?;
    preparers::add(&mut tx, year, DocumentKind::Public, ANALYST).await?;
    preparers::hand_over(&mut tx, year, DocumentKind::Public, edition.id).await?;
    editions::publish(&mut tx, edition.id, DEMO_VISITOR, at).await?;
    Ok(tx.commit().await?)
}

fn draft(year: i32, kind: DocumentKind, words: InBoth) -> Draft {
    Draft {
        year,
        kind,
        words,
        changed: InBoth::default(),
        prepared_by: ANALYST.to_owned(),
        prepared_at: Timestamp::UNIX_EPOCH,
    }
}

/// The first edition has the mistake that the second corrects.
fn words_of_the_board(is_first: bool) -> InBoth {
    let (nl, en) = if is_first { ("elke maand", "every month") } else { ("elke week", "every week") };
    both(
        &format!(
            "Een klacht is gratis advies. Dit jaar leerden onze klanten ons dat zij te lang niets van ons hoorden. Daarom \
             bellen wij nu {nl} over de stand van zaken."
        ),
        &format!(
            "A complaint is free advice. This year our customers taught us that they heard nothing from us for too long. \
             That is why we now call {en} about how a case stands."
        ),
    )
}

fn judgements() -> Vec<NewAssessment> {
    [
        ("acknowledged", Judgement::Kept, ""),
        ("called", Judgement::Partly, "In de drukke maanden lukte het niet altijd binnen 48 uur."),
        ("employee", Judgement::Kept, ""),
        ("improvements", Judgement::Kept, "Van één verbetering is het effect al te zien."),
    ]
    .map(|(sentence, judgement, note)| NewAssessment {
        sentence: sentence.to_owned(),
        judgement,
        note: note.to_owned(),
        seen: None,
    })
    .to_vec()
}

fn both(nl: &str, en: &str) -> InBoth {
    InBoth { nl: nl.to_owned(), en: en.to_owned() }
}
