//! No small count can be had from the published reports: the subtraction attack.
//!
//! What is attacked: the reports of two years as they were published, first editions and corrected ones, of random histories in
//! which many kinds of complaints are rare.
//!
//! What a number is: a printed count, the part and the whole of a share, the groups behind an NPS. Each counts the complaints
//! (or the answers) of one year that have one of *some values of one dimension*: received in 2025 by letter or telephone; closed
//! and upheld; closed and asked, the link expired; received and called late. The row "others" is of all values that no other
//! row of its table names. The totals of a year (received, closed) are the whole of each dimension that is about them, whichever
//! table or sentence prints them, that of another dimension or of another year's report included.
//!
//! What follows: if two numbers of one edition are about the same dimension of the same year, and the values of one are among
//! those of the other, what is left is a number too; if they have no value in common, their sum is one. This is done again
//! with all that was found, until nothing new follows. Numbers about different dimensions, or about different years, are not
//! nested in each other, except through the totals.
//!
//! What must not be: a number that was found, other than a total of a year, is from 1 up to the minimum less one; or a number
//! follows from what each of two editions says of a dimension, and the two differ by so little, which would count the few that
//! came in between. What a later edition prints "as in edition n" is a number of edition n. The totals themselves are printed as
//! they are; so it is told that a few came late, and that they are in no number that stayed the same.
//!
//! What is found is held against the database as it was when the edition was approved: a number that is not the true count
//! would mean that this reader misunderstands the report, and then its silence says nothing.

mod attack;
mod history;
mod reading;

use naklank::domain::reporting::document::{Document, read};
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use sqlx::{Connection as _, FromRow, SqliteConnection};

use crate::reporting::hiding::attack::{About, Knowledge};
use crate::reporting::hiding::history::History;
use crate::reporting::hiding::reading::keeps_something;
use crate::reporting::publishing::{add_owners, edition, publish_edition};
use crate::support::{Backend, TestApp};

const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];
const MINIMUM: u64 = 10;
/// The dimensions of which the database is asked, with the year and the value of each complaint and answer.
const TOLD: [&str; 7] = ["channel", "complainant", "product", "cause", "outcome", "remedy", "answer"];

#[derive(FromRow)]
struct Complaint {
    received_at: String,
    closed_at: Option<String>,
    status: String,
    channel: Option<String>,
    complainant: String,
    product: Option<String>,
    causes: Option<String>,
    outcome: Option<String>,
    remedy: Option<String>,
}

#[derive(FromRow)]
struct Answer {
    closed_on: String,
    score: i64,
}

/// What the database tells of each complaint and answer: year, dimension and value; empty if not told.
type Truth = Vec<(About, String)>;

/// A published edition, with what was true when it was approved.
struct Edition {
    document: Document,
    truth: Truth,
}

fn year_of(moment: &str) -> i32 {
    moment[..4].parse().unwrap()
}

