//! Settings of later versions: known, so that one file serves several versions, and without an effect in this one.
//!
//! A section that comes to be acted on moves to a file of its own beside the others.

use crate::config::settings::key::{Facts, Form, Key, Unset};
use crate::config::settings::section::Outline;

pub const WEBHOOK: Outline = Outline {
    name: "webhook",
    about: "Telling other systems what happened.",
    keys: &[
        list("webhook.secrets", "The keys that webhooks are signed with, two while one is replaced.", true),
        list("webhook.targets", "Addresses that are told what happened.", false),
        list("webhook.allow", "Private networks in which such an address may lie.", false),
    ],
};

pub const TELEMETRY: Outline = Outline {
    name: "telemetry",
    about: "Watching the program.",
    keys: &[Key::new("telemetry.otlp_endpoint", "Where traces go by OpenTelemetry.", TRACES)],
};

const LATER: Facts = Facts { is_acted_on: false, ..Facts::of(Unset::Otherwise("none")) };

const TRACES: Facts = Facts { example: "http://127.0.0.1:4318", ..LATER };

const fn list(name: &'static str, about: &'static str, holds_secret: bool) -> Key {
    Key::new(name, about, Facts { form: Form::List, holds_secret, ..LATER })
}
