//! The values of a saved view's parameters in words.
//!
//! The rule: a value has the name that its page has for it; only what has none, such as a day, stands as in the address.

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::domain::insight::query::presets::Preset;
use crate::domain::insight::query::why::Against;
use crate::domain::time::period::Granularity;
use crate::texts::Texts;
use crate::views::insight::view::{against_name, basis_name, interval_name, preset_name};
use crate::views::kit::words;

/// The value of a parameter, of one side of a comparison too.
pub(super) fn value(text: &Texts, name: &str, value: String) -> String {
    let parameter = name.rsplit('.').next().unwrap_or(name);
    if let Ok(dimension) = parameter.parse::<Dimension>() {
        return words::value(text, dimension, if value == UNKNOWN { "" } else { &value });
    }
    let named = match parameter {
        "range" => value.parse::<Preset>().ok().map(|preset| preset_name(text, preset)),
        "interval" => value.parse::<Granularity>().ok().and_then(|interval| interval_name(text, interval)),
        "basis" => value.parse::<Basis>().ok().map(|basis| basis_name(text, basis)),
        "against" => value.parse::<Against>().ok().map(|against| against_name(text, against)),
        "cut" => value.parse::<Dimension>().ok().map(|dimension| words::dimension(text, dimension)),
        _ => None,
    };
    named.unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::language::Language;
    use crate::texts::texts;

    #[test]
    fn a_value_has_the_name_of_its_page() {
        let text = texts(Language::English);
        for (name, given, words) in [
            ("range", "last-quarter", "last quarter"),
            ("interval", "month", "month"),
            ("basis", "answered", "day of the answer"),
            ("against", "year_earlier", "the same period a year earlier"),
            ("cut", "outcome", "outcome"),
            ("a.team", "Zuid", "Zuid"),
            ("from", "2026-01-01", "2026-01-01"),
        ] {
            assert_eq!(value(text, name, given.to_owned()), words, "{name}");
        }
    }
}
