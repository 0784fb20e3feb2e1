//! Codes that stand in once for the authenticator app, when it is lost.
//!
//! The rule: a code has 120 random bits, since a plain hash is kept of it (OWASP ASVS 5.0, 6.5.2, asks for 112). It is
//! read however it was typed: in capitals or not, with spaces and dashes or without.

use data_encoding::BASE32_NOPAD;

use crate::domain::access::token::{Token, TokenHash};

/// Random bytes of a code.
pub const CODE_BYTES: usize = 15;
/// How many codes a user has.
pub const CODES: usize = 10;

/// A recovery code. `Debug` does not reveal it.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// The code of these random bytes.
    #[must_use]
    pub fn new(bytes: [u8; CODE_BYTES]) -> Self {
        Self(BASE32_NOPAD.encode(&bytes))
    }

    /// The code that a person typed; `None` if it cannot be one.
    #[must_use]
    pub fn typed(text: &str) -> Option<Self> {
        let code: String = text.chars().filter(|c| !is_between_groups(*c)).collect();
        let code = code.to_ascii_uppercase();
        let bytes = BASE32_NOPAD.decode(code.as_bytes()).ok()?;
        (bytes.len() == CODE_BYTES).then_some(Self(code))
    }

    /// The hash that is kept.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        Token::presented(&self.0).hash()
    }

    /// The code to write down: six groups of four.
    #[must_use]
    pub fn in_groups(&self) -> String {
        in_groups(&self.0, "-")
    }
}

impl std::fmt::Debug for RecoveryCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("RecoveryCode(redacted)")
    }
}

/// A space or a dash, of which word processors know several.
fn is_between_groups(character: char) -> bool {
    character.is_whitespace() || matches!(character, '-' | '\u{2010}'..='\u{2015}')
}

/// Text in groups of four characters, to be read and typed.
#[must_use]
pub fn in_groups(text: &str, separator: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    characters.chunks(4).map(|group| group.iter().collect()).collect::<Vec<String>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed() {
        let code = RecoveryCode::new(*b"0123456789abcde");
        assert_eq!(code.in_groups(), "GAYT-EMZU-GU3D-OOBZ-MFRG-GZDF");
        for text in [
            "GAYT-EMZU-GU3D-OOBZ-MFRG-GZDF",
            "gayt emzu gu3d oobz mfrg gzdf",
            " GaytEmzuGu3dOobzMfrgGzdf\n",
            "GAYT\u{2013}EMZU\u{2011}GU3D\u{a0}OOBZ\tMFRG-GZDF",
        ] {
            assert_eq!(RecoveryCode::typed(text), Some(code.clone()), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_a_code_is_none() {
        for text in [
            "",
            "123456",
            "GAYT-EMZU-GU3D-OOBZ-MFRG",
            "GAYT-EMZU-GU3D-OOBZ-MFRG-GZDF-AAAA",
            "GAYT-EMZU-GU3D-OOBZ-MFRG-GZD0",
            "é",
        ] {
            assert_eq!(RecoveryCode::typed(text), None, "{text}");
        }
    }

    #[test]
    fn only_the_same_code_has_the_same_hash() {
        let codes = [RecoveryCode::new([1; CODE_BYTES]), RecoveryCode::new([2; CODE_BYTES])];
        assert_ne!(codes[0].hash(), codes[1].hash());
        assert_eq!(RecoveryCode::typed(&codes[0].in_groups()).unwrap().hash(), codes[0].hash());
        assert_eq!(format!("{codes:?}").matches("redacted").count(), 2);
    }
}
