//! The statistics against published and computed cases, each field to its own tolerance.

use naklank::statistics::alternatives::{adjusted_wald_interval, adjusted_wald_test, posterior_at, xmr};
use naklank::statistics::control_chart::{Signal, control_chart};
use naklank::statistics::difference::{Conclusion, difference};
use naklank::statistics::interval::{Interval, score_interval, score_z};
use naklank::statistics::multiplicity::benjamini_hochberg;
use naklank::statistics::normal::Confidence;
use naklank::statistics::population::{bounds, finite_interval, tipping_nps};
use naklank::statistics::proposal::{Assessment, propose};
use naklank::statistics::response_rates::{Dispositions, response_rates};
use naklank::statistics::rolling::rolling;
use naklank::statistics::sample_size;
use naklank::statistics::tally::Counts;
use naklank::statistics::trend::trend;
use naklank::statistics::verdict::{Verdict, certainty_at, verdict};
use naklank::statistics::weighting::{Stratum, weighted};
use serde_json::{Value, json};

const VECTORS: &str = include_str!("vectors/nps.json");
const LEVELS: [(&str, Confidence); 3] =
    [("90", Confidence::P90), ("95", Confidence::P95), ("99", Confidence::P99)];

fn counts(input: &Value) -> Counts {
    let count = |name: &str| input[name].as_u64().unwrap();
    Counts { promoters: count("promoters"), passives: count("passives"), detractors: count("detractors") }
}

fn periods(input: &Value) -> Vec<Counts> {
    input["periods"].as_array().unwrap().iter().map(counts).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().or_else(|| value.as_str()?.parse().ok()).unwrap_or_else(|| panic!("no number: {value}"))
}

fn confidence(value: &Value) -> Confidence {
    match number(value) {
        0.90 => Confidence::P90,
        0.95 => Confidence::P95,
        0.99 => Confidence::P99,
        other => panic!("no level of ours: {other}"),
    }
}

fn limits(interval: Option<Interval>) -> Value {
    interval.map_or(json!([null, null]), |limits| json!([limits.low, limits.high]))
}

fn at_all_levels(interval: impl Fn(Confidence) -> Option<Interval>) -> Value {
    LEVELS.iter().map(|(name, level)| ((*name).to_owned(), limits(interval(*level)))).collect()
}

fn side(signal: Option<Signal>) -> Value {
    signal.map_or(Value::Null, |signal| match signal {
        Signal::None => json!("none"),
        Signal::Above => json!("high"),
        Signal::Below => json!("low"),
    })
}

