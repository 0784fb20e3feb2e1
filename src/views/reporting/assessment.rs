//! The form of the assessment.
