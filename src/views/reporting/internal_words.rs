//! The words for the keys of the internal evaluation, in the language that it is printed in.
//!
//! The rule: a key that this document has and the public report has not is named here and nowhere else. Of another key nothing
//! is said, so that a caller that prints a document can ask both.

use chrono::NaiveDate;

use crate::domain::insight::signal::{SignalKind, SignalSide};
use crate::domain::people::language::Language;
use crate::domain::policy::kpi::Kpi;
use crate::domain::reporting::document::InBoth;
use crate::domain::reporting::internal::InternalSection;
use crate::domain::time::period::Granularity;
use crate::texts::{Texts, texts};
use crate::views::kit::{format, words};

/// The heading of a section.
#[must_use]
pub fn heading(section: InternalSection) -> InBoth {
    InBoth::of(|language| heading_in(texts(language), section))
}

fn heading_in(text: &Texts, section: InternalSection) -> String {
    match section {
        InternalSection::Conclusion => text.internal_section_conclusion(),
        InternalSection::Assessment => text.internal_section_assessment(),
        InternalSection::Flow => text.internal_section_team_flow(),
        InternalSection::Kpis => text.internal_section_team_kpis(),
        InternalSection::Nps => text.internal_section_team_nps(),
        InternalSection::Quality => text.internal_section_quality(),
        InternalSection::Themes => text.internal_section_themes(),
        InternalSection::Signals => text.internal_section_signals(),
        InternalSection::Causes => text.internal_section_pareto(),
        InternalSection::FollowUps => text.internal_section_follow_ups(),
        InternalSection::Discussed => text.internal_section_discussed(),
        InternalSection::Improvements => text.internal_section_improvements_followed(),
        InternalSection::Changed => text.internal_section_changed(),
    }
}

/// The title of a table.
#[must_use]
pub fn table(text: &Texts, key: &str) -> Option<String> {
    if let Some(kpi) = clocked(key) {
        return Some(text.internal_table_team_clocked(words::kpi_name(text, kpi)));
    }
    Some(match key {
        "assessment" => text.internal_table_assessment(),
        "team_flow" => text.internal_table_team_flow(),
        "team_nps" => text.internal_table_team_nps(),
        "quality_topics" => text.internal_table_quality_topics(),
        "team_quality" => text.internal_table_team_quality(),
        "themes" => text.internal_table_themes(),
        "signals" => text.internal_table_signals(),
        "pareto" => text.internal_table_pareto(),
        "team_follow_ups" => text.internal_table_team_follow_ups(),
        "team_discussed" => text.internal_table_team_discussed(),
        "improvements_followed" => text.internal_table_improvements_followed(),
        _ => return None,
    })
}

/// The rule by which a table counts.
#[must_use]
pub fn rule(text: &Texts, key: &str) -> Option<String> {
    if clocked(key).is_some() {
        return Some(text.internal_rule_team_clocked());
    }
    Some(match key {
        "assessment" => text.internal_rule_assessment(),
        "team_flow" => text.internal_rule_team_flow(),
        "team_nps" => text.internal_rule_team_nps(),
        "quality_topics" => text.internal_rule_quality_topics(),
        "team_quality" => text.internal_rule_team_quality(),
        "themes" => text.internal_rule_themes(),
        "signals" => text.internal_rule_signals(),
        "pareto" => text.internal_rule_pareto(),
        "team_follow_ups" => text.internal_rule_team_follow_ups(),
        "team_discussed" => text.internal_rule_team_discussed(),
        "improvements_followed" => text.internal_rule_improvements_followed(),
        _ => return None,
    })
}

/// The KPI with a clock that a table by team is about.
fn clocked(key: &str) -> Option<Kpi> {
    let kpi: Kpi = key.strip_prefix("team_")?.parse().ok()?;
    kpi.definition().clocked().is_some().then_some(kpi)
}

