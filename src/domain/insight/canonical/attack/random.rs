//! Small tables by chance, the same for the same seed.

use crate::domain::insight::canonical::columns::ByMonth;
use crate::domain::insight::canonical::cross::ByPair;
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::ByValue;

/// Marsaglia G. (2003), Xorshift RNGs, Journal of Statistical Software 8(14).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        (0..5).for_each(|_| _ = random.below(2));
        random
    }

    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn one_of(&mut self, numbers: &[u64]) -> u64 {
        numbers[self.below(numbers.len() as u64) as usize]
    }

    /// Months with at most the given number of answers each; some have none.
    fn months(&mut self, first: Month, months: u64, most: u64, empty: u64) -> ByMonth {
        let mut answers = ByMonth::new();
        for month in 0..months {
            let number = if self.below(4) < empty { 0 } else { self.below(most + 1) };
            if number > 0 {
                answers.insert(Month(first.0 + month as i32), number);
            }
        }
        answers
    }
}

/// Up to six values over up to a year and a half.
pub fn parts(random: &mut Random) -> ByValue {
    let (values, months, empty) = (1 + random.below(6), 1 + random.below(18), random.below(4));
    let most = random.one_of(&[2, 4, 8, 20, 40]);
    let first = Month::of(2024, random.below(12) as u32);
    let mut parts = ByValue::new();
    for value in 0..values {
        let most = 1 + random.below(most);
        let answers = random.months(first, months, most, empty);
        if !answers.is_empty() {
            parts.insert(format!("v{value}"), answers);
        }
    }
    parts
}

/// Up to four by four values over up to five months.
pub fn cross(random: &mut Random) -> ByPair {
    let (firsts, seconds, months) = (1 + random.below(4), 1 + random.below(4), 1 + random.below(5));
    let (most, empty) = (random.one_of(&[3, 6, 12, 30]), random.below(4));
    let first = Month::of(2024, random.below(12) as u32);
    let mut pairs = ByPair::new();
    for (one, other) in (0..firsts).flat_map(|one| (0..seconds).map(move |other| (one, other))) {
        let most = 1 + random.below(most);
        let answers = random.months(first, months, most, empty);
        if !answers.is_empty() {
            pairs.insert((format!("x{one}"), format!("y{other}")), answers);
        }
    }
    pairs
}
