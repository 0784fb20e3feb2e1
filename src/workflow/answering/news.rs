//! What became of an answer, on the respondent's own page, and whether the respondent wants one mail about it.
//!
//! The rule: reading changes nothing; a wish is stored and taken back only by its own tick, since a mail scanner presses buttons and
//! ticks nothing. It can be taken back until its mail was sent.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::token::Token;
use crate::domain::answering::news::{Improved, News, OnRecord, Wish};
use crate::domain::ids::ResponseId;
use crate::domain::people::language::Language;
use crate::domain::time::calendar::day_of;
use crate::storage::answering::news::{self, AnswerRecord, wishes};
use crate::storage::asking::invitations;
use crate::storage::sending::messages;
use crate::storage::{StorageError, Tx};
use crate::workflow::answering::survey::{Answered, Survey, find_in, survey_of};

/// What became of an answer, with the sentences of improvements in `language` where there is one.
#[tracing::instrument(skip_all)]
pub async fn find_news(app: &App, answered: &Answered, language: Language) -> Result<News, StorageError> {
    let mut tx = app.db.read().await?;
    // A held answer may not be the person's own, so nothing is told of it.
    let record = match answered.response.held_at {
        None => news::record(&mut tx, answered.response.id, app.today()).await?,
        Some(_) => None,
    };
    let Some(record) = record else { return Ok(News::default()) };
    let improved = if record.may_be_improved {
        improved(app, &mut tx, &record, answered.response.id).await?
    } else {
        Vec::new()
    };
    let on = |at: Timestamp| day_of(at, app.config.organisation.zone);
    let read_on: Vec<NaiveDate> = record.taken_up_at.into_iter().chain(record.judged_at).map(on).collect();
    let on_record = OnRecord {
        answered_on: record.answered_on,
        read_on,
        discussed_with_employee_on: record.employee_discussed_on,
        discussed_in_team_on: record.team_discussed_on,
        improved,
    };
    Ok(News { events: on_record.events(app.today(), language), wish: wish_of(&record) })
}

async fn improved(
    app: &App,
    tx: &mut Tx,
    record: &AnswerRecord,
    response: ResponseId,
) -> Result<Vec<Improved>, StorageError> {
    let mut improved = Vec::new();
    for improvement in news::begun(tx, record.answered_on, app.today()).await? {
        if news::concerns(tx, &improvement, response).await? {
            improved.push(Improved { on: improvement.starts_on, sentences: improvement.sentences });
        }
    }
    Ok(improved)
}

fn wish_of(record: &AnswerRecord) -> Wish {
    if !record.can_be_told {
        Wish::NotOffered
    } else if record.asked_at.is_some() {
        Wish::Asked
    } else if record.is_queued {
        // A mail whose wish was taken back while it was being sent: it may still arrive, so no other is offered beside it.
        Wish::NotOffered
    } else {
        Wish::NotAsked
    }
}

/// Stores the wish for one mail about the answer behind a link, or takes it back, and with it a mail that waits; returns the survey as
/// it is. Nothing changes where no wish can be asked for. Idempotent.
///
/// # Errors
/// The database failed; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn choose_news(app: &App, token: &Token, is_wanted: bool) -> Result<Survey, StorageError> {
    let mut tx = app.db.write().await?;
    let found = find_in(app, &mut tx, token).await?;
    let Survey::Answered(answered) = &found else { return Ok(found) };
    if !is_wanted {
        // Messages before their invitation, as everywhere. One that is being sent cannot be stopped; it is not tried again.
        messages::cancel(&mut tx, answered.invitation.id).await?;
    }
    // Serialises with another choice, and with the removal of the address.
    let Some(invitation) = invitations::lock(&mut tx, answered.invitation.id).await? else {
        return Ok(found);
    };
    let survey = survey_of(app, Some(&mut tx), invitation).await?;
    if let Survey::Answered(answered) = &survey
        && answered.response.held_at.is_none()
    {
        let record = news::record(&mut tx, answered.response.id, app.today()).await?;
        match record.as_ref().map(wish_of) {
            Some(Wish::NotAsked) if is_wanted => {
                wishes::insert(&mut tx, answered.invitation.id, app.now()).await?;
            }
            Some(Wish::Asked) if !is_wanted => wishes::delete(&mut tx, answered.invitation.id).await?,
            _ => {}
        }
    }
    if !is_wanted {
        // The mail may have been for other answers of the same address too.
        wishes::settle_cancelled(&mut tx, answered.invitation.id).await?;
    }
    tx.commit().await?;
    Ok(survey)
}