/// The head of a column.
#[must_use]
pub fn column(text: &Texts, key: &str) -> Option<String> {
    Some(match key {
        "team" => text.internal_column_team(),
        "brought_forward" => text.internal_column_brought_forward(),
        "received" => text.internal_column_received(),
        "closed" => text.internal_column_closed(),
        "carried_forward" => text.internal_column_carried_forward(),
        "share_in_time" => text.internal_column_share_in_time(),
        "timely" => text.internal_column_timely(),
        "known" => text.internal_column_known(),
        "unknown" => text.internal_column_unknown(),
        "pending" => text.internal_column_pending(),
        "at_least" => text.internal_column_at_least(),
        "at_most" => text.internal_column_at_most(),
        "nps" => text.internal_column_nps(),
        "responses" => text.internal_column_responses(),
        "equal_outcomes" => text.internal_column_equal_outcomes(),
        "against_rest" => text.internal_column_against_rest(),
        "topic" => text.internal_column_topic(),
        "points" => text.internal_column_points(),
        "reviews" => text.internal_column_reviews(),
        "drawn" => text.internal_column_drawn(),
        "reviewed" => text.internal_column_reviewed(),
        "theme" => text.internal_column_theme(),
        "detractors" => text.internal_column_detractors(),
        "passives" => text.internal_column_passives(),
        "promoters" => text.internal_column_promoters(),
        "share_before" => text.internal_column_share_before(),
        "change" => text.internal_column_change(),
        "verbatims" => text.internal_column_verbatims(),
        "months" => text.internal_column_months(),
        "signal" => text.internal_column_signal(),
        "cause" => text.internal_column_cause(),
        "explained_on" => text.internal_column_explained_on(),
        "complaints" => text.internal_column_complaints(),
        "share" => text.internal_column_share(),
        "cumulative" => text.internal_column_cumulative(),
        "due" => text.internal_column_due(),
        "in_time" => text.internal_column_in_time(),
        "late" => text.internal_column_late(),
        "open" => text.internal_column_open(),
        "with_employee" => text.internal_column_with_employee(),
        "with_team" => text.internal_column_with_team(),
        "with_both" => text.internal_column_with_both(),
        "improvement" => text.internal_column_improvement(),
        "measure" => text.internal_column_measure(),
        "since" => text.internal_column_since(),
        "state" => text.internal_column_state(),
        "effect" => text.internal_column_effect(),
        "sentence" => text.internal_column_sentence(),
        "judgement" => text.internal_column_judgement(),
        "note" => text.internal_column_note(),
        "evidence" => text.internal_column_evidence(),
        "evidence_of" => text.internal_column_evidence_of(),
        "evidence_at_least" => text.internal_column_evidence_at_least(),
        _ => return None,
    })
}

/// A verdict, a judgement, a change or a state.
#[must_use]
pub fn verdict(text: &Texts, name: &str) -> Option<String> {
    if let Some(signal) = name.strip_prefix("signal_") {
        let (kind, side) = signal.split_once('_')?;
        return Some(signal_words(text, kind.parse().ok()?, side.parse().ok()?));
    }
    Some(match name {
        "kept" => text.internal_verdict_kept(),
        "partly" => text.internal_verdict_partly(),
        "not_kept" => text.internal_verdict_not_kept(),
        "cannot_be_said" => text.internal_verdict_cannot_be_said(),
        "not_judged" => text.internal_verdict_not_judged(),
        "higher" => text.internal_verdict_higher(),
        "lower" => text.internal_verdict_lower(),
        "no_difference_shown" => text.internal_verdict_no_difference_shown(),
        "theme_grew" => text.internal_verdict_theme_grew(),
        "theme_shrank" => text.internal_verdict_theme_shrank(),
        "theme_unchanged" => text.internal_verdict_theme_unchanged(),
        "improvement_planned" => text.internal_verdict_improvement_planned(),
        "improvement_running" => text.internal_verdict_improvement_running(),
        "improvement_closed" => text.internal_verdict_improvement_closed(),
        "improvement_withdrawn" => text.internal_verdict_improvement_withdrawn(),
        "works" => text.internal_verdict_works(),
        "harms" => text.internal_verdict_harms(),
        "better_alone" => text.internal_verdict_better_alone(),
        "worse_alone" => text.internal_verdict_worse_alone(),
        "cannot_be_told_yet" => text.internal_verdict_cannot_be_told_yet(),
        _ => return None,
    })
}

fn signal_words(text: &Texts, kind: SignalKind, side: SignalSide) -> String {
    match (kind, side) {
        (SignalKind::Point, SignalSide::Above) => text.signals_point_above(),
        (SignalKind::Point, SignalSide::Below) => text.signals_point_below(),
        (SignalKind::Ewma, SignalSide::Above) => text.signals_ewma_above(),
        (SignalKind::Ewma, SignalSide::Below) => text.signals_ewma_below(),
        (SignalKind::Trend, SignalSide::Above) => text.signals_trend_above(),
        (SignalKind::Trend, SignalSide::Below) => text.signals_trend_below(),
    }
}

/// A sentence that is generated.
#[must_use]
pub fn statement(text: &Texts, key: &str) -> Option<String> {
    (key == "internal_nothing").then(|| text.internal_nothing())
}

/// What a row is about.
#[must_use]
pub fn label(language: Language, name: &str) -> Option<String> {
    let text = texts(language);
    if name == "theme:none" {
        return Some(text.internal_theme_none());
    }
    let (first, last) = name.strip_prefix("months:")?.split_once('/')?;
    let named = |month: &str| {
        let first: NaiveDate = format!("{month}-01").parse().ok()?;
        Some(format::period(language, Granularity::Month.whole(first)?, Granularity::Month))
    };
    if first == last { named(first) } else { Some(text.internal_months(named(first)?, named(last)?)) }
}