async fn truth(app: &TestApp) -> Truth {
    let mut connection =
        SqliteConnection::connect(app.app.config.database.url.expose_secret()).await.unwrap();
    let complaints: Vec<Complaint> = sqlx::query_as(
        "SELECT received_at, closed_at, status, channel, complainant, product, causes, outcome, remedy FROM complaints",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let answers: Vec<Answer> =
        sqlx::query_as("SELECT closed_on, score FROM responses").fetch_all(&mut connection).await.unwrap();
    let mut truth = Truth::new();
    let mut tell = |year: i32, dimension: &str, value: Option<&str>| {
        truth.push(((year, dimension.to_owned()), value.unwrap_or_default().to_owned()));
    };
    for complaint in &complaints {
        let received = year_of(&complaint.received_at);
        let cause = complaint.causes.as_deref().and_then(|causes| causes.lines().next());
        tell(received, "channel", complaint.channel.as_deref());
        tell(received, "complainant", Some(&complaint.complainant));
        tell(received, "product", complaint.product.as_deref());
        tell(received, "cause", cause);
        if let Some(closed_at) = complaint.closed_at.as_deref().filter(|_| complaint.status == "closed") {
            tell(year_of(closed_at), "outcome", complaint.outcome.as_deref());
            tell(year_of(closed_at), "remedy", complaint.remedy.as_deref());
        }
    }
    for answer in &answers {
        let group = match answer.score {
            9.. => "promoter",
            7 | 8 => "passive",
            _ => "detractor",
        };
        tell(year_of(&answer.closed_on), "answer", Some(group));
    }
    truth
}

/// The editions of two years, in the order in which they are published: of each year one in January, and one in February with
/// what came in between; then one more of the first year.
async fn published(seed: u64) -> Vec<Edition> {
    let settings = [("survey.window", "always"), ("survey.delay", "1s"), ("survey.reminders", "0")];
    let app = TestApp::start_with(Backend::Sqlite, &settings).await;
    app.clock.set("2024-01-05T10:00:00Z");
    app.load_policy_values().await;
    add_owners(&app).await;
    let (mut history, mut editions) = (History::new(&app, seed), Vec::new());
    for year in [2024, 2025] {
        history.year(year).await;
        editions.push(publish_at(&app, &format!("{}-01-08T10:00:00Z", year + 1), year, "").await);
        history.afterwards(year).await;
        let changed = "Klachten die te laat zijn gemeld.";
        editions.push(publish_at(&app, &format!("{}-02-20T10:00:00Z", year + 1), year, changed).await);
    }
    editions.push(publish_at(&app, "2026-03-02T10:00:00Z", 2024, "Klachten die later zijn afgerond.").await);
    editions
}

async fn publish_at(app: &TestApp, moment: &str, year: i32, changed: &str) -> Edition {
    app.clock.set(moment);
    let number = publish_edition(app, year, changed).await.number;
    Edition { document: edition(app, year, number).await, truth: truth(app).await }
}

/// Asserts that what follows from an edition is so; returns how many numbers that were.
fn assert_true(knowledge: &Knowledge, place: usize, truth: &[(About, String)]) -> usize {
    let mut held = 0;
    let asked =
        knowledge.editions[place].iter().filter(|((_, dimension), _)| TOLD.contains(&dimension.as_str()));
    for (about, follows) in asked {
        let (year, dimension) = about;
        let values = truth.iter().filter(|(own, _)| own == about).map(|(_, value)| value.as_str());
        let counts = knowledge.by_bit(dimension, values);
        for (set, count) in &follows.sets {
            let bits = counts.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1);
            let so_many: u64 = bits.map(|(_, count)| count).sum();
            let named =
                || format!("edition {place}, {dimension} of {year}: {:?}", knowledge.named(dimension, *set));
            assert_eq!(*count, so_many, "{}", named());
            held += 1;
        }
    }
    held
}

#[tokio::test]
async fn no_small_count_follows_from_all_that_was_published() {
    let (mut held, mut kept, mut hidden, mut together) = (0, 0, 0, 0);
    for seed in SEEDS {
        let editions = published(seed).await;
        let documents: Vec<Document> = editions.iter().map(|edition| edition.document.clone()).collect();
        let knowledge = Knowledge::of(&documents);
        assert_eq!(knowledge.contradictions, [""; 0], "seed {seed}");
        for (place, edition) in editions.iter().enumerate() {
            held += assert_true(&knowledge, place, &edition.truth);
        }
        let small = knowledge.small(MINIMUM);
        assert!(small.is_empty(), "seed {seed}: {small:#?}");
        let text = serde_json::to_string(&documents).unwrap();
        kept += documents.iter().filter(|document| keeps_something(document)).count();
        hidden += text.matches("{\"figure\":\"hidden\"}").count();
        together += text.matches("{\"label\":\"others\"}").count();
    }
    // These histories have what must be hidden, and the attack has what to work on.
    assert!(held > 500, "{held} numbers were held against the database");
    assert!(kept > 0 && hidden > 0 && together > 0, "kept {kept}, hidden {hidden}, together {together}");
}

fn count(count: u64) -> Value {
    json!({"figure": "count", "count": count})
}

