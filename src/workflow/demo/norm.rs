//! The demo's norms: those of the policy, adopted in the visitor's name, and a proposal of an analyst, of what history can
//! prove, on which the visitor decides.

use crate::app::App;
use crate::domain::access::roles::Role;
use crate::domain::ids::UserId;
use crate::domain::input::fields::Fields;
use crate::domain::norms::fields;
use crate::domain::norms::workbench::WorkbenchQuery;
use crate::storage::StorageError;
use crate::storage::access::users::{self, StoredUser};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::DEMO_VISITOR;
use crate::workflow::norms::policy_values::{LoadPolicyError, load_policy_values};
use crate::workflow::norms::propose::{ProposeError, propose};
use crate::workflow::norms::workbench::workbench;

/// The proposing user.
pub(super) const ANALYST: &str = "analyst@example.org";
const RATIONALE: &str = "Twee jaar ervaring. Als wij blijven zoals wij zijn, halen wij deze norm aantoonbaar. \
    Dat is een begin waaraan wij ons kunnen houden; over een jaar kijken wij of hij hoger kan.";

/// Loads the norms that the policy states, as the visitor would.
pub async fn adopt_policy_values(app: &App) -> Result<(), LoadPolicyError> {
    load_policy_values(app, &Actor::User(DEMO_VISITOR.to_owned())).await?;
    Ok(())
}

/// Proposes the provable norm of the sample history.
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
