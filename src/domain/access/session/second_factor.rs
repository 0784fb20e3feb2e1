//! The second factor of users who sign in with a password: codes by time (TOTP, RFC 6238) from an authenticator app.
//!
//! The rule: a code counts once, and only with the step of half a minute before and after the present one, since clocks
//! differ (RFC 6238, 5.2). SHA-1, six digits and 30 seconds, since many apps take nothing else whatever they are told.

use totp_rs::{Builder, Totp};

use crate::domain::Timestamp;
use crate::domain::access::rights::Right;
use crate::domain::access::roles::Roles;
use crate::domain::access::session::recovery_code::{RecoveryCode, in_groups};
use crate::domain::named::named_enum;

/// Bytes of a secret, as RFC 4226 recommends.
pub const SECRET_BYTES: usize = 20;
/// Seconds of a step.
const STEP: i64 = 30;
/// Steps before and after the present one whose codes count too.
const SKEW: i64 = 1;
/// The most characters of the organisation's name in an app: a longer name makes the QR code too fine to scan.
const LONGEST_ISSUER: usize = 40;

named_enum! {
    /// Of whom the settings require a second factor.
    pub enum SecondFactorRule {
        Optional = "optional",
        Administrators = "administrators",
        Everyone = "everyone",
    }
}

impl SecondFactorRule {
    /// Whether a user with these roles must have one.
    #[must_use]
    pub fn requires(self, roles: &Roles) -> bool {
        match self {
            Self::Optional => false,
            Self::Administrators => roles.have(Right::Administer),
            Self::Everyone => true,
        }
    }
}

/// The second factor of one user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    pub standing: Standing,
    /// Whether the settings require it of this user.
    pub is_required: bool,
}

/// How a second factor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The user has no password here: whatever opens the session takes care of it.
    Elsewhere,
    Off,
    On {
        /// Recovery codes that were not used yet.
        codes_left: u64,
    },
}

/// What adds an account to an authenticator app.
#[derive(Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// A URI of the scheme `otpauth`, for a QR code; `None` if none can be made.
    pub uri: Option<String>,
    /// The secret to type, in groups of four.
    pub key: String,
}

/// The secret that an authenticator app shares with us. `Debug` does not reveal it.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret([u8; SECRET_BYTES]);

impl TotpSecret {
    /// The secret of these random bytes.
    #[must_use]
    pub fn new(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes)
    }

    /// The secret that was kept as these bytes; `None` if they are not as many.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// The bytes, to be sealed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The step to which a code belongs, if it counts now and after the step of the last code that was accepted.
    /// Codes are compared in constant time.
    #[must_use]
    pub fn fitting_step(&self, code: &str, now: Timestamp, last_step: Option<i64>) -> Option<i64> {
        let totp = Builder::new().with_secret(self.0).with_skew(0).build().ok()?;
        let present = now.timestamp().div_euclid(STEP);
        // A later step was used while the clock was ahead, and says nothing about the codes of now.
        let last_step = last_step.filter(|last| *last <= present + SKEW);
        (present - SKEW..=present + SKEW)
            .filter(|step| last_step.is_none_or(|last| *step > last))
            .find(|step| is_code_of(&totp, code, *step))
    }

    /// What adds it to an app, under the names of the organisation and the account.
    #[must_use]
    pub fn enrolment(&self, organisation: &str, email: &str) -> Enrolment {
        // A colon separates the two names in the URI.
        let issuer: String = organisation.replace(':', " ").chars().take(LONGEST_ISSUER).collect();
        let named = Builder::new().with_secret(self.0).with_issuer(Some(issuer)).with_account_name(email);
        let uri = named.build().and_then(|totp| totp.to_url()).ok();
        let key = data_encoding::BASE32_NOPAD.encode(&self.0);
        Enrolment { uri, key: in_groups(&key, " ") }
    }
}

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("TotpSecret(redacted)")
    }
}

fn is_code_of(totp: &Totp, code: &str, step: i64) -> bool {
    u64::try_from(step * STEP).is_ok_and(|seconds| totp.check(code, seconds).is_some())
}

