//! The internal evaluation: figures by team that were worked out by hand, and the policy judged sentence by sentence.

mod judged;

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::Timestamp;
use naklank::domain::access::roles::Role;
use naklank::domain::people::language::Language;
use naklank::domain::reporting::document::{Document, InBoth, Label, Part, Row, Table};
use naklank::domain::reporting::figure::Figure;
use naklank::statistics::tally::Counts;
use naklank::texts::texts;
use naklank::views::reporting::internal_words;
use naklank::workflow::insight::import_responses::import_responses;
use naklank::workflow::reporting::evaluation::internal_report;
use serde_json::{Value, json};

use crate::support::{TestApp, on_both_engines};

/// Reports complaints of a team that were received and, unless it stays open, closed at a moment.
async fn reported(
    app: &TestApp,
    team: &str,
    times: usize,
    received_at: &str,
    closed_at: &str,
    more: impl Fn(usize) -> Value,
) {
    for place in 0..times {
        let mut told = json!({"status": "open", "received_at": received_at, "team": team});
        if !closed_at.is_empty() {
            told["status"] = json!("closed");
            told["closed_at"] = json!(closed_at);
        }
        told.as_object_mut().unwrap().extend(more(place).as_object().unwrap().clone());
        let reference = format!("{team}-{received_at}-{place}").replace(':', "");
        assert_eq!(app.put(&reference, &told).await.status, StatusCode::CREATED, "{reference}");
    }
}

/// What is told of the eight complaints of Noord that were received and closed in March 2025.
fn told_of_noord(place: usize) -> Value {
    let mut told = json!({"causes": ["wachttijd"], "team_discussed_on": "2025-03-20"});
    match place {
        0..=5 => told["acknowledged_at"] = json!("2025-03-03T10:00:00Z"),
        6 => told["acknowledged_at"] = json!("2025-03-05T09:00:00Z"),
        _ => {}
    }
    if place < 3 {
        told["employee_discussed_on"] = json!("2025-03-11");
    }
    if place < 2 {
        told["level"] = json!("board");
        told["answered_by"] = json!(if place == 0 { "board" } else { "other" });
    }
    told
}

/// What is told of the seven of Zuid that were received and closed in May 2025.
fn told_of_zuid(place: usize) -> Value {
    let mut told = json!({"acknowledged_at": "2025-05-05T10:00:00Z", "outcome": "rejected"});
    if place < 3 {
        told["causes"] = json!(["wachttijd", "toon"]);
    }
    if place < 6 {
        told["kifid_pointed"] = json!(place < 5);
    }
    told
}

/// A year of two teams. Noord: 6 brought forward, 13 received, 14 closed, 5 carried forward. Zuid: 5, 13, 12 and 6.
async fn two_teams(app: &TestApp) {
    let nothing = |_| json!({});
    reported(app, "Noord", 6, "2024-12-02T09:00:00Z", "2025-02-03T09:00:00Z", nothing).await;
    reported(app, "Noord", 8, "2025-03-03T09:00:00Z", "2025-03-10T09:00:00Z", told_of_noord).await;
    reported(app, "Noord", 5, "2025-12-01T09:00:00Z", "", nothing).await;
    reported(app, "Zuid", 5, "2024-12-02T09:00:00Z", "2025-02-03T09:00:00Z", nothing).await;
    reported(app, "Zuid", 7, "2025-05-05T09:00:00Z", "2025-05-12T09:00:00Z", told_of_zuid).await;
    reported(app, "Zuid", 6, "2025-12-01T09:00:00Z", "2026-01-15T09:00:00Z", nothing).await;
}

async fn report(app: &TestApp) -> Document {
    report_with(app, &InBoth::default()).await
}

async fn report_with(app: &TestApp, words: &InBoth) -> Document {
    internal_report(&app.app, 2025, app.app.now(), words, &InBoth::default()).await.unwrap()
}

fn tables(document: &Document) -> impl Iterator<Item = &Table> {
    document.sections.iter().flat_map(|section| &section.parts).filter_map(|part| match part {
        Part::Table(table) => Some(table),
        _ => None,
    })
}

