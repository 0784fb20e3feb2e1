//! The name of a key of a secret file: short enough to be typed and to stand at the end of a hash.
//!
//! The rule: it follows from the fingerprint, which the database keeps, so that it is known of a key whose file is gone.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use data_encoding::HEXLOWER;

/// Bytes of a mark.
pub const MARK_BYTES: usize = 4;

/// The beginning of a key's fingerprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyMark(pub [u8; MARK_BYTES]);

impl KeyMark {
    /// The mark of the key with this code as its fingerprint.
    #[must_use]
    pub fn of_code(code: &[u8; 32]) -> Self {
        Self(code.first_chunk().copied().unwrap_or_default())
    }

    /// The mark of the key with this fingerprint; `None` if it is none.
    #[must_use]
    pub fn of_fingerprint(fingerprint: &str) -> Option<Self> {
        let code = URL_SAFE_NO_PAD.decode(fingerprint).ok()?;
        code.first_chunk().copied().map(Self)
    }
}

impl std::fmt::Display for KeyMark {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl std::str::FromStr for KeyMark {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes = HEXLOWER.decode(text.to_ascii_lowercase().as_bytes()).ok();
        let mark = bytes.and_then(|bytes| <[u8; MARK_BYTES]>::try_from(bytes.as_slice()).ok());
        mark.map(Self).ok_or("must be eight hexadecimal digits, as `naklank secret status` prints them")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_written_as_it_is_read() {
        let mark = KeyMark([0, 171, 16, 255]);
        assert_eq!(mark.to_string(), "00ab10ff");
        assert_eq!("00AB10ff".parse(), Ok(mark));
        for wrong in ["", "00ab10f", "00ab10ff0", "00ab10fg", "naklank"] {
            assert!(wrong.parse::<KeyMark>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_fingerprint_has_no_mark() {
        assert_eq!(KeyMark::of_fingerprint("AKsQ_w"), Some(KeyMark([0, 171, 16, 255])));
        for wrong in ["", "AKs", "!"] {
            assert_eq!(KeyMark::of_fingerprint(wrong), None, "{wrong}");
        }
    }
}
