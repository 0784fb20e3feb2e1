//! Response rates RR1 to RR6 of the American Association for Public Opinion Research, Standard Definitions.
//!
//! Complainants come from a list and their eligibility is known, so `unknown` is normally 0 and RR1 = RR5. All rates
//! are 0..=1.

/// The number of cases by disposition.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dispositions {
    /// I: answered, the NPS question included.
    pub complete: u64,
    /// P: answered, but not the NPS question.
    pub partial: u64,
    /// R: refused, for example by unsubscribing.
    pub refusal: u64,
    /// NC: never reached, or silent.
    pub noncontact: u64,
    /// O: could not answer for another reason.
    pub other: u64,
    /// UH and UO: unknown whether they were eligible.
    pub unknown: u64,
    /// e: the estimated share of eligible cases among the unknown ones, 0..=1.
    pub eligible_share: f64,
}

/// The six rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResponseRates {
    pub rr1: f64,
    pub rr2: f64,
    pub rr3: f64,
    pub rr4: f64,
    pub rr5: f64,
    pub rr6: f64,
}

/// The rates; `None` if the denominators would be zero.
#[must_use]
pub fn response_rates(dispositions: &Dispositions) -> Option<ResponseRates> {
    let Dispositions { complete, partial, refusal, noncontact, other, unknown, eligible_share } =
        *dispositions;
    let known = (complete + partial + refusal + noncontact + other) as f64;
    if known == 0.0 {
        return None;
    }
    let (complete, started) = (complete as f64, (complete + partial) as f64);
    let (all, estimated) = (known + unknown as f64, known + eligible_share * unknown as f64);
    Some(ResponseRates {
        rr1: complete / all,
        rr2: started / all,
        rr3: complete / estimated,
        rr4: started / estimated,
        rr5: complete / known,
        rr6: started / known,
    })
}
