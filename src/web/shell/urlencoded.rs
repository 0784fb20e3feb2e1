//! Pairs of a query string or of a form (`application/x-www-form-urlencoded`, WHATWG URL, 5).
//!
//! The rule: what is not well-formed is refused and not mended, except what a respondent answers.

use crate::domain::complaints::segment::Dimension;

/// A query string or body that is not urlencoded as it should be: a per cent sign without two hexadecimal digits behind it, or
/// octets that are no UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a % must be followed by two hexadecimal digits, and the octets must be UTF-8")]
pub struct NotUrlencoded;

/// Pairs of a query string or an urlencoded body.
///
/// # Errors
/// [`NotUrlencoded`].
pub fn pairs(text: &[u8]) -> Result<Vec<(String, String)>, NotUrlencoded> {
    let is_hexadecimal = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let is_broken = |(at, byte): (usize, &u8)| {
        *byte == b'%' && !(is_hexadecimal(text.get(at + 1)) && is_hexadecimal(text.get(at + 2)))
    };
    let is_text = percent_encoding::percent_decode(text).decode_utf8().is_ok();
    if !is_text || text.iter().enumerate().any(is_broken) {
        return Err(NotUrlencoded);
    }
    Ok(pairs_of_anything(text))
}

/// The same of what may be broken: a respondent's answer counts more than how it was written down.
pub fn pairs_of_anything(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// What was asked, for the audit: the names of all parameters, and the values of those that tell which time and which segment
/// it is about. What somebody searched for is nobody's business, and often a person's name.
pub fn audited(query: &str) -> String {
    let mut told = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs_of_anything(query.as_bytes()) {
        let asked = name.rsplit('.').next().unwrap_or_default();
        if matches!(asked, "from" | "to" | "interval" | "basis") || asked.parse::<Dimension>().is_ok() {
            told.append_pair(&name, &value);
        } else {
            told.append_key_only(&name);
        }
    }
    told.finish()
}

/// What may be shown to its writer again: a password that was sent to a form that has none is not.
pub fn shown_again(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.into_iter().filter(|(name, _)| !name.to_ascii_lowercase().contains("password")).collect()
}

/// The first value with this name.
pub fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Fault 8: a query is not mended.
    #[test]
    fn a_query_is_urlencoded_or_refused() {
        assert_eq!(
            pairs(b"a=b%20c&d=%C3%A9+f"),
            Ok(vec![("a".into(), "b c".into()), ("d".into(), "\u{e9} f".into())])
        );
        assert_eq!(pairs(b""), Ok(Vec::new()));
        for text in [&b"a=%"[..], b"a=%2", b"a=%zz", b"a=%2g", b"%", b"a=%ff", b"a=\xff", b"a=%C3"] {
            assert_eq!(pairs(text), Err(NotUrlencoded), "{}", String::from_utf8_lossy(text));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_well_is_read_back(name in ".{0,8}", value in ".{0,8}") {
            let text = form_urlencoded::Serializer::new(String::new()).append_pair(&name, &value).finish();
            prop_assert_eq!(pairs(text.as_bytes()), Ok(vec![(name, value)]));
        }
    }
}
