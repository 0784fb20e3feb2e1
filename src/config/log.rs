//! What the program says of itself.

use crate::config::settings::section::section;
use crate::config::settings::setting::default;

section! {
    /// The log.
    "log" => LogConfig {
        /// `text`, `json`, or `automatic`: text on a terminal and else JSON; the level is `RUST_LOG`.
        format: LogFormat = default("automatic", log_format),
    }
}

/// The format of log lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Text on a terminal, JSON elsewhere.
    Automatic,
    Text,
    Json,
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "automatic" => Ok(LogFormat::Automatic),
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("must be automatic, text or json".to_owned()),
    }
}
