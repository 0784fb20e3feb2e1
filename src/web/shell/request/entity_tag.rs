//! Entity tags (RFC 9110, 8.8.3), by which a client asks only for what it does not have yet.

use axum::http::{HeaderMap, header};

/// Whether `If-None-Match` names the tag; a weak one (`W/`) serves as well, since a GET compares weakly.
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let named = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = named.flat_map(|value| value.split(',')).map(str::trim);
    tags.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_by_itself_among_others_or_weakly() {
        for (named, expected) in [
            ("\"a\"", true),
            ("\"b\", \"a\"", true),
            ("W/\"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("a", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, named.parse().unwrap());
            assert_eq!(is_known(&headers, "\"a\""), expected, "{named}");
        }
        assert!(!is_known(&HeaderMap::new(), "\"a\""));
    }
}