/// The results of this program's functions for a case, in the shape of its expectation.
fn ours(kind: &str, input: &Value) -> Value {
    match kind {
        "interval" => {
            let counts = counts(input);
            json!({
                "n": counts.responses(), "nps": counts.nps(), "variance": counts.variance(),
                "score": at_all_levels(|level| score_interval(&counts, level)),
                "adjusted_wald": at_all_levels(|level| adjusted_wald_interval(&counts, level)),
            })
        }
        "norm" => {
            let (counts, norm, minimum) =
                (counts(input), number(&input["norm"]), input["min_n"].as_u64().unwrap());
            let at = |certainty| match verdict(&counts, norm, certainty, minimum) {
                Verdict::Met => "met",
                Verdict::NotMet => "not_met",
                Verdict::Undecided => "undecided",
                Verdict::Insufficient => "insufficient",
            };
            json!({
                "score_z": score_z(&counts, norm), "p_norm": certainty_at(&counts, norm),
                "bayes_p": posterior_at(&counts, norm), "verdict_90": at(0.90), "verdict_95": at(0.95),
            })
        }
        "difference" => {
            let (a, b) = (counts(&input["a"]), counts(&input["b"]));
            let at = |level| difference(&a, &b, level);
            at(Confidence::P95).map_or(Value::Null, |found| {
                let (wald_z, wald_p) = adjusted_wald_test(&a, &b).unwrap();
                json!({
                    "difference": found.points,
                    "mover": at_all_levels(|level| at(level).map(|found| found.interval)),
                    "mover_z": found.z, "mover_p": found.p,
                    "significant_95": found.conclusion() != Conclusion::NoDifferenceShown,
                    "adjusted_wald_z": wald_z, "adjusted_wald_p": wald_p,
                })
            })
        }
        "finite_population" => {
            let (counts, population) = (counts(input), input["population"].as_u64().unwrap());
            json!({
                "nps": counts.nps(),
                "score_finite": at_all_levels(|level| finite_interval(&counts, population, level)),
                "bounds": limits(bounds(&counts, population)),
                "tipping_nps_of_nonrespondents": tipping_nps(&counts, population, number(&input["norm"])),
            })
        }
        "required_n" => required_n(input),
        "spc" => {
            let chart = control_chart(&periods(input), input["baseline"].as_u64().unwrap() as usize).unwrap();
            let rows = chart.points.iter().map(|point| {
                let ewma = point.and_then(|point| point.ewma);
                json!({
                    "nps": point.map(|point| point.nps),
                    "lcl": point.map(|point| point.lower), "ucl": point.map(|point| point.upper),
                    "point_signal": side(point.map(|point| point.signal)),
                    "ewma": ewma.map(|ewma| ewma.value), "ewma_low": ewma.map(|ewma| ewma.lower),
                    "ewma_high": ewma.map(|ewma| ewma.upper), "ewma_signal": side(ewma.map(|ewma| ewma.signal)),
                })
            });
            json!({
                "centre": chart.centre, "variance": chart.variance, "sigma_z_raw": chart.sigma_raw,
                "sigma_z": chart.sigma, "rows": rows.collect::<Vec<_>>(),
            })
        }
        "xmr" => {
            let chart = xmr(&periods(input), input["baseline"].as_u64().unwrap() as usize).unwrap();
            json!({
                "mean": chart.mean, "mr_bar": chart.mean_moving_range, "lnpl": chart.lower, "unpl": chart.upper,
                "url": chart.range_limit, "signals": chart.signals.into_iter().map(side).collect::<Vec<_>>(),
            })
        }
        "trend" => {
            let found = trend(&periods(input)).unwrap();
            json!({
                "slope_per_period": found.slope_per_period, "z": found.z, "p": found.p, "phi": found.dispersion,
                "z_adjusted": found.z_adjusted, "p_adjusted": found.p_adjusted,
            })
        }
        "norm_proposal" => norm_proposal(input),
        "weighted" => {
            let strata: Vec<Stratum> = input["strata"].as_array().unwrap().iter().map(stratum).collect();
            let found = weighted(&strata, Confidence::P95).unwrap();
            json!({
                "nps": found.nps, "n_eff": found.effective_responses, "deff": found.design_effect,
                "score_weighted": at_all_levels(|level| weighted(&strata, level).map(|found| found.interval)),
            })
        }
        "response_rate" => {
            let count = |name: &str| input[name].as_u64().unwrap();
            let rates = response_rates(&Dispositions {
                complete: count("complete"),
                partial: count("partial"),
                refusal: count("refusal"),
                noncontact: count("noncontact"),
                other: count("other"),
                unknown: count("unknown"),
                eligible_share: number(&input["e"]),
            })
            .unwrap();
            json!({
                "rr1": rates.rr1, "rr2": rates.rr2, "rr3": rates.rr3, "rr4": rates.rr4, "rr5": rates.rr5,
                "rr6": rates.rr6,
            })
        }
        "multiple" => {
            let p_values: Vec<f64> = input["p_values"].as_array().unwrap().iter().map(number).collect();
            json!({"bh_adjusted": benjamini_hochberg(&p_values)})
        }
        "rolling" => {
            let rows = rolling(&periods(input), input["window"].as_u64().unwrap() as usize);
            let rows = rows.into_iter().map(|(counts, is_complete)| {
                json!({
                    "n": counts.responses(), "nps": counts.nps(), "complete_window": is_complete,
                    "score_95": limits(score_interval(&counts, Confidence::P95)),
                })
            });
            json!({"rows": rows.collect::<Vec<_>>()})
        }
        other => panic!("a kind of case that is not tried: {other}"),
    }
}

fn stratum(input: &Value) -> Stratum {
    Stratum { counts: counts(input), population: input["population"].as_u64().unwrap() }
}

