//! `naklank tick`: does what is due, once.

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::cli::{Failure, print};
use crate::workflow::upkeep::tick::tick;

pub async fn run(app: &App) -> Result<(), Failure> {
    print(tick(app, &CancellationToken::new()).await?)
}
