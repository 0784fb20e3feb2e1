//! Tables of later editions beside those of published ones.

use proptest::prelude::*;

use super::*;
use crate::domain::reporting::document::{DocumentKind, InBoth, Label};
use crate::domain::reporting::hiding::MINIMUM;
use crate::domain::reporting::hiding::rows::table;
use crate::domain::reporting::method::METHOD;

fn own(place: usize) -> Label {
    Label::Own { value: place.to_string() }
}

fn document(parts: Vec<Part>) -> Document {
    Document {
        method: METHOD.to_owned(),
        document: DocumentKind::Public.name().to_owned(),
        year: 2025,
        organisation: "Voorbeeld".to_owned(),
        as_of: "2026-02-01T09:00:00Z".to_owned(),
        minimum: MINIMUM,
        sections: vec![Section { key: "kinds".to_owned(), heading: InBoth::default(), parts }],
    }
}

fn of_counts(counts: &[u64]) -> Document {
    let counted: Vec<(Label, u64)> =
        counts.iter().enumerate().map(|(place, count)| (own(place), *count)).collect();
    document(vec![Part::Table(table("product", &counted, MINIMUM))])
}

fn published(number: u32, document: &Document) -> Published {
    Published { number, document: document.clone() }
}

fn said_of(figure: Figure) -> Document {
    let statement = Statement { key: "response".to_owned(), figures: vec![("share".to_owned(), figure)] };
    document(vec![Part::Statements { statements: vec![statement] }])
}

fn notes(document: &Document) -> Vec<&Statement> {
    said(document, "kinds").filter(|one| one.key == UNCHANGED).collect()
}

#[test]
fn a_table_that_differs_by_a_few_stands_as_in_the_edition_before_and_says_so() {
    let first = of_counts(&[100, 40]);
    let second = against(of_counts(&[103, 40]), &[published(1, &first)], MINIMUM);
    assert_eq!(tables(&second, "kinds").next(), tables(&first, "kinds").next());
    assert_eq!(notes(&second), [&unchanged(1)]);
    let third = against(of_counts(&[112, 40]), &[published(1, &first), published(2, &second)], MINIMUM);
    assert_eq!((notes(&third).len(), &third), (0, &of_counts(&[112, 40])));
    let fourth = of_counts(&[109, 40]);
    let fourth = against(fourth, &[published(1, &first), published(3, &third)], MINIMUM);
    assert_eq!(notes(&fourth), [&unchanged(3)], "the latest from which it differs by too little");
    assert_eq!(against(first.clone(), &[published(1, &first)], MINIMUM), first);
}

#[test]
fn rows_that_only_one_edition_names_are_compared_together() {
    // 12 and 8 were printed as 20; now they are 13 and 10, and 23 less 20 is three.
    let before = of_counts(&[100, 12, 8]);
    let after = against(of_counts(&[110, 13, 10]), &[published(1, &before)], MINIMUM);
    assert_eq!(notes(&after).len(), 1);
    let after = against(of_counts(&[110, 20, 10]), &[published(1, &before)], MINIMUM);
    assert_eq!(notes(&after).len(), 0, "ten more of two rows of which one is not known");
}

#[test]
fn a_sentence_and_the_rest_of_its_share_are_held_against_it_too() {
    let share = |part, whole| said_of(Figure::Share { part, whole, decimals: 0 });
    let before = share(180, 200);
    let kept = against(share(192, 215), &[published(1, &before)], MINIMUM);
    assert_eq!(said(&kept, "kinds").next(), said(&before, "kinds").next(), "three more that were late");
    assert_eq!(notes(&kept), [&unchanged(1)]);
    let bound = said_of(Figure::ShareAtLeast { percent: 95, whole: 203 });
    assert_eq!(notes(&against(bound, &[published(1, &before)], MINIMUM)).len(), 1);
    assert_eq!(notes(&against(share(192, 223), &[published(1, &before)], MINIMUM)).len(), 0);
    let number = |number| said_of(Figure::Number { number });
    assert_eq!(against(number(3), &[published(1, &number(2))], MINIMUM), number(3), "no complaints");
}

#[test]
fn the_totals_of_a_year_are_printed_as_they_are() {
    let flow = |received| {
        let row = (Label::Own { value: "2025".to_owned() }, received);
        document(vec![Part::Table(table("flow", &[row], MINIMUM))])
    };
    assert_eq!(against(flow(203), &[published(1, &flow(200))], MINIMUM), flow(203));
}

#[test]
fn a_sum_of_money_tells_of_no_few_payments() {
    let money = |cents, amounts| said_of(Figure::Money { cents, amounts });
    let first = money(60_000, 12);
    let notes_of = |now| notes(&against(now, &[published(1, &first)], MINIMUM)).len();
    assert_eq!(notes_of(money(61_000, 12)), 1, "one amount was corrected");
    assert_eq!(notes_of(money(65_000, 13)), 1, "one more was paid");
    assert_eq!(notes_of(money(99_000, 22)), 0);
    assert_eq!(notes_of(money(60_000, 12)), 0);
}

