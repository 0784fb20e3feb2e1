//! Pure mathematics on counts of answers.
//!
//! The rule: everything is computed from summed counts, never from averages of averages, and every formula is O(1) in
//! the number of responses. Results are in NPS points (-100..=100) unless a name says otherwise; internally, shares
//! (0..=1) and proportions (-1..=1) are used.

pub mod alternatives;
pub mod binomial;
pub mod census;
pub mod control_chart;
pub mod decomposition;
pub mod difference;
pub mod effect;
pub mod estimate;
pub mod interval;
pub mod multiplicity;
pub mod normal;
pub mod operating_characteristic;
pub mod population;
pub mod proportion;
pub mod proposal;
pub mod rank_correlation;
pub mod response_rates;
pub mod rolling;
pub mod rounding;
pub mod sample_size;
pub mod sampled_share;
pub mod standardisation;
pub mod suppression;
pub mod tally;
pub mod trend;
pub mod verdict;
pub mod weighting;
pub mod word_odds;
