//! How the program stands beside sending, as metrics: answers, follow-ups, connections, its version, and when the last backup
//! was made and the last restore drill was.
//!
//! The rule: what never was is not told, so that an alarm on its absence is one on `absent()`.

use crate::domain::upkeep::drill::LastOnes;
use crate::domain::upkeep::figures::{Connections, Figures};
use crate::views::kit::gauges::{Gauges, Labels, Value};

/// When the last ones were, as gauges.
#[must_use]
pub fn gauges_of_last_ones(last: LastOnes) -> Gauges {
    let mut gauges = Gauges::default();
    gauges.at_most_one(
        "last_backup_timestamp_seconds",
        "When naklank backup last made one.",
        last.backup.map(|at| Value::Whole(at.timestamp())),
    );
    gauges.at_most_one(
        "last_restore_drill_timestamp_seconds",
        "When the last restore drill began.",
        last.drill.map(|(at, _)| Value::Whole(at.timestamp())),
    );
    gauges.at_most_one(
        "last_restore_drill_success",
        "1 if the last restore drill passed.",
        last.drill.map(|(_, passed)| passed.into()),
    );
    gauges
}

/// The figures as gauges.
#[must_use]
pub fn gauges_of_figures(figures: &Figures) -> Gauges {
    let mut gauges = Gauges::default();
    gauges.by_labels(
        "answers",
        "Answers that are stored, by what became of them.",
        figures.answers.iter().map(|(name, answers)| in_state(name, *answers)),
    );
    gauges.one(
        "follow_ups_overdue",
        "Follow-ups that have not ended and whose day has passed.",
        figures.overdue_follow_ups,
    );
    gauges
}

fn in_state(state: &str, value: u64) -> (Labels, Value) {
    (vec![("state", state.to_owned())], value.into())
}

/// How this process stands with its database, and whether what is stored could be read just now.
#[must_use]
pub fn gauges_of_process(connections: Connections, stored_figures_up: bool) -> Gauges {
    let mut gauges = Gauges::default();
    gauges.one(
        "stored_figures_up",
        "1 if the figures that are read from the database could be read.",
        stored_figures_up,
    );
    gauges.by_labels(
        "database_connections",
        "Connections of this process to the database.",
        [in_state("busy", connections.busy), in_state("idle", connections.idle)],
    );
    gauges.one(
        "database_connections_limit",
        "The most connections that this process opens to the database.",
        connections.most,
    );
    gauges
}

/// What was built.
#[derive(Clone, Copy, Debug)]
pub struct Build<'a> {
    pub version: &'a str,
    /// That of the compiler.
    pub rust_version: &'a str,
    pub commit: &'a str,
}

/// What was built, as a gauge that is always 1.
#[must_use]
pub fn gauge_of_build(build: Build<'_>) -> Gauges {
    let mut gauges = Gauges::default();
    let labels = vec![
        ("version", build.version.to_owned()),
        ("rust_version", build.rust_version.to_owned()),
        ("commit", build.commit.to_owned()),
    ];
    gauges.by_labels("build_info", "The version of the program that runs.", [(labels, true.into())]);
    gauges
}

#[cfg(test)]
mod tests {
    use prometheus_client::encoding::text::encode_registry;
    use prometheus_client::registry::Registry;

    use super::*;
    use crate::domain::Timestamp;

    fn shown(gauges: Gauges) -> String {
        let mut registry = Registry::with_prefix("naklank");
        registry.register_collector(Box::new(gauges));
        let mut text = String::new();
        encode_registry(&mut text, &registry).unwrap();
        text
    }

    #[test]
    fn what_never_was_has_no_value() {
        let never = shown(gauges_of_last_ones(LastOnes::default()));
        assert!(never.lines().all(|line| line.starts_with('#')), "{never}");
        let at = Timestamp::from_timestamp(1_774_015_200, 0).unwrap();
        let text = shown(gauges_of_last_ones(LastOnes { backup: None, drill: Some((at, false)) }));
        assert!(text.contains("\nnaklank_last_restore_drill_timestamp_seconds 1774015200\n"), "{text}");
        assert!(text.contains("\nnaklank_last_restore_drill_success 0\n"), "{text}");
    }

    #[test]
    fn the_version_is_a_label() {
        let build = Build { version: "1.2.3", rust_version: "1.95.0", commit: "0af7651916cd" };
        let text = shown(gauge_of_build(build));
        let labels = "version=\"1.2.3\",rust_version=\"1.95.0\",commit=\"0af7651916cd\"";
        assert!(text.contains(&format!("\nnaklank_build_info{{{labels}}} 1\n")), "{text}");
    }
}
