//! Linear scales from values to drawing coordinates, and axis ticks.

/// A linear map from a range of values to a range of coordinates.
#[derive(Clone, Copy, Debug)]
pub struct Scale {
    pub from: (f64, f64),
    pub to: (f64, f64),
}

impl Scale {
    /// The coordinate of a value, rounded to a tenth of a unit.
    #[must_use]
    pub fn place(&self, value: f64) -> f64 {
        let share = (value - self.from.0) / (self.from.1 - self.from.0);
        rounded(self.to.0 + share * (self.to.1 - self.to.0))
    }
}

/// Round numbers that enclose the values: at most seven ticks, within -100 and 100 points.
#[must_use]
pub fn ticks(low: f64, high: f64) -> Vec<f64> {
    let step = [5.0, 10.0, 20.0, 25.0, 50.0]
        .into_iter()
        .find(|step| (high / step).ceil() - (low / step).floor() <= 6.0)
        .unwrap_or(50.0);
    let first = (low / step).floor().max(-100.0 / step);
    let last = (high / step).ceil().min(100.0 / step).max(first + 1.0);
    let count = (last - first).round() as usize;
    (0..=count).map(|index| (first + index as f64) * step).collect()
}

/// Round numbers from zero that enclose a percentage: at most five of them, for a small picture.
#[must_use]
pub fn few_ticks(high: f64) -> Vec<f64> {
    const HIGHEST: f64 = 1_000.0;
    let steps = [1.0, 2.0, 5.0, 10.0, 20.0, 25.0, 50.0, 100.0, 200.0, 500.0, HIGHEST];
    let step = steps.into_iter().find(|step| (high / step).ceil() <= 4.0).unwrap_or(HIGHEST);
    let count = (high / step).ceil().max(1.0) as usize;
    (0..=count).map(|index| index as f64 * step).collect()
}

/// A coordinate rounded to a tenth: more digits would only make the SVG larger.
#[must_use]
pub fn rounded(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_few_and_enclose_the_values() {
        assert_eq!(ticks(-17.7, 47.1), [-20.0, 0.0, 20.0, 40.0, 60.0]);
        assert_eq!(ticks(-100.0, 100.0), [-100.0, -50.0, 0.0, 50.0, 100.0]);
        assert_eq!(ticks(3.0, 3.0), [0.0, 5.0]);
    }

    #[test]
    fn a_small_picture_has_few_ticks_and_they_enclose_the_values_too() {
        assert_eq!(few_ticks(96.7), [0.0, 25.0, 50.0, 75.0, 100.0]);
        assert_eq!(few_ticks(31.0), [0.0, 10.0, 20.0, 30.0, 40.0]);
        assert_eq!(few_ticks(0.4), [0.0, 1.0]);
        assert_eq!(few_ticks(0.0), [0.0, 1.0]);
        assert_eq!(few_ticks(130.0), [0.0, 50.0, 100.0, 150.0]);
    }

    #[test]
    fn the_scale_maps_ends_to_ends() {
        let scale = Scale { from: (0.0, 10.0), to: (300.0, 20.0) };
        assert_eq!((scale.place(0.0), scale.place(10.0), scale.place(5.0)), (300.0, 20.0, 160.0));
    }
}
