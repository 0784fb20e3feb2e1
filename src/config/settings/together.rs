//! Settings that belong together, also of several sections: the one place for rules about more than one setting.
//!
//! The rule: what is missing is told at its own name, as if it were required.

use crate::config::mail::addresses::mailbox;
use crate::config::mail::dkim::dns_name;
use crate::config::mail::url;
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

/// Notes what is missing beside what is set, and what contradicts it.
pub fn check(reader: &mut Reader<'_>) {
    for rule in &TOGETHER {
        if let Some(set) = rule.when.iter().find(|name| reader.is_set(name)) {
            rule.needed.iter().for_each(|name| require(reader, name, set));
        }
    }
    check_mails(reader);
    check_signing(reader);
}

fn require(reader: &mut Reader<'_>, name: &str, set: &str) {
    if !reader.is_set(name) {
        reader.miss(name, format!("is required, since {set} is set"));
    }
}

/// The defaults of what mails hold lead to this machine, which is nothing for who reads them elsewhere.
fn check_mails(reader: &mut Reader<'_>) {
    let transport = reader.text("mail.url").and_then(|text| url::parse(text).ok());
    if !transport.is_some_and(|transport| transport.leads_elsewhere()) {
        return;
    }
    for name in ["http.public_url", "mail.from"] {
        if !reader.is_set(name) {
            let message =
                "is required, since mail.url leads to other machines, where its default means nothing";
            reader.miss(name, message.to_owned());
        }
    }
}

/// A signature counts only for the domain of the sender, or for one above it.
fn check_signing(reader: &mut Reader<'_>) {
    if !reader.is_set("mail.from") {
        return;
    }
    let domain = reader.text("mail.dkim_domain").and_then(|text| dns_name(text).ok());
    let sender = reader.text("mail.from").and_then(|text| mailbox(text).ok());
    let (Some(domain), Some(sender)) = (domain, sender) else { return };
    let (domain, sender) = (domain.to_lowercase(), sender.email.domain().to_lowercase());
    if sender != domain && !sender.ends_with(&format!(".{domain}")) {
        let message = format!("must be the domain of mail.from, {sender}, or one above it");
        reader.refuse("mail.dkim_domain", message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::settings::sources::of_file_text;
    use crate::config::{find, keys, parse_found};

    /// What is said of a file that is whole apart from this.
    fn said_of(file: &str) -> Vec<String> {
        let file = format!("[organisation]\nname = \"x\"\ncontact = \"y\"\n{file}");
        let wrong = parse_found(&of_file_text(&file, "x")).err().unwrap_or_default();
        wrong.iter().map(|wrong| format!("{}: {}", wrong.key, wrong.message)).collect()
    }

    fn keys_of(file: &str) -> Vec<String> {
        said_of(file).iter().filter_map(|said| said.split(':').next()).map(str::to_owned).collect()
    }

    #[test]
    fn mail_to_other_machines_needs_an_address_that_means_something_there() {
        let server = "[mail]\nurl = \"smtps://mail.example.org\"\n";
        let sender = "from = \"x@example.org\"\n";
        let address = "[http]\npublic_url = \"https://nps.example.org\"\n";
        assert_eq!(keys_of(server), ["http.public_url", "mail.from"]);
        assert_eq!(keys_of(&format!("{server}{sender}")), ["http.public_url"]);
        assert_eq!(keys_of(&format!("{server}{address}")), ["mail.from"]);
        assert!(said_of(&format!("{server}{sender}{address}")).is_empty());
        for here in ["smtp://127.0.0.1:2525", "smtp://localhost", "file:outbox"] {
            assert!(said_of(&format!("[mail]\nurl = \"{here}\"\n")).is_empty(), "{here}");
        }
    }

    #[test]
    fn a_signature_is_of_the_domain_of_the_sender_or_one_above_it() {
        for (from, domain, is_good) in [
            ("x@example.org", "example.org", true),
            ("x@Example.org", "example.ORG", true),
            ("x@nps.example.org", "example.org", true),
            ("x@example.org", "nps.example.org", false),
            ("x@badexample.org", "example.org", false),
            ("x@example.com", "example.org", false),
        ] {
            let said = said_of(&format!("[mail]\nfrom = \"{from}\"\ndkim_domain = \"{domain}\"\n"));
            let is_told = said.iter().any(|said| said.starts_with("mail.dkim_domain: must be the domain"));
            assert_eq!(is_told, !is_good, "{from}, {domain}: {said:?}");
        }
    }

    #[test]
    fn the_rules_are_about_settings() {
        for name in TOGETHER.iter().flat_map(|rule| rule.when.iter().chain(rule.needed)) {
            assert!(find(name).is_some(), "{name}");
        }
        let of_provider = keys().map(|key| key.name).filter(|name| name.starts_with("oidc."));
        assert_eq!(of_provider.collect::<Vec<_>>(), PROVIDER);
    }
}
