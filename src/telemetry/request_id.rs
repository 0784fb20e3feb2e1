//! Ids that tell requests apart, in log lines and in answers.
//!
//! The rule: an id says nothing, not even how many requests there were. It is drawn beside the program's randomness, so
//! that a test with a seed gets the same secrets however many requests it sends. It is no secret itself.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The lengths of an id that a proxy gives.
const SHORTEST: usize = 16;
const LONGEST: usize = 64;

/// The id of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id that a proxy gave: 16 to 64 hexadecimal digits and hyphens, as those of nginx, HAProxy and Envoy are. What has
    /// other characters could be a text about a person, and is `None`.
    #[must_use]
    pub fn given(text: &str) -> Option<Self> {
        let is_id = (SHORTEST..=LONGEST).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
        is_id.then(|| Self(text.into()))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The ids of a process: a keyed hash over a count, with a key of the operating system.
#[derive(Debug, Default)]
pub struct RequestIds {
    key: RandomState,
    made: AtomicU64,
}

impl RequestIds {
    pub fn next(&self) -> RequestId {
        let number = self.made.fetch_add(1, Ordering::Relaxed);
        RequestId(format!("{:016x}", self.key.hash_one(number)).into())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_differ_within_a_process_and_between_two() {
        let (one, other) = (RequestIds::default(), RequestIds::default());
        let ids: HashSet<String> =
            (0..1_000).flat_map(|_| [one.next().to_string(), other.next().to_string()]).collect();
        assert_eq!(ids.len(), 2_000);
        assert!(ids.iter().all(|id| RequestId::given(id).is_some()));
    }

    #[test]
    fn only_what_looks_like_an_id_is_taken_from_a_proxy() {
        for id in ["0af7651916cd43dd8448eb211c80319c", "7F000001-0A00-4000-8000-0123456789AB"] {
            assert_eq!(RequestId::given(id).map(|id| id.to_string()).as_deref(), Some(id));
        }
        let long = "a".repeat(65);
        for text in ["", "a1b2", "klant@example.org-0123", "0af7651916cd43dd 448eb211c80319c", long.as_str()]
        {
            assert_eq!(RequestId::given(text), None, "{text}");
        }
    }
}
