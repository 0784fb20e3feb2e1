//! The languages of the pages and mails.

use crate::domain::named::named_enum;

named_enum! {
    /// A language with a complete catalogue of texts.
    pub enum Language {
        Dutch = "nl",
        English = "en",
    }
}

impl Language {
    /// The language of a BCP 47 tag (`nl-BE` is Dutch); `None` if there is no catalogue for it.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        primary.to_ascii_lowercase().parse().ok()
    }

    /// The first language of an `Accept-Language` header (RFC 9110, 12.5.4), by quality, that has a catalogue.
    #[must_use]
    pub fn of_accept_language(header: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, Self)> = header
            .split(',')
            .filter_map(|range| {
                let (tag, parameters) = range.split_once(';').unwrap_or((range, ""));
                let quality = parameters.trim().strip_prefix("q=").map_or(Some(1.0), |q| q.parse().ok())?;
                Some((quality, Self::of_tag(tag.trim())?)).filter(|(quality, _)| *quality > 0.0)
            })
            .collect();
        wanted.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        wanted.first().map(|(_, language)| *language)
    }
}

/// Whether the text has the form of a BCP 47 language tag: subtags of 1 to 8 letters or digits.
#[must_use]
pub fn is_language_tag(text: &str) -> bool {
    let mut subtags = text.split('-');
    let primary = subtags.next().is_some_and(|tag| {
        (2..=8).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    primary
        && subtags.all(|tag| (1..=8).contains(&tag.len()) && tag.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regional_tag_speaks_its_language() {
        assert_eq!(Language::of_tag("nl-BE"), Some(Language::Dutch));
        assert_eq!(Language::of_tag("EN"), Some(Language::English));
        assert_eq!(Language::of_tag("pl"), None);
    }

    #[test]
    fn the_browser_is_heard_in_the_order_of_its_wishes() {
        assert_eq!(Language::of_accept_language("pl, en;q=0.5, nl;q=0.8"), Some(Language::Dutch));
        assert_eq!(Language::of_accept_language("nl;q=0, en-GB;q=0.1"), Some(Language::English));
        assert_eq!(Language::of_accept_language("*"), None);
    }

    #[test]
    fn tags_have_a_shape() {
        assert!(is_language_tag("nl") && is_language_tag("zh-Hant-TW"));
        assert!(
            !is_language_tag("")
                && !is_language_tag("n")
                && !is_language_tag("nl_NL")
                && !is_language_tag("nl-")
        );
    }
}
