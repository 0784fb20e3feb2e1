//! The settings in the environment.
//!
//! The rule: a variable with our prefix is a setting, or a mistake.

use std::ffi::OsString;
use std::path::PathBuf;

use super::{Found, not_a_setting};
use crate::config::keys;
use crate::config::settings::mistake::ConfigMistake;
use crate::config::settings::nearest::nearest;
use crate::config::settings::shown::named;

/// The variable that names another file, and the prefix of all variables of this program.
const CONFIG: &str = "NAKLANK_CONFIG";
const PREFIX: &str = "NAKLANK_";
/// The prefix of variables that only the tests of this program read.
const OF_TESTS: &str = "NAKLANK_TEST_";
/// The only variable that the demonstration takes.
const LISTEN: &str = "NAKLANK_HTTP_LISTEN";

/// The settings in the environment of this process.
pub fn read() -> Found {
    of_variables(variables_of_ours())
}

/// The file that the environment names, in whatever letters.
pub fn named_file() -> Option<PathBuf> {
    variable(CONFIG).map(PathBuf::from)
}

/// The listen address of the demonstration from the environment: the only setting that it takes.
#[must_use]
pub fn listen_of_environment() -> Option<String> {
    // What is no UTF-8 is no address either, and is told as it can be shown.
    variable(LISTEN).map(|value| value.to_string_lossy().into_owned())
}

/// The names of all other variables with our prefix that are set.
#[must_use]
pub fn variables_but_listen() -> Vec<String> {
    variables_of_ours().into_iter().map(|(name, _)| name).filter(|name| name != LISTEN).collect()
}

/// The settings in variables with our prefix; one that names no setting is a mistake.
fn of_variables(variables: Vec<(String, Option<String>)>) -> Found {
    let mut found = Found::default();
    for (name, value) in variables {
        match (keys().find(|key| key.variable() == name), value) {
            (_, Some(value)) if value.is_empty() => {}
            (Some(key), Some(value)) => found.set(key.name, value, name),
            (Some(key), None) => {
                let message = "is not UTF-8 text".to_owned();
                let mistake = ConfigMistake { key: name.clone(), message, found: None };
                found.set_unusable(key.name, Some(mistake), name);
            }
            (None, _) if name == CONFIG || name.starts_with(OF_TESTS) => {}
            (None, _) => found.refuse(named(&name), not_a_variable(&name), None),
        }
    }
    found
}

fn not_a_variable(name: &str) -> String {
    if is_of_kubernetes(name) {
        return "is not a setting; Kubernetes sets it for a Service called naklank: put enableServiceLinks: false \
                into the spec of the pod"
            .to_owned();
    }
    let known: Vec<String> = keys().map(|key| key.variable()).collect();
    let meant: Vec<&str> = nearest(name, known.iter().map(String::as_str)).into_iter().collect();
    not_a_setting(&meant)
}

/// The one place where the environment is read, with that below.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Whether a variable has a name that Kubernetes gives: the host, the ports and the addresses of a Service whose name begins as
/// the variables of this program do.
fn is_of_kubernetes(name: &str) -> bool {
    let rest = format!("_{}", name.strip_prefix(PREFIX).unwrap_or_default());
    let ends = ["_SERVICE_HOST", "_SERVICE_PORT", "_PORT"].iter().any(|end| rest.ends_with(end));
    let is_address = ["_TCP", "_UDP", "_SCTP"].iter().any(|protocol| rest.contains(protocol));
    ends || rest.contains("_SERVICE_PORT_") || (rest.contains("_PORT_") && is_address)
}

/// All variables with our prefix; `None` for a value that is not UTF-8.
fn variables_of_ours() -> Vec<(String, Option<String>)> {
    let all = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok())));
    all.filter(|(name, _)| name.starts_with(PREFIX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settings::sources::Values;

    fn keys_of(found: &Found) -> Vec<&str> {
        found.mistakes().map(|mistake| mistake.key.as_str()).collect()
    }

    #[test]
    fn what_kubernetes_sets_is_told_with_what_to_do() {
        for name in [
            "NAKLANK_SERVICE_HOST",
            "NAKLANK_SERVICE_PORT",
            "NAKLANK_SERVICE_PORT_HTTP",
            "NAKLANK_PORT",
            "NAKLANK_PORT_8080_TCP",
            "NAKLANK_PORT_8080_TCP_PROTO",
            "NAKLANK_PORT_8080_TCP_ADDR",
            "NAKLANK_WEB_SERVICE_HOST",
            "NAKLANK_WEB_PORT_8080_TCP",
        ] {
            let found = of_variables(vec![(name.to_owned(), Some("10.0.0.1".to_owned()))]);
            let said = found.mistakes().map(ToString::to_string).collect::<Vec<_>>().join("\n");
            assert!(said.starts_with(name) && said.contains("enableServiceLinks: false"), "{said}");
        }
        for name in ["NAKLANK_MAIL_ULR", "NAKLANK_REPORT", "NAKLANK_HTTP_LISTN"] {
            let found = of_variables(vec![(name.to_owned(), Some("x".to_owned()))]);
            assert!(found.mistakes().all(|mistake| !mistake.message.contains("Kubernetes")), "{name}");
        }
        assert!(keys().all(|key| !is_of_kubernetes(&key.variable())));
    }

    #[test]
    fn a_variable_of_ours_names_a_setting() {
        let text = |value: &str| Some(value.to_owned());
        let found = of_variables(vec![
            ("NAKLANK_MAIL_URL".to_owned(), text("file:x")),
            ("NAKLANK_MAIL_ULR".to_owned(), text("smtp://x")),
            ("NAKLANK_CONFIG".to_owned(), text("x.toml")),
            ("NAKLANK_TEST_POSTGRES".to_owned(), text("postgres://x")),
            ("NAKLANK_MAIL_FROM".to_owned(), None),
            ("NAKLANK_MAIL_REPLY_TO".to_owned(), text("")),
        ]);
        assert_eq!(keys_of(&found), ["NAKLANK_MAIL_ULR", "NAKLANK_MAIL_FROM"]);
        assert_eq!(found.values, Values::from([("mail.url", "file:x".to_owned())]));
        let nearest = found.mistakes().next().unwrap();
        assert!(nearest.message.contains("NAKLANK_MAIL_URL is"), "the nearest is named");
    }
}
