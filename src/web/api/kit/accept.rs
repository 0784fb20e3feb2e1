//! In which form an answer is wanted (RFC 9110, 12.5.1).
//!
//! The rule: the quality counts. `q=0` is a refusal; of two forms the one with the greater quality is sent, and of two with the
//! same the one that stands first. Names of media types have no case.

use axum::http::{HeaderMap, header};

const CSV: &str = "text/csv";
const JSON: &str = "application/json";

/// Whether a file for a spreadsheet is wanted rather than JSON.
pub fn wants_csv(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT).iter().filter_map(|line| line.to_str().ok());
    let ranges: Vec<Range> = lines.flat_map(|line| line.split(',')).filter_map(Range::parse).collect();
    let (csv, json) = (wish(&ranges, CSV), wish(&ranges, JSON));
    csv.is_some_and(|csv| csv.quality > 0.0 && json.is_none_or(|json| csv.is_before(&json)))
}

/// A range of media types and how much it is wanted.
#[derive(Clone, Debug)]
struct Range {
    name: String,
    quality: f32,
}

impl Range {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(';').map(str::trim);
        let name = parts.next()?.to_ascii_lowercase();
        let quality = parts
            .filter_map(|part| part.split_once('='))
            .find(|(name, _)| name.trim().eq_ignore_ascii_case("q"));
        let quality = quality.map_or(Some(1.0), |(_, value)| value.trim().parse().ok())?;
        Some(Self { name, quality }).filter(|range| (0.0..=1.0).contains(&range.quality))
    }

    /// How specifically this range matches a media type; `None` if it does not match.
    fn closeness(&self, media_type: &str) -> Option<u8> {
        let family = media_type.split('/').next().unwrap_or_default();
        match self.name.as_str() {
            name if name == media_type => Some(2),
            name if name.strip_suffix("/*") == Some(family) => Some(1),
            "*/*" => Some(0),
            _ => None,
        }
    }
}

/// How much a media type is wanted, and where it is named.
struct Wish {
    quality: f32,
    closeness: u8,
    place: usize,
}

impl Wish {
    /// Whether this type is preferred to another; not if only a wildcard names it.
    fn is_before(&self, other: &Self) -> bool {
        if (self.quality - other.quality).abs() > f32::EPSILON {
            return self.quality > other.quality;
        }
        self.closeness > 0 && (self.closeness > other.closeness || self.place < other.place)
    }
}

/// The closest range decides.
fn wish(ranges: &[Range], media_type: &str) -> Option<Wish> {
    let named = ranges.iter().enumerate().filter_map(|(place, range)| {
        let closeness = range.closeness(media_type)?;
        Some(Wish { quality: range.quality, closeness, place })
    });
    named.max_by_key(|wish| (wish.closeness, std::cmp::Reverse(wish.place)))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn is_csv(lines: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT, HeaderValue::from_str(line).unwrap());
        }
        wants_csv(&headers)
    }

    /// A header is read whole.
    #[test]
    fn what_is_wanted_most_is_sent() {
        for lines in [
            &["text/csv"][..],
            &["TEXT/CSV"],
            &["text/csv;q=0.5"],
            &["text/csv, application/json"],
            &["application/json;q=0.1, text/csv"],
            &["application/json;q=0.1", "text/csv"],
            &["text/*"],
            &["text/csv; charset=utf-8"],
            &["text/csv ; Q=0.9, */*;q=0.1"],
            &["application/json;q=0, */*"],
            &["text/csv, */*"],
        ] {
            assert!(is_csv(lines), "{lines:?}");
        }
        for lines in [
            &[][..],
            &["*/*"],
            &["application/json"],
            &["text/csv;q=0"],
            &["text/csv;q=0.0"],
            &["text/csv;q=0, */*"],
            &["application/json, text/csv"],
            &["text/csv;q=0.4, application/json;q=0.5"],
            &["text/html"],
            &["text/csv;q=x"],
            &["text/csv;q=2"],
            &["text/csvx"],
            &["application/json, */*"],
        ] {
            assert!(!is_csv(lines), "{lines:?}");
        }
    }

    proptest! {
        #[test]
        fn any_header_is_read_without_a_panic(line in "[ -~]{0,40}") {
            let _ = is_csv(&[&line]);
        }
    }
}
