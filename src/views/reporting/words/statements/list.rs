//! The statements of the public report, each with its sentence.

use crate::domain::asking::invitation::WithheldReason;
use crate::texts::Texts;
use crate::views::kit::words::withheld;
use crate::views::reporting::words::statements::{Places, Sentence};

/// Every statement by its key.
pub(super) const STATEMENTS: &[(&str, Sentence)] = &[
    ("summary_received", |text, at| {
        text.report_statement_summary_received(
            at.count("received"),
            at.of("received"),
            at.of("closed"),
            at.of("open"),
        )
    }),
    ("summary_acknowledgement", |text, at| {
        text.report_statement_summary_acknowledgement(at.of("share"), at.of("norm"))
    }),
    ("summary_acknowledgement_known", |text, at| {
        text.report_statement_summary_acknowledgement_known(at.of("share"), at.of("norm"))
    }),
    ("summary_acknowledgement_without_norm", |text, at| {
        text.report_statement_summary_acknowledgement_without_norm(at.of("share"))
    }),
    ("summary_acknowledgement_known_without_norm", |text, at| {
        text.report_statement_summary_acknowledgement_known_without_norm(at.of("share"))
    }),
    ("summary_phone_response", |text, at| {
        text.report_statement_summary_phone_response(at.of("share"), at.of("norm"))
    }),
    ("summary_phone_response_known", |text, at| {
        text.report_statement_summary_phone_response_known(at.of("share"), at.of("norm"))
    }),
    ("summary_phone_response_without_norm", |text, at| {
        text.report_statement_summary_phone_response_without_norm(at.of("share"))
    }),
    ("summary_phone_response_known_without_norm", |text, at| {
        text.report_statement_summary_phone_response_known_without_norm(at.of("share"))
    }),
    ("summary_written_response", |text, at| {
        text.report_statement_summary_written_response(at.of("share"), at.of("norm"))
    }),
    ("summary_written_response_known", |text, at| {
        text.report_statement_summary_written_response_known(at.of("share"), at.of("norm"))
    }),
    ("summary_written_response_without_norm", |text, at| {
        text.report_statement_summary_written_response_without_norm(at.of("share"))
    }),
    ("summary_written_response_known_without_norm", |text, at| {
        text.report_statement_summary_written_response_known_without_norm(at.of("share"))
    }),
    ("summary_recommend", |text, at| {
        text.report_statement_summary_recommend(at.of("promoters"), at.of("detractors"), at.of("nps"))
    }),
    ("summary_few_answers", |text, _| text.report_statement_summary_few_answers()),
    ("summary_answers_not_shown", |text, _| text.report_statement_summary_answers_not_shown()),
    ("summary_improvements", |text, at| {
        text.report_statement_summary_improvements(
            at.of("improvements"),
            at.count("works"),
            at.of("works"),
            at.count("harms"),
            at.of("harms"),
            at.of("not_yet"),
        )
    }),
    ("summary_improvements_alone", |text, at| {
        text.report_statement_summary_improvements_alone(at.of("better"), at.of("worse"))
    }),
    ("summary_no_improvements", |text, _| text.report_statement_summary_no_improvements()),
    ("flow_identity", |text, at| {
        text.report_statement_flow_identity(
            at.of("brought_forward"),
            at.of("received"),
            at.of("closed"),
            at.of("carried_forward"),
        )
    }),
    ("reopened_is_open", |text, _| text.report_statement_reopened_is_open()),
    ("opening_differs", |text, at| {
        text.report_statement_opening_differs(
            at.of("year"),
            at.of("edition"),
            at.of("published"),
            at.of("brought_forward"),
        )
    }),
    ("kifid_pointed", |text, at| {
        text.report_statement_kifid_pointed(at.of("complaints"), at.of("share"), at.of("not_told"))
    }),
    ("kifid_not_recorded", |text, at| text.report_statement_kifid_not_recorded(at.of("complaints"))),
    ("kifid_hidden", |text, _| text.report_statement_kifid_hidden()),
    ("kifid_not_shown", |text, _| text.report_statement_kifid_not_shown()),
    ("year_is_running", |text, at| text.report_statement_year_is_running(at.of("until"))),
    ("nps_hidden", |text, _| text.report_statement_nps_hidden()),
    ("nps_not_shown", |text, _| text.report_statement_nps_not_shown()),
    ("nps_no_answers", |text, _| text.report_statement_nps_no_answers()),
    ("nps_verdict_of_period", |text, at| {
        text.report_statement_nps_verdict_of_period(
            at.of("from"),
            at.of("to"),
            at.of("verdict"),
            at.of("norm"),
        )
    }),
    ("nps_norm_is_of_others", |text, _| text.report_statement_nps_norm_is_of_others()),
    ("non_response_hidden", |text, _| text.report_statement_non_response_hidden()),
    ("invitations_unknown", |text, _| text.report_statement_invitations_unknown()),
    ("no_norms_in_force", |text, _| text.report_statement_no_norms_in_force()),
    ("no_improvements", |text, _| text.report_statement_no_improvements()),
    ("replaces_edition", |text, at| text.report_statement_replaces_edition(at.of("edition"))),
    ("unchanged_since_edition", |text, at| text.report_statement_unchanged_since_edition(at.of("edition"))),
    ("audience_customer", |text, _| text.report_statement_audience_customer()),
    ("audience_lawyer", |text, _| text.report_statement_audience_lawyer()),
    ("audience_intermediary", |text, _| text.report_statement_audience_intermediary()),
    ("audience_opposing_party", |text, _| text.report_statement_audience_opposing_party()),
    ("audience_other", |text, _| text.report_statement_audience_other()),
    ("mode_email", |text, _| text.report_statement_mode_email()),
    ("asked_at_once", |text, _| text.report_statement_asked_at_once()),
    ("asked_within_an_hour", |text, _| text.report_statement_asked_within_an_hour()),
    ("asked_after_days", |text, at| text.report_statement_asked_after_days(at.count("days"), at.of("days"))),
    ("asked_after_hours", |text, at| {
        text.report_statement_asked_after_hours(at.count("hours"), at.of("hours"))
    }),
    ("window_always", |text, _| text.report_statement_window_always()),
    ("window_weekly", |text, at| {
        text.report_statement_window_weekly(at.count("days"), at.of("days"), at.of("opens"), at.of("closes"))
    }),
    ("expires_after_days", |text, at| {
        text.report_statement_expires_after_days(at.count("days"), at.of("days"))
    }),
    ("expires_after_hours", |text, at| {
        text.report_statement_expires_after_hours(at.count("hours"), at.of("hours"))
    }),
    ("ask_within_days", |text, at| text.report_statement_ask_within_days(at.count("days"), at.of("days"))),
    ("ask_within_hours", |text, at| {
        text.report_statement_ask_within_hours(at.count("hours"), at.of("hours"))
    }),
    ("no_reminders", |text, _| text.report_statement_no_reminders()),
    ("reminders_days", |text, at| {
        text.report_statement_reminders_days(
            at.count("reminders"),
            at.of("reminders"),
            at.count("days"),
            at.of("days"),
        )
    }),
    ("reminders_hours", |text, at| {
        text.report_statement_reminders_hours(
            at.count("reminders"),
            at.of("reminders"),
            at.count("hours"),
            at.of("hours"),
        )
    }),
    ("no_cool_down", |text, _| text.report_statement_no_cool_down()),
    ("cool_down_days", |text, at| text.report_statement_cool_down_days(at.count("days"), at.of("days"))),
    ("cool_down_hours", |text, at| text.report_statement_cool_down_hours(at.count("hours"), at.of("hours"))),
    ("no_holdout", |text, _| text.report_statement_no_holdout()),
    ("holdout", |text, at| text.report_statement_holdout(at.of("share"))),
    ("settings_of", |text, at| text.report_statement_settings_of(at.of("day"))),
    ("not_asked_opted_out", |text, at| not_asked(text, at, WithheldReason::OptedOut)),
    ("not_asked_not_in_audience", |text, at| not_asked(text, at, WithheldReason::NotInAudience)),
    ("not_asked_no_address", |text, at| not_asked(text, at, WithheldReason::NoAddress)),
    ("not_asked_invalid_address", |text, at| not_asked(text, at, WithheldReason::InvalidAddress)),
    ("not_asked_too_late", |text, at| not_asked(text, at, WithheldReason::TooLate)),
    ("not_asked_suppressed", |text, at| not_asked(text, at, WithheldReason::Suppressed)),
    ("not_asked_cool_down", |text, at| not_asked(text, at, WithheldReason::CoolDown)),
    ("not_asked_holdout", |text, at| not_asked(text, at, WithheldReason::Holdout)),
    ("not_asked_hidden", |text, _| text.report_statement_not_asked_hidden()),
    ("not_asked_not_shown", |text, _| text.report_statement_not_asked_not_shown()),
    ("response", |text, at| {
        text.report_statement_response(at.of("responses"), at.of("invited"), at.of("rate"))
    }),
    ("response_rate_rr1", |text, _| text.report_statement_response_rate_rr1()),
    ("no_weights", |text, _| text.report_statement_no_weights()),
    ("interval", |text, at| text.report_statement_interval(at.of("confidence"))),
    ("questionnaire_built_in", |text, at| text.report_statement_questionnaire_built_in(at.of("name"))),
    ("questionnaire_in_force", |text, at| {
        text.report_statement_questionnaire_in_force(at.of("since"), at.of("name"))
    }),
    ("change_text", |text, at| text.report_statement_change_text(at.of("day"))),
    ("change_process", |text, at| text.report_statement_change_process(at.of("day"))),
    ("change_law", |text, at| text.report_statement_change_law(at.of("day"))),
    ("change_other", |text, at| text.report_statement_change_other(at.of("day"))),
    ("minimum", |text, at| text.report_statement_minimum(at.of("minimum"))),
    ("facts_until", |text, at| text.report_statement_facts_until(at.of("day"))),
];

