//! What is logged while a test looks.

use std::cell::Cell;
use std::io;
use std::panic;
use std::sync::{Arc, Mutex, Once};

use naklank::telemetry::panics;
use serde_json::Value;
use tracing::Dispatch;
use tracing::subscriber::{DefaultGuard, NoSubscriber};

/// What is logged on this thread.
pub struct Log {
    written: Written,
    _here: DefaultGuard,
    /// With more than one dispatcher, lines that another test reaches first are not switched off for this one.
    _other: Dispatch,
}

thread_local! {
    static LOGS_PANICS: Cell<bool> = const { Cell::new(false) };
}

/// While it lives, panics on this thread are logged as those of the program are. Otherwise a test that fails says why.
pub struct LoggedPanics(());

impl Drop for LoggedPanics {
    fn drop(&mut self) {
        LOGS_PANICS.set(false);
    }
}

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

impl Log {
    /// Of what the program itself writes, everything.
    pub fn begin() -> Self {
        Self::filtered("naklank=trace")
    }

    /// Also what the libraries write that it is made of.
    pub fn begin_with_libraries() -> Self {
        Self::filtered("trace")
    }

    fn filtered(filter: &str) -> Self {
        let other = Dispatch::new(NoSubscriber::default());
        let written = Written::default();
        let writer = written.clone();
        let logging = tracing_subscriber::fmt().with_env_filter(filter).with_writer(move || writer.clone());
        let here = tracing::subscriber::set_default(logging.json().finish());
        Self { written, _here: here, _other: other }
    }

    /// Logs panics too, for as long as the result lives.
    pub fn with_panics(&self) -> LoggedPanics {
        static CHAINED: Once = Once::new();
        CHAINED.call_once(|| {
            let usual = panic::take_hook();
            panic::set_hook(Box::new(move |panic| {
                if LOGS_PANICS.get() {
                    panics::log(panic);
                } else {
                    usual(panic);
                }
            }));
        });
        LOGS_PANICS.set(true);
        LoggedPanics(())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.written.0.lock().unwrap().clone()).unwrap()
    }

    /// The entries, each of which is a line.
    pub fn entries(&self) -> Vec<Value> {
        self.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    pub fn has(&self, message: &str, fields: &[(&str, &str)]) -> bool {
        self.entries().iter().any(|entry| {
            let said = |name: &str, value: &str| entry["fields"][name].as_str() == Some(value);
            said("message", message) && fields.iter().all(|&(name, value)| said(name, value))
        })
    }
}
