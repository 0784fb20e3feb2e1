//! Setting up a second factor, the first one or another in place of it.
//!
//! The rule: nothing changes before a code shows that the app has the secret. Until then the secret is kept by the page
//! alone, sealed for the user, the moment, the password and the second factor that it is to replace, so that an old offer
//! cannot replace a new one, and none outlives an hour or a new password.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta};

use crate::access::throttle::Place;
use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::session::SessionStage;
use crate::domain::access::session::recovery_code::RecoveryCode;
use crate::domain::access::session::second_factor::{Enrolment, TotpSecret, TypedCode};
use crate::domain::access::token::sealed::Sealed;
use crate::storage::Tx;
use crate::storage::access::second_factors::StoredSecondFactor;
use crate::storage::access::users::StoredUser;
use crate::storage::access::{second_factors, sessions};
use crate::workflow::access::account::verify_current;
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::access::second_factor::check_code::{seal, use_code};
use crate::workflow::access::second_factor::{
    SecondFactorError, end_other_sessions, owner, replace_codes, with_password,
};
use crate::workflow::access::sign_in::{Browser, Opened, OpenedBy, open_at};

/// What the key is for under which an offer is sealed.
const PURPOSE: &str = "offer of a second factor";
/// How long an offer counts.
const COUNTS_FOR: TimeDelta = TimeDelta::hours(1);

/// A secret that is offered to a user.
pub struct Offer {
    pub enrolment: Enrolment,
    /// The secret for the page to send back, behind the moment of the offer in seconds of Unix time.
    pub sealed: String,
}

/// A second factor that was set up.
#[derive(Debug)]
pub struct Confirmed {
    /// For the user to keep; shown this once.
    pub codes: Vec<RecoveryCode>,
    /// The session that shows pages, in place of the one that waited for the second factor.
    pub opened: Option<Opened>,
}

/// What shows that it is the user who asks, and not who found the session open.
#[derive(Clone, Copy, Debug, Default)]
pub struct Proof<'a> {
    /// Of the present second factor, if there is one.
    pub code: &'a str,
    /// The current password, if there is none.
    pub password: &'a str,
    /// Whether the session waits for the second factor, and so began with the password a moment ago.
    pub has_just_signed_in: bool,
}

/// Offers a new secret. That takes a code of the second factor that there is, else the password (OWASP ASVS 5.0, 7.5.1).
///
/// # Errors
/// See [`SecondFactorError`].
#[tracing::instrument(skip_all)]
pub async fn begin_second_factor(
    app: &App,
    email: &str,
    proof: Proof<'_>,
) -> Result<Offer, SecondFactorError> {
    let user = owner(app, email).await?;
    let before = second_factors::find(&mut app.db.read().await?, user.id).await?;
    if before.is_some() {
        use_code(app, &user, proof.code, &Place::Anywhere).await?.commit().await?;
    } else if !proof.has_just_signed_in {
        verify_current(app, &user, proof.password.to_owned()).await?;
    }
    let (secret, made_at) = (TotpSecret::new(app.randomness.bytes()), app.now());
    let (key, bound_to) = (app.secret.sealing_key(PURPOSE), bound_to(&user, before.as_ref(), made_at));
    let sealed = Sealed::of(secret.bytes(), &key, app.randomness.bytes(), &bound_to);
    let sealed = URL_SAFE_NO_PAD.encode(sealed.ok_or(SecondFactorError::OfferGone)?.0);
    let sealed = format!("{}.{sealed}", made_at.timestamp());
    Ok(Offer { enrolment: secret.enrolment(&app.config.organisation.name, email), sealed })
}

/// The same offer again, for a page that comes back.
///
/// # Errors
/// [`SecondFactorError::OfferGone`].
#[tracing::instrument(skip_all)]
pub async fn offer_again(app: &App, email: &str, offered: &str) -> Result<Offer, SecondFactorError> {
    let mut tx = app.db.read().await?;
    let (_, _, secret) = accept(app, &mut tx, email, offered).await?;
    let enrolment = secret.enrolment(&app.config.organisation.name, email);
    Ok(Offer { enrolment, sealed: offered.to_owned() })
}

