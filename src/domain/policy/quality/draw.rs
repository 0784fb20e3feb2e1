//! Draws the closures of a month that are reviewed.
//!
//! The rule: a closure's number is the SHA-256 of the seed, its reference and its closure, so it does not depend on the
//! others, on their order or on the database. In each team the smallest numbers are drawn: permanent random numbers
//! (Ohlsson E. (1995), in Business Survey Methods, Wiley, pages 153-169). With the seed and the closures anyone can draw
//! again.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::ComplaintId;

/// What a draw begins with: chosen at random when a month is drawn, and shown afterwards.
pub type Seed = [u8; 32];

/// A closure that can be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub complaint: ComplaintId,
    pub reference: Reference,
    pub closure: u32,
    /// The segment in which it closed.
    pub segment: Uuid,
    /// The stratum; empty for complaints of no team.
    pub team: String,
    /// Who handled it, in the words of the complaints system.
    pub handler: Option<String>,
}

/// The random number of a closure.
#[must_use]
pub fn number(seed: &Seed, reference: &Reference, closure: u32) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(seed);
    hash.update(reference.as_str().as_bytes());
    // A reference holds no control character, so no two closures have the same text.
    hash.update([0]);
    hash.update(closure.to_string().as_bytes());
    hash.finalize().into()
}

/// The closures to review, in the order of their numbers: `size` of them, from each team in proportion.
#[must_use]
pub fn draw(seed: &Seed, frame: Vec<Candidate>, size: u32) -> Vec<Candidate> {
    let mut strata: BTreeMap<String, Vec<([u8; 32], Candidate)>> = BTreeMap::new();
    for candidate in frame {
        let number = number(seed, &candidate.reference, candidate.closure);
        strata.entry(candidate.team.clone()).or_default().push((number, candidate));
    }
    let sizes: Vec<u64> = strata.values().map(|stratum| stratum.len() as u64).collect();
    let shares = in_proportion(&sizes, size.into(), start(seed));
    let mut drawn: Vec<([u8; 32], Candidate)> = Vec::new();
    for (mut stratum, share) in strata.into_values().zip(shares) {
        stratum.sort_by_key(|(number, _)| *number);
        let share = usize::try_from(share).unwrap_or(usize::MAX);
        drawn.extend(stratum.into_iter().take(share));
    }
    drawn.sort_by_key(|(number, _)| *number);
    drawn.into_iter().map(|(_, candidate)| candidate).collect()
}

/// Where the rounding of the teams' shares starts, in parts of 2^32: the first four bytes of the seed's SHA-256.
fn start(seed: &Seed) -> u32 {
    let [first, second, third, fourth, ..]: [u8; 32] = Sha256::digest(seed).into();
    u32::from_be_bytes([first, second, third, fourth])
}

/// Shares out a size over the teams in alphabetical order. A team's share is its quota rounded up or down, and the start
/// decides which: the quotas are added up from the start, and a team gets the whole numbers that are passed (systematic
/// sampling, Madow W. (1949), Annals of Mathematical Statistics 20:333-354). So every closure has the same chance, also in
/// a team that is too small for one each month.
fn in_proportion(strata: &[u64], size: u64, start: u32) -> Vec<u64> {
    const PARTS: u128 = 1 << 32;
    let all: u64 = strata.iter().sum();
    if size >= all {
        return strata.to_vec();
    }
    let (mut before, mut passed) = (0_u64, 0_u64);
    let share = |stratum: &u64| {
        before += stratum;
        let quotas = u128::from(before) * u128::from(size) * PARTS + u128::from(start) * u128::from(all);
        let until = u64::try_from(quotas / (u128::from(all) * PARTS)).unwrap_or(u64::MAX);
        let share = until - passed;
        passed = until;
        share
    };
    strata.iter().map(share).collect()
}

/// The SHA-256 of the closures that are drawn from: reference, closure and team of each, sorted.
#[must_use]
pub fn fingerprint(frame: &[Candidate]) -> String {
    let line = |candidate: &Candidate| {
        format!("{}\0{}\0{}\n", candidate.reference.as_str(), candidate.closure, candidate.team)
    };
    let mut lines: Vec<String> = frame.iter().map(line).collect();
    lines.sort_unstable();
    HEXLOWER.encode(&Sha256::digest(lines.concat().as_bytes()))
}

/// Whether a reviewer is the one who handled the complaint: the same address, or the same name before an @ where one of the
/// two has no address.
#[must_use]
pub fn is_handler(reviewer: &str, handler: Option<&str>) -> bool {
    let Some(handler) = handler.map(str::trim).filter(|handler| !handler.is_empty()) else { return false };
    let reviewer = reviewer.trim();
    let name = |text: &str| text.split('@').next().unwrap_or_default().to_lowercase();
    if reviewer.contains('@') && handler.contains('@') {
        return reviewer.to_lowercase() == handler.to_lowercase();
    }
    name(handler) == name(reviewer)
}

