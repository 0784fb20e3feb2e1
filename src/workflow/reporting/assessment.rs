//! The policy, sentence by sentence: what the data gives of a year, and what was judged.
//!
//! The rule: judgements are only ever added, several at once all or none. An author says which judgement was seen, so that
//! of two persons at once the second sees what the first judged.

mod evidence;

use chrono::{Datelike, TimeDelta};

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::reporting::assessment::given::Given;
use crate::domain::reporting::assessment::{
    AssessedSentence, Assessment, History, LONGEST_NOTE, NewAssessment, Sentence,
};
use crate::storage::StorageError;
use crate::storage::reporting::assessments;
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::permission::{ActError, demand};
use crate::workflow::reporting::assessment::evidence::given;
use crate::workflow::reporting::year::Year;

/// Why nothing was judged.
#[derive(Debug, thiserror::Error)]
pub enum AssessError {
    #[error("{0} is no year of which the policy can be judged: it has not begun")]
    NotBegun(i32),
    #[error("the policy has no sentence `{0}`; its sentences are those of policy.self_assessment_file")]
    UnknownSentence(String),
    #[error("a note must have at most {most} characters; that on `{0}` is longer", most = LONGEST_NOTE)]
    LongNote(String),
    #[error(
        "someone else judged {} in the meantime; look at that judgement, and send yours again if it still holds",
        .0.join(", ")
    )]
    Changed(Vec<String>),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Whether the policy can be judged of a year: once it has begun.
#[must_use]
pub fn can_be_assessed(app: &App, year: i32) -> bool {
    year <= app.today().year() && Year::of(app, year, app.now()).is_some()
}

/// The sentences of the policy, with what the data gives of a year as of now and what was judged; none of a year that no
/// calendar has.
#[tracing::instrument(skip_all)]
pub async fn assessed_sentences(app: &App, year: i32) -> Result<Vec<AssessedSentence>, StorageError> {
    match Year::of(app, year, app.now()) {
        Some(year) => sentences_of(&year).await,
        None => Ok(Vec::new()),
    }
}

/// The same as of the moment of a report.
pub(super) async fn sentences_of(year: &Year<'_>) -> Result<Vec<AssessedSentence>, StorageError> {
    let sentences = &year.app.config.policy.self_assessment;
    let given = given(year, sentences).await?;
    let history = assessments::of_year(&mut year.app.db.read().await?, year.number).await?;
    let assessed = |sentence: &Sentence| AssessedSentence {
        given: given.get(&sentence.evidence).cloned().unwrap_or_else(Given::nothing),
        latest: history.latest(&sentence.key).cloned(),
        sentence: sentence.clone(),
    };
    Ok(sentences.all().iter().map(assessed).collect())
}

/// Judges sentences of a year, all or none; returns how many judgements are new. One that repeats what is there, or
/// what its author saw, is not written down.
///
/// # Errors
/// [`AssessError`]; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn assess(
    app: &App,
    actor: &Actor,
    year: i32,
    judged: &[NewAssessment],
) -> Result<usize, AssessError> {
    if !can_be_assessed(app, year) {
        return Err(AssessError::NotBegun(year));
    }
    for one in judged {
        if app.config.policy.self_assessment.find(&one.sentence).is_none() {
            return Err(AssessError::UnknownSentence(one.sentence.clone()));
        }
        if one.note.chars().count() > LONGEST_NOTE {
            return Err(AssessError::LongNote(one.sentence.clone()));
        }
    }
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::AssessPolicy).await?;
    assessments::lock(&mut tx).await?;
    let history = assessments::of_year(&mut tx, year).await?;
    let new = new_ones(judged, &history)?;
    for one in &new {
        let assessment = dated(app, actor, one, history.latest(&one.sentence));
        let id = app.randomness.uuid(app.now());
        assessments::insert(&mut tx, id, year, &assessment).await?;
        record(app, &mut tx, actor, Action::AssessPolicy, &format!("{year} {}", one.sentence)).await?;
    }
    tx.commit().await?;
    Ok(new.len())
}

/// Those that say something new.
fn new_ones<'a>(
    judged: &'a [NewAssessment],
    history: &History,
) -> Result<Vec<&'a NewAssessment>, AssessError> {
    let new: Vec<&NewAssessment> = judged.iter().filter(|one| history.is_changed_by(one)).collect();
    let unseen = new.iter().filter(|one| !history.was_seen(one)).map(|one| one.sentence.clone());
    let unseen: Vec<String> = unseen.collect();
    if unseen.is_empty() { Ok(new) } else { Err(AssessError::Changed(unseen)) }
}

/// A judgement of now: later than the one before, whatever the clocks of two processes say.
fn dated(app: &App, actor: &Actor, one: &NewAssessment, before: Option<&Assessment>) -> Assessment {
    let after = before.map(|before| before.at + TimeDelta::microseconds(1));
    Assessment {
        sentence: one.sentence.clone(),
        judgement: one.judgement,
        note: one.note.clone(),
        by: actor.name().to_owned(),
        at: after.map_or(app.now(), |after| app.now().max(after)),
    }
}
