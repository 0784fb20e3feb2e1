//! What hangs on a theme, to be seen before it is removed.
//!
//! The rule: the answers are counted in steps, since an exact count over all time, less those of a period that may be shown,
//! would tell a count that is hidden.

use crate::domain::ids::ImprovementId;
use crate::domain::insight::theme::Theme;

/// The smallest step, in answers.
const STEP: u64 = 10;

/// What uses a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeUse {
    pub theme: Theme,
    /// The answers that have it.
    pub answers: u64,
    /// How often its keywords were checked.
    pub checks: u64,
    /// The causes that it is tied to, by name.
    pub causes: Vec<String>,
    /// The improvements of which it is a reason, by title.
    pub improvements: Vec<(ImprovementId, String)>,
}

impl ThemeUse {
    /// The step that counts of answers are told in: never smaller than the smallest group that may be shown.
    #[must_use]
    pub fn step(minimum_group: u64) -> u64 {
        STEP.max(minimum_group)
    }

    /// The number of answers rounded down to a whole number of steps; 0 also where it is less than one step.
    #[must_use]
    pub fn answers_at_least(&self, minimum_group: u64) -> u64 {
        let step = Self::step(minimum_group);
        self.answers / step * step
    }
}
