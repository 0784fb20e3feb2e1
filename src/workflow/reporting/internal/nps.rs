//! NPS by team, as it is and at equal outcomes: outcomes decide the score, so that the raw scores of teams compare their
//! cases.
//!
//! The rule: a team is hidden as on the dashboard, where all teams together are shown as well.

use std::collections::BTreeMap;

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::equal_outcomes::EqualOutcomes;
use crate::domain::insight::breakdown::{AgainstRest, Part as TeamPart, parts};
use crate::domain::insight::series::DayTally;
use crate::domain::insight::visible::Visible;
use crate::domain::reporting::document::{Label, Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::InternalSection;
use crate::statistics::difference::Conclusion;
use crate::statistics::normal::Confidence;
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::Counts;
use crate::storage::StorageError;
use crate::storage::insight::tallies;
use crate::workflow::insight::published::protection;
use crate::workflow::insight::why::equal_outcomes::at_equal_outcomes;
use crate::workflow::reporting::internal::table::{section, table, team_row, verdict};
use crate::workflow::reporting::year::Year;

const COLUMNS: [&str; 5] = ["team", "nps", "responses", "equal_outcomes", "against_rest"];
/// That of the intervals, as a whole number of per cent and as the statistics name it.
const PER_CENT: u8 = 95;
const CONFIDENCE: Confidence = Confidence::P95;

/// The section; without responses it says so.
pub(super) async fn nps(year: &Year<'_>) -> Result<Section, StorageError> {
    let whole = year.whole().at(CONFIDENCE);
    let by_team = whole.by(Dimension::Team);
    let mut tx = year.app.db.read().await?;
    let days = tallies::read(&mut tx, &by_team).await?;
    let of_teams = protection(year.app, &mut tx, &by_team).await?;
    let of_whole = protection(year.app, &mut tx, &whole).await?;
    drop(tx);
    let equal = at_equal_outcomes(year.app, &whole, Dimension::Team).await?;
    let counts = counts_by_team(&days);
    let together: Counts = counts.values().copied().sum();
    let mut rows = Vec::new();
    let is_hidden =
        is_too_small(together.responses(), year.minimum()) || of_whole.hides(&whole, None, whole.range);
    if counts.len() > 1 && !is_hidden {
        let row = |part: &TeamPart| {
            let figures = figures(part, &counts, &equal);
            team_row(&part.value, figures, COLUMNS.len() - 1)
        };
        let found = parts(&days, CONFIDENCE, &|parts| of_teams.hidden_parts(&by_team, parts));
        rows.extend(found.iter().map(row));
    }
    if together.responses() > 0 {
        rows.push(Row { label: Label::Total, figures: of_all(together, is_hidden) });
    }
    Ok(section(InternalSection::Nps, vec![table("team_nps", &COLUMNS, rows)]))
}

fn counts_by_team(days: &[DayTally]) -> BTreeMap<&str, Counts> {
    let mut counts: BTreeMap<&str, Counts> = BTreeMap::new();
    for day in days {
        let sum = counts.entry(&day.group).or_default();
        *sum = *sum + day.counts.tally.counts();
    }
    counts
}

/// The figures of a team; `None` if they stay hidden.
fn figures(
    part: &TeamPart,
    counts: &BTreeMap<&str, Counts>,
    equal: &BTreeMap<String, EqualOutcomes>,
) -> Option<Vec<Figure>> {
    let against_rest = match &part.figures {
        Visible::TooSmall => return None,
        Visible::Nothing => None,
        Visible::Shown(figures) => figures.against_rest,
    };
    let counts = counts.get(part.value.as_str()).copied().unwrap_or_default();
    Some(vec![
        Figure::nps(counts),
        Figure::count(counts.responses()),
        equal.get(&part.value).map_or(Figure::Nothing, standardised),
        against_rest.map_or(Figure::Nothing, |against| verdict(conclusion(against))),
    ])
}

fn standardised(equal: &EqualOutcomes) -> Figure {
    let EqualOutcomes { nps, interval } = *equal;
    Figure::Standardised { nps, low: interval.low, high: interval.high, confidence: PER_CENT }
}

fn conclusion(against: AgainstRest) -> &'static str {
    match against.conclusion(CONFIDENCE) {
        Conclusion::Higher => "higher",
        Conclusion::Lower => "lower",
        Conclusion::NoDifferenceShown => "no_difference_shown",
    }
}

fn of_all(counts: Counts, is_hidden: bool) -> Vec<Figure> {
    let [nps, responses] = if is_hidden {
        [Figure::Hidden, Figure::Hidden]
    } else {
        [Figure::nps(counts), Figure::count(counts.responses())]
    };
    vec![nps, responses, Figure::Nothing, Figure::Nothing]
}
