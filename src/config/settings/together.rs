//! Settings that belong together, also of several sections: the one place for rules about more than one setting.
//!
//! The rule: what is missing is told at its own name, as if it were required.

use crate::config::settings::reader::Reader;

/// As soon as one of the settings `when` is set, all of `needed` have to be.
struct Together {
    when: &'static [&'static str],
    needed: &'static [&'static str],
}

const PROVIDER: [&str; 7] = [
    "oidc.issuer",
    "oidc.client_id",
    "oidc.client_secret",
    "oidc.name",
    "oidc.role_claim",
    "oidc.roles",
    "oidc.team_claim",
];
const SIGNING: [&str; 3] = ["mail.dkim_selector", "mail.dkim_domain", "mail.dkim_key_file"];

const TOGETHER: [Together; 3] = [
    Together { when: &SIGNING, needed: &SIGNING },
    Together { when: &PROVIDER, needed: &["oidc.issuer", "oidc.client_id", "oidc.client_secret"] },
    Together { when: &["oidc.roles"], needed: &["oidc.role_claim"] },
];

/// Notes what is missing beside what is set.
pub fn check(reader: &mut Reader<'_>) {
    for rule in &TOGETHER {
        if let Some(set) = rule.when.iter().find(|name| reader.is_set(name)) {
            rule.needed.iter().for_each(|name| require(reader, name, set));
        }
    }
}

fn require(reader: &mut Reader<'_>, name: &str, set: &str) {
    if !reader.is_set(name) {
        reader.miss(name, format!("is required, since {set} is set"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{find, keys};

    #[test]
    fn the_rules_are_about_settings() {
        for name in TOGETHER.iter().flat_map(|rule| rule.when.iter().chain(rule.needed)) {
            assert!(find(name).is_some(), "{name}");
        }
        let of_provider = keys().map(|key| key.name).filter(|name| name.starts_with("oidc."));
        assert_eq!(of_provider.collect::<Vec<_>>(), PROVIDER);
    }
}
