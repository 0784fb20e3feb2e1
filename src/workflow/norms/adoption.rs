//! What adopting a norm does to the proposals beside it.
//!
//! The rule: of one KPI and one day one norm is adopted. The proposals that compete with it are closed in the same
//! transaction, with a reason that names it, so that no proposal waits that can no longer be adopted.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::norms::norm::{Decision, DecisionKind, Norm};
use crate::storage::engine::installation;
use crate::storage::{StorageError, Tx, norms};
use crate::views::norms::closed_by;
use crate::workflow::access::audit::{Actor, record};

/// The row that those lock who propose or decide.
const TURN: &str = "norms";

/// Makes proposals and decisions follow each other: a proposal that is made while another one is adopted is either seen
/// and closed, or refused.
pub(super) async fn take_turn(tx: &mut Tx) -> Result<(), StorageError> {
    installation::set(tx, TURN, "").await
}

/// Rejects the open proposals that compete with a norm which was just adopted by `decision`.
pub(super) async fn close_competing(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    adopted: &Norm,
    decision: &Decision,
) -> Result<(), StorageError> {
    let ledger = norms::ledger(tx).await?;
    for other in ledger.competing(adopted) {
        let closed = Decision {
            kind: DecisionKind::Rejected,
            rationale: closed_by(app.config.organisation.language, adopted),
            is_provisional: false,
            review_on: None,
            ..decision.clone()
        };
        if norms::decide(tx, other, &closed).await? {
            record(app, tx, actor, Action::RejectNorm, &other.id.to_string()).await?;
        }
    }
    Ok(())
}
