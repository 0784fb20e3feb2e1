//! Every configuration key, defined once: the file, the environment and `config example` follow this list, and a test
//! holds `docs::configuration` against it.

/// A configuration key.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// As in the file, with dots.
    pub name: &'static str,
    /// `None` if the key is required or off by default.
    pub default: Option<&'static str>,
    pub about: &'static str,
    /// Whether it has an effect in this version; others are accepted and reported, so that one file serves all
    /// versions.
    pub is_acted_on: bool,
    /// Whether it takes a list.
    pub is_list: bool,
}

const fn key(name: &'static str, default: &'static str, about: &'static str) -> Key {
    Key { name, default: Some(default), about, is_acted_on: true, is_list: false }
}

const fn bare(name: &'static str, about: &'static str) -> Key {
    Key { name, default: None, about, is_acted_on: true, is_list: false }
}

const fn later(name: &'static str, about: &'static str) -> Key {
    Key { name, default: None, about, is_acted_on: false, is_list: false }
}

impl Key {
    /// This key, taking a list.
    const fn with_several(self) -> Self {
        Self { is_list: true, ..self }
    }
}

/// All keys, by section.
pub const KEYS: &[Key] = &[
    key(
        "database.url",
        "sqlite:data/naklank.db",
        "the database: sqlite:FILE or postgres://user:password@host/name",
    ),
    key(
        "secret.file",
        "data/naklank.key",
        "32 random bytes that links are made with, mode 0600; made when absent on SQLite; keep it in the backup",
    ),
    bare(
        "secret.other_files",
        "a list of further key files: earlier ones, whose links and addresses go on counting, and one that is to come; `naklank secret status` says what each is needed for",
    )
    .with_several(),
    key("http.listen", "127.0.0.1:8080", "the address and port to listen on"),
    key(
        "http.public_url",
        "http://127.0.0.1:8080",
        "what links in mails begin with; with https, cookies and HSTS are strict",
    ),
    bare(
        "http.trusted_proxies",
        "a list of addresses or networks of proxies whose X-Forwarded-For header counts, or Forwarded where that is absent",
    )
    .with_several(),
    key("http.rate_per_address", "600/min", "requests to public pages of one client; 0 = no limit"),
    key("http.rate_per_token", "120/min", "requests to public pages of one link; 0 = no limit"),
    key(
        "mail.url",
        "file:data/outbox",
        "file:FOLDER (one .eml for each message), smtp://user:password@host:25?tls=required|opportunistic|none, or smtps://user:password@host:465",
    ),
    key("mail.from", "Naklank <naklank@localhost>", "the sender of invitations"),
    bare("mail.reply_to", "where replies go, if not to the sender; somebody should read it"),
    bare(
        "mail.bounce_address",
        "the mailbox to which undeliverable mail returns, such as bounces@example.org; each mail gets bounces+CODE@example.org",
    ),
    bare(
        "mail.hello_name",
        "what a mail server hears in EHLO, such as nps.example.org; by default the machine's full name",
    ),
    bare("mail.dkim_selector", "signing in this program, if the mail server does not: the selector"),
    bare("mail.dkim_domain", "signing in this program: the domain, that of mail.from or one above it"),
    bare("mail.dkim_key_file", "signing in this program: the RSA private key, a PEM file"),
    key("mail.rate", "0", "messages a second, of each process that sends; 0 = no limit"),
    key("mail.concurrency", "8", "connections to the mail server at once, of each process that sends"),
    bare("organisation.name", "the organisation's name, as respondents know it (required)"),
    bare(
        "organisation.contact",
        "how a respondent reaches you, such as klachten@example.org or a telephone number (required)",
    ),
    key("organisation.time_zone", "Europe/Amsterdam", "the time zone of days and sending hours"),
    key("organisation.language", "nl", "the language when a respondent's is unknown: nl or en"),
    bare(
        "organisation.logo_file",
        "a logo above every page: an SVG without scripts, PNG, JPEG or WebP file of at most 200 kB",
    ),
    bare(
        "organisation.accent_colour",
        "the colour of links and buttons, such as #0b4f8a; one that could not be read is refused",
    ),
    key("survey.delay", "3 days", "from closure to due: not before a posted reply arrives"),
    key("survey.window", "Mon-Sat 09:00-20:00", "when mail may go out, never on public holidays; or always"),
    key("survey.ask_within", "30 days", "a closure first reported later than this is not asked about"),
    key(
        "survey.audience",
        "customer",
        "who is asked: a list of customer, lawyer, intermediary, opposing_party, other",
    )
    .with_several(),
    key("survey.reminders", "1", "how many reminders a respondent gets who has not answered: 0 to 5"),
    key("survey.reminder_after", "7 days", "from a mail to the next reminder"),
    key("survey.expires_after", "30 days", "from the first mail to the end of the link"),
    key(
        "survey.edit_window",
        "24h",
        "how long an answer can be changed, never past the end of the link, nor once staff took up its follow-up",
    ),
    key(
        "survey.cool_down",
        "30 days",
        "no second mail to one address within this time, except about the same complaint",
    ),
    key("survey.holdout", "0", "the share (0..1) of closures that is not asked, drawn at random"),
    key(
        "survey.show_reference",
        "no",
        "whether mails show the reference of the complaint in their text: yes or no; a mailbox may be shared",
    ),
    key(
        "privacy.contact_retention",
        "90 days",
        "how long names and addresses are kept after the survey's end",
    ),
    key("privacy.verbatim_retention", "2 years", "how long what people wrote is kept"),
    key("privacy.minimum_group", "5", "figures over fewer responses are hidden"),
    key(
        "access.second_factor",
        "optional",
        "who must use a code of an authenticator app beside the password: optional (each user decides), administrators or everyone",
    ),
    bare(
        "oidc.issuer",
        "sign-in at your identity provider (OpenID Connect): its address, exactly as it writes it itself, such as https://login.example.org",
    ),
    bare("oidc.client_id", "sign-in at your identity provider: our name there"),
    bare("oidc.client_secret", "sign-in at your identity provider: our secret there"),
    bare("oidc.name", "what the button on the sign-in page calls the provider; by default the host of its address"),
    bare(
        "oidc.role_claim",
        "the claim that gives roles, such as groups, at every sign-in there; without it administrators give them here",
    ),
    bare(
        "oidc.roles",
        "a list of VALUE=ROLE: which value of that claim gives which role, with a semicolon after each where a value has commas; without it the values are the names of roles",
    )
    .with_several(),
    bare(
        "oidc.team_claim",
        "the claim that names the team, at every sign-in there; without it administrators give it here",
    ),
    later("webhook.secrets", "the keys that webhooks are signed with, two while one is replaced").with_several(),
    later("webhook.targets", "addresses that are told what happened").with_several(),
    later("webhook.allow", "private networks in which such an address may lie").with_several(),
    bare(
        "policy.free_days",
        "a list of days that are no working days besides the public holidays, such as 2026-12-24",
    )
    .with_several(),
    bare(
        "policy.self_assessment_file",
        "the sentences of your policy, for its yearly evaluation, a TOML file; built in unless you set it",
    ),
    bare(
        "report.headings_file",
        "the headings of the public report and the order of its sections, a TOML file; built in unless you set it",
    ),
    bare(
        "quality.checklist_file",
        "the sub-topics of a quality review and their points, a TOML file; built in unless you set it",
    ),
    key("quality.sample", "20", "closures drawn at random each month to review the quality of handling: 1 to 1000"),
    later("telemetry.otlp_endpoint", "where traces go by OpenTelemetry"),
    key(
        "log.format",
        "automatic",
        "automatic (text on a terminal, else json), text or json; the level is RUST_LOG",
    ),
];

/// The keys whose values hold a password or a secret, or may, so that no message repeats them.
const SECRETS: [&str; 4] = ["database.url", "mail.url", "oidc.client_secret", "webhook.secrets"];

/// Whether the value of a key may hold a secret.
#[must_use]
pub fn may_hold_secret(name: &str) -> bool {
    SECRETS.contains(&name)
}

/// The environment variable of a key.
#[must_use]
pub fn environment_name(key: &str) -> String {
    format!("NAKLANK_{}", key.replace('.', "_").to_uppercase())
}

/// Finds a key by name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}
