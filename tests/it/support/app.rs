//! The whole program on a fresh database, with one method per action of a user, a system or the scheduler.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use chrono::TimeDelta;
use http_body_util::BodyExt as _;
use naklank::app::App;
use naklank::config::settings::sources::Values;
use naklank::config::{self, Config, DatabaseConfig};
use naklank::domain::access::audit_chain::AuditEntry;
use naklank::domain::access::audit_query::{AuditQuery, ShownEntry};
use naklank::domain::access::roles::{Role, Scope};
use naklank::domain::access::token::SecretKey;
use naklank::domain::access::token::keyring::Keyring;
use naklank::mail::message::RawMail;
use naklank::mail::transport::{Mailer, Outbox};
use naklank::randomness::Randomness;
use naklank::storage::access::audit::{self, ReadEntry};
use naklank::web;
use naklank::web::shell::rate_limit::PeerAddress;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::audit::names::AuditNames;
use naklank::workflow::access::{keys, users};
use naklank::workflow::demo::accounts::open_accounts;
use naklank::workflow::norms::policy_values::load_policy_values;
use naklank::workflow::upkeep::prepare::{self, PrepareError};
use naklank::workflow::upkeep::tick::{TickReport, tick};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt as _;

use crate::support::{Backend, TestClock, described};

/// A Friday at 15:00 in Amsterdam, inside the sending hours.
pub const START: &str = "2026-03-20T14:00:00Z";

pub struct TestApp {
    pub app: App,
    pub clock: TestClock,
    pub key: String,
    pub backend: Backend,
    router: Router,
    _folder: TempDir,
}

/// An installation on which no program runs: what is on the disk of its machine, and what the operator knows.
pub struct Stopped {
    config: Config,
    clock: TestClock,
    key: String,
    folder: TempDir,
}

impl Stopped {
    /// The address of its database.
    pub fn url(&self) -> String {
        use secrecy::ExposeSecret as _;
        self.config.database.url.expose_secret().to_owned()
    }

    /// The program on it, as a command opens it; or the reason why it does not start.
    pub async fn open(&self) -> Result<App, PrepareError> {
        self.open_at(self.url()).await
    }

    /// The same with another address in the configuration.
    pub async fn open_at(&self, url: String) -> Result<App, PrepareError> {
        self.open_with(url, Randomness::from_seed(4)).await
    }

    async fn open_with(&self, url: String, randomness: Randomness) -> Result<App, PrepareError> {
        let config = Config { database: DatabaseConfig { url: url.into() }, ..self.config.clone() };
        let clock = Arc::new(self.clock.clone());
        let app = App::open(config, SecretKey::new([7; 32]), clock, randomness).await.unwrap();
        prepare::database(&app).await?;
        Ok(app)
    }

    /// A copy of an SQLite installation, to see what would have become of it.
    pub async fn twin(&self) -> Self {
        use sqlx::Connection as _;
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("naklank.db");
        let mut connection = sqlx::SqliteConnection::connect(&self.url()).await.unwrap();
        let copy = sqlx::query("VACUUM INTO $1").bind(path.to_str().unwrap());
        copy.execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        let database = DatabaseConfig { url: format!("sqlite:{}", path.display()).into() };
        let config = Config { database, ..self.config.clone() };
        Self { config, clock: self.clock.clone(), key: self.key.clone(), folder }
    }

    /// Starts the program again, on its database or on the one at another address. Its identifiers are not those of a command
    /// that opened it before.
    pub async fn start(self, backend: Backend, url: String) -> TestApp {
        let app = self.open_with(url, Randomness::from_seed(6)).await.unwrap();
        let router = web::router(app.clone());
        TestApp { app, clock: self.clock, key: self.key, backend, router, _folder: self.folder }
    }
}

/// What is not a picture has to be UTF-8.
fn text_of(headers: &HeaderMap, bytes: &[u8]) -> String {
    let is_picture = headers.get("content-type").is_some_and(|kind| kind == "image/png");
    if is_picture {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        String::from_utf8(bytes.to_vec()).unwrap()
    }
}