/// The reviewer of each drawn closure, in turn; `None` where every reviewer handled it.
#[must_use]
pub fn share_out(drawn: &[Candidate], reviewers: &[String]) -> Vec<Option<String>> {
    let mut turn = 0;
    let next = |candidate: &Candidate| {
        let others = reviewers.iter().cycle().skip(turn).take(reviewers.len()).enumerate();
        let (passed, reviewer) =
            { others }.find(|(_, reviewer)| !is_handler(reviewer, candidate.handler.as_deref()))?;
        turn = (turn + passed + 1) % reviewers.len();
        Some(reviewer.clone())
    };
    drawn.iter().map(next).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn candidate(place: u32, team: &str, handler: &str) -> Candidate {
        Candidate {
            complaint: ComplaintId(Uuid::from_u128(u128::from(place))),
            reference: format!("K-{place}").parse().unwrap(),
            closure: 1,
            segment: Uuid::nil(),
            team: team.to_owned(),
            handler: Some(handler.to_owned()).filter(|handler| !handler.is_empty()),
        }
    }

    fn frame(teams: &[(&str, u32)]) -> Vec<Candidate> {
        let mut place = 0;
        let mut all = Vec::new();
        for (team, number) in teams {
            for _ in 0..*number {
                place += 1;
                all.push(candidate(place, team, ""));
            }
        }
        all
    }

    #[test]
    fn a_draw_can_be_done_again_by_the_seed_whatever_the_order() {
        let mut all = frame(&[("Noord", 40), ("Zuid", 50), ("", 10)]);
        let first = draw(&[7; 32], all.clone(), 20);
        all.reverse();
        assert_eq!(draw(&[7; 32], all.clone(), 20), first);
        assert_ne!(draw(&[8; 32], all, 20), first);
        // Computed by sha256sum over the seed, "K-1", a zero byte and "1".
        let hex = HEXLOWER.encode(&number(&[7; 32], &"K-1".parse().unwrap(), 1));
        assert_eq!(hex, "d7a7fd403263d1a5d743b2b5c8dc0ef202dfd920d2e7afc92b4084f81e159cc9");
    }

    #[test]
    fn each_team_is_drawn_in_proportion() {
        let drawn = draw(&[1; 32], frame(&[("Noord", 40), ("Zuid", 50), ("", 10)]), 20);
        let of = |team: &str| drawn.iter().filter(|one| one.team == team).count();
        assert_eq!((of("Noord"), of("Zuid"), of("")), (8, 10, 2));
        assert_eq!(draw(&[1; 32], frame(&[("Noord", 3)]), 20).len(), 3);
        // A quota of two thirds each: the start decides who gets the two.
        let third = u32::MAX / 3;
        assert_eq!(in_proportion(&[1, 1, 1], 2, 0), [0, 1, 1]);
        assert_eq!(in_proportion(&[1, 1, 1], 2, third + 2), [1, 0, 1]);
        assert_eq!(in_proportion(&[1, 1, 1], 2, u32::MAX), [1, 1, 0]);
        assert!(draw(&[1; 32], Vec::new(), 20).is_empty());
    }

    #[test]
    fn no_one_reviews_what_they_handled() {
        let reviewers = ["anna@example.org".to_owned(), "bert@example.org".to_owned()];
        let drawn =
            [candidate(1, "", "Anna"), candidate(2, "", "anna@example.org"), candidate(3, "", "h-17")];
        let shared = share_out(&drawn, &reviewers);
        assert_eq!(
            shared.iter().flatten().collect::<Vec<_>>(),
            [&reviewers[1], &reviewers[1], &reviewers[0]]
        );
        assert_eq!(share_out(&drawn[..1], &reviewers[..1]), [None]);
        assert_eq!(share_out(&drawn[..1], &[]), [None]);
        assert!(!is_handler("anna@example.org", Some(" ")));
        assert!(!is_handler("info@example.org", Some("info@example.net")));
    }

    #[test]
    fn a_small_team_is_drawn_as_often_as_its_size_says() {
        let strata = [30, 30, 30, 2];
        let drawn: u64 =
            (0..100_u32).map(|step| in_proportion(&strata, 20, step * (u32::MAX / 100))[3]).sum();
        assert!((42..=45).contains(&drawn), "a quota of 0.43: {drawn} of 100");
    }

    proptest! {
        #[test]
        fn no_team_gets_more_than_it_has_and_together_they_have_the_size(
            strata in prop::collection::vec(0..200u64, 1..12), size in 0..300u64, start: u32,
        ) {
            let shares = in_proportion(&strata, size, start);
            prop_assert!(shares.iter().zip(&strata).all(|(share, stratum)| share <= stratum));
            prop_assert_eq!(shares.iter().sum::<u64>(), size.min(strata.iter().sum()));
        }
    }
}
