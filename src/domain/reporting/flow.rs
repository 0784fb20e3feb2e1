//! The complaints of a year as a stock and its flow: brought forward + received = closed + carried forward.
//!
//! The rule: the four are counted each for itself, so that a complaint that is lost or counted twice is found.

/// Complaints of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Open when the year began.
    pub brought_forward: u64,
    pub received: u64,
    pub closed: u64,
    /// Open when it ended, or now if it runs.
    pub carried_forward: u64,
}

impl Flow {
    /// Whether no complaint is lost and none counted twice.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        self.brought_forward + self.received == self.closed + self.carried_forward
    }

    /// Whether there was no complaint at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_in_is_what_went_out_or_stayed() {
        let flow = Flow { brought_forward: 3, received: 10, closed: 9, carried_forward: 4 };
        assert!(flow.adds_up() && !flow.is_empty());
        assert!(!Flow { closed: 10, ..flow }.adds_up());
        assert!(Flow::default().adds_up() && Flow::default().is_empty());
    }
}