/// A response.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// As text; of a file that is none, what can be read of it.
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The fields that a 422 names.
    pub fn wrong_fields(&self) -> Vec<String> {
        assert_eq!(self.status, StatusCode::UNPROCESSABLE_ENTITY, "{self:?}");
        assert_eq!(self.header("content-type"), "application/problem+json");
        let errors = self.json()["errors"].as_array().unwrap().clone();
        errors.iter().map(|error| error["field"].as_str().unwrap().to_owned()).collect()
    }
}

/// A key to make, without an end.
pub fn new_key(name: &str, scopes: &[Scope], owner: Option<&str>) -> keys::NewKey {
    keys::NewKey {
        name: name.to_owned(),
        scopes: scopes.to_vec(),
        owner: owner.map(str::to_owned),
        expires_on: None,
    }
}

/// A customer's complaint that was closed at the given moment.
pub fn closed_complaint(closed_at: &str) -> Value {
    json!({
        "status": "closed",
        "received_at": "2026-03-02T09:15:00Z",
        "closed_at": closed_at,
        "contact": {"email": "klant@example.org", "name": "Klant", "language": "nl"},
        "channel": "web", "product": "Verkeer", "team": "Noord", "outcome": "partly_upheld",
    })
}

impl TestApp {
    pub async fn start(backend: Backend) -> Self {
        Self::start_with(backend, &[]).await
    }

