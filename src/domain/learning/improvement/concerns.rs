//! Whom an improvement concerns, as text.
//!
//! The rule: it is written as the filters of an address are, so that it reads the same in the database and in a link.

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::Filters;

/// Filters as a query string; empty for everyone.
#[must_use]
pub fn written(concerns: &Filters) -> String {
    let pairs =
        concerns.iter().flat_map(|(dimension, values)| values.iter().map(|value| (dimension.name(), value)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Filters from a query string; `None` if it names what is no dimension.
#[must_use]
pub fn read(text: &str) -> Option<Filters> {
    let mut concerns = Filters::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        let dimension: Dimension = name.parse().ok()?;
        concerns.entry(dimension).or_default().push(value.into_owned());
    }
    Some(concerns)
}

/// Whether some of the same people may be in both: no dimension tells them apart.
#[must_use]
pub fn may_share(one: &Filters, other: &Filters) -> bool {
    one.iter().all(|(dimension, values)| {
        other.get(dimension).is_none_or(|theirs| values.iter().any(|value| theirs.contains(value)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_read_as_they_were_written() {
        for text in ["", "team=Noord", "team=&team=Zuid+%26+West&product=Verkeer"] {
            let concerns = read(text).unwrap();
            assert_eq!(read(&written(&concerns)), Some(concerns), "{text}");
        }
        assert_eq!(read("colour=red"), None);
    }

    #[test]
    fn people_are_told_apart_by_one_dimension() {
        let of = |text: &str| read(text).unwrap();
        assert!(may_share(&of(""), &of("team=Noord")));
        assert!(may_share(&of("team=Noord&team=Zuid"), &of("team=Zuid")));
        assert!(may_share(&of("team=Noord"), &of("product=Verkeer")));
        assert!(!may_share(&of("team=Noord&product=Verkeer"), &of("team=Zuid&product=Verkeer")));
    }
}
