//! What goes wrong with the forms of norms: shown beside the form, or as a page of its own.

use axum::http::StatusCode;

use crate::views::norms::NormRefusal;
use crate::web::shell::error::PageError;
use crate::workflow::norms::decide::DecideError;
use crate::workflow::norms::evaluate::EvaluateError;
use crate::workflow::norms::policy_values::LoadPolicyError;
use crate::workflow::norms::propose::ProposeError;

type Refused = (StatusCode, NormRefusal<'static>);

pub(super) fn of_proposal(error: ProposeError) -> Result<Refused, PageError> {
    match error {
        ProposeError::EmptyWindow => Ok((StatusCode::UNPROCESSABLE_ENTITY, NormRefusal::EmptyWindow)),
        ProposeError::DayIsTaken => Ok((StatusCode::CONFLICT, NormRefusal::DayIsTaken)),
        ProposeError::Act(error) => Err(error.into()),
        ProposeError::Storage(error) => Err(error.into()),
        ProposeError::Dossier(error) => {
            tracing::error!(%error, "a dossier could not be frozen");
            Err(PageError::Internal)
        }
    }
}

pub(super) fn of_decision(error: DecideError) -> Result<Refused, PageError> {
    match error {
        DecideError::Unknown => Err(PageError::NotFound),
        DecideError::NotYours | DecideError::NoPerson => Err(PageError::Forbidden),
        DecideError::OwnProposal => Ok((StatusCode::FORBIDDEN, NormRefusal::OwnProposal)),
        DecideError::NotProposed(_) => Ok((StatusCode::CONFLICT, NormRefusal::Decided)),
        DecideError::DayIsTaken => Ok((StatusCode::CONFLICT, NormRefusal::DayIsTaken)),
        DecideError::TooLate => Ok((StatusCode::CONFLICT, NormRefusal::TooLate)),
        DecideError::Storage(error) => Err(error.into()),
    }
}

pub(super) fn of_evaluation(error: EvaluateError) -> Result<Refused, PageError> {
    match error {
        EvaluateError::Unknown => Err(PageError::NotFound),
        EvaluateError::NotYours => Err(PageError::Forbidden),
        EvaluateError::NotDue => Ok((StatusCode::CONFLICT, NormRefusal::NotDue)),
        EvaluateError::Storage(error) => Err(error.into()),
    }
}

pub(super) fn of_loading(error: LoadPolicyError) -> PageError {
    match error {
        LoadPolicyError::Act(error) => error.into(),
        LoadPolicyError::Storage(error) => error.into(),
        LoadPolicyError::Dossier(error) => {
            tracing::error!(%error, "a dossier could not be frozen");
            PageError::Internal
        }
    }
}
