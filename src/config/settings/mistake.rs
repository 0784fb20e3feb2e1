//! What is wrong with a setting, in one line.

/// One mistake in the configuration.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {message}{}", in_brackets(.found.as_deref()))]
pub struct ConfigMistake {
    /// The setting, or the file or environment variable that is wrong itself.
    pub key: String,
    pub message: String,
    /// What stands where, such as "`soon` in naklank.toml, line 3"; no value where it may hold a secret.
    pub found: Option<String>,
}

fn in_brackets(found: Option<&str>) -> String {
    found.map(|found| format!(" ({found})")).unwrap_or_default()
}
