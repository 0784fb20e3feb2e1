//! `GET /api/v1/funnel`: what became of closures.

use std::collections::BTreeMap;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::ObjectBuilder;
use utoipa::openapi::schema::Type;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::asking::invitation::{State as InvitationState, WithheldReason};
use crate::domain::input::spreadsheet::Sheet;
use crate::domain::insight::funnel::{FunnelGroup, Places};
use crate::urls;
use crate::web::api::insight::file_or_json;
use crate::web::api::insight::series::{self, GroupJson, PointJson, SeriesJson, SeriesRow};
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::{answer, of_type};
use crate::web::shell::problem::Problem;
use crate::workflow::insight::funnel::funnel_over_time;

pub fn operations() -> Operations {
    let operation = Operation::new(
        "What became of closures",
        Scope::InsightsRead,
        "; by day or week, for ranges that are not whole months, and by more than two dimensions, also \
         responses:read. The parameters of /nps. Closed is always \
         the sum of all withheld, withdrawn, planned, sent, answered, expired and undeliverable; closures before Naklank are \
         not in it. A point with fewer answers than privacy.minimum_group is suppressed. `Accept: text/csv` gives the same \
         as a file.",
    )
    .parameters(parameters::series())
    .answers_figures::<SeriesJson<PlacesJson>>("The series.", example());
    Operations::default().routes(operation.get(urls::API_FUNNEL, show))
}

fn example() -> Value {
    let withheld: BTreeMap<&str, u64> = WithheldReason::NAMES.iter().map(|reason| (*reason, 2)).collect();
    json!({
        "interval": "month",
        "basis": "closed",
        "time_zone": "Europe/Amsterdam",
        "confidence": 0.95,
        "method": "count",
        "groups": [{
            "group": null,
            "points": [{
                "from": "2026-01-01",
                "to": "2026-01-31",
                "closed": 54,
                "invited": 38,
                "provisional": false,
                "suppressed": false,
                "withheld": withheld,
                "withdrawn": 0,
                "planned": 0,
                "sent": 0,
                "answered": 14,
                "expired": 23,
                "undeliverable": 1,
                "reminded": 25,
            }],
        }],
    })
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = series::question(&app, &caller, query, Action::ReadFunnelByDay).await?;
    let groups = funnel_over_time(&app, &query).await?;
    let groups = groups.iter().map(GroupJson::from).collect();
    Ok(file_or_json::answer(&headers, &SeriesJson::new(&app, &query, "count", groups), sheet))
}

/// What a point shows unless it is suppressed.
#[derive(Serialize, ToSchema)]
struct PlacesJson {
    #[schema(schema_with = withheld)]
    withheld: BTreeMap<&'static str, u64>,
    withdrawn: u64,
    planned: u64,
    sent: u64,
    answered: u64,
    expired: u64,
    undeliverable: u64,
    reminded: u64,
}

impl series::Shown for PlacesJson {
    const NAMES: [&'static str; 2] = ["Funnel", "FunnelPoint"];
}

/// A count for each reason.
fn withheld() -> ObjectBuilder {
    let count = || of_type(Type::Integer).minimum(Some(0)).into();
    answer(WithheldReason::NAMES.iter().map(|reason| (*reason, count())))
}

impl From<&FunnelGroup> for GroupJson<PlacesJson> {
    fn from(group: &FunnelGroup) -> Self {
        let points = group.points.iter().map(|point| PointJson {
            from: point.range.from(),
            to: point.range.to(),
            closed: point.closed,
            invited: point.invited,
            provisional: point.provisional,
            suppressed: point.places.is_too_small(),
            figures: point.places.shown().map(PlacesJson::from),
        });
        Self { group: series::name(group.value.as_ref()), points: points.collect() }
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

fn sheet(answer: &SeriesJson<PlacesJson>) -> Sheet {
    SeriesRow::first_columns()
        .for_each(WithheldReason::ALL, |columns, reason| {
            let withheld = |places: &PlacesJson| places.withheld.get(reason.name()).copied();
            columns
                .column(format!("withheld_{reason}"), move |row: &SeriesRow<'_, PlacesJson>| row.of(withheld))
        })
        .column("withdrawn", |row| row.of(|places| places.withdrawn))
        .column("planned", |row| row.of(|places| places.planned))
        .column("sent", |row| row.of(|places| places.sent))
        .column("answered", |row| row.of(|places| places.answered))
        .column("expired", |row| row.of(|places| places.expired))
        .column("undeliverable", |row| row.of(|places| places.undeliverable))
        .column("reminded", |row| row.of(|places| places.reminded))
        .sheet(answer.rows())
}
