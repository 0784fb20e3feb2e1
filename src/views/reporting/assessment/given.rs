//! What the data gives for a sentence, in words.
//!
//! The rule: a share stands with the counts that it follows from, and with how many are not known.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::reporting::assessment::given::Given;
use crate::domain::reporting::assessment::{AssessedSentence, Evidence};
use crate::domain::reporting::figure::Figure;
use crate::texts::{Texts, texts};
use crate::views::kit::format::{correlation, day, decimal, percentage, whole};

/// The evidence of a sentence and its figures.
pub(super) fn given(language: Language, row: &AssessedSentence) -> Markup {
    let text = texts(language);
    let Given { figure, at_least, unknown } = &row.given;
    let unknown = match unknown {
        Figure::Count { count } if *count > 0 => Some(*count),
        _ => None,
    };
    html! {
        (name(text, row.sentence.evidence))
        @if row.sentence.evidence != Evidence::None {
            ": " strong { (words(language, row.sentence.evidence, figure)) } "."
            @if let Some(unknown) = unknown {
                " " (text.assessment_untold(whole(language, unknown), words(language, row.sentence.evidence, at_least)))
            }
        }
    }
}

fn name(text: &Texts, evidence: Evidence) -> String {
    match evidence {
        Evidence::Acknowledged => text.assessment_acknowledged(),
        Evidence::Called => text.assessment_called(),
        Evidence::AnsweredInWriting => text.assessment_answered_in_writing(),
        Evidence::HandlingQuality => text.assessment_handling_quality(),
        Evidence::QualityReviewed => text.assessment_quality_reviewed(),
        Evidence::NpsFollowed => text.assessment_nps_followed(),
        Evidence::ComplaintRate => text.assessment_complaint_rate(),
        Evidence::KifidPointed => text.assessment_kifid_pointed(),
        Evidence::BoardAnsweredByBoard => text.assessment_board_answered(),
        Evidence::DiscussedWithEmployee => text.assessment_discussed_with_employee(),
        Evidence::DiscussedInTeam => text.assessment_discussed_in_team(),
        Evidence::CausesFound => text.assessment_causes_found(),
        Evidence::ImprovementsFollowed => text.assessment_improvements_followed(),
        Evidence::FollowedUp => text.assessment_followed_up(),
        Evidence::ReportPublishedBefore1April => text.assessment_report_published(),
        Evidence::EvaluatedEveryYear => text.assessment_evaluated(),
        Evidence::NormInLedger => text.assessment_norm_in_ledger(),
        Evidence::None => text.assessment_no_evidence(),
    }
}

fn words(language: Language, evidence: Evidence, figure: &Figure) -> String {
    let text = texts(language);
    let number = |count: u64| whole(language, count);
    match figure {
        Figure::Share { part, whole, .. } => {
            text.assessment_share(in_per_cent(language, figure), number(*part), number(*whole))
        }
        Figure::Points { points, maximum, .. } => {
            text.assessment_share(in_per_cent(language, figure), number(*points), number(*maximum))
        }
        Figure::Rate { count, base, .. } => {
            let rate = correlation(language, figure.value().unwrap_or_default());
            text.assessment_rate(rate, number(*count), number(*base))
        }
        Figure::Nps { .. } => nps(language, figure),
        Figure::Day { day: on } => day(language, *on),
        Figure::Count { count } => number(*count),
        Figure::Hidden => text.dashboard_suppressed(),
        Figure::Unknown => text.board_not_known(),
        Figure::Nothing => nothing(text, evidence),
        _ => String::new(),
    }
}

fn in_per_cent(language: Language, figure: &Figure) -> String {
    percentage(language, figure.value().unwrap_or_default() / 100.0)
}

fn nps(language: Language, figure: &Figure) -> String {
    let text = texts(language);
    let points = |points: f64| decimal(language, points);
    figure.estimate().map_or_else(String::new, |estimate| {
        let (low, high) = (points(estimate.interval.low), points(estimate.interval.high));
        text.assessment_nps(points(estimate.nps), low, high, whole(language, estimate.n))
    })
}

fn nothing(text: &Texts, evidence: Evidence) -> String {
    match evidence {
        Evidence::ReportPublishedBefore1April | Evidence::EvaluatedEveryYear => {
            text.assessment_not_published()
        }
        _ => text.assessment_no_data(),
    }
}
