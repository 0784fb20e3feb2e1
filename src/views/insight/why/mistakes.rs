//! What is wrong with the address of a comparison, said by [`Mistakes`], with what to compare with as a field of its own.

use maud::Markup;

use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::presets::Preset;
use crate::domain::insight::query::why::Against;
use crate::texts::Texts;
use crate::views::insight::mistakes::Mistakes;
use crate::views::insight::why::WhyPage;
use crate::views::kit::words;

impl WhyPage<'_> {
    fn refused(&self) -> Mistakes<'_> {
        Mistakes { refused: self.mistakes, view: &self.query.view, today: self.today, has_field, own_advice }
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
    matches!(field, "from" | "to" | "against")
}

/// The advice on what to compare: all years have no period before them, and what to compare with may be too long or unknown.
fn own_advice(view: &DashboardQuery, field: &str, text: &Texts) -> Option<String> {
    match (field, view.typed(field)) {
        ("range", Some(typed)) if typed == Preset::All.name() => Some(text.change_all_years()),
        ("against", Some(typed)) if typed.parse::<Against>().is_ok() => Some(text.why_wrong_against()),
        ("against", _) => Some(text.view_wrong_choice(words::field(text, field))),
        _ => None,
    }
}