fn table<'a>(document: &'a Document, key: &str) -> &'a Table {
    tables(document).find(|table| table.key == key).unwrap_or_else(|| panic!("no table {key}: {document:?}"))
}

fn own(value: &str) -> Label {
    Label::Own { value: value.to_owned() }
}

/// The figures of the row with this label.
fn figures<'a>(document: &'a Document, key: &str, label: &Label) -> &'a [Figure] {
    let found: Option<&Row> = table(document, key).rows.iter().find(|row| row.label == *label);
    &found.unwrap_or_else(|| panic!("no row {label:?} in {key}: {document:?}")).figures
}

fn counts(numbers: &[u64]) -> Vec<Figure> {
    numbers.iter().map(|number| Figure::count(*number)).collect()
}

fn share(part: u64, whole: u64) -> Figure {
    Figure::Share { part, whole, decimals: 1 }
}

/// The figures of a KPI with a clock.
fn clocked(timely: u64, known: u64, unknown: u64) -> Vec<Figure> {
    let all = known + unknown;
    let mut expected = vec![share(timely, known)];
    expected.extend(counts(&[timely, known, unknown, 0]));
    expected.extend([share(timely, all), share(timely + unknown, all)]);
    expected
}

on_both_engines! {
    /// Worked by hand: see what is told of the teams.
    async fn a_year_of_two_teams_is_counted_by_team_and_together(app) {
        two_teams(&app).await;
        let document = report(&app).await;
        let [noord, zuid] = ["Noord", "Zuid"].map(own);
        for (label, expected) in [(&noord, [6, 13, 14, 5]), (&zuid, [5, 13, 12, 6]), (&Label::Total, [11, 26, 26, 11])] {
            assert_eq!(figures(&document, "team_flow", label), counts(&expected), "{label:?}");
            assert_eq!(expected[0] + expected[1], expected[2] + expected[3], "{label:?}");
        }
        // Noord: six in time and one late, one closed and not told, and five that are open and late by now. Zuid: seven in time,
        // six closed and not told.
        assert_eq!(figures(&document, "team_acknowledgement", &noord), clocked(6, 12, 1));
        assert_eq!(figures(&document, "team_acknowledgement", &zuid), clocked(7, 7, 6));
        assert_eq!(figures(&document, "team_acknowledgement", &Label::Total), clocked(13, 19, 7));
        // Of what Noord closed all eight of March were discussed in the team, three of them with the employee too.
        let discussed = |closed, [employee, team, both]: [u64; 3]| {
            vec![Figure::count(closed), share(employee, closed), share(team, closed), share(both, closed)]
        };
        assert_eq!(figures(&document, "team_discussed", &noord), discussed(14, [3, 8, 3]));
        assert_eq!(figures(&document, "team_discussed", &zuid), discussed(12, [0, 0, 0]));
        assert_eq!(figures(&document, "team_discussed", &Label::Total), discussed(26, [3, 8, 3]));
        let caused = |complaints, cumulative| vec![Figure::count(complaints), share(complaints, 26), cumulative];
        assert_eq!(figures(&document, "pareto", &own("wachttijd")), caused(11, share(11, 14)));
        assert_eq!(figures(&document, "pareto", &own("toon")), caused(3, share(14, 14)));
        assert_eq!(figures(&document, "pareto", &Label::NotTold), caused(15, Figure::Nothing));
    }

    async fn a_small_team_is_hidden_with_another_in_every_table_of_complaints(app) {
        two_teams(&app).await;
        reported(&app, "Oost", 3, "2025-06-02T09:00:00Z", "2025-06-10T09:00:00Z", |_| json!({"acknowledged_at": "2025-06-02T10:00:00Z"})).await;
        let document = report(&app).await;
        for key in ["team_flow", "team_acknowledgement", "team_phone_response", "team_written_response", "team_discussed"] {
            // Of three closed complaints nothing is told, and Zuid has fewer than Noord.
            for team in ["Oost", "Zuid"] {
                let hidden = figures(&document, key, &own(team));
                assert!(hidden.iter().all(|figure| *figure == Figure::Hidden), "{key} of {team}: {hidden:?}");
            }
            let noord = figures(&document, key, &own("Noord"));
            assert!(!noord.contains(&Figure::Hidden), "{key}: {noord:?}");
        }
        // What is left of the total without Noord is that of both.
        assert_eq!(figures(&document, "team_flow", &Label::Total), counts(&[11, 29, 29, 11]));
        let noord = figures(&document, "team_flow", &own("Noord"));
        assert_eq!((&noord[1], &noord[2]), (&Figure::count(13), &Figure::count(14)));
        // Oost has nothing open at the turn of the year, so what the others have tells of none.
        assert_eq!((&noord[0], &noord[3]), (&Figure::count(6), &Figure::count(5)));
    }

    async fn few_open_complaints_at_the_turn_of_the_year_are_told_of_all_teams_together(app) {
        two_teams(&app).await;
        reported(&app, "Zuid", 1, "2024-12-02T10:00:00Z", "2025-02-04T09:00:00Z", |_| json!({})).await;
        reported(&app, "Oost", 9, "2025-06-02T09:00:00Z", "2025-06-10T09:00:00Z", |_| json!({})).await;
        reported(&app, "Oost", 1, "2025-12-01T09:00:00Z", "", |_| json!({})).await;
        let document = report(&app).await;
        for (team, moved) in [("Noord", [13, 14]), ("Oost", [10, 9]), ("Zuid", [13, 13])] {
            let [received, closed] = moved.map(Figure::count);
            let expected = [Figure::Hidden, received, closed, Figure::Hidden];
            assert_eq!(figures(&document, "team_flow", &own(team)), expected, "{team}");
        }
        assert_eq!(figures(&document, "team_flow", &Label::Total), counts(&[12, 36, 36, 12]));
    }

    async fn words_of_respondents_are_counted_by_theme_and_never_frozen(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        let answers = "answered_at,score,team,verbatim\n".to_owned()
            + &"2025-04-10,10,Noord,\n".repeat(12)
            + &"2025-04-10,8,Noord,\n".repeat(4)
            + &"2025-04-10,3,Noord,Mevrouw Jansen vond het traag\n".repeat(4)
            + &"2025-04-10,9,Zuid,\n".repeat(6)
            + &"2025-04-10,7,Zuid,\n".repeat(6)
            + &"2025-04-10,2,Zuid,Mevrouw Jansen vond het traag\n".repeat(2)
            + &"2025-04-10,2,Zuid,onbeleefd\n".repeat(6);
        import_responses(&app.app, answers.as_bytes(), None).await.unwrap();
        assert_eq!(app.post_as(&analyst, "/themes", "name=Snelheid&keywords=traag").await.status, StatusCode::SEE_OTHER);
        app.tick().await;
        let document = report(&app).await;
        let of = |promoters, passives, detractors| Figure::nps(Counts { promoters, passives, detractors });
        for (label, nps, responses) in [
            (own("Noord"), of(12, 4, 4), 20),
            (own("Zuid"), of(6, 6, 8), 20),
            (Label::Total, of(18, 10, 12), 40),
        ] {
            assert_eq!(figures(&document, "team_nps", &label)[..2], [nps, Figure::count(responses)], "{label:?}");
        }
        let snelheid = figures(&document, "themes", &own("Snelheid"));
        assert_eq!(snelheid[0], share(6, 12));
        let Figure::Link { address } = &snelheid[5] else { panic!("{snelheid:?}") };
        let path = address.as_str();
        assert!(path.starts_with("/verbatims?from=2025-01-01&to=2025-12-31&theme="), "{path}");
        assert!(app.get_as(&analyst, path).await.body.contains("Jansen"), "who may read it finds it there");
        assert!(!serde_json::to_string(&document).unwrap().contains("Jansen"));
    }

    async fn a_year_before_with_too_few_reasons_is_told_apart_from_one_without(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        assert_eq!(app.post_as(&analyst, "/themes", "name=Snelheid&keywords=traag").await.status, StatusCode::SEE_OTHER);
        let rated = |day: &str, words: &str, times: usize| {
            "answered_at,score,team,verbatim\n".to_owned() + &format!("{day},3,Noord,{words}\n").repeat(times)
        };
        for words in ["Het was traag", "Het was onbeleefd"] {
            import_responses(&app.app, rated("2025-04-10", words, 12).as_bytes(), None).await.unwrap();
        }
        app.tick().await;
        let beside = async || {
            let document = report(&app).await;
            figures(&document, "themes", &own("Snelheid"))[3..5].to_vec()
        };
        assert_eq!(beside().await, [Figure::Nothing, Figure::Nothing], "nothing was written in 2024");
        import_responses(&app.app, rated("2024-04-10", "Het was traag", 3).as_bytes(), None).await.unwrap();
        app.tick().await;
        assert_eq!(beside().await, [Figure::Hidden, Figure::Hidden], "three wrote in 2024");
    }

    async fn every_key_of_the_evaluation_has_words_in_both_languages(app) {
        two_teams(&app).await;
        let words = InBoth { nl: "Het ging goed.".to_owned(), en: "It went well.".to_owned() };
        let document = report_with(&app, &words).await;
        assert_eq!(document.sections[0].key, "conclusion");
        assert_eq!(document.sections[0].parts, [Part::Words { words }]);
        assert_eq!(document.as_of.parse::<Timestamp>().unwrap(), app.app.now());
        for section in &document.sections {
            assert!(!section.heading.nl.is_empty() && section.heading.nl != section.heading.en, "{section:?}");
        }
        for &language in Language::ALL {
            let text = texts(language);
            for table in tables(&document) {
                assert!(internal_words::table(text, &table.key).is_some(), "{}", table.key);
                assert!(internal_words::rule(text, &table.key).is_some(), "{}", table.key);
                for column in &table.columns {
                    assert!(internal_words::column(text, column).is_some(), "{column} of {}", table.key);
                }
                for row in &table.rows {
                    assert_eq!(row.figures.len() + 1, table.columns.len(), "{}: {row:?}", table.key);
                    for figure in &row.figures {
                        if let Figure::Verdict { verdict } = figure {
                            assert!(internal_words::verdict(text, verdict).is_some(), "{verdict}");
                        }
                    }
                }
            }
            for name in ["signal_point_below", "signal_trend_above", "improvement_running", "works", "better_alone", "worse_alone", "higher", "theme_grew"] {
                assert!(internal_words::verdict(text, name).is_some(), "{name}");
            }
            for key in ["assessment", "team_nps"] {
                assert!(internal_words::rule(text, key).unwrap().contains("95 %"), "{key} says of which interval it is");
            }
            assert!(internal_words::statement(text, "internal_nothing").is_some());
            assert!(internal_words::label(language, "theme:none").is_some());
        }
        let label = |name| internal_words::label(Language::Dutch, name);
        assert_eq!(label("months:2025-03/2025-03").as_deref(), Some("maart 2025"));
        assert_eq!(label("months:2025-03/2025-05").as_deref(), Some("maart 2025 tot en met mei 2025"));
        assert_eq!(label("months:soon/later"), None);
        assert_eq!(internal_words::column(texts(Language::Dutch), "colour"), None);
    }

    async fn the_figures_by_team_as_of_a_moment_of_the_past_are_those_that_were_told_then(app) {
        two_teams(&app).await;
        let then = app.app.now();
        let told = report(&app).await;
        app.advance(TimeDelta::days(2));
        let again = internal_report(&app.app, 2025, then, &InBoth::default(), &InBoth::default()).await.unwrap();
        for key in ["team_acknowledgement", "team_phone_response", "team_written_response"] {
            assert_eq!(table(&again, key), table(&told, key), "read from complaints, and from counts");
            assert_eq!(table(&again, key).rows.len(), 3, "two teams and all together");
        }
    }

    async fn a_year_without_data_says_so_in_every_section(app) {
        let document = report(&app).await;
        let sections: Vec<&str> = document.sections.iter().map(|section| section.key.as_str()).collect();
        assert_eq!(sections[0], "assessment", "there is no conclusion yet");
        for section in document.sections.iter().filter(|section| section.key != "assessment") {
            let says_nothing = |part: &Part| matches!(part, Part::Statements { statements } if statements[0].key == "internal_nothing");
            assert!(section.parts.iter().all(says_nothing), "{section:?}");
        }
    }
}