    pub async fn start_with(backend: Backend, settings: &[(&'static str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let values = Self::values(backend, &folder, settings).await;
        let config = config::parse(&values).unwrap().with_memory_mail();
        Self::open(backend, config, folder).await
    }

    /// The program on a database that is there already, with mail in memory.
    pub async fn start_on(backend: Backend, url: &str, folder: TempDir) -> Self {
        let config =
            config::parse(&Self::values_on(url.to_owned(), &folder, &[])).unwrap().with_memory_mail();
        Self::open(backend, config, folder).await
    }

    /// The demonstration with mail in memory and without its sample history.
    pub async fn start_demo(backend: Backend) -> Self {
        let folder = TempDir::new().unwrap();
        let settings = [("survey.delay", "1s"), ("survey.window", "always")];
        let values = Self::values(backend, &folder, &settings).await;
        let config = config::parse(&values).unwrap().with_memory_mail();
        let app = Self::open(backend, Config { is_demo: true, ..config }, folder).await;
        open_accounts(&app.app).await.unwrap();
        app
    }

    /// The program with a real mail transport instead of memory; mail is sent at any hour.
    pub async fn start_mailing(backend: Backend, mail_url: &str, settings: &[(&'static str, &str)]) -> Self {
        let folder = TempDir::new().unwrap();
        let mut values = Self::values(backend, &folder, settings).await;
        values.insert("mail.url", mail_url.to_owned());
        values.insert("survey.window", "always".to_owned());
        Self::open(backend, config::parse(&values).unwrap(), folder).await
    }

    async fn values(backend: Backend, folder: &TempDir, settings: &[(&'static str, &str)]) -> Values {
        Self::values_on(backend.fresh_database(folder).await, folder, settings)
    }

    fn values_on(url: String, folder: &TempDir, settings: &[(&'static str, &str)]) -> Values {
        let mut values = Values::from([
            ("database.url", url),
            ("organisation.name", "Voorbeeld".to_owned()),
            ("organisation.contact", "klachten@example.org".to_owned()),
            ("http.public_url", "https://nps.example.org".to_owned()),
            ("mail.from", "Voorbeeld <klachten@example.org>".to_owned()),
            // The ledger of erasures lies beside it.
            ("secret.file", folder.path().join("naklank.key").display().to_string()),
        ]);
        values.extend(settings.iter().map(|(name, value)| (*name, (*value).to_owned())));
        values
    }

    async fn open(backend: Backend, config: Config, folder: TempDir) -> Self {
        let clock = TestClock::at(START);
        // A long time limit: a busy machine must not make requests time out.
        let config = Config { request_time: Duration::from_secs(60), ..config };
        let app =
            App::open(config, SecretKey::new([7; 32]), Arc::new(clock.clone()), Randomness::from_seed(1));
        let app = app.await.unwrap();
        prepare::database(&app).await.unwrap();
        let key = new_key("test", Scope::ALL, None);
        let key = keys::add_key(&app, &Actor::Operator, key).await.unwrap();
        let router = web::router(app.clone());
        Self { app, clock, key: key.reveal().to_owned(), backend, router, _folder: folder }
    }

    /// Stops the program, so that nothing has its database open.
    pub async fn stop(self) -> Stopped {
        let Self { app, clock, key, backend: _, router, _folder: folder } = self;
        drop(router);
        app.db.close().await;
        Stopped { config: app.config.clone(), clock, key, folder }
    }

    /// The same program with a time limit of one second per request.
    pub async fn impatient(self) -> Self {
        let config = Config { request_time: Duration::from_secs(1), ..self.app.config.clone() };
        let clock = Arc::new(self.clock.clone());
        let app = App::open(config, SecretKey::new([7; 32]), clock, Randomness::from_seed(2)).await.unwrap();
        Self { router: web::router(app.clone()), app, ..self }
    }

    /// The same program after a restart with other keys, with an empty outbox.
    pub async fn restarted_with(self, keys: impl Into<Keyring>) -> Self {
        let app = self.process_with(keys).await;
        prepare::database(&app).await.unwrap();
        Self { router: web::router(app.clone()), app, ..self }
    }

    /// A process on the same database that has other keys, before it looks whether it may start.
    pub async fn process_with(&self, keys: impl Into<Keyring>) -> App {
        let (config, clock) = (self.app.config.clone(), Arc::new(self.clock.clone()));
        let randomness = Randomness::from_seed(u64::from_le_bytes(self.app.randomness.bytes()));
        App::open(config, keys, clock, randomness).await.unwrap()
    }

    /// Another process on the same database.
    pub async fn second_process(&self) -> App {
        let (config, clock) = (self.app.config.clone(), Arc::new(self.clock.clone()));
        App::open(config, SecretKey::new([7; 32]), clock, Randomness::from_seed(3)).await.unwrap()
    }

    /// The entries of the audit as they are stored, oldest first.
    pub async fn stored_audit(&self) -> Vec<AuditEntry> {
        self.read_audit().await.0.into_iter().map(|read| read.entry).collect()
    }

    /// The entries of the audit as people read them, oldest first.
    pub async fn audit(&self) -> Vec<ShownEntry> {
        let (read, names) = self.read_audit().await;
        read.into_iter().map(|read| names.shown(read)).collect()
    }

    async fn read_audit(&self) -> (Vec<ReadEntry>, AuditNames) {
        let mut tx = self.app.db.read().await.unwrap();
        let names = AuditNames::read(&mut tx).await.unwrap();
        let selection = names.selection(&self.app, &AuditQuery::default());
        (audit::list(&mut tx, &selection, None, 100_000).await.unwrap().entries, names)
    }

    /// How often the audit says that an actor did something.
    pub async fn acts_of(&self, actor: &str, action: &str) -> usize {
        let audit = self.audit().await;
        audit.iter().filter(|entry| entry.actor == actor && entry.action == action).count()
    }

    /// The integers that a query returns, read from the database directly, so that nothing is hidden.
    pub async fn integers(&self, query: &'static str) -> Vec<i64> {
        use secrecy::ExposeSecret as _;
        use sqlx::Connection as _;
        let url = self.app.config.database.url.expose_secret();
        match self.backend {
            Backend::Sqlite => {
                let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
                sqlx::query_scalar(query).fetch_all(&mut connection).await.unwrap()
            }
            Backend::Postgres => {
                let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::query_scalar(query).fetch_all(&mut connection).await.unwrap()
            }
        }
    }

    /// Runs a statement on the database directly, such as one that breaks it.
    pub async fn execute(&self, statement: &'static str) {
        self.try_execute(statement).await.unwrap();
    }

    /// The same for a statement that the database may refuse.
    pub async fn try_execute(&self, statement: &'static str) -> Result<(), sqlx::Error> {
        use secrecy::ExposeSecret as _;
        use sqlx::Connection as _;
        let url = self.app.config.database.url.expose_secret();
        match self.backend {
            Backend::Sqlite => {
                let mut connection = sqlx::SqliteConnection::connect(url).await.unwrap();
                sqlx::query(statement).execute(&mut connection).await.map(drop)
            }
            Backend::Postgres => {
                let mut connection = sqlx::PgConnection::connect(url).await.unwrap();
                sqlx::query(statement).execute(&mut connection).await.map(drop)
            }
        }
    }

    // HTTP

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let (method, path) = (request.method().clone(), request.uri().path().to_owned());
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let answer = Answer {
            status: parts.status,
            body: text_of(&parts.headers, &bytes),
            headers: parts.headers,
            bytes: bytes.to_vec(),
        };
        described::assert_is_described(&method, &path, &answer);
        answer
    }

    /// A GET from a peer address.
    pub async fn get_from(&self, address: &str, forwarded_for: Option<&str>, path: &str) -> Answer {
        let mut request = Request::get(path);
        if let Some(forwarded_for) = forwarded_for {
            request = request.header("x-forwarded-for", forwarded_for);
        }
        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(PeerAddress(address.parse().unwrap()));
        self.send(request).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub async fn post_form(&self, path: &str, form: &str) -> Answer {
        let request = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    /// A request to the API with a key that has every scope.
    pub async fn api(&self, method: Method, path: &str, body: impl Into<Body>) -> Answer {
        self.api_as(&self.key, method, path, body).await
    }

    pub async fn api_as(&self, key: &str, method: Method, path: &str, body: impl Into<Body>) -> Answer {
        let request =
            Request::builder().method(method).uri(path).header("authorization", format!("Bearer {key}"));
        self.send(request.body(body.into()).unwrap()).await
    }

    pub async fn key_with(&self, name: &str, scopes: &[Scope]) -> String {
        let key = keys::add_key(&self.app, &Actor::Operator, new_key(name, scopes, None)).await;
        key.unwrap().reveal().to_owned()
    }

    // What the complaints system does

    pub async fn put(&self, reference: &str, complaint: &Value) -> Answer {
        self.api(Method::PUT, &format!("/api/v1/complaints/{reference}"), complaint.to_string()).await
    }

    /// The survey object of a complaint in the API.
    pub async fn survey_of(&self, reference: &str) -> Value {
        let answer = self.api(Method::GET, &format!("/api/v1/complaints/{reference}"), Body::empty()).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.json()["survey"].clone()
    }

    /// Closes a complaint now and mails its invitation; returns the path of the survey.
    pub async fn invite(&self, reference: &str) -> String {
        self.invite_with(reference, json!({})).await
    }

    /// Closes a complaint now and sends its mail by the configured transport.
    pub async fn close_and_mail(&self, reference: &str) {
        use naklank::clock::Clock as _;
        let mut complaint = closed_complaint(&self.clock.now().to_rfc3339());
        complaint["contact"]["email"] = json!(format!("{}@example.net", reference.to_lowercase()));
        let answer = self.put(reference, &complaint).await;
        self.clock.set(answer.json()["survey"]["due_at"].as_str().unwrap());
        assert_eq!(self.tick().await.messages.sent, 1);
    }

    /// The same as `invite`, with further fields.
    pub async fn invite_with(&self, reference: &str, fields: Value) -> String {
        use naklank::clock::Clock as _;
        let mut complaint = closed_complaint(&self.clock.now().to_rfc3339());
        // Each complaint has another address, or the cool-down would withhold the second invitation.
        complaint["contact"]["email"] = json!(format!("{}@example.org", reference.to_lowercase()));
        for (name, value) in fields.as_object().unwrap() {
            complaint[name] = value.clone();
        }
        let answer = self.put(reference, &complaint).await;
        assert_eq!(answer.json()["survey"]["state"], "planned", "{answer:?}");
        let before = self.mails().len();
        self.clock.set(answer.json()["survey"]["due_at"].as_str().unwrap());
        self.tick().await;
        // Beside mails to staff, which may be due at the same moment and which no one unsubscribes from.
        let is_theirs = |mail: &&RawMail| String::from_utf8_lossy(&mail.bytes).contains("List-Unsubscribe:");
        let mails = self.mails().split_off(before);
        let own: Vec<&RawMail> = mails.iter().filter(is_theirs).collect();
        assert_eq!(own.len(), 1, "one mail goes out");
        link_in(own[0])
    }

    /// Closes `count` complaints at the same moment and sends their mails; returns the links in them.
    pub async fn invite_many(&self, count: usize) -> Vec<String> {
        use naklank::clock::Clock as _;
        let mut complaint = closed_complaint(&self.clock.now().to_rfc3339());
        let mut due_at = String::new();
        for number in 0..count {
            complaint["contact"]["email"] = json!(format!("k-{number}@example.org"));
            let answer = self.put(&format!("K-{number}"), &complaint).await;
            due_at = answer.json()["survey"]["due_at"].as_str().unwrap().to_owned();
        }
        self.clock.set(&due_at);
        self.tick().await;
        let mails = self.mails();
        assert_eq!(mails.len(), count, "each gets a mail");
        mails.iter().map(link_in).collect()
    }

    // What the scheduler does

    pub async fn tick(&self) -> TickReport {
        tick(&self.app, &CancellationToken::new()).await.unwrap()
    }

    pub fn advance(&self, by: TimeDelta) {
        self.clock.advance(by);
    }

    // What arrives

    pub fn outbox(&self) -> &Outbox {
        match &self.app.mailer {
            Mailer::Memory(outbox) => outbox,
            other => panic!("mail is kept in memory in tests, not {other:?}"),
        }
    }

    pub fn mails(&self) -> Vec<RawMail> {
        self.outbox().mails()
    }

    // What staff do

    pub async fn add_user(&self, email: &str, role: Role) -> String {
        let new =
            users::NewUser { email: email.parse().unwrap(), roles: role.into(), team: None, password: None };
        let link = users::add_user(&self.app, &Actor::Operator, new).await.unwrap().unwrap();
        format!("/sign-in/{}", link.reveal())
    }

    /// Signs in a new user with this role; returns the cookie.
    pub async fn sign_in_as(&self, role: Role) -> String {
        let link = self.add_user(&format!("{role}@example.org"), role).await;
        let answer = self.post_form(&link, "password=een+lang+wachtwoord").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// The same, with an address that is unique for each call.
    pub async fn sign_in_again(&self, role: Role) -> String {
        let number = self.app.randomness.uuid(self.app.now());
        let email = format!("{role}-{number}@example.org");
        let link = self.add_user(&email, role).await;
        let answer = self.post_form(&link, "password=een+lang+wachtwoord").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        answer.header("set-cookie").split(';').next().unwrap().to_owned()
    }

    /// Adopts the policy's own norms, of which a new ledger has none.
    pub async fn load_policy_values(&self) {
        load_policy_values(&self.app, &Actor::Operator).await.unwrap();
    }

    pub async fn post_as(&self, cookie: &str, path: &str, form: &str) -> Answer {
        let request = Request::post(path)
            .header("cookie", cookie)
            .header("content-type", "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(form.to_owned())).unwrap()).await
    }

    pub async fn get_as(&self, cookie: &str, path: &str) -> Answer {
        self.send(Request::get(path).header("cookie", cookie).body(Body::empty()).unwrap()).await
    }

    pub async fn nps(&self, query: &str) -> Value {
        let answer = self.api(Method::GET, &format!("/api/v1/nps?{query}"), Body::empty()).await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        answer.json()
    }
}

/// The path of the survey link in a mail.
pub fn link_in(mail: &RawMail) -> String {
    let message = mail_parser::MessageParser::default().parse(&mail.bytes).unwrap();
    let text = message.body_text(0).unwrap().into_owned();
    let start = text.find("https://nps.example.org/s/").unwrap() + "https://nps.example.org".len();
    text[start..].split_whitespace().next().unwrap().to_owned()
}
