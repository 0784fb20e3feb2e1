//! Repairs links that arrive with punctuation from the surrounding text attached.
//!
//! The rule: what follows a token in the path and contains no letter or digit is not part of the link. So a link copied
//! with a bracket, full stop or line end opens, and a path that names nothing still does not.

use axum::http::uri::PathAndQuery;
use axum::http::{Request, Uri};
use percent_encoding::percent_decode_str;

/// Prefixes of paths whose next segment is a token.
const BEFORE_TOKEN: &[&str] = &["/s/", "/u/", "/sign-in/"];

/// Rewrites a request to the link without trailing punctuation.
pub fn open<B>(mut request: Request<B>) -> Request<B> {
    if let Some(meant) = meant(request.uri()) {
        *request.uri_mut() = meant;
    }
    request
}

fn meant(address: &Uri) -> Option<Uri> {
    let path = address.path();
    let before = BEFORE_TOKEN.iter().find(|before| path.starts_with(**before))?;
    let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let length = path.bytes().skip(before.len()).take_while(|byte| is_of_token(*byte)).count();
    let (link, rest) = path.split_at_checked(before.len() + length)?;
    let decoded = percent_decode_str(rest).decode_utf8_lossy();
    if length == 0 || rest.is_empty() || decoded.chars().any(char::is_alphanumeric) {
        return None;
    }
    let query = address.query().map_or_else(String::new, |query| format!("?{query}"));
    let path_and_query: PathAndQuery = format!("{link}{query}").parse().ok()?;
    let mut parts = address.clone().into_parts();
    parts.path_and_query = Some(path_and_query);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn path_of(address: &str) -> String {
        let request = Request::builder().uri(address).body(()).unwrap();
        open(request).uri().to_string()
    }

    #[test]
    fn what_stands_behind_a_link_is_not_part_of_it() {
        for behind in [
            ".",
            ",",
            ")",
            "%3E",
            "]",
            "%5D",
            "%22",
            "'",
            "/",
            "%20",
            "%0A",
            "%0D%0A",
            ";",
            ":",
            "!",
            "%7D",
            "*",
            "...",
            ").",
            "/.",
            "%E2%80%9D",
            "%C2%BB",
            "%3E.",
            "//",
            "%FF",
        ] {
            assert_eq!(path_of(&format!("/s/aB-_9{behind}")), "/s/aB-_9", "{behind}");
            assert_eq!(path_of(&format!("/u/aB-_9{behind}?a=b")), "/u/aB-_9?a=b", "{behind}");
        }
        assert_eq!(path_of("/sign-in/abc."), "/sign-in/abc");
    }

    #[test]
    fn all_else_stays_as_it_is() {
        for address in [
            "/s/abc",
            "/s/abc/reason",
            "/s/",
            "/s/.",
            "/s/abc.x",
            "/s/abc%2Freason",
            "/style.css",
            "/norms/.",
            "/",
        ] {
            assert_eq!(path_of(address), address);
        }
    }

    proptest! {
        #[test]
        fn any_path_is_read_without_a_panic(path in "[ -~]{0,30}") {
            if let Ok(request) = Request::builder().uri(format!("/s/{path}")).body(()) {
                prop_assert!(open(request).uri().path().starts_with("/s/"));
            }
        }
    }
}
