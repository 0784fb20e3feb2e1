//! The internal evaluation of a year: its figures by team, what was learnt, and the policy sentence by sentence.
//!
//! The rule: it is data (the view `internal_words` has the words for its keys), and what stands in it together tells of no small
//! group. Words of respondents are not in it: they must be erasable, and an edition is frozen.
//!
//! Its keys beyond those of the public report, each with words in `report.ftl` under "Internal evaluation":
//! - sections: `conclusion`, `assessment`, `team_flow`, `team_kpis`, `team_nps`, `quality`, `themes`, `signals`, `pareto`,
//!   `follow_ups`, `discussed`, `improvements_followed`, `changed`;
//! - tables: `assessment`, `team_flow`, `team_acknowledgement`, `team_phone_response`, `team_written_response`, `team_nps`,
//!   `quality_topics`, `team_quality`, `themes`, `signals`, `pareto`, `team_follow_ups`, `team_discussed`,
//!   `improvements_followed`;
//! - columns: `team`, `brought_forward`, `received`, `closed`, `carried_forward`, `share_in_time`, `timely`, `known`,
//!   `unknown`, `pending`, `at_least`, `at_most`, `nps`, `responses`, `equal_outcomes`, `against_rest`, `topic`, `points`, `reviews`,
//!   `drawn`, `reviewed`, `theme`, `detractors`, `passives`, `promoters`, `share_before`, `change`, `verbatims`, `months`, `signal`,
//!   `cause`, `explained_on`, `complaints`, `share`, `cumulative`, `due`, `in_time`, `late`, `open`, `with_employee`,
//!   `with_team`, `with_both`, `improvement`, `measure`, `since`, `state`, `effect`, `sentence`, `judgement`, `note`,
//!   `evidence`, `evidence_of`, `evidence_at_least`;
//! - statement: `internal_nothing`;
//! - labels: `theme:none`, `months:YYYY-MM/YYYY-MM`;
//! - verdicts: `kept`, `partly`, `not_kept`, `cannot_be_said`, `not_judged`, `higher`, `lower`, `no_difference_shown`,
//!   `theme_grew`, `theme_shrank`, `theme_unchanged`, `signal_` with a kind and a side, `improvement_` with a state, and the
//!   verdicts on an effect.

mod causes;
mod discussed;
mod flow;
mod follow_ups;
mod improvements;
mod kpis;
mod nps;
mod policy;
mod quality;
mod signals;
mod table;
mod themes;

pub(in crate::workflow::reporting) use causes::told as causes_told;
pub(in crate::workflow::reporting) use discussed::discussed_table;
pub(in crate::workflow::reporting) use follow_ups::{due_by_team, together as due_together};
pub(in crate::workflow::reporting) use improvements::{is_told, ran_in};
pub(in crate::workflow::reporting) use quality::{points_of_row, reviewed_row};

use chrono::SecondsFormat;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::reporting::document::{Document, DocumentKind, InBoth, Section};
use crate::domain::reporting::internal::InternalSection;
use crate::domain::reporting::method::METHOD;
use crate::domain::time::calendar::written_in;
use crate::storage::StorageError;
use crate::workflow::reporting::assessment::sentences_of;
use crate::workflow::reporting::year::Year;

/// The internal evaluation of a year as of a moment, with its conclusion and, of a further edition, what that changes.
#[tracing::instrument(skip_all)]
pub async fn internal_report(
    app: &App,
    year: i32,
    as_of: Timestamp,
    words: &InBoth,
    changed: &InBoth,
) -> Result<Document, StorageError> {
    let mut sections = Vec::new();
    if !words.is_empty() {
        sections.push(table::words(InternalSection::Conclusion, words));
    }
    if let Some(year) = Year::of(app, year, as_of) {
        sections.extend(figures(&year).await?);
    }
    if !changed.is_empty() {
        sections.push(table::words(InternalSection::Changed, changed));
    }
    Ok(Document {
        method: METHOD.to_owned(),
        document: DocumentKind::Internal.name().to_owned(),
        year,
        organisation: app.config.organisation.name.clone(),
        as_of: written_in(as_of, app.config.organisation.zone, SecondsFormat::AutoSi),
        minimum: app.config.privacy.minimum_group,
        sections,
    })
}

async fn figures(year: &Year<'_>) -> Result<Vec<Section>, StorageError> {
    let sentences = sentences_of(year).await?;
    let teams = flow::teams(year).await?;
    let board = year.scoreboard(year.whole()).await?;
    let discussed = discussed_table(year).await?;
    let ran = ran_in(year).await?;
    Ok(vec![
        policy::policy(&sentences),
        flow::flow(&teams),
        kpis::kpis(year, &teams, &board).await?,
        nps::nps(year).await?,
        quality::quality(year, &teams, &board).await?,
        themes::themes(year).await?,
        signals::signals(year).await?,
        causes::causes(year).await?,
        follow_ups::follow_ups(year).await?,
        discussed::discussed(&teams, &discussed),
        improvements::improved(year, &ran),
    ])
}
