//! Whether a document was computed from facts that stood still.
//!
//! The rule: a document is computed by many statements, between which complaints may come in. One of which no figure moved from one
//! computation to the next is of one state of the facts.

use crate::domain::reporting::document::Document;

/// How often a document is computed at most.
pub const MOST_COMPUTED: usize = 4;

/// Whether a document is that of the computation before, apart from its moment.
#[must_use]
pub fn is_settled(before: &Document, now: &Document) -> bool {
    Document { as_of: now.as_of.clone(), ..before.clone() } == *now
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::document::{InBoth, Part, Section, Statement};
    use crate::domain::reporting::figure::Figure;
    use crate::domain::reporting::method::METHOD;

    fn document(received: u64, as_of: &str) -> Document {
        let figures = vec![("received".to_owned(), Figure::count(received))];
        let statements = vec![Statement { key: "summary_received".to_owned(), figures }];
        let section = Section {
            key: "summary".to_owned(),
            heading: InBoth::default(),
            parts: vec![Part::Statements { statements }],
        };
        Document {
            method: METHOD.to_owned(),
            document: "public".to_owned(),
            year: 2025,
            organisation: "Voorbeeld".to_owned(),
            as_of: as_of.to_owned(),
            minimum: 10,
            sections: vec![section],
        }
    }

    #[test]
    fn a_figure_that_moved_is_not_settled_and_another_moment_is() {
        let before = document(12, "2026-02-01T09:00:00Z");
        assert!(is_settled(&before, &document(12, "2026-02-01T09:00:01Z")));
        assert!(!is_settled(&before, &document(13, "2026-02-01T09:00:00Z")));
        assert!(!is_settled(&before, &Document { minimum: 11, ..before.clone() }));
    }
}
