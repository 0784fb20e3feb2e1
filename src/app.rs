//! The one shared value: configuration, database, mailer, clock, chance and key. Cheap to clone; free of globals.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex};

use secrecy::ExposeSecret;
use tokio::sync::Notify;

use crate::access::passwords::PasswordRoom;
use crate::access::throttle::SignInThrottle;
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::Timestamp;
use crate::domain::access::token::{SecretKey, TokenHash};
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::answering::response::FirstAnswer;
use crate::mail::transport::Mailer;
use crate::randomness::Randomness;
use crate::storage::asking::invitations::StoredInvitation;
use crate::storage::{Db, DoneTogether, FoundTogether, Missing, StorageError, Together};

/// What every use case is given.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    pub config: Config,
    pub db: Db,
    pub mailer: Mailer,
    pub clock: Arc<dyn Clock>,
    pub randomness: Randomness,
    pub secret: SecretKey,
    /// Told when there may be something to do before the scheduler's next look.
    pub wake: Notify,
    /// Versions of the questionnaire that were asked for before; one never changes.
    pub questionnaires: Mutex<HashMap<String, Arc<Questionnaire>>>,
    /// Room and memory for hashing passwords.
    pub password_room: PasswordRoom,
    /// Who failed to sign in lately.
    pub sign_in_throttle: SignInThrottle,
    /// First answers that wait to be stored together.
    pub first_answers: Together<FirstAnswer, DoneTogether>,
    /// Links that wait to be looked up together.
    pub links: Together<TokenHash, FoundTogether<Option<StoredInvitation>>>,
}

impl App {
    /// Puts the parts together and opens the database; does not migrate it.
    ///
    /// # Errors
    /// The database cannot be opened.
    pub async fn open(
        config: Config,
        secret: SecretKey,
        clock: Arc<dyn Clock>,
        randomness: Randomness,
    ) -> Result<Self, StorageError> {
        let db = Db::open(config.database_url.expose_secret(), Missing::Made).await?;
        Ok(Self::new(config, db, secret, clock, randomness))
    }

    /// Puts the parts together around a database that is open.
    #[must_use]
    pub fn new(
        config: Config,
        db: Db,
        secret: SecretKey,
        clock: Arc<dyn Clock>,
        randomness: Randomness,
    ) -> Self {
        let mailer = Mailer::new(&config.mail);
        Self(Arc::new(Parts {
            config,
            db,
            mailer,
            clock,
            randomness,
            secret,
            wake: Notify::new(),
            questionnaires: Mutex::default(),
            password_room: PasswordRoom::default(),
            sign_in_throttle: SignInThrottle::default(),
            first_answers: Together::default(),
            links: Together::default(),
        }))
    }

    /// The present moment.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The organisation's present day.
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
