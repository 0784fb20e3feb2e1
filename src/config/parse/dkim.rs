//! The three DKIM settings: all or none.

use super::Settings;
use crate::config::mail::dkim::{SigningKey, dns_name, key_file};

/// What the three settings say.
pub(super) struct DkimSettings {
    pub(super) selector: Option<String>,
    pub(super) domain: Option<String>,
    pub(super) key: Option<SigningKey>,
}

/// Parses the settings and reads the key file.
pub(super) fn parse(settings: &mut Settings<'_>) -> DkimSettings {
    let selector = settings.optional("mail.dkim_selector", dns_name);
    let domain = settings.optional("mail.dkim_domain", dns_name);
    let key = settings.optional("mail.dkim_key_file", key_file);
    let names = ["mail.dkim_selector", "mail.dkim_domain", "mail.dkim_key_file"];
    let is_set = |name: &&str| settings.values.contains_key(*name);
    if names.iter().any(is_set) {
        let missing: Vec<&str> = names.iter().copied().filter(|name| !is_set(name)).collect();
        for name in missing {
            settings.refuse(name, "is required when one of the mail.dkim settings is set".to_owned());
        }
    }
    DkimSettings { selector, domain, key }
}
