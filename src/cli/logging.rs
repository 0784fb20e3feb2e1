//! Log lines on stderr: one for each event, text for people, JSON for machines, each with the request and the use case that it
//! is about.

use std::env::VarError;
use std::error::Error as _;
use std::io::IsTerminal as _;

use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::FromEnvError;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::config::LogFormat;
use crate::telemetry::panics;

/// Starts logging, also of panics; the level is `RUST_LOG`, by default `info`.
pub fn start(format: LogFormat) {
    panics::log_all();
    let asked = EnvFilter::try_from_default_env();
    let is_wrong = asked.as_ref().is_err_and(is_not_understood);
    let filter = asked.unwrap_or_else(|_| EnvFilter::new("info"));
    let ends = if is_detailed(&filter) { FmtSpan::CLOSE } else { FmtSpan::NONE };
    let is_text = match format {
        LogFormat::Automatic => std::io::stderr().is_terminal(),
        LogFormat::Text => true,
        LogFormat::Json => false,
    };
    let builder = tracing_subscriber::fmt()
        .with_env_filter(with_requests(filter))
        .with_span_events(ends)
        .with_writer(std::io::stderr);
    // A second call in the same process changes nothing.
    let is_first =
        if is_text { builder.try_init() } else { builder.json().with_current_span(false).try_init() }.is_ok();
    if is_wrong && is_first {
        tracing::warn!(
            "RUST_LOG is not understood, so the level is info; write it like warn or naklank=debug,sqlx=warn"
        );
    }
}

/// Whether `RUST_LOG` is set, and to something wrong.
fn is_not_understood(error: &FromEnvError) -> bool {
    let cause = error.source().and_then(|cause| cause.downcast_ref::<VarError>());
    !matches!(cause, Some(VarError::NotPresent))
}

/// Whether the end of each request, use case and statement is a line with the time that it took.
fn is_detailed(filter: &EnvFilter) -> bool {
    filter.max_level_hint().is_none_or(|most| most >= LevelFilter::DEBUG)
}

/// What the driver of PostgreSQL logs of an address that it does not understand: with the value, which may be a password.
const ADDRESS_PARSER: &str = "sqlx_postgres::options::parse=off";

/// Keeps the span of requests, which is no line itself: at `warn` a line would else lack the id of its request.
fn with_requests(filter: EnvFilter) -> EnvFilter {
    let is_off = filter.max_level_hint() == Some(LevelFilter::OFF);
    let requests = if is_detailed(&filter) { "naklank::request=debug" } else { "naklank::request=info" };
    if is_off {
        return filter;
    }
    [requests, ADDRESS_PARSER].iter().fold(filter, |filter, directive| match directive.parse() {
        Ok(directive) => filter.add_directive(directive),
        Err(_) => filter,
    })
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Written(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Written {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What is written about a request at a level.
    fn written(level: &str) -> String {
        written_by(level, || {
            let _request =
                tracing::info_span!(target: "naklank::request", "request", request_id = "a1").entered();
            let _use_case = tracing::info_span!("submit").entered();
            tracing::warn!("it is late");
        })
    }

    fn written_by(level: &str, act: impl FnOnce()) -> String {
        let written = Written::default();
        let writer = written.clone();
        let filter = EnvFilter::new(level);
        let ends = if is_detailed(&filter) { FmtSpan::CLOSE } else { FmtSpan::NONE };
        let logging = tracing_subscriber::fmt()
            .with_env_filter(with_requests(filter))
            .with_span_events(ends)
            .with_writer(move || writer.clone())
            .json()
            .with_current_span(false);
        tracing::subscriber::with_default(logging.finish(), act);
        String::from_utf8(written.0.lock().unwrap().clone()).unwrap()
    }

    #[test]
    fn a_line_has_the_id_of_its_request_at_any_level() {
        for level in ["warn", "info", "naklank=warn", "error,naklank::cli=warn"] {
            let text = written(level);
            assert_eq!(text.lines().count(), 1, "{level}: {text}");
            assert!(text.contains(r#"{"request_id":"a1","name":"request"}"#), "{level}: {text}");
        }
        assert_eq!(written("off"), "");
    }

    #[test]
    fn the_driver_tells_no_part_of_an_address() {
        for level in ["info", "trace", "sqlx_postgres=trace", "warn,sqlx=debug"] {
            let text = written_by(level, || {
                tracing::warn!(target: "sqlx_postgres::options::parse", value = "s3cret", "ignoring");
                tracing::warn!(target: "sqlx_postgres::other", "noted");
            });
            assert!(text.contains("noted") && !text.contains("s3cret"), "{level}: {text}");
        }
    }

    #[test]
    fn the_end_of_a_span_is_a_line_when_details_are_asked_for() {
        let text = written("debug");
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(text.contains(r#""time.busy""#) && text.contains(r#""name":"submit""#), "{text}");
    }
}
