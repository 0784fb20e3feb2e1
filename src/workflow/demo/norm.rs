//! The demo's norms: those of the policy, adopted in the visitor's name, and a proposal of an analyst, of what history can
//! prove, on which the visitor decides.
//!
//! The rule: those of the policy were adopted before the history begins, so that the reports of each of its years, the scoreboard
//! and the ledger say the same of them.

use chrono::{Days, NaiveTime};

use crate::app::App;
use crate::domain::access::roles::Role;
use crate::domain::ids::UserId;
use crate::domain::input::fields::Fields;
use crate::domain::norms::fields;
use crate::domain::norms::policy_value::PolicyValue;
use crate::domain::norms::workbench::WorkbenchQuery;
use crate::domain::time::calendar::moment_of;
use crate::storage::StorageError;
use crate::storage::access::users::{self, StoredUser};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::DEMO_VISITOR;
use crate::workflow::demo::cases::DAYS;
use crate::workflow::norms::policy_values::{LoadPolicyError, load_values_at};
use crate::workflow::norms::propose::{ProposeError, propose};
use crate::workflow::norms::workbench::workbench;

/// The proposing user.
pub(super) const ANALYST: &str = "analyst@example.org";
const RATIONALE: &str = "Twee jaar ervaring. Als wij blijven zoals wij zijn, halen wij deze norm aantoonbaar. \
    Dat is een begin waaraan wij ons kunnen houden; over een jaar kijken wij of hij hoger kan.";

/// Days before the first complaint of the history was closed on which the norms of the policy were adopted.
const ADOPTED_BEFORE: u64 = 60;

/// Loads the norms that the policy states, as the visitor would have done before the history begins.
#[tracing::instrument(skip_all)]
pub async fn adopt_policy_values(app: &App) -> Result<(), LoadPolicyError> {
    let day = app.today().checked_sub_days(Days::new(DAYS + ADOPTED_BEFORE));
    let ten = NaiveTime::from_hms_opt(10, 0, 0).unwrap_or_default();
    let at = day.map_or_else(|| app.now(), |day| moment_of(day, ten, app.config.organisation.zone));
    load_values_at(app, &Actor::User(DEMO_VISITOR.to_owned()), PolicyValue::stated(), at).await?;
    Ok(())
}

/// Proposes the provable norm of the sample history.
#[tracing::instrument(skip_all)]
pub async fn propose_sample_norm(app: &App) -> Result<(), ProposeError> {
    add_analyst(app).await?;
    let usual = WorkbenchQuery::parse(&[], app.today()).unwrap_or_else(|(_, usual)| *usual);
    let candidate = workbench(app, &usual).await?.candidate.to_string();
    let cells = [("kpi", "nps"), ("value", candidate.as_str()), ("rationale", RATIONALE)];
    if let Ok(new) = fields::parse(Fields::of_cells(cells.into_iter()), app.today()) {
        propose(app, &Actor::User(ANALYST.to_owned()), new).await?;
    }
    Ok(())
}

/// Adds the proposing user, who never signs in: a proposal is a person's act.
async fn add_analyst(app: &App) -> Result<(), StorageError> {
    let now = app.now();
    let analyst = StoredUser {
        id: UserId(app.randomness.uuid(now)),
        email: ANALYST.to_owned(),
        roles: Role::Analyst.into(),
        team: None,
        language: None,
        password_hash: None,
        created_at: now,
        disabled_at: None,
    };
    let mut tx = app.db.write().await?;
    users::insert(&mut tx, &analyst).await?;
    tx.commit().await
}
