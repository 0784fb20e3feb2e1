//! Which labels of an axis are drawn, so that none runs into the next.
//!
//! The rule: no two labels that are drawn overlap, however many there are; the first and the last are always among them, save
//! where there is no room for both.

/// The letters of a chart on a wide screen and on a telephone, in SVG units: what the style sheet sets there, at most.
pub const WIDE_LETTER: f64 = 13.0;
pub const NARROW_LETTER: f64 = 28.0;
/// The width of a character as a share of its height; the widest usual fonts stay below it in what stands on an axis.
const CHARACTER: f64 = 0.7;
/// The least distance between two labels, as a share of the height of a letter.
const GAP: f64 = 0.25;

/// A label with its middle on the axis.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// The middle and the width, in SVG units.
    pub middle: f64,
    pub width: f64,
}

impl Label {
    /// The space that a text takes in letters of this height, with the distance to the next.
    #[must_use]
    pub fn of(text: &str, middle: f64, letter: f64) -> Self {
        Self { middle, width: (text.chars().count() as f64 * CHARACTER + GAP) * letter }
    }

    fn start(&self) -> f64 {
        self.middle - self.width / 2.0
    }

    fn end(&self) -> f64 {
        self.middle + self.width / 2.0
    }
}

/// The places in the list of the labels that are drawn, in ascending order; the labels come in the order of their middles.
///
/// The last is left out where it would overlap the first.
#[must_use]
pub fn kept(labels: &[Label]) -> Vec<usize> {
    let (Some(first), Some(last)) = (labels.first(), labels.last()) else { return Vec::new() };
    let end = labels.len() - 1;
    let mut kept = vec![0];
    let mut free = first.end();
    if end == 0 || last.start() < free {
        return kept;
    }
    for (place, label) in labels.iter().enumerate().take(end).skip(1) {
        if label.start() >= free && label.end() <= last.start() {
            kept.push(place);
            free = label.end();
        }
    }
    kept.push(end);
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn labels(places: &[(f64, usize)], letter: f64) -> Vec<Label> {
        let mut middles: Vec<f64> = places.iter().map(|(middle, _)| *middle).collect();
        middles.sort_by(f64::total_cmp);
        let texts = places.iter().map(|(_, characters)| "m".repeat(*characters));
        middles.iter().zip(texts).map(|(middle, text)| Label::of(&text, *middle, letter)).collect()
    }

    #[test]
    fn what_has_room_stays() {
        let months = |step: f64, count: u32| -> Vec<Label> {
            (0..count).map(|month| Label::of("jan", 50.0 + step * f64::from(month), WIDE_LETTER)).collect()
        };
        assert_eq!(kept(&months(40.0, 4)), [0, 1, 2, 3]);
        assert_eq!(kept(&months(20.0, 6)), [0, 2, 5], "the fifth would touch the last");
        assert_eq!(kept(&months(1.0, 6)), [0], "both ends do not fit");
        assert!(kept(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn no_two_labels_overlap_and_both_ends_are_there(
            places in prop::collection::vec((0.0..760.0_f64, 1..9_usize), 1..400),
            letter in 1.0..40.0_f64,
        ) {
            let labels = labels(&places, letter);
            let kept = kept(&labels);
            for pair in kept.windows(2) {
                prop_assert!(labels[pair[0]].end() <= labels[pair[1]].start(), "{pair:?}");
            }
            let (first, last) = (labels[0], labels[labels.len() - 1]);
            prop_assert_eq!(kept.first().copied(), Some(0));
            if labels.len() > 1 && first.end() <= last.start() {
                prop_assert_eq!(kept.last().copied(), Some(labels.len() - 1));
            }
        }
    }
}
