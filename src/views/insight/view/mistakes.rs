//! What is wrong with the address of a view, said by [`Mistakes`].

use maud::Markup;

use crate::domain::complaints::segment::Dimension;
use crate::texts::Texts;
use crate::views::insight::mistakes::Mistakes;
use crate::views::insight::view::View;

impl View<'_> {
    fn refused(&self) -> Mistakes<'_> {
        Mistakes {
            refused: self.mistakes,
            view: self.query,
            today: self.norm.today,
            has_field,
            own_advice: |_, _, _| None,
        }
    }

    /// The summary, with a link to each field that the form has.
    pub(super) fn mistakes(&self, text: &Texts) -> Markup {
        self.refused().summary(text)
    }

    /// The sentence at a field that was refused.
    pub(super) fn mistake_at(&self, field: &str, text: &Texts) -> Markup {
        self.refused().at(field, text)
    }

    pub(super) fn is_wrong(&self, field: &str) -> bool {
        self.refused().is_wrong(field)
    }
}

/// Whether the form has a field of this name.
fn has_field(field: &str) -> bool {
    matches!(field, "from" | "to" | "interval" | "basis" | "rolling") || field.parse::<Dimension>().is_ok()
}
