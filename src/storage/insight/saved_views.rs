//! Saved views, who gets them by mail, and which mails were queued.
//!
//! The rule: a view is found for a user who may open it: its owner, and others while it is shared and its owner enabled.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::access::roles::Roles;
use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::{SavedViewId, UserId};
use crate::domain::insight::query::saved_view::gone::FilterValue;
use crate::domain::insight::query::saved_view::{NewView, SavedView, ViewPage};
use crate::storage::engine::columns::{batches, numbered};
use crate::storage::{Result, Tx, with_conn};

/// The views that user $1 may open, with their owners and whether the user gets them by mail.
const VISIBLE: &str = "SELECT saved_views.id, owner_id, email AS owner, name, page, query, is_shared,
        saved_view_subscribers.user_id AS subscriber
     FROM saved_views JOIN users ON users.id = owner_id
     LEFT JOIN saved_view_subscribers
        ON saved_view_subscribers.view_id = saved_views.id AND saved_view_subscribers.user_id = $1
     WHERE (owner_id = $1 OR (is_shared AND disabled_at IS NULL))";

/// Stores a view; false if its owner has one of this name.
pub async fn insert(
    tx: &mut Tx,
    id: SavedViewId,
    owner: UserId,
    view: &NewView,
    now: Timestamp,
) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO saved_views (id, owner_id, name, page, query, is_shared, created_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (owner_id, name) DO NOTHING",
        )
        .bind(id)
        .bind(owner)
        .bind(view.name.as_str())
        .bind(view.page)
        .bind(view.query.text.as_str())
        .bind(view.is_shared)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// The views that a user may open, by name.
pub async fn list(tx: &mut Tx, user: UserId) -> Result<Vec<SavedView>> {
    let sql = format!("{VISIBLE} ORDER BY name, saved_views.id");
    let rows: Vec<ViewRow> =
        with_conn!(tx, |conn| { sqlx::query_as(AssertSqlSafe(sql)).bind(user).fetch_all(conn).await? });
    Ok(rows.into_iter().map(|row| row.seen_by(user)).collect())
}

/// The view, if the user may open it.
pub async fn find(tx: &mut Tx, user: UserId, id: SavedViewId) -> Result<Option<SavedView>> {
    let sql = format!("{VISIBLE} AND saved_views.id = $2");
    let row: Option<ViewRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(user).bind(id).fetch_optional(conn).await?
    });
    Ok(row.map(|row| row.seen_by(user)))
}

/// Renames a view of this owner; false if the owner has another of this name, or no such view.
pub async fn rename(tx: &mut Tx, owner: UserId, id: SavedViewId, name: &str) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE saved_views SET name = $3 WHERE id = $1 AND owner_id = $2 AND NOT EXISTS
                (SELECT 1 FROM saved_views AS other WHERE other.owner_id = $2 AND other.name = $3 AND other.id <> $1)",
        )
        .bind(id)
        .bind(owner)
        .bind(name)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// Shares a view with colleagues; one that is not shared is mailed to its owner only.
pub async fn set_shared(tx: &mut Tx, id: SavedViewId, is_shared: bool) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE saved_views SET is_shared = $2 WHERE id = $1")
            .bind(id)
            .bind(is_shared)
            .execute(conn)
            .await?
            .rows_affected()
    });
    if !is_shared {
        with_conn!(tx, |conn| {
            sqlx::query(
                "DELETE FROM saved_view_subscribers WHERE view_id = $1
                    AND user_id NOT IN (SELECT owner_id FROM saved_views WHERE id = $1)",
            )
            .bind(id)
            .execute(conn)
            .await?
            .rows_affected()
        });
    }
    Ok(())
}

/// Deletes a view with its subscriptions and its mails.
pub async fn delete(tx: &mut Tx, id: SavedViewId) -> Result<()> {
    for statement in [
        "DELETE FROM saved_view_subscribers WHERE view_id = $1",
        "DELETE FROM saved_view_mails WHERE view_id = $1",
        "DELETE FROM staff_mails WHERE view_id = $1",
        "DELETE FROM saved_views WHERE id = $1",
    ] {
        with_conn!(tx, |conn| sqlx::query(statement).bind(id).execute(conn).await?.rows_affected());
    }
    Ok(())
}

