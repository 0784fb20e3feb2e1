//! What the questions about figures over time have in common: their parameters, who may ask them, and the shape of the
//! answer.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::openapi::schema::{Schema, Type};
use utoipa::openapi::{ArrayBuilder, Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::input::spreadsheet::Columns;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::{Basis, NpsQuery, Reader};
use crate::domain::insight::series::Point;
use crate::domain::time::period::Granularity;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::schema::{answer, answered_day, nullable, of_type, one_of};
use crate::web::shell::problem::Problem;
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::insight::series::{MOST_POINTS, has_too_many_points};

/// `{"team": "Noord"}`, its value null where unknown; null for the whole.
pub type GroupName = Option<serde_json::Map<String, serde_json::Value>>;

/// Series of periods, one for each group; `P` is what a period shows unless it is hidden.
#[derive(Serialize)]
pub struct SeriesJson<P> {
    interval: &'static str,
    basis: &'static str,
    time_zone: &'static str,
    confidence: f64,
    method: &'static str,
    pub groups: Vec<GroupJson<P>>,
}

/// The series of one group.
#[derive(Serialize)]
pub struct GroupJson<P> {
    pub group: GroupName,
    pub points: Vec<PointJson<P>>,
}

/// One period.
#[derive(Serialize)]
pub struct PointJson<P> {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub closed: u64,
    pub invited: u64,
    pub provisional: bool,
    pub suppressed: bool,
    #[serde(flatten)]
    pub figures: Option<P>,
}

/// What a period shows unless it is hidden, with the names under which its series is described.
pub trait Shown: PartialSchema {
    /// The schema of the series and of a point.
    const NAMES: [&'static str; 2];
}

impl<P: Shown> PartialSchema for SeriesJson<P> {
    fn schema() -> RefOr<Schema> {
        let text = || of_type(Type::String);
        let name =
            nullable(Type::Object).additional_properties(Some(Schema::from(nullable(Type::String).build())));
        let name =
            name.description(Some("The dimension with its value, null where unknown; null for the whole."));
        let points = ArrayBuilder::new().items(RefOr::from(Ref::from_schema_name(P::NAMES[1])));
        let group = answer([("group", name.into()), ("points", points.into())]);
        answer([
            ("interval", one_of(Granularity::NAMES).into()),
            ("basis", one_of(Basis::NAMES).into()),
            ("time_zone", text().into()),
            ("confidence", of_type(Type::Number).into()),
            ("method", text().description(Some("How intervals were computed.")).into()),
            ("groups", ArrayBuilder::new().items(RefOr::from(Schema::from(group.build()))).into()),
        ])
        .into()
    }
}

impl<P: Shown + ToSchema> ToSchema for SeriesJson<P> {
    fn name() -> Cow<'static, str> {
        P::NAMES[0].into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((P::NAMES[1].to_owned(), PointJson::<P>::schema()));
        P::schemas(schemas);
    }
}

impl<P: Shown> PartialSchema for PointJson<P> {
    fn schema() -> RefOr<Schema> {
        let count = || RefOr::from(Schema::from(of_type(Type::Integer).minimum(Some(0)).build()));
        let provisional = "The period is not over, or an answer may still come.";
        let suppressed = "Too few responses to show; then the fields that follow are absent.";
        let flag = |text: &str| of_type(Type::Boolean).description(Some(text)).into();
        let mut point = answer([
            ("from", answered_day()),
            ("to", answered_day()),
            ("closed", count()),
            ("invited", count()),
            ("provisional", flag(provisional)),
            ("suppressed", flag(suppressed)),
        ])
        .build();
        if let RefOr::T(Schema::Object(figures)) = P::schema() {
            point.properties.extend(figures.properties);
        }
        point.into()
    }
}

impl<P> SeriesJson<P> {
    /// The answer to a question; `method` names how its intervals were computed.
    pub fn new(app: &App, query: &NpsQuery, method: &'static str, groups: Vec<GroupJson<P>>) -> Self {
        Self {
            interval: query.interval.name(),
            basis: query.basis.name(),
            time_zone: app.config.organisation.zone.name(),
            confidence: query.confidence.share(),
            method,
            groups,
        }
    }
}

impl<P> GroupJson<P> {
    /// The name of the group as text, where it has one.
    pub fn name(&self) -> Option<&str> {
        self.group.as_ref().and_then(|group| group.values().next()).and_then(|value| value.as_str())
    }
}

impl<P> PointJson<P> {
    /// A period and what may be seen of it.
    pub fn new(point: &Point, figures: Option<P>) -> Self {
        Self {
            from: point.range.from(),
            to: point.range.to(),
            closed: point.closed,
            invited: point.invited,
            provisional: point.provisional,
            suppressed: figures.is_none(),
            figures,
        }
    }
}

/// A row of a file: a period in its group.
pub struct SeriesRow<'a, P> {
    pub group: Option<&'a str>,
    pub point: &'a PointJson<P>,
}