fn not_asked(text: &Texts, at: &Places<'_>, reason: WithheldReason) -> String {
    text.report_not_asked(withheld(text, reason), at.of("complaints"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::language::Language;
    use crate::domain::reporting::document::Statement;
    use crate::domain::reporting::figure::Figure;
    use crate::domain::reporting::hiding::editions::groups::{is_listed, of_key};
    use crate::texts::texts;
    use crate::views::reporting::words::TABLES;
    use crate::views::reporting::words::statements::{Piece, pieces};

    /// What has no group is compared with earlier editions by itself, and perhaps beside others that count the same.
    #[test]
    fn every_table_and_every_sentence_has_a_group() {
        for (key, _) in STATEMENTS {
            assert!(of_key(key).is_some(), "{key}: add it to domain/reporting/hiding/editions/groups.rs");
        }
        for table in TABLES {
            assert!(
                is_listed(table.key),
                "{}: add it to domain/reporting/hiding/editions/groups.rs",
                table.key
            );
        }
    }

    #[test]
    fn one_improvement_works_and_two_work() {
        let in_words = |works| {
            let figure = |(name, number): (&str, u64)| (name.to_owned(), Figure::Number { number });
            let figures = [("improvements", 3), ("works", works), ("harms", 3 - works), ("not_yet", 0)];
            let said = Statement {
                key: "summary_improvements".to_owned(),
                figures: figures.into_iter().map(figure).collect(),
            };
            let words = pieces(texts(Language::English), &said).into_iter().filter_map(|piece| match piece {
                Piece::Words(words) => Some(words),
                Piece::Figure { .. } => None,
            });
            words.collect::<String>()
        };
        assert!(
            in_words(1).contains(" works, ") && in_words(1).contains(" make it worse"),
            "{}",
            in_words(1)
        );
        assert!(
            in_words(2).contains(" work, ") && in_words(2).contains(" makes it worse"),
            "{}",
            in_words(2)
        );
    }
}
