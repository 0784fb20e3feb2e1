//! Settings that belong together, also of several sections: the one place for rules about more than one setting.
//!
//! The rule: what is missing is told at its own name, as if it were required.

use crate::config::mail::addresses::mailbox;
use crate::config::mail::dkim::dns_name;
use crate::config::mail::url;
use crate::config::settings::parsers::{waiting_time, whole_number};
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
    check_reminders(reader);
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
    let domain = reader.text("mail.dkim_domain").and_then(|text| dns_name(text).ok());
    let sender = reader.text("mail.from").and_then(|text| mailbox(text).ok());
    let (Some(domain), Some(sender)) = (domain, sender) else { return };
    let (domain, sender) = (domain.to_lowercase(), sender.email.domain().to_lowercase());
    if sender != domain && !sender.ends_with(&format!(".{domain}")) {
        let message = format!("must be the domain of mail.from, {sender}, or one above it");
        reader.refuse("mail.dkim_domain", message);
    }
}

/// A reminder after the end of the link is never sent.
fn check_reminders(reader: &mut Reader<'_>) {
    let time = |name: &str| reader.text(name).and_then(|text| waiting_time(text).ok());
    let (after, end) = (time("survey.reminder_after"), time("survey.expires_after"));
    let reminders = reader.text("survey.reminders").and_then(|text| whole_number(text, 0, 5).ok());
    let is_late = matches!((after, end), (Some(after), Some(end)) if after >= end);
    if !is_late || reminders.is_none_or(|reminders| reminders == 0) {
        return;
    }
    if reader.is_set("survey.reminder_after") {
        let message = "must be less than survey.expires_after; or set survey.reminders to 0";
        reader.refuse("survey.reminder_after", message.to_owned());
    } else {
        let message = "must be more than survey.reminder_after, which is 7 days unless set; or set survey.reminders to 0";
        reader.refuse("survey.expires_after", message.to_owned());
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
    fn a_reminder_goes_out_before_the_end_of_the_link() {
        for (survey, told) in [
            ("reminder_after = \"30 days\"", Some("survey.reminder_after")),
            ("reminder_after = \"29 days\"", None),
            ("expires_after = \"7 days\"", Some("survey.expires_after")),
            ("expires_after = \"7 days\"\nreminders = 0", None),
            ("expires_after = \"2 days\"\nreminder_after = \"2 days\"", Some("survey.reminder_after")),
            ("expires_after = \"2 days\"\nreminder_after = \"1 day\"", None),
            ("expires_after = \"0s\"", Some("survey.expires_after")),
            ("reminder_after = \"0s\"", Some("survey.reminder_after")),
        ] {
            let keys = keys_of(&format!("[survey]\n{survey}\n"));
            assert_eq!(keys, told.into_iter().collect::<Vec<_>>(), "{survey}");
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
