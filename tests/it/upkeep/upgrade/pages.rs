//! Every page of staff, and what it links to, answers on a database that was brought up to date.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::urls;
use naklank::web::entrances::{Asks, ENTRANCES};

use crate::support::TestApp;

/// Pages that answer only with parameters; links lead to them with these.
const WITH_PARAMETERS: [&str; 3] = [urls::PICTURE, urls::CAUSE, urls::CAUSE_MERGE];

/// How many addresses are visited whose path begins with the same word.
const OF_A_KIND: usize = 12;

/// Visits the pages as a user who has every role, and follows their links.
pub async fn assert_pages_answer(app: &TestApp, version: i64) {
    let cookie = app.sign_in_as(Role::Admin).await;
    app.execute(
        "UPDATE users SET roles = 'analyst policy-owner handler admin' WHERE email = 'admin@example.org'",
    )
    .await;
    let mut to_visit: Vec<String> = staff_pages().collect();
    let mut visits: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen = Vec::new();
    let mut next = 0;
    // The pages themselves before what they link to.
    while let Some(path) = to_visit.get(next).cloned() {
        next += 1;
        let kind = path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default().to_owned();
        let count = visits.entry(kind).or_default();
        if *count >= OF_A_KIND || seen.contains(&path) {
            continue;
        }
        *count += 1;
        let answer = app.get_as(&cookie, &path).await;
        let is_well = answer.status == StatusCode::OK || answer.status == StatusCode::SEE_OTHER;
        assert!(is_well, "{path} from version {version}: {} {}", answer.status, answer.body);
        if answer.header("content-type").starts_with("text/html") {
            to_visit.extend(links(&answer.body));
        }
        seen.push(path);
    }
    assert!(seen.len() > 40, "{seen:?}");
    assert!(seen.iter().any(|path| path.starts_with("/complaints/K%2D")), "{seen:?}");
}

fn staff_pages() -> impl Iterator<Item = String> {
    let pages = ENTRANCES.iter().filter(|entrance| {
        let asks = matches!(entrance.asks, Asks::Right(_) | Asks::Session);
        asks && entrance.methods.contains(&"GET")
            && !entrance.path.contains('{')
            && !WITH_PARAMETERS.contains(&entrance.path)
    });
    pages.map(|entrance| entrance.path.to_owned())
}

/// The addresses of this program to which a page links.
fn links(html: &str) -> Vec<String> {
    let found = html.split("href=\"/").skip(1).filter_map(|rest| rest.split('"').next());
    let plain = found.map(|link| format!("/{}", link.replace("&amp;", "&")));
    plain.map(|link| link.split('#').next().unwrap_or_default().to_owned()).collect()
}
