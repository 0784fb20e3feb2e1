//! The interval of reviewed quality against cases that were worked out elsewhere.

use naklank::statistics::sampled_share::{DECIDING, Reviewed, SampledShare};
use serde_json::Value;

const VECTORS: &str = include_str!("vectors/quality.json");

#[test]
fn every_case_comes_out() {
    let vectors: Value = serde_json::from_str(VECTORS).unwrap();
    let tolerance = vectors["tolerance"].as_f64().unwrap();
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 16);
    for case in cases {
        let input = &case["input"];
        assert_eq!(input["level"].as_f64(), Some(DECIDING.share()));
        let reviews: Vec<Reviewed> = input["reviews"]
            .as_array()
            .unwrap()
            .iter()
            .map(|review| Reviewed {
                points: review[0].as_u64().unwrap(),
                maximum: review[1].as_u64().unwrap(),
            })
            .collect();
        let found = SampledShare::of(&reviews, input["closed"].as_u64().unwrap(), DECIDING).unwrap();
        for (name, value) in [("value", found.share), ("low", found.low), ("high", found.high)] {
            let expected = case["expect"][name].as_f64().unwrap();
            assert!((value - expected).abs() <= tolerance, "{name} {value}: {case}");
        }
    }
}
