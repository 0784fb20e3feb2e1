//! The score interval against published and computed cases, to 1e-8 points.

use naklank::statistics::interval::{score_interval, score_z};
use naklank::statistics::normal::Confidence;
use naklank::statistics::tally::Counts;
use serde_json::Value;

const VECTORS: &str = include_str!("vectors/nps.json");
const TOLERANCE: f64 = 1e-8;

fn cases(kind: &str) -> Vec<Value> {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    cases.iter().filter(|case| case["kind"] == kind).cloned().collect()
}

fn counts(input: &Value) -> Counts {
    let count = |name: &str| input[name].as_u64().unwrap();
    Counts { promoters: count("promoters"), passives: count("passives"), detractors: count("detractors") }
}

#[test]
fn every_interval_case_is_met() {
    let cases = cases("interval");
    assert!(cases.len() >= 10, "the vectors are there");
    for case in cases {
        let (counts, expect, id) = (counts(&case["input"]), &case["expect"], &case["id"]);
        assert_eq!(Some(counts.responses()), expect["n"].as_u64(), "{id}");
        match expect["nps"].as_f64() {
            None => assert_eq!(counts.nps(), None, "{id}"),
            Some(nps) => assert!((counts.nps().unwrap() - nps).abs() < TOLERANCE, "{id}"),
        }
        for (level, confidence) in [("90", Confidence::P90), ("95", Confidence::P95), ("99", Confidence::P99)]
        {
            let expected = &expect["score"][level];
            let Some(limits) = score_interval(&counts, confidence) else {
                assert!(expected[0].is_null(), "{id} {level}");
                continue;
            };
            let (low, high) = (expected[0].as_f64().unwrap(), expected[1].as_f64().unwrap());
            assert!((limits.low - low).abs() < TOLERANCE, "{id} {level}: {} is not {low}", limits.low);
            assert!((limits.high - high).abs() < TOLERANCE, "{id} {level}: {} is not {high}", limits.high);
        }
    }
}

#[test]
fn the_score_at_a_norm_is_met() {
    let mut checked = 0;
    for case in cases("norm") {
        let (input, expect) = (&case["input"], &case["expect"]);
        let (Some(norm), Some(z)) = (input["norm"].as_f64(), expect["score_z"].as_f64()) else { continue };
        let ours = score_z(&counts(input), norm).unwrap();
        assert!((ours - z).abs() < TOLERANCE, "{}: {ours} is not {z}", case["id"]);
        checked += 1;
    }
    assert!(checked > 0, "the vectors hold scores at a norm");
}
