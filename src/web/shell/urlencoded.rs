//! Parsing query strings and form bodies (`application/x-www-form-urlencoded`, WHATWG URL, 5).
//!
//! The rule: malformed input is refused, not repaired, except for a respondent's answer.

/// A malformed query string or body: a `%` without two hexadecimal digits after it, or bytes that are not UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a % must be followed by two hexadecimal digits, and the octets must be UTF-8")]
pub struct NotUrlencoded;

/// The pairs of a query string or an urlencoded body.
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

/// The same for possibly malformed input: a respondent's answer matters more than its encoding.
pub fn pairs_of_anything(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// The fields that may be shown again to their author: a password sent to a form that has no such field is left out.
pub fn shown_again(pairs: Vec<(String, String)>) -> Vec<(String, String)> {
    pairs.into_iter().filter(|(name, _)| !name.to_ascii_lowercase().contains("password")).collect()
}

/// The first value of a name.
pub fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A malformed query is not repaired.
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