fn required_n(input: &Value) -> Value {
    let number_of = |name: &str| number(&input[name]);
    match input["which"].as_str().unwrap() {
        "margin" => {
            let (variance, margin, level) = (number_of("V"), number_of("E"), confidence(&input["conf"]));
            let of_population = input["N"].as_u64().and_then(|population| {
                sample_size::for_margin_of_population(variance, margin, level, population)
            });
            json!({
                "n": sample_size::for_margin(variance, margin, level),
                "n_adjusted_wald": sample_size::for_margin_adjusted_wald(variance, margin, level),
                "n_finite": of_population,
            })
        }
        "norm" => json!({
            "n": sample_size::for_verdict(number_of("V"), number_of("gap"), number_of("g"), number_of("power")),
        }),
        "difference" => json!({
            "n": sample_size::for_difference(
                (number_of("V1"), number_of("V2")), number_of("delta"), number_of("alpha"), number_of("power"),
            ),
        }),
        other => panic!("no such question: {other}"),
    }
}

fn norm_proposal(input: &Value) -> Value {
    let history = periods(input);
    let certainty = number(&input["g"]);
    let assessment = Assessment {
        expected_responses: number(&input["n_star"]),
        periods: u32::try_from(input["m_periods"].as_u64().unwrap()).unwrap(),
        certainty,
        power: number(&input["power"]),
    };
    let proposal = propose(&history, assessment).unwrap();
    let candidates = input["candidates"].as_array().unwrap().iter().map(|candidate| {
        let norm = number(candidate);
        let assurance = proposal.assurance(norm);
        let verdicts: Vec<Verdict> =
            history.iter().map(|counts| verdict(counts, norm, certainty, 10)).collect();
        let times = |wanted| verdicts.iter().filter(|verdict| **verdict == wanted).count();
        json!({
            "norm": candidate, "p_met": assurance.met, "p_not_met": assurance.not_met,
            "p_undecided": assurance.undecided, "backtest_met": times(Verdict::Met),
            "backtest_undecided": times(Verdict::Undecided), "backtest_not_met": times(Verdict::NotMet),
            "backtest_insufficient": times(Verdict::Insufficient),
            "backtest_point_at_or_above":
                history.iter().filter(|counts| counts.nps().is_some_and(|nps| nps >= norm)).count(),
        })
    });
    json!({
        "centre": proposal.centre, "variance": proposal.variance, "q_stat": proposal.q, "tau2": proposal.tau2,
        "tau": 100.0 * proposal.tau2.sqrt(), "se_baseline": proposal.se_baseline, "s_pred": proposal.s_pred,
        "prediction_low": proposal.prediction.low, "prediction_high": proposal.prediction.high,
        "provable_norm": proposal.provable, "mdd": proposal.smallest_provable_improvement,
        "candidates": candidates.collect::<Vec<_>>(),
    })
}

/// Compares every expected field with the program's result.
fn compare(at: &str, expected: &Value, ours: &Value, tolerance: &Value, mistakes: &mut Vec<String>) {
    match (expected, ours) {
        (Value::Object(fields), _) => {
            for (name, expected) in fields {
                compare(&format!("{at}.{name}"), expected, &ours[name], tolerance, mistakes);
            }
        }
        (Value::Array(places), Value::Array(ours)) if places.len() == ours.len() => {
            for (index, (expected, ours)) in places.iter().zip(ours).enumerate() {
                compare(&format!("{at}[{index}]"), expected, ours, tolerance, mistakes);
            }
        }
        (Value::Number(expected), Value::Number(ours)) => {
            let (expected, ours) = (expected.as_f64().unwrap(), ours.as_f64().unwrap());
            let field = at.rsplit('.').next().unwrap();
            let allowed = tolerance.get(field).unwrap_or(&tolerance["default"]).as_f64().unwrap();
            let off = (expected - ours).abs() / if expected.abs() > 1e6 { expected.abs() } else { 1.0 };
            if off > allowed {
                mistakes.push(format!("{at}: {ours} is not {expected}"));
            }
        }
        _ if expected == ours => {}
        _ => mistakes.push(format!("{at}: {ours} is not {expected}")),
    }
}

#[test]
fn every_case_is_met() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(Some(cases.len() as u64), vectors["count"].as_u64(), "the vectors are whole");
    let mut mistakes = Vec::new();
    for case in cases {
        let found = ours(case["kind"].as_str().unwrap(), &case["input"]);
        compare(case["id"].as_str().unwrap(), &case["expect"], &found, &case["tolerance"], &mut mistakes);
    }
    assert!(mistakes.is_empty(), "{} mistakes:\n{}", mistakes.len(), mistakes.join("\n"));
}
