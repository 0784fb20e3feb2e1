//! What goes wrong with the forms of reports: shown beside the form, or as a page of its own.

use axum::http::StatusCode;

use crate::domain::reporting::standing::Obstacle;
use crate::web::shell::error::PageError;
use crate::workflow::reporting::publish::{
    ApproveError, DecideError, DiscardError, PreviewError, SaveDraftError, WithdrawError,
};

type Refused = (StatusCode, Obstacle);

pub(super) fn of_preview(error: PreviewError) -> Result<Refused, PageError> {
    match error {
        PreviewError::NoData(_) => Ok((StatusCode::NOT_FOUND, Obstacle::NoData)),
        PreviewError::Storage(error) => Err(error.into()),
    }
}

pub(super) fn of_saving(error: SaveDraftError) -> Result<Refused, PageError> {
    match error {
        SaveDraftError::Changed => Ok((StatusCode::CONFLICT, Obstacle::Changed)),
        SaveDraftError::Future => Ok((StatusCode::UNPROCESSABLE_ENTITY, Obstacle::Future)),
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
        ApproveError::NamesContacts => Ok((StatusCode::UNPROCESSABLE_ENTITY, Obstacle::NamesContacts)),
        ApproveError::Unsettled => Ok((StatusCode::CONFLICT, Obstacle::Unsettled)),
        ApproveError::TablesDiffer => Ok((StatusCode::CONFLICT, Obstacle::TablesDiffer)),
        ApproveError::Writing(error) => Err(PageError::fault(&error)),
        ApproveError::Act(error) => Err(error.into()),
        ApproveError::Storage(error) => Err(error.into()),
    }
}

pub(super) fn of_decision(error: DecideError) -> Result<Refused, PageError> {
    match error {
        DecideError::NoneWaits => Ok((StatusCode::CONFLICT, Obstacle::NoneWaits)),
        DecideError::OtherEdition => Ok((StatusCode::CONFLICT, Obstacle::OtherEdition)),
        DecideError::Act(error) => Err(error.into()),
        DecideError::Storage(error) => Err(error.into()),
    }
}

pub(super) fn of_discarding(error: DiscardError) -> Result<Refused, PageError> {
    match error {
        DiscardError::NoDraft => Ok((StatusCode::CONFLICT, Obstacle::NoDraft)),
        DiscardError::Changed => Ok((StatusCode::CONFLICT, Obstacle::Changed)),
        DiscardError::Act(error) => Err(error.into()),
        DiscardError::Storage(error) => Err(error.into()),
    }
}

pub(super) fn of_withdrawal(error: WithdrawError) -> Result<Refused, PageError> {
    match error {
        WithdrawError::NotPublished => Ok((StatusCode::CONFLICT, Obstacle::NotPublished)),
        WithdrawError::Act(error) => Err(error.into()),
        WithdrawError::Storage(error) => Err(error.into()),
    }
}
