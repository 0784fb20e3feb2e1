//! `naklank bounce`: a notification from stdin, for a mail server's pipe.
//!
//! What says nothing about our mails is taken and let go with exit code 0: an error would make the mail server send a
//! notification of its own, to somebody who did not write to us.

use std::io::Read as _;

use crate::app::App;
use crate::cli::{Failure, print};
use crate::workflow::take_bounce::{LARGEST, take_bounce};

pub async fn run(app: &App) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    let most = u64::try_from(LARGEST).unwrap_or(u64::MAX) + 1;
    std::io::stdin().take(most).read_to_end(&mut bytes)?;
    print(take_bounce(app, &bytes).await?.name())
}
