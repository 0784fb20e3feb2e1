//! Plans that are read, and what is refused with words.

use serde_json::{Value, json};

use super::*;
use crate::domain::ids::{CauseId, SignalId, ThemeId};
use crate::domain::learning::improvement::Reason;
use crate::domain::policy::kpi::Kpi;

fn known() -> Known {
    let id = uuid::Uuid::from_u128;
    let month = |first: &str| first.parse::<NaiveDate>().unwrap();
    Known {
        today: "2026-03-20".parse().unwrap(),
        owners: vec![("owner@example.org".to_owned(), UserId(id(1)))],
        items: ["empathy", "speed"].map(|item| item.parse().unwrap()).to_vec(),
        causes: vec![("Wachttijd".to_owned(), CauseId(id(2)))],
        told_causes: vec![("Toon".to_owned(), CauseId(id(5)))],
        themes: vec![("Bereikbaarheid".to_owned(), ThemeId(id(3)))],
        signals: [
            (SignalId(id(4)), vec![month("2026-01-01"), month("2026-02-01")]),
            (SignalId(id(6)), Vec::<NaiveDate>::new()),
        ]
        .into(),
    }
}

fn read(mut fields: Fields) -> Result<Plan, Vec<FieldError>> {
    let concerns = take_concerns(&mut fields);
    parse(fields, concerns, &known())
}

fn with(more: &Value) -> Value {
    let mut plan = json!({
        "title": "Terugbellen binnen een dag", "reason": "Klanten wachten.", "immediate_measure": "Wachtenden bellen.",
        "owner": "Owner@example.org", "starts_on": "2026-04-01", "target": "nps", "gap": 5,
    });
    plan.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    plan
}

fn wrong(more: &Value) -> Vec<String> {
    let errors = read(Fields::of_json(&with(more), GROUPS).unwrap()).unwrap_err();
    errors.into_iter().map(|error| error.field).collect()
}

fn plan(more: &Value) -> Plan {
    read(Fields::of_json(&with(more), GROUPS).unwrap()).unwrap()
}

#[test]
fn a_form_and_json_say_the_same() {
    let json = plan(&json!({
        "reason_causes": ["Wachttijd"], "reason_months": ["2026-02", "2026-01"], "settling_days": 14,
        "concerns": {"team": ["Noord", ""]}, "target": "item", "target_name": "speed", "public_nl": "Wij bellen terug.",
    }));
    let form = "title=Terugbellen+binnen+een+dag&reason=Klanten+wachten.&immediate_measure=Wachtenden+bellen.&structural_measure=\
                &owner=owner%40example.org&starts_on=2026-04-01&gap=5&reason_causes=Wachttijd&reason_months=2026-01%2C+2026-02\
                &settling_days=14&concerns.team=Noord&concerns.team=%28unknown%29&concerns.product=&target=item%3Aspeed\
                &public_nl=Wij+bellen+terug.";
    let pairs: Vec<(String, String)> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    assert_eq!(read(of_form(&pairs)), Ok(json.clone()));
    assert_eq!(json.reasons, [Reason::Cause(CauseId(uuid::Uuid::from_u128(2)))]);
    assert_eq!(json.reason_months, ["2026-01-01", "2026-02-01"].map(|day| day.parse::<NaiveDate>().unwrap()));
    assert_eq!(json.concerns.get(&Dimension::Team).unwrap(), &["Noord", ""]);
    assert_eq!(json.target, Target::Item("speed".parse().unwrap()));
}

#[test]
fn every_mistake_is_named_at_once() {
    let nothing = read(Fields::of_json(&json!({}), GROUPS).unwrap()).unwrap_err();
    let fields: Vec<&str> = nothing.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, [TITLE, REASON, IMMEDIATE_MEASURE, OWNER, STARTS_ON, TARGET, GAP]);
    assert_eq!(
        wrong(&json!({
            "title": "x".repeat(121), "reason_causes": ["Weer"], "reason_months": ["2026-13"], "owner": "no@example.org",
            "starts_on": "soon", "settling_days": 366, "target": "item", "target_name": "colour", "gap": 0,
            "concerns": {"colour": ["red"]}, "color": 1,
        })),
        [
            "concerns.colour",
            TITLE,
            REASON_CAUSES,
            REASON_MONTHS,
            OWNER,
            STARTS_ON,
            SETTLING_DAYS,
            TARGET_NAME,
            GAP,
            "color"
        ]
    );
}

