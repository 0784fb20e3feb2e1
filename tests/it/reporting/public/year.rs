//! A year of complaints that a person can count.

use naklank::domain::Timestamp;
use serde_json::{Value, json};

use crate::support::{TestApp, link_in};

/// One of the 51 complaints of 2026; the first forty were closed in December.
///
/// - channel: 30 web, 14 telephone, 4 letter, 3 e-mail; product: 26 and 25;
/// - acknowledged in time: the first 40; called in time: all but the last 3; a letter was due for the first 39, in time;
/// - outcome: 25 upheld, 15 rejected and pointed to Kifid; remedy: 16 apology, 14 payment of 25 euros, 10 none;
/// - main cause: 31 and 10, of 10 none was told.
pub fn complaint(place: usize) -> Value {
    let day = format!("2026-{:02}-{:02}", 1 + place % 11, 1 + place % 28);
    let at = |hour: u32, is_in_time: bool| {
        if is_in_time { format!("{day}T{hour:02}:00:00Z") } else { "2026-12-19T09:00:00Z".to_owned() }
    };
    let channel = match place {
        0..30 => "web",
        30..44 => "phone",
        44..48 => "letter",
        _ => "email",
    };
    let causes = match place {
        0..31 => json!(["lead_time", "tone"]),
        31..41 => json!(["tone"]),
        _ => Value::Null,
    };
    let mut told = json!({
        "status": "open", "received_at": at(9, true), "channel": channel, "team": "Noord",
        "product": if place < 26 { "Verkeer" } else { "Wonen" }, "causes": causes,
        "acknowledged_at": at(10, place < 40), "phone_response_at": at(11, place < 48),
        "contact": {"email": format!("klant-{place}@example.org"), "name": "Klant"},
    });
    let more = if place < 39 {
        json!({"written_response_at": at(12, true)})
    } else {
        json!({"written_response_required": false})
    };
    add(&mut told, more);
    if place < 40 {
        add(&mut told, json!({"status": "closed", "closed_at": "2026-12-20T09:00:00Z"}));
        add(
            &mut told,
            if place < 25 {
                json!({"outcome": "upheld"})
            } else {
                json!({"outcome": "rejected", "kifid_pointed": true})
            },
        );
        add(
            &mut told,
            match place {
                0..16 => json!({"remedy": "apology"}),
                16..30 => json!({"remedy": "payment", "remedy_amount": 2_500}),
                _ => json!({"remedy": "none"}),
            },
        );
    }
    told
}

fn add(told: &mut Value, more: Value) {
    let Value::Object(more) = more else { panic!("an object") };
    told.as_object_mut().unwrap().extend(more);
}

/// The 51, and one of 2025 that was closed with them. Of the 41 who are asked ten give a 9, ten an 8 and ten a 0; the links
/// of the others expire.
pub async fn counted_by_hand(app: &TestApp) {
    app.clock.set("2027-01-08T12:00:00Z");
    for place in 0..51 {
        let answer = app.put(&format!("K-{place}"), &complaint(place)).await;
        assert_eq!(answer.status.as_u16(), 201, "{answer:?}");
    }
    let mut earlier = complaint(0);
    add(
        &mut earlier,
        json!({
            "received_at": "2025-12-20T09:00:00Z", "acknowledged_at": null, "phone_response_at": null,
            "written_response_at": null, "contact": {"email": "klant-99@example.org"},
        }),
    );
    assert_eq!(app.put("K-99", &earlier).await.status.as_u16(), 201);
    app.tick().await;
    let links: Vec<String> = app.mails().iter().map(link_in).collect();
    assert_eq!(links.len(), 41, "all who were closed are asked");
    for (link, score) in links.iter().zip([9_u8, 8, 0].iter().flat_map(|score| [*score; 10])) {
        app.post_form(link, &format!("score={score}")).await;
    }
    let expired: Timestamp = "2027-02-20T12:00:00Z".parse().unwrap();
    app.clock.set(&expired.to_rfc3339());
    app.tick().await;
}
