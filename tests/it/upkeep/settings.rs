//! What is said of a wrong setting: for each a sentence, with what stands where, and never a secret.

use std::collections::BTreeSet;

use naklank::config::settings::key::Key;
use naklank::config::settings::sources::of_file_text;
use naklank::config::{keys, parse, parse_found};

/// For every setting a wrong value, and what is said of it.
const WRONG: &[(&str, &str, &str)] = &[
    ("database.url", "mysql://db", "must begin with sqlite: or postgres:"),
    ("secret.file", "", "must name a file"),
    ("secret.other_files", "a.key,,b.key", "must be a list of files, without an empty one"),
    ("http.listen", "8080", "must be an address and port like 127.0.0.1:8080"),
    (
        "http.public_url",
        "nps.example.org",
        "must be an address like https://nps.example.org, with no path and no password",
    ),
    ("http.trusted_proxies", "proxy", "`proxy` is no address or network; write 10.0.0.1 or 10.0.0.0/8"),
    (
        "http.rate_per_address",
        "600",
        "must be a number of requests and a time, such as 600/min, 20/s or 5000/h, or 0",
    ),
    (
        "http.rate_per_token",
        "5/day",
        "must be a number of requests and a time, such as 600/min, 20/s or 5000/h, or 0",
    ),
    ("mail.url", "mail.example.org", "must begin with file:, smtp:// or smtps://"),
    (
        "mail.from",
        "desk",
        "must be like `Complaints desk <klachten@example.org>`, the part before the @ in plain letters",
    ),
    (
        "mail.reply_to",
        "desk@",
        "must be like `Complaints desk <klachten@example.org>`, the part before the @ in plain letters",
    ),
    ("mail.bounce_address", "bounces", "must be an address like bounces@example.org"),
    ("mail.hello_name", "nps", "must be the machine's full name, like nps.example.org"),
    ("mail.dkim_selector", "a b", "must be letters, digits, hyphens and dots"),
    ("mail.dkim_domain", "a b", "must be letters, digits, hyphens and dots"),
    (
        "mail.dkim_key_file",
        "/nowhere/key.pem",
        "the file cannot be read: No such file or directory (os error 2)",
    ),
    ("mail.rate", "-1", "must be a number from 0.001 to 1000000, or 0 for no limit"),
    ("mail.concurrency", "0", "must be a whole number from 1 to 1000"),
    ("organisation.name", "", "must be 1 to 200 characters on one line"),
    ("organisation.contact", "", "must be 1 to 200 characters on one line"),
    ("organisation.time_zone", "Amsterdam", "must be a time zone like Europe/Amsterdam"),
    ("organisation.language", "fy", "must be one of nl, en"),
    ("organisation.logo_file", "/nowhere/logo.svg", "cannot be read: No such file or directory (os error 2)"),
    ("organisation.accent_colour", "blue", "must be a colour like #0b4f8a"),
    ("survey.delay", "soon", "must be a time like 90s, 24h or 5 days"),
    ("survey.window", "never", "must be like `Mon-Sat 09:00-20:00`, `Mon,Wed 10:00-12:00` or `always`"),
    ("survey.ask_within", "200 years", "must be at most 100 years"),
    ("survey.audience", "neighbour", "must be one of customer, lawyer, intermediary, opposing_party, other"),
    ("survey.reminders", "6", "must be a whole number from 0 to 5"),
    ("survey.reminder_after", "7", "must be a time like 90s, 24h or 5 days"),
    ("survey.expires_after", "later", "must be a time like 90s, 24h or 5 days"),
    ("survey.edit_window", "-1h", "must be a time like 90s, 24h or 5 days"),
    ("survey.cool_down", "none", "must be a time like 90s, 24h or 5 days"),
    ("survey.holdout", "2", "must be a number from 0 to 1"),
    ("survey.show_reference", "maybe", "must be yes or no"),
    ("privacy.contact_retention", "short", "must be a time like 90s, 24h or 5 days"),
    ("privacy.verbatim_retention", "for ever", "must be a time like 90s, 24h or 5 days"),
    ("privacy.minimum_group", "0", "must be a whole number from 1 to 1000000"),
    ("access.second_factor", "always", "must be one of optional, administrators, everyone"),
    (
        "oidc.issuer",
        "login.example.org",
        "must be an https address like https://login.example.org, exactly as the provider writes its issuer",
    ),
    ("oidc.client_id", "", "must be 1 to 200 characters on one line"),
    ("oidc.client_secret", "", "must be 1 to 500 characters on one line"),
    ("oidc.name", "", "must be 1 to 200 characters on one line"),
    ("oidc.role_claim", "", "must be 1 to 200 characters on one line"),
    (
        "oidc.roles",
        "staff=king",
        "`staff=king` must be VALUE=ROLE, where the role is one of analyst, policy-owner, handler, admin",
    ),
    ("oidc.team_claim", "", "must be 1 to 200 characters on one line"),
    ("policy.free_days", "2026-02-30", "`2026-02-30` is no day that exists; write days like 2026-12-24"),
    (
        "policy.self_assessment_file",
        "/nowhere/a.toml",
        "cannot be read: No such file or directory (os error 2)",
    ),
    ("report.headings_file", "/nowhere/a.toml", "cannot be read: No such file or directory (os error 2)"),
    ("quality.checklist_file", "/nowhere/a.toml", "cannot be read: No such file or directory (os error 2)"),
    ("quality.sample", "1001", "must be a whole number from 1 to 1000"),
    ("log.format", "xml", "must be automatic, text or json"),
];

