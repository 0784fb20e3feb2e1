//! Fixtures shared by all scenarios.

mod app;
mod backend;
pub mod browser;
mod clock;
pub mod described;
pub mod keys;
mod log;
pub mod process;
pub mod provider;
mod smtp_server;
pub mod written;

pub use app::{Answer, START, Stopped, TestApp, closed_complaint, link_in, new_key};
pub use backend::{Backend, cluster};
pub use clock::TestClock;
pub use log::Log;
pub use smtp_server::{Manner, SmtpServer, Told};

/// Generates two tests of each scenario, one per engine.
macro_rules! on_both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($app:ident) $body:block)*) => {
        $($(#[$meta])* async fn $name($app: $crate::support::TestApp) $body)*

        mod sqlite {
            $(#[tokio::test]
            async fn $name() {
                super::$name($crate::support::TestApp::start($crate::support::Backend::Sqlite).await).await;
            })*
        }

        mod postgres {
            $(#[tokio::test]
            #[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
            async fn $name() {
                super::$name($crate::support::TestApp::start($crate::support::Backend::Postgres).await).await;
            })*
        }
    };
}
pub(crate) use on_both_engines;
