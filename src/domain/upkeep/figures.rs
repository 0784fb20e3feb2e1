//! How a process and its database stand, for a monitoring system.
//!
//! The rule: only counts.

/// What is counted beside sending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    pub answers: AnswersByState,
    /// Follow-ups that have not ended and whose day has passed.
    pub overdue_follow_ups: u64,
}

/// Answers by the name of their state.
pub type AnswersByState = Vec<(&'static str, u64)>;

/// The connections of this process to the database.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Connections {
    /// Those on which something runs.
    pub busy: u64,
    /// Those that are open and wait.
    pub idle: u64,
    /// The most that there can be.
    pub most: u64,
}
