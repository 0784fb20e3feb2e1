//! How staff sign in.

use crate::config::settings::parsers::from_str;
use crate::config::settings::section::section;
use crate::config::settings::setting::default;
use crate::domain::access::session::second_factor::SecondFactorRule;

section! {
    /// How staff sign in.
    "access" => AccessConfig {
        /// Who must use a code of an authenticator app beside the password: `optional` (each user decides),
        /// `administrators` (the role `admin`) or `everyone`; it acts from the next sign-in on, and open sessions stay open.
        second_factor: SecondFactorRule = default("optional", from_str::<SecondFactorRule>),
    }
}
