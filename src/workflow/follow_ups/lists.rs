//! The lists that a handler works from.
//!
//! The rule: a handler of a team sees that team's follow-ups and no others, whichever list is asked for.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::follow_up::{DONE_DAYS, FollowUp};
use crate::domain::follow_ups::lists::{FollowUpList, FollowUpsPage, ListedFollowUp, MOST_DONE, ON_A_PAGE};
use crate::domain::ids::ResponseId;
use crate::storage::follow_ups::lists::{Reader, counts, list, list_done, rated};
use crate::storage::{StorageError, Tx};

/// Who reads a list.
#[derive(Clone, Copy, Debug)]
pub struct ListReader<'a> {
    pub whose: &'a FollowUpsOf,
    /// The address in lower case.
    pub email: &'a str,
    /// The reader's own team.
    pub team: Option<&'a str>,
}

/// A page of a list; without a list, of the one that the reader begins with. `page` is 1 for the first.
#[tracing::instrument(skip_all)]
pub async fn list_follow_ups(
    app: &App,
    reader: ListReader<'_>,
    asked: Option<FollowUpList>,
    page: u32,
) -> Result<FollowUpsPage, StorageError> {
    let (whose, email, team) = (reader.whose, reader.email, reader.team);
    let stored_reader = Reader { whose, email, team, today: app.today() };
    let mut tx = app.db.read().await?;
    let counts = counts(&mut tx, stored_reader).await?;
    let lists = lists_of(reader);
    let asked = asked.filter(|asked| lists.contains(asked));
    let chosen = asked.unwrap_or_else(|| counts.usual(team.is_some()));
    let skipped = page.saturating_sub(1).saturating_mul(ON_A_PAGE);
    let mut rows = list(&mut tx, stored_reader, chosen, skipped, ON_A_PAGE + 1).await?;
    let has_next = rows.len() > ON_A_PAGE as usize;
    rows.truncate(ON_A_PAGE as usize);
    let done = match chosen {
        FollowUpList::Mine => done(app, &mut tx, whose, Some(email)).await?,
        FollowUpList::Team => {
            let of_team = team.map_or_else(|| whose.clone(), |team| FollowUpsOf::Team(team.to_owned()));
            done(app, &mut tx, &of_team, None).await?
        }
        FollowUpList::All => done(app, &mut tx, whose, None).await?,
        FollowUpList::Overdue | FollowUpList::Unassigned => Vec::new(),
    };
    let rows = with_rated(&mut tx, rows).await?;
    Ok(FollowUpsPage { list: chosen, lists, counts, rows, page, has_next, done })
}

/// The lists that a reader can choose: without a team none of the own team, and with no other team to see none of all.
fn lists_of(reader: ListReader<'_>) -> Vec<FollowUpList> {
    let differs = |list: &FollowUpList| match list {
        FollowUpList::Team => reader.team.is_some(),
        FollowUpList::All => *reader.whose == FollowUpsOf::All,
        FollowUpList::Mine | FollowUpList::Overdue | FollowUpList::Unassigned => true,
    };
    FollowUpList::ALL.iter().copied().filter(differs).collect()
}

async fn done(
    app: &App,
    tx: &mut Tx,
    whose: &FollowUpsOf,
    holder: Option<&str>,
) -> Result<Vec<FollowUp>, StorageError> {
    list_done(tx, whose, holder, app.now() - TimeDelta::days(DONE_DAYS), MOST_DONE).await
}

async fn with_rated(tx: &mut Tx, rows: Vec<FollowUp>) -> Result<Vec<ListedFollowUp>, StorageError> {
    let responses: Vec<ResponseId> = rows.iter().map(|row| row.response_id).collect();
    let rated = rated(tx, &responses).await?;
    let listed = |follow_up: FollowUp| {
        let rated = rated.get(&follow_up.response_id).copied().unwrap_or_default();
        ListedFollowUp { follow_up, rated }
    };
    Ok(rows.into_iter().map(listed).collect())
}
