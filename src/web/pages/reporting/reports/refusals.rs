//! What goes wrong with the forms of reports: shown beside the form, or as a page of its own.

use axum::http::StatusCode;

use crate::domain::reporting::standing::Obstacle;
use crate::web::shell::error::PageError;
use crate::workflow::reporting::publish::{ApproveError, DecideError, SaveDraftError};

type Refused = (StatusCode, Obstacle);

pub(super) fn of_saving(error: SaveDraftError) -> Result<Refused, PageError> {
    match error {
        SaveDraftError::Changed => Ok((StatusCode::CONFLICT, Obstacle::Changed)),
        SaveDraftError::OneWaits => Ok((StatusCode::CONFLICT, Obstacle::OneWaits)),
        SaveDraftError::Act(error) => Err(error.into()),
        SaveDraftError::Storage(error) => Err(error.into()),
    }
}

pub(super) fn of_approval(error: ApproveError) -> Result<Refused, PageError> {
    match error {
        ApproveError::NoDraft => Ok((StatusCode::CONFLICT, Obstacle::NoDraft)),
        ApproveError::Changed => Ok((StatusCode::CONFLICT, Obstacle::Changed)),
        ApproveError::OwnDraft => Ok((StatusCode::FORBIDDEN, Obstacle::OwnDraft)),
        ApproveError::NotOver => Ok((StatusCode::CONFLICT, Obstacle::NotOver)),
        ApproveError::NoData => Ok((StatusCode::CONFLICT, Obstacle::NoData)),
        ApproveError::SaysNotWhatChanged => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Obstacle::SaysNotWhatChanged))
        }
        ApproveError::OneWaits => Ok((StatusCode::CONFLICT, Obstacle::OneWaits)),
        ApproveError::Writing(error) => Err(PageError::fault(&error)),
        ApproveError::Act(error) => Err(error.into()),
        ApproveError::Storage(error) => Err(error.into()),
    }
}

pub(super) fn of_decision(error: DecideError) -> Result<Refused, PageError> {
    match error {
        DecideError::NoneWaits => Ok((StatusCode::CONFLICT, Obstacle::NoneWaits)),
        DecideError::Act(error) => Err(error.into()),
        DecideError::Storage(error) => Err(error.into()),
    }
}
