//! When the last backup was made and the last restore drill was, as metrics.
//!
//! The rule: what never was is not told, so that an alarm on its absence is one on `absent()`.

use std::fmt::Write as _;

use crate::domain::upkeep::drill::LastOnes;

/// In Prometheus' text format.
#[must_use]
pub fn render(last: LastOnes) -> String {
    let mut text = String::new();
    let mut gauge = |name: &str, help: &str, value: Option<i64>| {
        let _ = writeln!(text, "# HELP naklank_{name} {help}\n# TYPE naklank_{name} gauge");
        if let Some(value) = value {
            let _ = writeln!(text, "naklank_{name} {value}");
        }
    };
    gauge(
        "last_backup_timestamp_seconds",
        "When naklank backup last made one.",
        last.backup.map(|at| at.timestamp()),
    );
    gauge(
        "last_restore_drill_timestamp_seconds",
        "When the last restore drill began.",
        last.drill.map(|(at, _)| at.timestamp()),
    );
    gauge(
        "last_restore_drill_success",
        "1 if the last restore drill passed.",
        last.drill.map(|(_, passed)| i64::from(passed)),
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Timestamp;

    #[test]
    fn what_never_was_has_no_value() {
        assert!(render(LastOnes::default()).lines().all(|line| line.starts_with('#')));
        let at = Timestamp::from_timestamp(1_774_015_200, 0).unwrap();
        let text = render(LastOnes { backup: None, drill: Some((at, false)) });
        assert!(text.contains("\nnaklank_last_restore_drill_timestamp_seconds 1774015200\n"), "{text}");
        assert!(text.contains("\nnaklank_last_restore_drill_success 0\n"), "{text}");
    }
}
