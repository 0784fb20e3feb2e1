//! Tables of later editions beside those of published ones.

use proptest::prelude::*;

use super::*;
use crate::domain::reporting::document::{DocumentKind, InBoth, Label, METHOD};
use crate::domain::reporting::hiding::MINIMUM;
use crate::domain::reporting::hiding::rows::table;

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
    let statement =
        Statement { key: "share_in_time".to_owned(), figures: vec![("share".to_owned(), figure)] };
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
                prop_assert!(!table_tells(&printed(other), &printed(one), MINIMUM));
            }
        }
    }
}
