//! The shared application state: configuration, database, mailer, clock, randomness and key. Cheap to clone; there are
//! no globals.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use secrecy::ExposeSecret;
use tokio::sync::Notify;

use crate::access::attempt_limit::AttemptLimit;
use crate::access::link_limit::LinkLimit;
use crate::access::passwords::LimitedHasher;
use crate::access::provider::Provider;
use crate::access::throttle::SignInThrottle;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::Timestamp;
use crate::domain::access::token::TokenHash;
use crate::domain::access::token::keyring::Keyring;
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::answering::response::FirstAnswer;
use crate::mail::transport::Mailer;
use crate::randomness::Randomness;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::{BatchOutcome, BatchedLookup, Coalescer, Db, Missing, RowIds, StorageError};
use crate::telemetry::Telemetry;

/// The context of every use case.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    pub config: Config,
    pub db: Db,
    pub mailer: Mailer,
    pub clock: Arc<dyn Clock>,
    pub randomness: Randomness,
    /// The keys of the secret files.
    pub secret: Keyring,
    /// Whether the key in use was among them at the last look; only a change is logged.
    pub knew_key_in_use: AtomicBool,
    /// Notified when there may be a mail to a customer before the scheduler looks again.
    pub wake: Notify,
    /// Notified when there may be a mail to staff before the scheduler looks again.
    pub wake_staff_mail: Notify,
    /// A cache of questionnaire versions, by name; a version never changes.
    pub questionnaires: Mutex<HashMap<String, Arc<Questionnaire>>>,
    /// What is known of the organisation's own texts.
    pub own_texts: Mutex<KnownTexts>,
    /// Permits and memory for hashing passwords.
    pub password_hasher: LimitedHasher,
    /// Recent sign-in failures.
    pub sign_in_throttle: SignInThrottle,
    /// Recent requests for a sign-in link.
    pub link_limit: LinkLimit,
    /// Recent beginnings of sign-ins at the identity provider.
    pub attempt_limit: AttemptLimit,
    /// What this process counts of its own work.
    pub telemetry: Telemetry,
    /// The identity provider at which staff may sign in.
    pub provider: Option<Provider>,
    /// Coalesces concurrent first answers into batches.
    pub first_answers: Coalescer<FirstAnswer, BatchOutcome>,
    /// Coalesces concurrent look-ups of links into batches.
    pub links: Coalescer<TokenHash, BatchedLookup<Option<StoredInvitation>>>,
}

/// A cache of the organisation's own texts.
#[derive(Debug, Default)]
pub struct KnownTexts {
    /// By number; a version never changes.
    pub versions: HashMap<i64, Arc<OwnTexts>>,
    /// The number of the newest, and when the database said so.
    pub newest: Option<(i64, Timestamp)>,
}

impl App {
    /// Builds the parts and opens the database, without migrating it.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub async fn open(
        config: Config,
        secret: impl Into<Keyring>,
        clock: Arc<dyn Clock>,
        randomness: Randomness,
    ) -> Result<Self, StorageError> {
        let db = Db::open(config.database.url.expose_secret(), Missing::Made).await?;
        Ok(Self::new(config, db, secret, clock, randomness))
    }

    /// Builds the parts around an open database.
    #[must_use]
    pub fn new(
        config: Config,
        db: Db,
        secret: impl Into<Keyring>,
        clock: Arc<dyn Clock>,
        randomness: Randomness,
    ) -> Self {
        let mailer = Mailer::new(&config.mail);
        let provider = config.oidc.as_ref().map(Provider::new);
        let row_ids = {
            let (clock, randomness) = (Arc::clone(&clock), randomness.clone());
            RowIds::from_source(move || randomness.uuid(clock.now()))
        };
        Self(Arc::new(Parts {
            config,
            db: db.with_row_ids(row_ids),
            mailer,
            clock,
            randomness,
            secret: secret.into(),
            knew_key_in_use: AtomicBool::new(true),
            wake: Notify::new(),
            wake_staff_mail: Notify::new(),
            questionnaires: Mutex::default(),
            own_texts: Mutex::default(),
            password_hasher: LimitedHasher::default(),
            sign_in_throttle: SignInThrottle::default(),
            link_limit: LinkLimit::default(),
            attempt_limit: AttemptLimit::default(),
            telemetry: Telemetry::default(),
            provider,
            first_answers: Coalescer::default(),
            links: Coalescer::default(),
        }))
    }

    /// The current time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The current day in the organisation's time zone.
    #[must_use]
    pub fn today(&self) -> chrono::NaiveDate {
        crate::domain::time::calendar::day_of(self.now(), self.config.organisation.zone)
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