/// Sets up the second factor that was offered, by its first code. `is_awaited` if the session of the browser waits for it.
/// The user's other sessions end.
///
/// # Errors
/// See [`SecondFactorError`].
#[tracing::instrument(skip_all)]
pub async fn confirm_second_factor(
    app: &App,
    email: &str,
    offered: &str,
    code: &str,
    browser: &Browser,
    is_awaited: bool,
) -> Result<Confirmed, SecondFactorError> {
    let mut tx = app.db.write().await?;
    let (user, before, secret) = accept(app, &mut tx, email, offered).await?;
    let Some(TypedCode::ByTime(code)) = TypedCode::parse(code) else {
        return Err(SecondFactorError::WrongCode);
    };
    let step = secret.fitting_step(&code, app.now(), None).ok_or(SecondFactorError::WrongCode)?;
    let factor = StoredSecondFactor { secret: seal(app, user.id, &secret)?, last_step: Some(step) };
    let before = before.as_ref().map(|factor| &factor.secret);
    if !second_factors::set(&mut tx, user.id, before, &factor, app.now()).await? {
        return Err(SecondFactorError::OfferGone);
    }
    let codes = replace_codes(app, &mut tx, user.id).await?;
    record(app, &mut tx, &Actor::User(user.email.clone()), Action::SetUpSecondFactor, "").await?;
    end_other_sessions(app, &mut tx, user.id, browser).await?;
    let opened = if is_awaited { Some(go_on(app, &mut tx, &user, browser).await?) } else { None };
    tx.commit().await?;
    Ok(Confirmed { codes, opened })
}

/// Opens a session that shows pages, in place of the one that waited for a second factor.
async fn go_on(
    app: &App,
    tx: &mut Tx,
    user: &StoredUser,
    browser: &Browser,
) -> Result<Opened, SecondFactorError> {
    let ended = match &browser.session {
        Some(session) => sessions::delete(tx, &session.hash()).await?,
        None => None,
    };
    // Ended meanwhile, such as by an administrator.
    if ended != Some(user.id) {
        return Err(SecondFactorError::OfferGone);
    }
    Ok(open_at(app, tx, user, browser, OpenedBy::Password, SessionStage::Open).await?)
}

/// The secret of an offer, with the user and the second factor that it is to replace.
async fn accept(
    app: &App,
    tx: &mut Tx,
    email: &str,
    offered: &str,
) -> Result<(StoredUser, Option<StoredSecondFactor>, TotpSecret), SecondFactorError> {
    let user = with_password(tx, email).await?.ok_or(SecondFactorError::Elsewhere)?;
    let before = second_factors::find(tx, user.id).await?;
    let (made_at, sealed) = parts(offered).ok_or(SecondFactorError::OfferGone)?;
    if app.now() - made_at >= COUNTS_FOR {
        return Err(SecondFactorError::OfferGone);
    }
    let opened = app.secret.open(PURPOSE, &sealed, &bound_to(&user, before.as_ref(), made_at));
    let secret = opened.and_then(|bytes| TotpSecret::of_bytes(&bytes));
    Ok((user, before, secret.ok_or(SecondFactorError::OfferGone)?))
}

/// The moment of an offer, and the sealed secret.
fn parts(offered: &str) -> Option<(Timestamp, Sealed)> {
    let (seconds, sealed) = offered.split_once('.')?;
    let made_at = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
    Some((made_at, Sealed(URL_SAFE_NO_PAD.decode(sealed).ok()?)))
}

/// What an offer is bound to: the user, the moment, the password, and the second factor that is there now.
fn bound_to(user: &StoredUser, before: Option<&StoredSecondFactor>, made_at: Timestamp) -> Vec<u8> {
    let password = user.password_hash.as_deref().unwrap_or_default();
    let before = before.map_or(&[][..], |factor| factor.secret.0.as_slice());
    let seconds = made_at.timestamp().to_be_bytes();
    let id = user.id.0.as_bytes().as_slice();
    // The zero byte, which no hash contains, ends the one of the two that comes first.
    [id, seconds.as_slice(), password.as_bytes(), [0_u8].as_slice(), before].concat()
}
