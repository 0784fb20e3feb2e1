//! What reviewers found of the quality of handling: by sub-topic, and by team.
//!
//! The rule: only what was drawn at random counts. A team of which few closures were drawn or reviewed is hidden, and so is
//! another with it if all teams together would tell of it.

use crate::domain::policy::kpi::{Kpi, Measurement};
use crate::domain::policy::quality::sample::{Quality, QualityFigures};
use crate::domain::policy::scoreboard::{KpiRow, Scoreboard};
use crate::domain::reporting::document::{InBoth, Label, Part, Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::{InternalSection, Teams};
use crate::statistics::sampled_share::SampledShare;
use crate::statistics::suppression::hidden_rows_beside_totals;
use crate::storage::StorageError;
use crate::storage::policy::quality;
use crate::workflow::reporting::internal::table::{section, table, team_row};
use crate::workflow::reporting::year::Year;

const OF_TOPICS: [&str; 3] = ["topic", "points", "reviews"];
const OF_TEAMS: [&str; 4] = ["team", "points", "drawn", "reviewed"];

/// The section; without reviews it says so.
pub(super) async fn quality(
    year: &Year<'_>,
    teams: &Teams,
    board: &Scoreboard,
) -> Result<Section, StorageError> {
    let topics = reviewed_row(board).map_or_else(Vec::new, |row| topics(year, row));
    let mut rows = Vec::new();
    let together = of_team(year, None).await?;
    if teams.are_several() && together.drawn > 0 {
        rows = of_teams(year, teams).await?;
    }
    if together.drawn > 0 {
        rows.push(Row { label: Label::Total, figures: figures(&together) });
    }
    let parts: Vec<Part> =
        vec![table("quality_topics", &OF_TOPICS, topics), table("team_quality", &OF_TEAMS, rows)];
    Ok(section(InternalSection::Quality, parts))
}

/// The row of the KPI of which a sample is reviewed.
pub(in crate::workflow::reporting) fn reviewed_row(board: &Scoreboard) -> Option<&KpiRow> {
    let is_sampled = |kpi: Kpi| matches!(kpi.definition().measurement, Measurement::Sample);
    board.rows.iter().find(|row| is_sampled(row.kpi))
}

/// One row for each sub-topic, and one for all together.
fn topics(year: &Year<'_>, row: &KpiRow) -> Vec<Row> {
    let checklist = year.app.config.quality.checklist();
    let label =
        |id: &str| Label::Words { words: InBoth::of(|language| checklist.name_of(id, language).to_owned()) };
    let of_topic = |(id, share): (&String, &SampledShare)| Row {
        label: label(id),
        figures: vec![points(Some(share)), Figure::count(share.reviews)],
    };
    let mut rows: Vec<Row> = row.topics.iter().map(of_topic).collect();
    let together = row.whole.sample.filter(|sample| sample.reviewed > 0);
    rows.extend(together.map(|sample| Row {
        label: Label::Total,
        figures: vec![points_of_row(row), Figure::count(sample.reviewed)],
    }));
    rows
}

/// The points of all sub-topics together.
pub(in crate::workflow::reporting) fn points_of_row(row: &KpiRow) -> Figure {
    let points = row.whole.numerator.and_then(|points| u64::try_from(points).ok());
    let reviews = row.whole.sample.map_or(0, |sample| sample.reviewed);
    match (points, row.whole.denominator) {
        (Some(points), Some(maximum)) => Figure::Points { points, maximum, reviews },
        _ => Figure::Nothing,
    }
}

fn points(share: Option<&SampledShare>) -> Figure {
    share.map_or(Figure::Nothing, |share| Figure::Points {
        points: share.points,
        maximum: share.maximum,
        reviews: share.reviews,
    })
}

async fn of_teams(year: &Year<'_>, teams: &Teams) -> Result<Vec<Row>, StorageError> {
    let mut found = Vec::new();
    for flow in &teams.flows {
        found.push((flow.team.as_str(), of_team(year, Some(&flow.team)).await?));
    }
    let sizes: Vec<[u64; 2]> = found.iter().map(|(_, of)| [of.drawn, of.reviewed]).collect();
    let hidden = hidden_rows_beside_totals(&sizes, year.minimum());
    let row = |((team, of), hidden): (&(&str, QualityFigures), bool)| {
        team_row(team, (!hidden).then(|| figures(of)), OF_TEAMS.len() - 1)
    };
    Ok(found.iter().zip(hidden).map(row).collect())
}

/// What was drawn and reviewed of a team, or of all.
async fn of_team(year: &Year<'_>, team: Option<&str>) -> Result<QualityFigures, StorageError> {
    let whole = team.map_or_else(|| year.whole(), |team| year.whole_of_team(team));
    let mut tx = year.app.db.read().await?;
    let known = Quality {
        reviews: quality::counted(&mut tx, whole.range, &whole.filters, year.as_of()).await?,
        frames: quality::frames(&mut tx, whole.range, &whole.filters, year.as_of()).await?,
    };
    Ok(known.figures(whole.range))
}

fn figures(of: &QualityFigures) -> Vec<Figure> {
    vec![points(of.together.as_ref()), Figure::count(of.drawn), Figure::count(of.reviewed)]
}
