//! What follows from printed numbers, and whether any of it is small.

use std::collections::{BTreeMap, BTreeSet};

use naklank::domain::reporting::document::Document;

use crate::reporting::hiding::reading::{Number, Values, numbers, total_of};

/// A dimension of a year.
pub type About = (i32, String);

/// Sets of values, each a bit, with how many complaints or answers have one of them.
pub type Sets = BTreeMap<u64, u64>;

/// What follows from the numbers of one edition about a dimension.
#[derive(Debug)]
pub struct Follows {
    /// With the total of the year.
    pub sets: Sets,
    /// Without it: what the edition itself says of the dimension.
    told: Sets,
}

/// What follows from some editions together.
#[derive(Debug)]
pub struct Knowledge {
    /// The values of each dimension that any edition names, and one for all that none does.
    values: BTreeMap<String, Vec<String>>,
    pub editions: Vec<BTreeMap<About, Follows>>,
    /// Counts that cannot both be true.
    pub contradictions: Vec<String>,
}

/// What stands, as the last bit, for the values that no edition names.
const NAMED_NOWHERE: &str = "*";

impl Knowledge {
    /// Of editions in the order in which they were published, of any years.
    pub fn of(editions: &[Document]) -> Self {
        let printed = editions.iter().enumerate().map(|(place, edition)| {
            let earlier = editions[..place].iter().filter(|other| other.year == edition.year);
            numbers(edition, &earlier.collect::<Vec<_>>())
        });
        let printed: Vec<Vec<Number>> = printed.collect();
        let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for number in printed.iter().flatten() {
            named.entry(number.dimension.clone()).or_default().extend(number.values.named().iter().cloned());
        }
        let values = named.into_iter().map(|(dimension, names)| {
            (dimension, names.into_iter().chain([NAMED_NOWHERE.to_owned()]).collect())
        });
        let mut knowledge =
            Self { values: values.collect(), editions: Vec::new(), contradictions: Vec::new() };
        for numbers in &printed {
            let follows = knowledge.follows(numbers);
            knowledge.editions.push(follows);
        }
        knowledge
    }

    fn set(&self, dimension: &str, values: &Values) -> u64 {
        let all = &self.values[dimension];
        let is_in = |value: &String| match values {
            Values::These(these) => these.contains(value),
            Values::AllBut(others) => !others.contains(value),
        };
        all.iter().enumerate().filter(|(_, value)| is_in(value)).map(|(bit, _)| 1_u64 << bit).sum()
    }

    /// The values of a set.
    pub fn named(&self, dimension: &str, set: u64) -> Vec<&str> {
        let values = self.values[dimension].iter().enumerate();
        values.filter(|(bit, _)| set >> bit & 1 == 1).map(|(_, value)| value.as_str()).collect()
    }

    /// How many of some values, each of one complaint or answer, are those of each bit.
    pub fn by_bit<'a>(&self, dimension: &str, values: impl Iterator<Item = &'a str>) -> Vec<u64> {
        let all = &self.values[dimension];
        let mut counts = vec![0; all.len()];
        for value in values {
            let bit = all.iter().position(|one| one == value).unwrap_or(all.len() - 1);
            counts[bit] += 1;
        }
        counts
    }

    /// All that follows from the numbers of one edition.
    fn follows(&mut self, numbers: &[Number]) -> BTreeMap<About, Follows> {
        let mut printed: BTreeMap<About, Vec<(u64, u64)>> = BTreeMap::new();
        for number in numbers {
            let set = self.set(&number.dimension, &number.values);
            printed.entry((number.year, number.dimension.clone())).or_default().push((set, number.count));
        }
        let is_total = |one: &&Number| total_of(&one.dimension) == Some(one.dimension.as_str());
        let totals: Vec<&Number> = numbers.iter().filter(is_total).collect();
        let mut follows = BTreeMap::new();
        for (about, printed) in printed {
            let (year, dimension) = &about;
            let whole = self.set(dimension, &Values::all());
            let is_of =
                |one: &&&Number| one.year == *year && total_of(dimension) == Some(one.dimension.as_str());
            let total = totals.iter().filter(is_of).map(|total| (whole, total.count));
            let (sets, contradictions) = all_that_follows(printed.iter().copied().chain(total).collect());
            let (told, _) = all_that_follows(printed);
            for (set, one, other) in contradictions {
                let named = self.named(dimension, set).join(", ");
                self.contradictions.push(format!("{dimension} {named} of {year}: {one} and {other}"));
            }
            follows.insert(about, Follows { sets, told });
        }
        follows
    }

    /// Small numbers that follow from one edition, or are the difference of what two editions say.
    pub fn small(&self, minimum: u64) -> Vec<String> {
        let is_small = |count: u64| (1..minimum).contains(&count);
        let mut found = Vec::new();
        for (place, edition) in self.editions.iter().enumerate() {
            for (about, follows) in edition {
                for (set, count) in self.but_totals(about, &follows.sets) {
                    if is_small(count) {
                        found.push(format!("edition {place} tells {count}: {}", self.in_words(about, set)));
                    }
                }
                for (other, earlier) in self.editions.iter().enumerate().take(place) {
                    let Some(earlier) = earlier.get(about) else { continue };
                    for (set, count) in self.but_totals(about, &follows.told) {
                        let Some(before) = earlier.told.get(&set) else { continue };
                        if is_small(before.abs_diff(count)) {
                            let set = self.in_words(about, set);
                            found.push(format!(
                                "editions {other} and {place} tell {before} and {count}: {set}"
                            ));
                        }
                    }
                }
            }
        }
        found
    }

    /// The sets that are not all of a year.
    fn but_totals<'a>(&self, about: &'a About, sets: &'a Sets) -> impl Iterator<Item = (u64, u64)> + use<'a> {
        let whole = self.set(&about.1, &Values::all());
        let tells = move |set: u64| set != whole || total_of(&about.1).is_none();
        sets.iter().map(|(set, count)| (*set, *count)).filter(move |(set, _)| tells(*set))
    }

    fn in_words(&self, (year, dimension): &About, set: u64) -> String {
        format!("{dimension} {:?} of {year}", self.named(dimension, set))
    }
}

/// Sets and their counts, with those that are a whole without a part, and those of two that have nothing in common, until
/// nothing new follows; and sets of which two counts follow.
fn all_that_follows(printed: Vec<(u64, u64)>) -> (Sets, Vec<(u64, u64, u64)>) {
    let (mut known, mut contradictions, mut new) = (Sets::new(), Vec::new(), printed);
    while let Some((set, count)) = new.pop() {
        if let Some(before) = known.get(&set) {
            if *before != count {
                contradictions.push((set, *before, count));
            }
            continue;
        }
        for (other, n) in &known {
            let (whole, part, of_whole, of_part) =
                if set & other == *other { (set, *other, count, *n) } else { (*other, set, *n, count) };
            if whole & part == part && of_part > of_whole {
                contradictions.push((part, of_part, of_whole));
            } else if whole & part == part {
                new.push((whole & !part, of_whole - of_part));
            } else if set & other == 0 {
                new.push((set | other, count + n));
            }
        }
        known.insert(set, count);
    }
    (known, contradictions)
}
