//! What the made-up customers of the demo think and write.

use crate::domain::answering::score::Score;
use crate::domain::complaints::complaint::Outcome;
use crate::randomness::Randomness;
use crate::workflow::demo::cases::{Case, DAYS, DIP, pick};
use crate::workflow::demo::visitor::TEAMS;

/// The customer's satisfaction, 0..1: the outcome weighs most, then the team, then the dip.
pub(super) fn liking(case: &Case, chance: &Randomness) -> f64 {
    let outcome = match case.outcome {
        Outcome::Upheld => 0.22,
        Outcome::PartlyUpheld | Outcome::Settled => 0.06,
        Outcome::ResolvedEarly => 0.12,
        Outcome::Rejected | Outcome::Withdrawn | Outcome::Inadmissible => -0.18,
    };
    let team = if case.team == TEAMS[0] { 0.07 } else { -0.08 };
    let dip = if DIP.contains(&case.age) { -0.2 } else { 0.0 };
    let growth = 0.04 * (1.0 - case.age as f64 / DAYS as f64);
    let mood = (chance.share() + chance.share() - 1.0) * 0.5;
    (0.66 + outcome + team + dip + growth + mood).clamp(0.0, 0.999)
}

/// The score for a satisfaction.
pub(super) fn score(liking: f64) -> Option<Score> {
    Score::try_from((liking * 11.0) as i64).ok()
}

/// What someone with a score writes, if anything.
pub(super) fn comment(score: Score, chance: &Randomness) -> Option<String> {
    let said: &[(&str, f64)] = match score.value() {
        0..=6 => &[
            ("Het duurde te lang voordat ik iets hoorde.", 0.35),
            ("Ik moest mijn verhaal drie keer vertellen.", 0.25),
            ("De brief was moeilijk te begrijpen.", 0.2),
            ("Ik voelde mij niet serieus genomen.", 0.2),
        ],
        7 | 8 => &[("Prima geholpen, maar het mocht sneller.", 0.6), ("Duidelijk uitgelegd.", 0.4)],
        _ => &[("Snel en vriendelijk geholpen.", 0.5), ("Er werd echt naar mij geluisterd.", 0.5)],
    };
    (chance.share() < 0.45).then(|| pick(chance, said).to_owned())
}
