//! `naklank quality list|draw|verify`: what was drawn for review, and the proof that chance drew it.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed_in_part, print};
use crate::domain::complaints::complaint::Reference;
use crate::domain::policy::notifications::Month;
use crate::workflow::access::audit::Actor;
use crate::workflow::policy::quality::draw::{DrawnAgain, draw_again, draw_by_hand, sample_of};

#[derive(Subcommand)]
pub enum QualityCommand {
    /// Print what was drawn for a month: reference, closure, team, reviewer, and whether it was reviewed
    List { month: Month },
    /// Draw a month that is over, such as one from before the installation; the last month is drawn by itself
    Draw { month: Month },
    /// Draw a month again by its seed and compare
    Verify { month: Month },
}

pub async fn run(app: &App, command: &QualityCommand) -> Result<(), Failure> {
    match command {
        QualityCommand::List { month } => list(app, month.first()).await,
        QualityCommand::Draw { month } => {
            draw_by_hand(app, &Actor::Operator, month.first()).await?;
            list(app, month.first()).await
        }
        QualityCommand::Verify { month } => {
            let again = draw_again(app, month.first()).await?.ok_or_else(not_drawn)?;
            verify(&again)
        }
    }
}

async fn list(app: &App, month: NaiveDate) -> Result<(), Failure> {
    let (_, sample) = sample_of(app, month).await?.ok_or_else(not_drawn)?;
    for drawn in sample {
        let state = if drawn.review.is_some() { "reviewed" } else { "to be reviewed" };
        let reviewer = drawn.reviewer.as_deref().unwrap_or("-");
        let team = if drawn.team.is_empty() { "-" } else { &drawn.team };
        print(format!("{}\t{}\t{team}\t{reviewer}\t{state}", drawn.reference.as_str(), drawn.closure))?;
    }
    Ok(())
}

fn verify(again: &DrawnAgain) -> Result<(), Failure> {
    let is_same = again.only_then.is_empty() && again.only_now.is_empty();
    if is_same && !again.is_same_frame {
        return print(format!(
            "Drawing again gives the same {}, although the closures are not the same: {} were drawn from then, and {} are known now.",
            again.drawn, again.draw.closures, again.closures
        ));
    }
    if is_same {
        return print(format!(
            "Drawing again gives the same {} of {} closures.",
            again.drawn, again.draw.closures
        ));
    }
    let named = |what: &str, all: &[(Reference, u32)]| -> Vec<String> {
        all.iter()
            .map(|(reference, closure)| format!("{what} {} closure {closure}", reference.as_str()))
            .collect()
    };
    let differences: Vec<String> =
        [named("only then:", &again.only_then), named("only now:", &again.only_now)].concat();
    let headline = format!(
        "drawing again gives another sample, from {} closures: {} were drawn from then, and {} are known now:",
        if again.is_same_frame { "the same" } else { "other" },
        again.draw.closures,
        again.closures
    );
    Err(Failure::Failed(listed_in_part(&headline, &differences)))
}

fn not_drawn() -> Failure {
    Failure::Failed(
        "nothing was drawn for this month; `naklank quality draw` draws one that is over".to_owned(),
    )
}
