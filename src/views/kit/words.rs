//! Localised names of enumerations, for staff.

use crate::domain::access::roles::Role;
use crate::domain::answering::response::AttemptReason;
use crate::domain::asking::invitation::{ReasonedState, State, WithdrawnReason, WithheldReason};
use crate::domain::complaints::complaint::{Channel, Complainant, Level, OptOutReason, Outcome};
use crate::domain::complaints::segment::Dimension;
use crate::domain::policy::kpi::Kpi;
use crate::domain::sending::delivery::{BounceKind, Cause};
use crate::domain::sending::message::MessageKind;
use crate::texts::{Texts, texts};

/// The name of a role.
pub fn role(text: &Texts, role: Role) -> String {
    match role {
        Role::Analyst => text.role_analyst(),
        Role::PolicyOwner => text.role_policy_owner(),
        Role::Handler => text.role_handler(),
        Role::Admin => text.role_admin(),
    }
}

pub fn kind(text: &Texts, kind: MessageKind) -> String {
    match kind {
        MessageKind::Invitation => text.kind_invitation(),
        MessageKind::Reminder => text.kind_reminder(),
        MessageKind::News => text.kind_news(),
    }
}

pub fn state(text: &Texts, state: State) -> String {
    match state {
        State::Planned => text.state_planned(),
        State::Sent => text.state_sent(),
        State::Answered => text.state_answered(),
        State::Expired => text.state_expired(),
        State::Withheld => text.state_withheld(),
        State::Withdrawn => text.state_withdrawn(),
        State::Undeliverable => text.state_undeliverable(),
    }
}

pub fn withheld(text: &Texts, reason: WithheldReason) -> String {
    match reason {
        WithheldReason::OptedOut => text.reason_opted_out(),
        WithheldReason::NotInAudience => text.reason_not_in_audience(),
        WithheldReason::NoAddress => text.reason_no_address(),
        WithheldReason::InvalidAddress => text.reason_invalid_address(),
        WithheldReason::TooLate => text.reason_too_late(),
        WithheldReason::Suppressed => text.reason_suppressed(),
        WithheldReason::CoolDown => text.reason_cool_down(),
        WithheldReason::Holdout => text.reason_holdout(),
    }
}

/// The reason why an invitation was withheld or withdrawn; `None` in other states.
pub fn reason(text: &Texts, standing: ReasonedState) -> Option<String> {
    match standing {
        ReasonedState::Withheld(reason) => Some(withheld(text, reason)),
        ReasonedState::Withdrawn(WithdrawnReason::Reopened) => Some(text.reason_reopened()),
        ReasonedState::Withdrawn(WithdrawnReason::Erased) => Some(text.reason_erased()),
        ReasonedState::Planned
        | ReasonedState::Sent
        | ReasonedState::Answered
        | ReasonedState::Expired
        | ReasonedState::Undeliverable => None,
    }
}

pub fn opt_out(text: &Texts, reason: OptOutReason) -> String {
    match reason {
        OptOutReason::Refused => text.optout_refused(),
        OptOutReason::Bereavement => text.optout_bereavement(),
        OptOutReason::Threat => text.optout_threat(),
        OptOutReason::Test => text.optout_test(),
        OptOutReason::Other => text.optout_other(),
    }
}

/// The label of a field in a form about figures, from its parameter name; `a.` and `b.` are the sides of a comparison.
pub fn field(text: &Texts, name: &str) -> String {
    match name.split_once('.') {
        Some(("a", rest)) => return format!("{}, {}", text.compare_a(), field(text, rest)),
        Some(("b", rest)) => return format!("{}, {}", text.compare_b(), field(text, rest)),
        _ => {}
    }
    match name {
        "a" => text.compare_a(),
        "b" => text.compare_b(),
        "range" => text.view_range(),
        "from" => text.view_from(),
        "to" => text.view_to(),
        "interval" => text.view_interval(),
        "basis" => text.view_basis(),
        "against" => text.why_against(),
        "rolling" => text.view_rolling(),
        "cut" => text.parts_by(),
        "confidence" => text.view_confidence(),
        "score" => text.histogram_score(),
        "q" => text.verbatims_search(),
        "scores" => text.verbatims_scores(),
        "theme" => text.verbatims_theme(),
        other => other.parse().map_or_else(|_| other.to_owned(), |of| dimension(text, of)),
    }
}