/// A document with a flow and one further part.
fn of_flow(received: u64, closed: u64, part: &Value) -> Document {
    let heading = json!({"nl": "", "en": ""});
    let flow = json!({
        "part": "table", "key": "flow",
        "columns": ["label", "brought_forward", "received", "closed", "carried_forward"],
        "rows": [{
            "label": {"label": "own", "value": "2025"},
            "figures": [count(0), count(received), count(closed), count(received - closed)],
        }],
    });
    let document = json!({
        "method": "report, version 1", "document": "public", "year": 2025, "organisation": "Voorbeeld",
        "as_of": "2026-03-20T14:00:00.000000Z", "minimum": MINIMUM,
        "sections": [{"key": "flow", "heading": heading, "parts": [flow, part]}],
    });
    read(&document.to_string()).unwrap()
}

/// A table by channel, each row with its share of the total.
fn by_channel(rows: &[(&str, u64)], total: u64) -> Value {
    let row = |label: Value, number: u64| {
        let share = json!({"figure": "share", "part": number, "whole": total, "decimals": 0});
        json!({"label": label, "figures": [count(number), share]})
    };
    let mut all: Vec<Value> = Vec::new();
    for (channel, number) in rows {
        let label = match *channel {
            "others" => json!({"label": "others"}),
            name => json!({"label": "known", "name": format!("channel:{name}")}),
        };
        all.push(row(label, *number));
    }
    all.push(row(json!({"label": "total"}), total));
    json!({"part": "table", "key": "channel", "columns": ["label", "complaints", "share"], "rows": all})
}

fn small_in(documents: &[Document]) -> Vec<String> {
    let knowledge = Knowledge::of(documents);
    assert_eq!(knowledge.contradictions, [""; 0]);
    knowledge.small(MINIMUM)
}

#[test]
fn what_is_hidden_well_is_not_found() {
    let first = of_flow(60, 40, &by_channel(&[("web", 30), ("phone", 20), ("others", 10)], 60));
    let later = of_flow(82, 40, &by_channel(&[("web", 42), ("phone", 30), ("others", 10)], 82));
    assert_eq!(small_in(&[first, later]), [""; 0]);
}

#[test]
fn a_row_that_is_left_out_is_the_total_without_the_others() {
    let found = small_in(&[of_flow(48, 40, &by_channel(&[("web", 30), ("phone", 10)], 48))]);
    assert!(found.len() == 1 && found[0].contains("tells 8: channel"), "{found:?}");
}

#[test]
fn a_total_of_another_table_tells_of_a_row_that_is_hidden() {
    let hidden = json!({"figure": "hidden"});
    let mut figures = vec![hidden; 7];
    figures[1] = count(40);
    let columns =
        ["label", "numerator", "denominator", "at_least", "at_most", "pending", "unknown", "not_applicable"];
    let row = json!({"label": {"label": "known", "name": "kpi:acknowledgement"}, "figures": figures});
    let table = json!({"part": "table", "key": "kpi_counts", "columns": columns, "rows": [row]});
    let found = small_in(&[of_flow(45, 45, &table)]);
    assert!(found.len() == 1 && found[0].contains("tells 5: kpi:acknowledgement"), "{found:?}");
}

#[test]
fn a_few_without_an_answer_follow_from_mails_and_answers() {
    let rate = json!({"figure": "share", "part": 60, "whole": 65, "decimals": 1});
    let row = json!({"label": {"label": "own", "value": "2025"}, "figures": [count(65), count(60), rate]});
    let columns = ["label", "invited", "responses", "rate"];
    let table = json!({"part": "table", "key": "response", "columns": columns, "rows": [row]});
    let found = small_in(&[of_flow(100, 100, &table)]);
    assert!(found.len() == 1 && found[0].contains("tells 5: place"), "{found:?}");
}

#[test]
fn a_few_that_came_between_two_editions_are_their_difference() {
    let first = of_flow(50, 40, &by_channel(&[("web", 30), ("others", 20)], 50));
    let later = of_flow(53, 40, &by_channel(&[("web", 33), ("others", 20)], 53));
    let found = small_in(&[first, later]);
    assert!(found.len() == 1 && found[0].contains("tell 30 and 33: channel"), "{found:?}");
}
