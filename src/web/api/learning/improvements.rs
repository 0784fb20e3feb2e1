//! `/api/v1/improvements`: what was planned, and what can be told of its effect.

mod answers;
mod schema;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::domain::ids::ImprovementId;
use crate::domain::learning::improvement::fields::GROUPS;
use crate::urls;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::schema::identifier;
use crate::web::api::kit::{json, parameters};
use crate::web::api::learning::improvements::answers::{EffectJson, ImprovementJson, ImprovementsJson};
use crate::web::api::learning::improvements::schema::NewImprovementBody;
use crate::web::shell::body;
use crate::web::shell::problem::Problem;
use crate::workflow::learning::improvements::in_figures::effect_in_figures;
use crate::workflow::learning::improvements::{
    ImproveError, cause_names, improvement, improvement_effect, improvements, register_improvement,
};

const LARGEST_BODY: usize = 64 * 1024;
const UNKNOWN: &str = "There is no such improvement.";

pub fn operations() -> Operations {
    let list_improvements =
        Operation::new("The improvements", Scope::InsightsRead, ". Those that start last come first.")
            .answers::<ImprovementsJson>(StatusCode::OK, "All there are.", answers::list_example());
    let add = Operation::new(
        "Registers an improvement",
        Scope::KpisWrite,
        ". Everything by which it is judged is fixed when it starts: today or later, and after the months that were its \
         reason, which are no part of before; those of a downward signal that is a reason are added. Whom it concerns are \
         filters of at most two dimensions; without any it is everyone. The same plan of the \
         same person again is answered with the one that is registered.",
    )
    .body::<NewImprovementBody>(schema::example())
    .answers::<ImprovementJson>(StatusCode::CREATED, "Registered.", answers::example());
    let effect = Operation::new(
        "The effect of an improvement",
        Scope::InsightsRead,
        ". How much more the figure changed for those whom it concerns than for the rest over the same days, with its 95 % \
         interval: the twelve complete months before the start without those that were the reason, against the complete months \
         since the start and the settling time. The verdict is given once: `works` or `harms` from the first complete month on \
         that has answers enough for the planned gap, which `expected_on` expects, at the latest the 24th; until then it is \
         `cannot_be_told_yet`. Before the start there are no figures. Of one that was closed it is what was told then. Figures over \
         few answers are null, and `suppressed` is true; without responses:read also those from which few would follow beside \
         other figures.",
    )
    .path_parameters([parameters::path("id", "The improvement.", identifier())])
    .answers::<EffectJson>(StatusCode::OK, "What can be told.", answers::effect_example())
    .refuses(StatusCode::NOT_FOUND, UNKNOWN);
    Operations::default()
        .routes(list_improvements.get(urls::API_IMPROVEMENTS, list))
        .routes(add.post(urls::API_IMPROVEMENTS, register))
        .routes(effect.get(urls::API_IMPROVEMENT_EFFECT, show_effect))
}

async fn list(State(app): State<App>, caller: Caller) -> Result<Json<ImprovementsJson>, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let (all, causes) = (improvements(&app).await?, cause_names(&app).await?);
    let improvements = all.iter().map(|one| ImprovementJson::new(one, &causes, app.today())).collect();
    Ok(Json(ImprovementsJson { improvements }))
}

async fn register(State(app): State<App>, caller: Caller, body: Body) -> Result<Response, Problem> {
    let bytes = body::read(body, LARGEST_BODY).await?;
    caller.needs(Scope::KpisWrite)?;
    let fields = json::fields(&bytes, GROUPS)?;
    let id = register_improvement(&app, &caller.actor, fields).await?;
    let known = improvement(&app, id).await?.ok_or(ImproveError::Unknown)?;
    let answer = ImprovementJson::new(&known, &cause_names(&app).await?, app.today());
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

async fn show_effect(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<EffectJson>, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let id: ImprovementId = id.parse().map_err(|_| Problem::from(ImproveError::Unknown))?;
    let known = improvement(&app, id).await?.ok_or(ImproveError::Unknown)?;
    // Without the right to single answers, figures beside others could be subtracted.
    let report = if caller.has(Scope::ResponsesRead) {
        improvement_effect(&app, &known).await?
    } else {
        effect_in_figures(&app, &known).await?
    };
    Ok(Json(EffectJson::from(&report)))
}

impl From<ImproveError> for Problem {
    fn from(error: ImproveError) -> Self {
        match error {
            ImproveError::Unknown => Self::new(StatusCode::NOT_FOUND, UNKNOWN),
            ImproveError::Wrong(errors) => Self::fields(errors),
            ImproveError::Started
            | ImproveError::Ended
            | ImproveError::Changed
            | ImproveError::NoMonthYet
            | ImproveError::TooEarly(_) => {
                Self::new(StatusCode::CONFLICT, format!("Nothing was stored: {error}."))
            }
            ImproveError::Act(error) => error.into(),
            ImproveError::Storage(error) => error.into(),
        }
    }
}
