//! `naklank tick`: does what is due, once. A duty that failed is a line of the log, so it is not told again.

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::cli::{Failure, print};
use crate::workflow::upkeep::tick::tick;

pub async fn run(app: &App) -> Result<(), Failure> {
    let done = tick(app, &CancellationToken::new()).await;
    print(done.map_err(|_logged| {
        Failure::Failed("a duty failed, see the log; what the others did stays done".to_owned())
    })?)
}