/// From now on the user gets the figures of a view each month.
pub async fn subscribe(tx: &mut Tx, id: SavedViewId, user: UserId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO saved_view_subscribers (view_id, user_id, subscribed_at) VALUES ($1, $2, $3)
             ON CONFLICT (view_id, user_id) DO NOTHING",
        )
        .bind(id)
        .bind(user)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// The user gets the figures of a view no longer.
pub async fn unsubscribe(tx: &mut Tx, id: SavedViewId, user: UserId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM saved_view_subscribers WHERE view_id = $1 AND user_id = $2")
            .bind(id)
            .bind(user)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// A mail that is due: a view and its recipient.
#[derive(Clone, Debug, FromRow)]
pub struct DueMail {
    pub view_id: SavedViewId,
    pub user_id: UserId,
    pub roles: Roles,
}

/// The mails of a month that were not queued, for enabled users who may open the view and subscribed before `due_at`.
pub async fn due(tx: &mut Tx, month: NaiveDate, due_at: Timestamp) -> Result<Vec<DueMail>> {
    let rows: Vec<DueMail> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT subscribed.view_id, subscribed.user_id, readers.roles
             FROM saved_view_subscribers AS subscribed
             JOIN saved_views ON saved_views.id = subscribed.view_id
             JOIN users AS owners ON owners.id = saved_views.owner_id
             JOIN users AS readers ON readers.id = subscribed.user_id
             LEFT JOIN saved_view_mails AS queued ON queued.view_id = subscribed.view_id
                AND queued.user_id = subscribed.user_id AND queued.month = $1
             WHERE queued.view_id IS NULL AND subscribed.subscribed_at < $2 AND readers.disabled_at IS NULL
                AND (saved_views.owner_id = subscribed.user_id OR (is_shared AND owners.disabled_at IS NULL))
             ORDER BY subscribed.view_id, subscribed.user_id",
        )
        .bind(month)
        .bind(due_at)
        .fetch_all(conn)
        .await?
    });
    Ok(rows)
}

/// Records that the mail of a month is queued; false if it was before.
pub async fn note_queued(tx: &mut Tx, mail: &DueMail, month: NaiveDate, now: Timestamp) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO saved_view_mails (view_id, user_id, month, queued_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (view_id, user_id, month) DO NOTHING",
        )
        .bind(mail.view_id)
        .bind(mail.user_id)
        .bind(month)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Those of the values that any complaint or response has.
pub async fn known_values(tx: &mut Tx, wanted: &BTreeSet<FilterValue>) -> Result<BTreeSet<FilterValue>> {
    let mut known = BTreeSet::new();
    for &dimension in Dimension::ALL {
        let of_dimension = wanted.iter().filter(|(other, _)| *other == dimension);
        let values: Vec<&str> = of_dimension.map(|(_, value)| value.as_str()).collect();
        for chunk in batches(&values) {
            let sql = format!(
                "SELECT DISTINCT {dimension} FROM segments WHERE {dimension} IN ({})",
                numbered(1, chunk.len())
            );
            let rows: Vec<(String,)> = with_conn!(tx, |conn| {
                let query = chunk
                    .iter()
                    .fold(sqlx::query_as(AssertSqlSafe(sql)), |query, value| query.bind((*value).to_owned()));
                query.fetch_all(conn).await?
            });
            known.extend(rows.into_iter().map(|(value,)| (dimension, value)));
        }
    }
    Ok(known)
}

#[derive(FromRow)]
struct ViewRow {
    id: SavedViewId,
    owner_id: UserId,
    owner: String,
    name: String,
    page: ViewPage,
    query: String,
    is_shared: bool,
    subscriber: Option<UserId>,
}

impl ViewRow {
    fn seen_by(self, user: UserId) -> SavedView {
        SavedView {
            id: self.id,
            is_own: self.owner_id == user,
            owner: self.owner,
            name: self.name,
            page: self.page,
            query: self.query,
            is_shared: self.is_shared,
            is_mailed: self.subscriber.is_some(),
        }
    }
}
