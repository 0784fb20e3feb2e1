//! What respondents answered: the NPS of a year with its interval, how many answered, and what became of the others.

use crate::domain::insight::query::Basis;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::norms::norm::{Ledger, Norm, Rule};
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::scoreboard::NO_NORM;
use crate::domain::reporting::document::{Label, Part, Row, Statement};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::place::Place;
use crate::statistics::tally::{Counts, Tally};
use crate::storage::insight::tallies;
use crate::storage::{StorageError, Tx, norms};
use crate::workflow::reporting::asked::{Asked, Invited};
use crate::workflow::reporting::ledger::{deciding_confidence, nps_rule};
use crate::workflow::reporting::public::norms::norm_figure;
use crate::workflow::reporting::say::{known, say, sentences, table};
use crate::workflow::reporting::year::Year;

/// The sentence about a verdict on a part of the year.
const VERDICT_OF_PERIOD: &str = "nps_verdict_of_period";

/// The norm for NPS in force when the year began, and what was judged by it.
#[derive(Clone, Debug)]
pub(super) struct NpsNorm {
    pub norm: Figure,
    /// That of the interval that decides, in percents.
    pub confidence: u8,
    /// The official verdict on the year, if it is of the responses that are printed.
    pub verdict: Figure,
    /// Official verdicts on other periods of the year, or of other responses.
    said: Vec<Statement>,
}

/// Reads the norm and the verdicts that were given by the moment.
pub(super) async fn nps_norm(year: &Year<'_>, ledger: &Ledger) -> Result<NpsNorm, StorageError> {
    let norm = ledger.in_force(Kpi::Nps, year.range.from());
    let rule = nps_rule(ledger, year);
    let mut tx = year.app.db.read().await?;
    let mut given = norms::verdicts(&mut tx).await?;
    given.retain(|one| year.range.encloses(&one.range) && one.judged_at <= year.as_of());
    let is_of_all = is_of_all(&mut tx, year, &rule).await?;
    drop(tx);
    let of_year = |one: &&OfficialVerdict| {
        is_of_all && one.range == year.range && norm.is_some_and(|norm| norm.id == one.norm)
    };
    let verdict = match (given.iter().find(of_year), norm) {
        (Some(official), _) => verdict_named(official.verdict.name()),
        (None, None) if year.is_over() => verdict_named(NO_NORM),
        (None, _) => Figure::Nothing,
    };
    let mut said: Vec<Statement> =
        given.iter().filter(|one| !of_year(one)).filter_map(|one| said_of(one, ledger)).collect();
    if !is_of_all && norm.is_some() {
        said.push(say("nps_norm_is_of_others", []));
    }
    Ok(NpsNorm {
        norm: norm.map_or(Figure::Nothing, of_norm),
        confidence: deciding_confidence(&rule),
        verdict,
        said,
    })
}

fn of_norm(norm: &Norm) -> Figure {
    norm_figure(norm.proposed.kpi, norm.proposed.value, norm.proposed.limit())
}

fn said_of(official: &OfficialVerdict, ledger: &Ledger) -> Option<Statement> {
    let norm = ledger.0.iter().find(|norm| norm.id == official.norm)?;
    let (from, to) = (official.range.from(), official.range.to());
    Some(say(
        VERDICT_OF_PERIOD,
        [
            ("from", Figure::Day { day: from }),
            ("to", Figure::Day { day: to }),
            ("norm", of_norm(norm)),
            ("verdict", verdict_named(official.verdict.name())),
        ],
    ))
}

fn verdict_named(name: &str) -> Figure {
    Figure::Verdict { verdict: name.to_owned() }
}

/// Whether a rule is about all who answered about the closures of the year.
async fn is_of_all(tx: &mut Tx, year: &Year<'_>, rule: &Rule) -> Result<bool, StorageError> {
    let all = year.whole();
    let some = all.about(rule.basis, rule.filters());
    let is_same = answers(tx, year, &all).await? == answers(tx, year, &some).await?;
    Ok(rule.basis == Basis::Closed && is_same)
}

async fn answers(tx: &mut Tx, year: &Year<'_>, query: &WholeQuery) -> Result<Counts, StorageError> {
    let days = tallies::answered_until(tx, query, year.as_of()).await?;
    Ok(days.iter().map(|day| day.counts.tally).sum::<Tally>().counts())
}

/// The tables and sentences of the section.
pub(super) fn nps_parts(year: &Year<'_>, asked: &Asked, norm: &NpsNorm) -> Vec<Part> {
    let nps = asked.nps(norm.confidence);
    let said = said_beside(&nps, asked.has_small_group(), norm);
    let of_year = |figures| vec![Row { label: Label::Own { value: year.number.to_string() }, figures }];
    let tables = [
        table("nps", ["label", "value", "responses"], of_year(vec![nps, asked.responses()])),
        table(
            "response",
            ["label", "invited", "responses", "rate"],
            of_year(vec![asked.mails(), asked.responses(), asked.rate()]),
        ),
    ];
    tables.into_iter().chain(unanswered(asked)).chain(sentences(said)).collect()
}

/// What is said of an NPS and its norm; no verdict on a part of a year of which it is hidden.
fn said_beside(nps: &Figure, is_group_small: bool, norm: &NpsNorm) -> Vec<Statement> {
    let is_hidden = *nps == Figure::Hidden;
    let own = match nps {
        Figure::Hidden => Some(say(if is_group_small { "nps_hidden" } else { "nps_not_shown" }, [])),
        Figure::Nothing => Some(say("nps_no_answers", [])),
        _ => None,
    };
    let of_norm = norm.said.iter().filter(|one| !is_hidden || one.key != VERDICT_OF_PERIOD);
    own.into_iter().chain(of_norm.cloned()).collect()
}

/// Those who did not answer, and what is not printed of them.
fn unanswered(asked: &Asked) -> Vec<Part> {
    let row = |(place, closures): &(Place, u64)| Row {
        label: known("place", place.name()),
        figures: vec![Figure::count(*closures)],
    };
    let rows: Vec<Row> = asked.unanswered.iter().map(row).collect();
    let mut said = Vec::new();
    if asked.has_others {
        said.push(say("non_response_hidden", []));
    }
    if asked.invited == Invited::Unknown {
        said.push(say("invitations_unknown", []));
    }
    let rows = (!rows.is_empty()).then(|| table("non_response", ["label", "complaints"], rows));
    rows.into_iter().chain(sentences(said)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hidden_score_has_no_verdict_on_a_part_of_the_year() {
        let said = vec![say(VERDICT_OF_PERIOD, []), say("nps_norm_is_of_others", [])];
        let norm =
            NpsNorm { norm: Figure::Nothing, confidence: 90, verdict: Figure::Nothing, said: said.clone() };
        let hidden = said_beside(&Figure::Hidden, true, &norm);
        assert_eq!(hidden, [say("nps_hidden", []), say("nps_norm_is_of_others", [])]);
        assert_eq!(said_beside(&Figure::Hidden, false, &norm)[0], say("nps_not_shown", []));
        assert_eq!(said_beside(&Figure::count(30), false, &norm), said);
    }
}
