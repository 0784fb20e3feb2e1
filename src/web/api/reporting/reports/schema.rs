//! The schema of a report as data.
//!
//! The rule: what every report has is described to its parts; these are open, since each kind of figure has fields of its own.

use utoipa::openapi::schema::{Schema, Type};
use utoipa::openapi::{ArrayBuilder, ObjectBuilder, RefOr};

use crate::domain::reporting::document::DocumentKind;
use crate::web::api::kit::schema::{answer, answered_moment, of_type, one_of};

/// A document.
pub(super) fn document() -> ObjectBuilder {
    answer([
        ("method", text()),
        ("document", one_of(DocumentKind::NAMES).into()),
        ("year", of_type(Type::Integer).into()),
        ("organisation", text()),
        ("as_of", answered_moment()),
        (
            "minimum",
            of_type(Type::Integer).description(Some("Counts of 1 up to this less one are hidden.")).into(),
        ),
        ("sections", ArrayBuilder::new().items(section()).into()),
    ])
    .description(Some(
        "The report as data: sections with tables, generated sentences and words, named by keys.",
    ))
}

fn section() -> RefOr<Schema> {
    let heading = answer([("nl", text()), ("en", text())]);
    let part = of_type(Type::Object).description(Some(
        "`part` says which: `table` with `key`, `columns` (the first is that of the labels) and `rows`, each with a `label` and a \
         figure for each further column; `statements`, each with its `key` and its `figures` by name; or `words` in both \
         languages. A figure says by `figure` what it is, such as `count`, `share` or `hidden`, and has the counts that it \
         follows from.",
    ));
    answer([("key", text()), ("heading", heading.into()), ("parts", ArrayBuilder::new().items(part).into())])
        .into()
}

fn text() -> RefOr<Schema> {
    of_type(Type::String).into()
}
