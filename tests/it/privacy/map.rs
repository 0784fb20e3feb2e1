//! The map of personal data leaves no column out, and the documentation shows it.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use naklank::domain::privacy::map::{Class, Columns, Fate, Link, Of, of_customers, tables};
use secrecy::ExposeSecret as _;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use crate::support::written::holds;
use crate::support::{Backend, TestApp, on_both_engines};

async fn schema(app: &TestApp) -> BTreeSet<String> {
    let url = app.app.config.database.url.expose_secret();
    let columns: Vec<String> = match app.backend {
        Backend::Sqlite => {
            let sql = "SELECT m.name || '.' || c.name FROM sqlite_schema m, pragma_table_info(m.name) c
                       WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE '_sqlx%'";
            let mut connection = SqliteConnection::connect(url).await.unwrap();
            sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
        }
        Backend::Postgres => {
            let sql =
                "SELECT columns.table_name || '.' || column_name FROM information_schema.columns AS columns
                       JOIN information_schema.tables AS tables ON tables.table_schema = columns.table_schema
                            AND tables.table_name = columns.table_name
                       WHERE columns.table_schema = current_schema() AND table_type = 'BASE TABLE'
                            AND columns.table_name NOT LIKE '\\_sqlx%'";
            let mut connection = PgConnection::connect(url).await.unwrap();
            sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
        }
    };
    columns.into_iter().collect()
}

on_both_engines! {
    async fn every_column_has_a_class_and_every_class_a_column(app) {
        let mut mapped = BTreeSet::new();
        for table in tables() {
            for column in table.columns.iter().flat_map(Columns::each) {
                assert!(mapped.insert(format!("{}.{column}", table.name)), "{}.{column} stands twice", table.name);
            }
        }
        let real = schema(&app).await;
        let unmapped: Vec<&String> = real.difference(&mapped).collect();
        assert!(unmapped.is_empty(), "say in src/domain/privacy/map what these can tell of a person: {unmapped:?}");
        let gone: Vec<&String> = mapped.difference(&real).collect();
        assert!(gone.is_empty(), "these columns are not there: {gone:?}");
    }

    async fn what_the_map_says_goes_after_its_time_does(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=2&comment=Slecht&contact_me=on").await;
        app.post_form(&link, "score=3&comment=Nog+slechter").await;
        let before = left(&app).await;
        for column in ["complaints.contact_email", "invitations.recipient_name", "responses.comment", "attempts.comment"] {
            assert!(before.iter().any(|held| held == column), "{column}: {before:?}");
        }
        app.execute("UPDATE follow_ups SET taken_up_at = opened_at, done_at = opened_at, done_by = 'a@example.org', dropped_reason = 'Nee'").await;
        app.advance(TimeDelta::days(800));
        app.tick().await;
        assert_eq!(left(&app).await, [""; 0]);
    }
}

/// The columns of customers that hold something which goes after its time.
async fn left(app: &TestApp) -> Vec<String> {
    let mut found = Vec::new();
    for table in of_customers() {
        for columns in table.columns.iter().filter(|columns| columns.class != Class::None) {
            for column in columns.each() {
                let holds = match columns.on_retention {
                    Fate::Emptied | Fate::RowRemoved => format!("{column} IS NOT NULL"),
                    Fate::Blanked => format!("{column} <> ''"),
                    Fate::Kept | Fate::Replaced | Fate::Searched => continue,
                };
                let sql = format!("SELECT COUNT(*) FROM {} WHERE {holds}", table.name);
                if app.integers(sql.leak()).await != [0] {
                    found.push(format!("{}.{column}", table.name));
                }
            }
        }
    }
    found
}

#[test]
fn what_tells_of_a_customer_goes_by_an_erasure_and_after_its_time() {
    for table in of_customers() {
        for columns in table.columns.iter().filter(|columns| columns.of == Of::Customers) {
            if matches!(columns.class, Class::Contact | Class::Words) {
                assert_ne!(columns.on_erasure, Fate::Kept, "{}: {}", table.name, columns.names);
                assert_ne!(columns.on_retention, Fate::Kept, "{}: {}", table.name, columns.names);
            }
        }
    }
    for table in tables().filter(|table| table.link == Link::None) {
        let tells = |columns: &Columns| columns.of == Of::Customers && columns.class != Class::None;
        assert!(!table.columns.iter().any(tells), "{} belongs to customers", table.name);
    }
}

/// A text that anyone types can tell anything, whatever it is meant for.
#[test]
fn what_staff_type_counts_as_words() {
    let typed = [
        ("own_texts", "definition"),
        ("questionnaires", "definition"),
        ("quality_checklists", "definition"),
        ("norms", "rationale"),
        ("norms", "dossier"),
        ("news_wishes", "sentence"),
        ("improvements", "public_nl"),
        ("api_keys", "name"),
        ("saved_views", "name"),
        ("follow_up_notes", "note"),
    ];
    for (name, column) in typed {
        let table = tables().find(|table| table.name == name).unwrap();
        let columns =
            table.columns.iter().find(|columns| columns.each().any(|found| found == column)).unwrap();
        assert_eq!(columns.class, Class::Words, "{name}.{column}");
    }
}

/// What replaces a value is written by hand for each column, so that a new one must be added there.
#[test]
fn only_links_are_replaced() {
    let is_replaced = |columns: &&Columns| columns.on_erasure == Fate::Replaced;
    let found: Vec<String> = tables()
        .flat_map(|table| {
            let columns = table.columns.iter().filter(is_replaced).flat_map(Columns::each);
            columns.map(move |column| format!("{}.{column}", table.name))
        })
        .collect();
    assert_eq!(found, ["messages.nonce", "messages.token_hash"]);
}

/// The table of the documentation: columns that tell something.
fn table() -> String {
    let mut text =
        "| table | columns | class | of | after its time | on erasure |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for table in tables() {
        for columns in table.columns.iter().filter(|columns| columns.class != Class::None) {
            let names: Vec<String> = columns.each().map(|name| format!("`{name}`")).collect();
            text.push_str(&format!(
                "| `{}` | {} | {} | {} | {} | {} |\n",
                table.name,
                names.join(", "),
                columns.class,
                columns.of,
                columns.on_retention,
                columns.on_erasure
            ));
        }
    }
    text
}

#[test]
fn the_documentation_shows_the_map() {
    holds("src/docs/privacy.md", "map", &table());
}
