//! The sections of the internal evaluation of a year: its figures by team, what was learnt, and the policy sentence by sentence.
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
pub(in crate::workflow::reporting) use table::words as words_of_the_board;

use crate::domain::reporting::assessment::AssessedSentence;
use crate::domain::reporting::document::Section;
use crate::storage::StorageError;
use crate::workflow::reporting::year::Year;

/// Its sections with figures, beside the policy sentence by sentence.
pub(in crate::workflow::reporting) async fn figures(
    year: &Year<'_>,
    sentences: &[AssessedSentence],
) -> Result<Vec<Section>, StorageError> {
    let teams = flow::teams(year).await?;
    let board = year.scoreboard(year.whole()).await?;
    let discussed = discussed_table(year).await?;
    let ran = ran_in(year).await?;
    Ok(vec![
        policy::policy(sentences),
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