pub fn cause(text: &Texts, cause: Cause) -> String {
    match cause {
        Cause::NoSuchAddress => text.cause_no_such_address(),
        Cause::Refused => text.cause_refused(),
        Cause::Deferred => text.cause_deferred(),
        Cause::Policy => text.cause_policy(),
        Cause::MailServer => text.cause_mail_server(),
        Cause::Interrupted => text.cause_interrupted(),
        Cause::UnknownFate => text.cause_unknown_fate(),
        Cause::Unmailable => text.cause_unmailable(),
        Cause::Crashed => text.cause_crashed(),
        Cause::LinkExpired => text.cause_link_expired(),
    }
}

pub fn attempt(text: &Texts, reason: AttemptReason) -> String {
    match reason {
        AttemptReason::Later => text.attempt_later(),
        AttemptReason::Trap => text.attempt_trap(),
        AttemptReason::Stale => text.attempt_stale(),
    }
}

pub fn bounce(text: &Texts, kind: BounceKind) -> String {
    match kind {
        BounceKind::Hard => text.bounce_hard(),
        BounceKind::Soft => text.bounce_soft(),
        BounceKind::Complaint => text.bounce_complaint(),
    }
}

pub fn dimension(text: &Texts, dimension: Dimension) -> String {
    match dimension {
        Dimension::Team => text.dimension_team(),
        Dimension::Product => text.dimension_product(),
        Dimension::Channel => text.dimension_channel(),
        Dimension::Complainant => text.dimension_complainant(),
        Dimension::Outcome => text.dimension_outcome(),
        Dimension::Level => text.dimension_level(),
        Dimension::Language => text.dimension_language(),
        Dimension::Mode => text.dimension_mode(),
        Dimension::Questionnaire => text.dimension_questionnaire(),
    }
}

/// The label of a dimension's value: localised if it is one of this program's own values, else as it is.
pub fn value(text: &Texts, dimension: Dimension, value: &str) -> String {
    let own = match dimension {
        _ if value.is_empty() => Some(text.value_unknown()),
        Dimension::Channel => value.parse().ok().map(|value| channel(text, value)),
        Dimension::Complainant => value.parse().ok().map(|value| complainant(text, value)),
        Dimension::Outcome => value.parse().ok().map(|value| outcome(text, value)),
        Dimension::Level => value.parse().ok().map(|value| match value {
            Level::Regular => text.level_regular(),
            Level::Board => text.level_board(),
        }),
        Dimension::Language => value.parse().ok().map(|language| texts(language).language_name()),
        // Names of the organisation's own have no translation.
        Dimension::Team | Dimension::Product | Dimension::Mode | Dimension::Questionnaire => None,
    };
    own.unwrap_or_else(|| value.to_owned())
}

fn channel(text: &Texts, channel: Channel) -> String {
    match channel {
        Channel::Web => text.channel_web(),
        Channel::Letter => text.channel_letter(),
        Channel::Phone => text.channel_phone(),
        Channel::Email => text.channel_email(),
        Channel::Other => text.channel_other(),
    }
}

fn complainant(text: &Texts, complainant: Complainant) -> String {
    match complainant {
        Complainant::Customer => text.complainant_customer(),
        Complainant::Lawyer => text.complainant_lawyer(),
        Complainant::Intermediary => text.complainant_intermediary(),
        Complainant::OpposingParty => text.complainant_opposing_party(),
        Complainant::Other => text.complainant_other(),
    }
}

fn outcome(text: &Texts, outcome: Outcome) -> String {
    match outcome {
        Outcome::Upheld => text.outcome_upheld(),
        Outcome::PartlyUpheld => text.outcome_partly_upheld(),
        Outcome::Rejected => text.outcome_rejected(),
        Outcome::Settled => text.outcome_settled(),
        Outcome::Withdrawn => text.outcome_withdrawn(),
        Outcome::Inadmissible => text.outcome_inadmissible(),
        Outcome::ResolvedEarly => text.outcome_resolved_early(),
    }
}

/// The name of a KPI.
pub fn kpi_name(text: &Texts, kpi: Kpi) -> String {
    match kpi {
        Kpi::Acknowledgement => text.kpi_acknowledgement(),
        Kpi::PhoneResponse => text.kpi_phone_response(),
        Kpi::WrittenResponse => text.kpi_written_response(),
        Kpi::HandlingQuality => text.kpi_handling_quality(),
        Kpi::Nps => text.kpi_nps(),
        Kpi::ComplaintRate => text.kpi_complaint_rate(),
    }
}

/// With an upper-case first letter, for the start of a label.
pub fn capitalised(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}