#[test]
fn points_of_reviews_tell_of_no_few_reviews() {
    let of = |points, reviews| said_of(Figure::Points { points, maximum: 50 * reviews, reviews });
    let first = of(850, 20);
    let notes_of = |now| notes(&against(now, &[published(1, &first)], MINIMUM)).len();
    assert_eq!(notes_of(of(840, 20)), 1, "one review was corrected");
    assert_eq!(notes_of(of(890, 21)), 1, "one more was written");
    assert_eq!(notes_of(of(1_290, 30)), 0);
    assert_eq!(notes_of(of(850, 20)), 0);
}

#[test]
fn parts_that_count_the_same_are_new_together_or_not_at_all() {
    let of = |promoters, passives, mails| {
        let nps = Figure::Nps { promoters, passives, detractors: 20, confidence: 90 };
        let row = |figures| Row { label: Label::Own { value: "2025".to_owned() }, figures };
        let table = |key: &str, columns: &[&str], figures| {
            let columns = columns.iter().map(|column| (*column).to_owned()).collect();
            Part::Table(Table { key: key.to_owned(), columns, rows: vec![row(figures)] })
        };
        let responses = Figure::count(promoters + passives + 20);
        document(vec![
            table("nps", &["label", "value", "responses"], vec![nps, responses.clone()]),
            table("response", &["label", "invited", "responses"], vec![Figure::count(mails), responses]),
        ])
    };
    let first = of(40, 20, 200);
    // The answers are the same; that two mails more went out would stand beside them.
    let second = against(of(40, 20, 202), &[published(1, &first)], MINIMUM);
    assert!(tables(&second, "kinds").eq(tables(&first, "kinds")));
    assert_eq!(notes(&second), [&unchanged(1), &unchanged(1)], "behind each of the two tables");
    // Twelve promoters and ten mails more: two of those who were asked before answered as well.
    let third = against(of(52, 20, 210), &[published(1, &first)], MINIMUM);
    assert!(tables(&third, "kinds").eq(tables(&first, "kinds")));
    let fourth = against(of(52, 20, 230), &[published(1, &first)], MINIMUM);
    assert_eq!(fourth, of(52, 20, 230), "eighteen more did not answer");
}

#[test]
fn those_who_were_asked_are_held_against_the_complaints_closed() {
    let of = |closed, mails| {
        let table = |key: &str, columns: [&str; 4], figures| {
            let columns = columns.iter().map(|column| (*column).to_owned()).collect();
            let row = Row { label: Label::Own { value: "2025".to_owned() }, figures };
            Part::Table(Table { key: key.to_owned(), columns, rows: vec![row] })
        };
        let flow = vec![Figure::count(closed), Figure::count(closed), Figure::Nothing];
        let asked = vec![Figure::count(mails), Figure::count(60), Figure::Hidden];
        document(vec![
            table("flow", ["label", "received", "closed", "carried_forward"], flow),
            table("response", ["label", "invited", "responses", "rate"], asked),
        ])
    };
    let first = of(100, 85);
    let second = against(of(112, 100), &[published(1, &first)], MINIMUM);
    assert_eq!(notes(&second).len(), 1, "fifteen more mails of twelve more complaints: three fewer got none");
    assert_eq!(against(of(127, 100), &[published(1, &first)], MINIMUM), of(127, 100), "twelve more got none");
    // Twenty more were closed and none of them was asked, so the second edition came out the same as the first.
    let second = against(of(120, 85), &[published(1, &first)], MINIMUM);
    assert_eq!(second, of(120, 85));
    let third = against(of(125, 97), &[published(1, &first), published(2, &second)], MINIMUM);
    assert_eq!(
        notes(&third),
        [&unchanged(2)],
        "five more of which twelve were asked: seven of those before were too"
    );
}