/// A code that a person typed, by its form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypedCode {
    /// Six digits.
    ByTime(String),
    Recovery(RecoveryCode),
}

impl TypedCode {
    /// `None` if it is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if plain.len() == 6 && plain.bytes().all(|byte| byte.is_ascii_digit()) {
            Some(Self::ByTime(plain))
        } else {
            RecoveryCode::typed(&plain).map(Self::Recovery)
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::access::roles::Role;

    fn at(seconds: i64) -> Timestamp {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    /// The secret of the test vectors.
    fn secret() -> TotpSecret {
        TotpSecret::new(*b"12345678901234567890")
    }

    /// RFC 6238, appendix B, of which six digits are the last ones.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret().fitting_step(code, at(seconds), None), Some(seconds / 30), "{code}");
            let other = TotpSecret::new(*b"12345678901234567891");
            assert_eq!(other.fitting_step(code, at(seconds), None), None, "{code}");
        }
    }

    #[test]
    fn a_code_counts_one_step_early_or_late_and_no_more() {
        let step = 1_234_567_890 / 30;
        for (seconds, counts) in [(-31, false), (-30, true), (0, true), (59, true), (60, false)] {
            let now = at(step * 30 + seconds);
            assert_eq!(secret().fitting_step("005924", now, None).is_some(), counts, "{seconds} seconds");
        }
    }

    #[test]
    fn a_code_counts_only_after_the_last_one() {
        let (now, step) = (at(1_234_567_890), 1_234_567_890 / 30);
        assert_eq!(secret().fitting_step("005924", now, Some(step - 1)), Some(step));
        for last in [step, step + 1] {
            assert_eq!(secret().fitting_step("005924", now, Some(last)), None);
        }
        assert_eq!(secret().fitting_step("005924", now, Some(step + 2)), Some(step), "the clock was ahead");
    }

    #[test]
    fn what_is_no_code_does_not_fit() {
        for code in ["", "5924", "+05924", "0059240", "00592a", "٠٠٥٩٢٤"] {
            assert_eq!(secret().fitting_step(code, at(1_234_567_890), None), None, "{code}");
        }
        assert_eq!(secret().fitting_step("005924", at(-60), None), None, "before there was a step");
    }

    #[test]
    fn an_app_learns_the_names_and_the_secret() {
        let enrolment = secret().enrolment("Bank: Noord & Zuid", "a.b@example.org");
        let uri = enrolment.uri.unwrap();
        assert_eq!(
            uri,
            "otpauth://totp/Bank%20%20Noord%20%26%20Zuid:a.b%40example.org?\
             secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bank%20%20Noord%20%26%20Zuid"
        );
        assert_eq!(enrolment.key, "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        let long = secret().enrolment(&"\u{1f40e}".repeat(200), "a@example.org").uri.unwrap();
        assert!(long.len() < 1_200, "{} characters", long.len());
    }

    #[test]
    fn a_typed_code_is_told_by_its_form() {
        for text in ["005924", " 005 924\n"] {
            assert_eq!(TypedCode::parse(text), Some(TypedCode::ByTime("005924".to_owned())));
        }
        let recovery = RecoveryCode::new([7; 15]);
        assert_eq!(TypedCode::parse(&recovery.in_groups()), Some(TypedCode::Recovery(recovery)));
        for text in ["", "00592", "0059240", "code"] {
            assert_eq!(TypedCode::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_settings_say_of_whom_it_is_required() {
        let (analyst, admin) = (Roles::from(Role::Analyst), Roles::from_iter([Role::Analyst, Role::Admin]));
        for (rule, of_analyst, of_admin) in [
            (SecondFactorRule::Optional, false, false),
            (SecondFactorRule::Administrators, false, true),
            (SecondFactorRule::Everyone, true, true),
        ] {
            assert_eq!((rule.requires(&analyst), rule.requires(&admin)), (of_analyst, of_admin), "{rule}");
        }
        assert!(SecondFactorRule::Everyone.requires(&Roles::default()));
    }

    #[test]
    fn printing_a_secret_does_not_reveal_it() {
        assert_eq!(format!("{:?}", secret()), "TotpSecret(redacted)");
    }
}
