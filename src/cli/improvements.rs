//! `naklank improvements list|show|effect`: what was planned, and what can be told of it.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, print};
use crate::domain::ids::ImprovementId;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::EffectReport;
use crate::domain::learning::improvement::{EffectVerdict, End, Improvement, concerns};
use crate::domain::time::period::DateRange;
use crate::statistics::effect::Cell;
use crate::workflow::learning::improvements::{
    ImproveError, cause_names, improvement, improvement_effect, improvements,
};

#[derive(Subcommand)]
pub enum ImprovementsCommand {
    /// Print every improvement: identifier, start, state, owner and title
    List,
    /// Print what was planned
    Show {
        /// The identifier, as `improvements list` prints it
        id: String,
    },
    /// Print what can be told of the effect, with the figures behind it
    Effect {
        /// The identifier, as `improvements list` prints it
        id: String,
    },
}

pub async fn run(app: &App, command: &ImprovementsCommand) -> Result<(), Failure> {
    match command {
        ImprovementsCommand::List => list(app).await,
        ImprovementsCommand::Show { id } => show(app, &find(app, id).await?).await,
        ImprovementsCommand::Effect { id } => effect(&improvement_effect(app, &find(app, id).await?).await?),
    }
}

async fn find(app: &App, id: &str) -> Result<Improvement, Failure> {
    let id: ImprovementId = id.parse().map_err(|_| {
        Failure::Wrong(format!(
            "{id} is not the identifier of an improvement; `naklank improvements list` prints them"
        ))
    })?;
    Ok(improvement(app, id).await?.ok_or(ImproveError::Unknown)?)
}

async fn list(app: &App) -> Result<(), Failure> {
    let today = app.today();
    for one in improvements(app).await? {
        let (plan, state) = (&one.plan, one.state(today));
        print(format!("{}\t{}\t{state}\t{}\t{}", one.id, plan.starts_on, one.owner_email, plan.title))?;
    }
    Ok(())
}

async fn show(app: &App, one: &Improvement) -> Result<(), Failure> {
    let plan = &one.plan;
    let causes = cause_names(app).await?;
    let months: Vec<String> =
        plan.reason_months.iter().map(|month| month.format("%Y-%m").to_string()).collect();
    let target = [Some(plan.target.kind().name().to_owned()), plan.target.name(&causes)];
    let end = match &one.end {
        None => None,
        Some(End::Withdrawn { at, by }) => Some(format!("withdrawn at {} by {by}", at.to_rfc3339())),
        Some(End::Closed { at, by, verdict, .. }) => {
            Some(format!("closed at {} by {by}: {verdict}", at.to_rfc3339()))
        }
    };
    let everyone = || "everyone".to_owned();
    let concerns = Some(concerns::written(&plan.concerns)).filter(|text| !text.is_empty());
    for (name, value) in [
        ("title", Some(plan.title.clone())),
        ("state", Some(one.state(app.today()).to_string())),
        ("reason", Some(plan.reason.clone())),
        ("reason months", Some(months.join(" ")).filter(|text| !text.is_empty())),
        ("immediate measure", plan.immediate_measure.clone()),
        ("structural measure", plan.structural_measure.clone()),
        ("other processes", plan.other_processes.clone()),
        ("owner", Some(one.owner_email.clone())),
        ("starts on", Some(plan.starts_on.to_string())),
        ("settling days", Some(plan.settling_days.to_string())),
        ("concerns", Some(concerns.unwrap_or_else(everyone))),
        ("target", Some(target.into_iter().flatten().collect::<Vec<_>>().join(" "))),
        ("gap", Some(plan.gap.to_string())),
        ("public, Dutch", plan.public.dutch.clone()),
        ("public, English", plan.public.english.clone()),
        ("registered", Some(format!("at {} by {}", one.registered_at.to_rfc3339(), one.registered_by))),
        ("ended", end),
    ] {
        if let Some(value) = value {
            print(format!("{name}\t{}", value.replace('\n', " ")))?;
        }
    }
    Ok(())
}

fn effect(report: &EffectReport) -> Result<(), Failure> {
    print(format!("verdict\t{}", report.verdict))?;
    print(format!("judged\t{}", if report.is_judged { "yes" } else { "not yet" }))?;
    if let Some(found) = report.effect.shown() {
        let (low, high) = (found.interval.low, found.interval.high);
        print(format!("effect\t{:.1}\t{low:.1}\t{high:.1}", found.points))?;
    }
    if report.verdict == EffectVerdict::CannotBeToldYet {
        let needed = needed(report.more_needed, report.effect.shown().is_some());
        print(format!("more needed\t{needed}"))?;
        let month = report.expected_on.map_or("-".to_owned(), |day| day.format("%Y-%m").to_string());
        print(format!("expected\t{month}"))?;
    }
    print(cell("after", &report.after, report.windows.after))?;
    print(cell("before", &report.before, None))?;
    if let Some(rest) = &report.rest {
        print(cell("rest after", &rest.after, report.windows.after))?;
        print(cell("rest before", &rest.before, None))?;
    }
    for other in &report.overlaps {
        print(format!("overlaps\t{}\t{}", other.id, other.title))?;
    }
    for other in &report.overlaps_of_rest {
        print(format!("rest overlaps\t{}\t{}", other.id, other.title))?;
    }
    Ok(())
}

/// How many answers more are needed; of an effect that is not shown nothing is known.
fn needed(more: Option<u64>, is_shown: bool) -> String {
    match more {
        Some(more) => more.to_string(),
        None if is_shown => "no number is enough".to_owned(),
        None => "-".to_owned(),
    }
}

fn cell(name: &str, cell: &Visible<Cell>, days: Option<DateRange>) -> String {
    let figure = match cell {
        Visible::Shown(cell) => {
            let (low, high) = (cell.interval.low, cell.interval.high);
            format!("{:.1}\t{low:.1}\t{high:.1}\t{}", cell.value, cell.n)
        }
        Visible::TooSmall => "too few to show".to_owned(),
        Visible::Nothing => "nothing".to_owned(),
    };
    let days = days.map(|days| format!("\t{} to {}", days.from(), days.to()));
    format!("{name}\t{figure}{}", days.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_an_effect_that_is_not_shown_no_number_is_said_to_be_needed() {
        assert_eq!(needed(Some(12), true), "12");
        assert_eq!(needed(None, true), "no number is enough");
        assert_eq!(needed(None, false), "-");
    }
}