#[test]
fn hidden_standings_are_held_against_the_complaints_received() {
    let of = |received, denominator: Figure, not_applicable: Figure| {
        let table = |key: &str, columns: [&str; 4], label, figures| {
            let columns = columns.iter().map(|column| (*column).to_owned()).collect();
            Part::Table(Table { key: key.to_owned(), columns, rows: vec![Row { label, figures }] })
        };
        let none = Figure::Nothing;
        let year = Label::Own { value: "2025".to_owned() };
        let kpi = Label::Known { name: "kpi:written_response".to_owned() };
        let flow = vec![Figure::count(received), none.clone(), none];
        let counts = vec![Figure::count(39), denominator, not_applicable];
        document(vec![
            table("flow", ["label", "received", "closed", "carried_forward"], year, flow),
            table("kpi_counts", ["label", "numerator", "denominator", "not_applicable"], kpi, counts),
        ])
    };
    let all = |received| {
        let Part::Table(mut table) =
            of(received, Figure::count(39), Figure::count(12)).sections[0].parts[1].clone()
        else {
            panic!("a table")
        };
        for column in ["unknown", "pending"] {
            table.columns.push(column.to_owned());
            table.rows[0].figures.push(Figure::count(0));
        }
        let mut found = of(received, Figure::Hidden, Figure::Hidden);
        found.sections[0].parts[1] = Part::Table(table);
        found
    };
    // In time are 39, so the others are 12 before and 15 now.
    let mut hidden = all(54);
    let Part::Table(table) = &mut hidden.sections[0].parts[1] else { panic!("a table") };
    table.rows[0].figures[1] = Figure::Hidden;
    table.rows[0].figures[2] = Figure::Hidden;
    assert_eq!(notes(&against(hidden, &[published(1, &all(51))], MINIMUM)).len(), 1);
}

#[test]
fn a_sum_of_rows_that_differs_by_a_few_keeps_the_table() {
    let before = of_counts(&[100, 40, 60]);
    let after = against(of_counts(&[115, 28, 60]), &[published(1, &before)], MINIMUM);
    assert_eq!(notes(&after).len(), 1, "fifteen more and twelve fewer are three");
    let after = against(of_counts(&[115, 62, 60]), &[published(1, &before)], MINIMUM);
    assert_eq!(notes(&after).len(), 0);
}

#[test]
fn what_was_not_recorded_is_held_against_what_is_by_now() {
    let said = |key: &str, figures: Vec<(&str, Figure)>| {
        let figures = figures.into_iter().map(|(name, figure)| (name.to_owned(), figure)).collect();
        document(vec![Part::Statements { statements: vec![Statement { key: key.to_owned(), figures }] }])
    };
    let before = said("kifid_not_recorded", vec![("complaints", Figure::count(40))]);
    let now = |not_told: u64| {
        let share = |part| Figure::Share { part, whole: 52, decimals: 0 };
        let shares = [("share", share(52 - not_told)), ("not_told", share(not_told))];
        let figures = [("complaints", Figure::count(52))].into_iter().chain(shares).collect();
        against(said("kifid_pointed", figures), &[published(1, &before)], MINIMUM)
    };
    assert_eq!(notes(&now(35)).len(), 1, "five of which it was not told are told now");
    assert_eq!(notes(&now(40)).len(), 0);
}

/// By brute force: every sum of rows that both tables name, and what the totals leave of it.
fn smallest_change(before: &Table, now: &Table) -> Option<u64> {
    let count = |row: &Row| match row.figures[0] {
        Figure::Count { count } => i64::try_from(count).unwrap(),
        _ => 0,
    };
    let of = |table: &Table, label: &Label| table.rows.iter().find(|row| row.label == *label).map(count);
    let is_named = |label: &&Label| !matches!(label, Label::Others | Label::Total);
    let labels = now.rows.iter().map(|row| &row.label).filter(is_named);
    let both: Vec<i64> = labels.filter_map(|label| Some(of(now, label)? - of(before, label)?)).collect();
    let totals = of(now, &Label::Total).unwrap() - of(before, &Label::Total).unwrap();
    let sums = (0..1_u32 << both.len()).map(|set| {
        both.iter().enumerate().filter(|(place, _)| (set >> place) & 1 == 1).map(|(_, n)| n).sum::<i64>()
    });
    let all = sums.flat_map(|sum| [sum, totals - sum]).map(i64::unsigned_abs);
    all.filter(|change| *change > 0).min()
}

proptest! {
    #[test]
    fn no_two_editions_differ_by_a_small_number(
        first in prop::collection::vec(0..40u64, 1..6),
        changes in prop::collection::vec(prop::collection::vec(-12..13i64, 6), 1..4),
    ) {
        let mut editions = vec![published(1, &of_counts(&first))];
        let mut counts = first;
        for (change, number) in changes.iter().zip(2..) {
            for (count, change) in counts.iter_mut().zip(change) {
                *count = count.saturating_add_signed(*change);
            }
            let edition = against(of_counts(&counts), &editions, MINIMUM);
            editions.push(published(number, &edition));
        }
        for (place, one) in editions.iter().enumerate() {
            for other in &editions[..place] {
                let printed = |edition: &Published| tables(&edition.document, "kinds").next().unwrap().clone();
                let (before, now) = (printed(other), printed(one));
                let is_hidden = |table: &Table| table.rows.iter().any(|row| row.figures[0] == Figure::Hidden);
                if !is_hidden(&before) && !is_hidden(&now) {
                    let change = smallest_change(&before, &now);
                    prop_assert!(change.is_none_or(|change| change >= MINIMUM), "{change:?}");
                }
            }
        }
    }
}
