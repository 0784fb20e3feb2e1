//! The three DKIM settings: all or none.

use std::sync::Arc;

use ring::signature::RsaKeyPair;

use super::Settings;
use crate::config::DkimConfig;
use crate::config::mail::dkim::key_of_pem;
use crate::domain::people::host_name::HostName;

/// Parses the settings and reads the key file.
pub(super) fn parse(settings: &mut Settings<'_>) -> Option<DkimConfig> {
    let selector = settings.optional("mail.dkim_selector", name);
    let domain = settings.optional("mail.dkim_domain", name);
    let key = settings.optional("mail.dkim_key_file", key_file);
    let names = ["mail.dkim_selector", "mail.dkim_domain", "mail.dkim_key_file"];
    let is_set = |name: &&str| settings.values.contains_key(*name);
    if names.iter().any(is_set) {
        let missing: Vec<&str> = names.iter().copied().filter(|name| !is_set(name)).collect();
        for name in missing {
            settings.refuse(name, "is required when one of the mail.dkim settings is set".to_owned());
        }
    }
    Some(DkimConfig { selector: selector?, domain: domain?, key: key? })
}

/// A DNS name.
fn name(text: &str) -> Result<String, String> {
    let name =
        text.parse::<HostName>().map_err(|_| "must be letters, digits, hyphens and dots".to_owned())?;
    Ok(name.as_str().to_owned())
}

fn key_file(path: &str) -> Result<Arc<RsaKeyPair>, String> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path).map_or(0, |metadata| metadata.permissions().mode());
    if mode & 0o077 != 0 {
        let mode = mode & 0o777;
        return Err(format!(
            "others on this machine can read {path} (mode {mode:o}); type: chmod 600 {path}"
        ));
    }
    let pem = std::fs::read(path).map_err(|error| format!("{path} cannot be read: {error}"))?;
    key_of_pem(&pem).map(Arc::new).map_err(|error| format!("{path} {error}"))
}
