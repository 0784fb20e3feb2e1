//! What goes wrong with norms, as problems of the API.

use axum::http::StatusCode;

use crate::domain::input::fields::FieldError;
use crate::web::shell::problem::Problem;
use crate::workflow::norms::decide::DecideError;
use crate::workflow::norms::evidence::EvidenceError;
use crate::workflow::norms::propose::ProposeError;

impl From<ProposeError> for Problem {
    fn from(error: ProposeError) -> Self {
        match error {
            ProposeError::EmptyWindow => {
                Self::fields(vec![FieldError { field: "from".to_owned(), message: error.to_string() }])
            }
            ProposeError::DayIsTaken => Self::new(StatusCode::CONFLICT, sentence(&error)),
            ProposeError::Dossier(error) => {
                tracing::error!(%error, "a dossier could not be frozen");
                Self::of_status(StatusCode::INTERNAL_SERVER_ERROR)
            }
            ProposeError::Act(error) => error.into(),
            ProposeError::Storage(error) => error.into(),
        }
    }
}

impl From<DecideError> for Problem {
    fn from(error: DecideError) -> Self {
        match error {
            DecideError::Unknown => Self::new(StatusCode::NOT_FOUND, sentence(&error)),
            DecideError::OwnProposal | DecideError::NotYours | DecideError::NoPerson => {
                Self::new(StatusCode::FORBIDDEN, sentence(&error))
            }
            DecideError::NotProposed(_) | DecideError::DayIsTaken | DecideError::TooLate => {
                Self::new(StatusCode::CONFLICT, sentence(&error))
            }
            DecideError::Storage(error) => error.into(),
        }
    }
}

impl From<EvidenceError> for Problem {
    fn from(error: EvidenceError) -> Self {
        match error {
            EvidenceError::EmptyRange => {
                Self::fields(vec![FieldError { field: "from".to_owned(), message: error.to_string() }])
            }
            EvidenceError::Storage(error) => error.into(),
        }
    }
}

/// An error as a sentence.
fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}