impl<P> SeriesJson<P> {
    /// The rows of a file, one for each point.
    pub fn rows(&self) -> impl Iterator<Item = SeriesRow<'_, P>> {
        self.groups
            .iter()
            .flat_map(|group| group.points.iter().map(|point| SeriesRow { group: group.name(), point }))
    }
}

impl<'a, P> SeriesRow<'a, P> {
    /// The columns with which each file begins.
    pub fn first_columns() -> Columns<'a, Self> {
        Columns::default()
            .column("group", |row: &Self| row.group)
            .column("from", |row| row.point.from)
            .column("to", |row| row.point.to)
            .column("closed", |row| row.point.closed)
            .column("invited", |row| row.point.invited)
            .column("provisional", |row| row.point.provisional)
            .column("suppressed", |row| row.point.suppressed)
    }

    /// What is shown of the period.
    pub fn of<T>(&self, take: impl FnOnce(&P) -> T) -> Option<T> {
        self.point.figures.as_ref().map(take)
    }
}

/// Query parameters in the order in which they came.
///
/// # Errors
/// 400 where the query is not well-formed.
pub fn parameters(query: Option<&str>) -> Result<Vec<(String, String)>, Problem> {
    Ok(urlencoded::pairs(query.unwrap_or_default().as_bytes())?)
}

/// Parses the query of a request. Ranges by day need one more scope, and are recorded in the audit as `action`.
///
/// # Errors
/// 403, or 422 with every parameter that is wrong.
pub async fn question(
    app: &App,
    caller: &Caller,
    query: Option<String>,
    action: Action,
) -> Result<NpsQuery, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let parsed = NpsQuery::parse(&parameters(query.as_deref())?, app.today()).map_err(Problem::fields)?;
    if has_too_many_points(app, &parsed).await? {
        let message = format!("asks for more than {MOST_POINTS} points; take longer periods or a filter");
        return Err(Problem::fields(vec![FieldError { field: "group_by".to_owned(), message }]));
    }
    guard_days(app, caller, &[&parsed], query.as_deref(), action).await?;
    Ok(parsed.for_reader(reader(caller)))
}

/// What a caller may see.
pub fn reader(caller: &Caller) -> Reader {
    if caller.has(Scope::ResponsesRead) { Reader::Answers } else { Reader::Figures }
}

/// Insists on the right to see single answers where one of the questions could tell them, and notes who asked.
///
/// # Errors
/// 403.
pub async fn guard_days(
    app: &App,
    caller: &Caller,
    queries: &[&NpsQuery],
    text: Option<&str>,
    action: Action,
) -> Result<(), Problem> {
    let is_by_day = queries.iter().any(|query| query.is_day_level(app.today()));
    guard(app, caller, is_by_day, text, action).await
}

/// The same where the caller knows whether single answers could be told.
///
/// # Errors
/// 403.
pub async fn guard(
    app: &App,
    caller: &Caller,
    is_by_day: bool,
    text: Option<&str>,
    action: Action,
) -> Result<(), Problem> {
    if is_by_day {
        caller.needs(Scope::ResponsesRead)?;
        act_of_reading(app, &caller.actor, action, &audited(text.unwrap_or_default())).await?;
    }
    Ok(())
}

/// The name of a group.
pub fn name(value: Option<&(Dimension, String)>) -> GroupName {
    value.map(|(dimension, value)| {
        let value = Some(value.as_str()).filter(|value| !value.is_empty());
        [(dimension.name().to_owned(), value.into())].into_iter().collect()
    })
}
