//! `GET /api/v1/funnel`: what became of closures.

use std::collections::BTreeMap;

use axum::extract::{RawQuery, State};
use axum::routing::get;
use axum::{Json, Router};
use chrono::NaiveDate;
use serde::Serialize;

use crate::app::App;
use crate::domain::funnel::{FunnelGroup, FunnelPoint, Places};
use crate::domain::invitation::{State as InvitationState, WithheldReason};
use crate::urls;
use crate::web::api::auth::Caller;
use crate::web::api::groups::{self, GroupName};
use crate::web::api::problem::Problem;
use crate::workflow::funnel::funnel_over_time;

pub fn router() -> Router<App> {
    Router::new().route(urls::API_FUNNEL, get(show))
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<FunnelJson>, Problem> {
    let query = groups::question(&app, &caller, query, "funnel by day").await?;
    let groups = funnel_over_time(&app, &query).await?;
    Ok(Json(FunnelJson {
        interval: query.interval.name(),
        basis: query.basis.name(),
        time_zone: app.config.organisation.zone.name(),
        groups: groups.iter().map(GroupJson::from).collect(),
    }))
}

#[derive(Serialize)]
struct FunnelJson {
    interval: &'static str,
    basis: &'static str,
    time_zone: &'static str,
    groups: Vec<GroupJson>,
}

#[derive(Serialize)]
struct GroupJson {
    group: GroupName,
    points: Vec<PointJson>,
}

#[derive(Serialize)]
struct PointJson {
    from: NaiveDate,
    to: NaiveDate,
    closed: u64,
    invited: u64,
    provisional: bool,
    suppressed: bool,
    #[serde(flatten)]
    places: Option<PlacesJson>,
}

/// What a point shows unless it is suppressed.
#[derive(Serialize)]
struct PlacesJson {
    withheld: BTreeMap<&'static str, u64>,
    withdrawn: u64,
    planned: u64,
    sent: u64,
    answered: u64,
    expired: u64,
    undeliverable: u64,
    reminded: u64,
}

impl From<&FunnelGroup> for GroupJson {
    fn from(group: &FunnelGroup) -> Self {
        Self {
            group: groups::name(group.value.as_ref()),
            points: group.points.iter().map(PointJson::from).collect(),
        }
    }
}

impl From<&FunnelPoint> for PointJson {
    fn from(point: &FunnelPoint) -> Self {
        Self {
            from: point.range.from(),
            to: point.range.to(),
            closed: point.closed,
            invited: point.invited,
            provisional: point.provisional,
            suppressed: point.places.is_none(),
            places: point.places.as_ref().map(PlacesJson::from),
        }
    }
}

impl From<&Places> for PlacesJson {
    fn from(places: &Places) -> Self {
        let reasons = WithheldReason::ALL.iter();
        Self {
            withheld: reasons.map(|reason| (reason.name(), places.withheld_for(*reason))).collect(),
            withdrawn: places.in_state(InvitationState::Withdrawn),
            planned: places.in_state(InvitationState::Planned),
            sent: places.in_state(InvitationState::Sent),
            answered: places.in_state(InvitationState::Answered),
            expired: places.in_state(InvitationState::Expired),
            undeliverable: places.in_state(InvitationState::Undeliverable),
            reminded: places.reminded,
        }
    }
}