/// A file in which one setting stands in line 2.
fn file_with(key: &Key, value: &str) -> String {
    let section = key.name.split('.').next().unwrap();
    format!("[{section}]\n{} = {value}\n", key.short_name())
}

/// Everything that is said of a file.
fn said_of(text: &str) -> Vec<String> {
    let wrong = parse_found(&of_file_text(text, "x.toml")).err().unwrap_or_default();
    wrong.iter().map(ToString::to_string).collect()
}

#[test]
fn of_every_wrong_value_is_said_what_to_write_instead_and_where_it_stands() {
    let covered: BTreeSet<&str> = WRONG.iter().map(|(name, ..)| *name).collect();
    for key in keys().filter(|key| key.facts.is_acted_on) {
        assert!(covered.contains(key.name), "give {} a wrong value above", key.name);
    }
    for (name, value, sentence) in WRONG {
        let key = keys().find(|key| key.name == *name).unwrap();
        let said = said_of(&file_with(key, &format!("\"{value}\"")));
        let value = format!("`{value}`");
        let is_told = !key.facts.holds_secret && !sentence.contains(&value);
        let shown = if is_told { format!("{value} in ") } else { String::new() };
        let expected = format!("{name}: {sentence} ({shown}x.toml, line 2)");
        assert!(said.contains(&expected), "{expected}: {said:#?}");
    }
}

#[test]
fn a_wrong_value_in_one_section_hides_none_in_another() {
    let mut file = String::new();
    let mut section = "";
    for (name, value, _) in WRONG {
        let (of, name) = name.split_once('.').unwrap();
        if of != section {
            section = of;
            file.push_str(&format!("[{section}]\n"));
        }
        file.push_str(&format!("{name} = \"{value}\"\n"));
    }
    let said = said_of(&file);
    let named: Vec<&str> = said.iter().map(|said| said.split(": ").next().unwrap()).collect();
    for (name, ..) in WRONG {
        assert_eq!(named.iter().filter(|named| *named == name).count(), 1, "{name}: {said:#?}");
    }
    assert_eq!(named.len(), WRONG.len(), "{said:#?}");
}

#[test]
fn what_is_required_says_where_it_was_looked_for() {
    let said = said_of("[oidc]\nteam_claim = \"team\"\nclient_secret = [\"x\"]\n[mail]\ndkim_domain = 1\n");
    for sentence in [
        "organisation.name: is required (neither in x.toml nor in NAKLANK_ORGANISATION_NAME)",
        "organisation.contact: is required (neither in x.toml nor in NAKLANK_ORGANISATION_CONTACT)",
        "oidc.client_secret: must be one value, not a list (x.toml, line 3)",
        "oidc.issuer: is required, since oidc.client_secret is set (neither in x.toml nor in NAKLANK_OIDC_ISSUER)",
        "oidc.client_id: is required, since oidc.client_secret is set (neither in x.toml nor in NAKLANK_OIDC_CLIENT_ID)",
        "mail.dkim_domain: must be text: put it in quotes (`1` in x.toml, line 5)",
        "mail.dkim_selector: is required, since mail.dkim_domain is set (neither in x.toml nor in NAKLANK_MAIL_DKIM_SELECTOR)",
        "mail.dkim_key_file: is required, since mail.dkim_domain is set (neither in x.toml nor in NAKLANK_MAIL_DKIM_KEY_FILE)",
    ] {
        assert!(said.iter().any(|said| said == sentence), "{sentence}: {said:#?}");
    }
    assert_eq!(said.len(), 8, "{said:#?}");
}

#[test]
fn every_setting_of_a_file_wants_a_name() {
    let files: Vec<&Key> =
        keys().filter(|key| key.name == "secret.file" || key.name.ends_with("_file")).collect();
    assert_eq!(files.len(), 6, "{files:?}");
    for key in files {
        let said = said_of(&file_with(key, "\"\""));
        let expected = format!("{}: must name a file (", key.name);
        assert!(said.iter().any(|said| said.starts_with(&expected)), "{said:#?}");
    }
}