#[test]
fn it_starts_after_its_reason_and_not_in_the_past() {
    assert_eq!(plan(&json!({"starts_on": "2026-03-20"})).starts_on.to_string(), "2026-03-20");
    assert_eq!(wrong(&json!({"starts_on": "2026-03-19"})), [STARTS_ON]);
    assert_eq!(wrong(&json!({"starts_on": "2028-03-21"})), [STARTS_ON]);
    let running = json!({"reason_months": ["2026-03"]});
    assert_eq!(plan(&running).reason_months.len(), 1, "it runs today, and is over on 1 April");
    for starts_on in ["2026-03-20", "2026-03-31"] {
        assert_eq!(wrong(&json!({"reason_months": ["2026-03"], "starts_on": starts_on})), [STARTS_ON]);
    }
    assert_eq!(wrong(&json!({"reason_months": ["2026-04"]})), [STARTS_ON]);
    let errors = read(
        Fields::of_json(&with(&json!({"starts_on": "2026-02-10", "reason_months": ["2026-02"]})), GROUPS)
            .unwrap(),
    );
    let words: Vec<String> = errors.unwrap_err().into_iter().map(|error| error.message).collect();
    assert!(words.iter().any(|words| words.contains("must lie after its reason: 2026-02")), "{words:?}");
    let year: Vec<String> = (3..=12)
        .map(|month| format!("2025-{month:02}"))
        .chain(["2026-01".into(), "2026-02".into()])
        .collect();
    assert_eq!(plan(&json!({"reason_months": year[1..]})).reason_months.len(), 11);
    let all = json!({"reason_months": year, "starts_on": "2026-03-31"});
    assert_eq!(wrong(&all), [REASON_MONTHS], "nothing is left to compare with");
}

#[test]
fn a_signal_that_is_the_reason_brings_its_months_along() {
    let signal = |number| uuid::Uuid::from_u128(number).to_string();
    let months = |plan: Plan| plan.reason_months.iter().map(NaiveDate::to_string).collect::<Vec<_>>();
    let of_signal = json!({"reason_signals": [signal(4)], "reason_months": ["2025-12", "2026-01"]});
    assert_eq!(months(plan(&of_signal)), ["2025-12-01", "2026-01-01", "2026-02-01"]);
    assert_eq!(months(plan(&json!({"reason_signals": [signal(6)]}))), Vec::<String>::new(), "an upward one");
    let form = format!(
        "title=x&reason=y&immediate_measure=z&owner=owner%40example.org&starts_on=2026-04-01&gap=5&target=nps&reason_months=\
         &reason_signals={}",
        signal(4)
    );
    let pairs: Vec<(String, String)> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
    assert_eq!(months(read(of_form(&pairs)).unwrap()), ["2026-01-01", "2026-02-01"]);
}

#[test]
fn those_whom_it_concerns_are_chosen_by_two_dimensions_at_most() {
    let two = json!({"concerns": {"team": ["Noord"], "product": ["Verkeer"]}});
    assert_eq!(plan(&two).concerns.len(), 2);
    let three = json!({"concerns": {"team": ["Noord"], "product": ["Verkeer"], "channel": ["web"]}});
    assert_eq!(wrong(&three), [CONCERNS]);
}

#[test]
fn a_target_is_one_that_can_be_counted_by_whom_it_concerns() {
    let target = |kind: &str, name: &str| plan(&json!({"target": kind, "target_name": name})).target;
    assert_eq!(target("cause", "Wachttijd"), Target::Cause(CauseId(uuid::Uuid::from_u128(2))));
    assert_eq!(
        target("cause", "Toon"),
        Target::Cause(CauseId(uuid::Uuid::from_u128(5))),
        "told by a complaint"
    );
    assert_eq!(target("kpi", "phone_response"), Target::Kpi(Kpi::PhoneResponse));
    for name in ["handling_quality", "nps", "complaint_rate", "seven"] {
        assert_eq!(wrong(&json!({"target": "kpi", "target_name": name})), [TARGET_NAME], "{name}");
    }
    assert_eq!(wrong(&json!({"target": "nps", "target_name": "x"})), [TARGET_NAME]);
    assert_eq!(wrong(&json!({"target": "item"})), [TARGET_NAME]);
    assert_eq!(wrong(&json!({"target": "cause:Weer"})), [TARGET_NAME]);
    assert_eq!(wrong(&json!({"target": "weather"})), [TARGET]);
    let of_surveys = json!({"target": "cause:Wachttijd", "concerns": {"mode": ["email"]}});
    assert_eq!(wrong(&of_surveys), ["concerns.mode"]);
    assert!(plan(&json!({"concerns": {"mode": ["email"]}})).concerns.contains_key(&Dimension::Mode));
}

#[test]
fn a_gap_is_more_than_nothing_and_can_be_reached() {
    for (target, gap, is_sound) in [
        ("nps", 200.0, true),
        ("nps", 200.5, false),
        ("item:speed", 100.0, true),
        ("item:speed", 100.5, false),
        ("nps", -5.0, false),
    ] {
        let read = read(Fields::of_json(&with(&json!({"target": target, "gap": gap})), GROUPS).unwrap());
        assert_eq!(read.is_ok(), is_sound, "{target} {gap}");
    }
}