/// It may stand there, in what could not be read.
#[test]
fn nothing_is_said_to_be_missing_in_a_file_that_is_no_toml() {
    let said = said_of(
        "[organisation]\nname = \"x\"\ncontact = y\n[survey]\ndelay = \"soon\"\n[oidc]\nname = \"x\"\n",
    );
    assert_eq!(said.len(), 2, "{said:#?}");
    assert!(said[0].starts_with("x.toml: ") && said[0].ends_with(" (line 3)"), "{said:#?}");
    assert_eq!(said[1], "survey.delay: must be a time like 90s, 24h or 5 days (`soon` in x.toml, line 5)");
}

/// Values of which one is right and the others are wrong in every way that a value can be.
const WITH_A_SECRET: [&str; 18] = [
    "s3cret",
    "\"s3cret\"",
    "\"s3cret\\u0007\"",
    "[\"s3cret\"]",
    "[\"s3cret,\"]",
    "{ s3cret = \"s3cret\" }",
    "\"mysql://user:s3cret@db/x\"",
    "\"postgres://user:s3cret@db/x\"",
    "\"postgres://user:12?s3cret@db/x\"",
    "\"postgres://user:12/s3cret@db/x\"",
    "\"postgres://user:12#s3cret@db/x\"",
    "\"postgres://user@db/x?passwrd=s3cret\"",
    "\"smtp://user:12?s3cret@mail.example.org\"",
    "\"smtps://user:12/s3cret@mail.example.org\"",
    "\"smtps://user:ab#s3cret@mail.example.org\"",
    "\"smtps://:s3cret@mail.example.org\"",
    "\"smtps://user:s3cret@mail.example.org\"",
    "\"-----BEGIN PRIVATE KEY-----\\ns3cret\\n-----END PRIVATE KEY-----\"",
];

#[test]
fn the_value_of_a_secret_is_never_printed() {
    let secret: Vec<&Key> = keys().filter(|key| key.facts.holds_secret).collect();
    assert_eq!(
        secret.iter().map(|key| key.name).collect::<Vec<_>>(),
        ["database.url", "mail.url", "mail.dkim_key_file", "oidc.client_secret", "webhook.secrets"]
    );
    for key in secret {
        for value in WITH_A_SECRET {
            let right = file_with(key, value);
            let mistyped = right.replacen(key.short_name(), &format!("{}s", key.short_name()), 1);
            let unfinished = right.trim_end().trim_end_matches(['"', ']', '}']).to_owned();
            for file in [right, mistyped, unfinished] {
                let said = said_of(&file).join("\n");
                assert!(!said.contains("s3cret"), "{file}: {said}");
            }
        }
    }
}

#[test]
fn a_configuration_is_printed_without_its_secrets() {
    let file = "[database]\nurl = \"postgres://user:s3cret@db/x\"\n[http]\npublic_url = \"https://nps.example.org\"\n\
                [mail]\nurl = \"smtps://user:s3cret@example.org\"\nfrom = \"x@example.org\"\n\
                [organisation]\nname = \"x\"\ncontact = \"y\"\n[webhook]\nsecrets = [\"s3cret\"]\n\
                [oidc]\nissuer = \"https://login.example.org\"\nclient_id = \"naklank\"\nclient_secret = \"s3cret\"\n";
    let config = parse(&of_file_text(file, "x.toml").values).unwrap();
    let printed = format!("{config:?}");
    assert!(printed.contains("login.example.org") && !printed.contains("s3cret"), "{printed}");
}

/// In a setting that should have none, too, and in a name.
#[test]
fn a_password_in_an_address_is_not_printed() {
    for address in [
        "https://user:s3cret@example.org",
        "https:/user:s3cret@example.org",
        "http://user:s3cret@proxy",
        "http://user:s3cret,@proxy",
        "user:s3cret@example.org",
    ] {
        for key in keys().filter(|key| !key.facts.holds_secret) {
            for value in [format!("\"{address}\""), format!("[\"10.0.0.1\", \"{address}\"]")] {
                let said = said_of(&file_with(key, &value)).join("\n");
                assert!(!said.contains("s3cret"), "{}: {said}", key.name);
            }
        }
        let named = said_of(&format!("\"{address}\" = 1\n[mail]\n\"{address}\" = 1\n")).join("\n");
        assert!(named.contains("(x.toml, line 1)") && named.contains("(x.toml, line 3)"), "{named}");
        assert!(!named.contains("s3cret"), "{named}");
    }
}

/// What is repeated forges no line and steers no terminal.
#[test]
fn a_message_is_one_line_without_control_characters() {
    for key in keys() {
        for text in ["a\\u001b[31mb", "a\\nb: is required", "a\\u202eb", "a\\u0000b"] {
            let file = format!("{}\"{text}\" = 1\n", file_with(key, &format!("\"{text}\"")));
            for said in said_of(&file) {
                assert!(!said.chars().any(|c| c.is_control() || c == '\u{202e}'), "{file}: {said:?}");
            }
        }
    }
}
