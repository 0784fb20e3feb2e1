//! The change against the range to compare with: a word, the difference, and its interval.
//!
//! The rule: the word is that of the interval. A difference that is not shown to be one is not called a rise or a fall.

use maud::{Markup, html};

use crate::domain::insight::change::{Change, ChangeConclusion};
use crate::domain::insight::query::presets::Preset;
use crate::domain::insight::series::Point;
use crate::texts::Texts;
use crate::views::insight::dashboard::{Dashboard, value};
use crate::views::kit::format::signed;

impl Dashboard<'_> {
    pub(super) fn change(&self, text: &Texts) -> Markup {
        if value(self.whole).is_some() && self.query.preset == Some(Preset::All) {
            return html! { p.change { (text.change_all_years()) } };
        }
        let Some(before) = self.before.filter(|_| value(self.whole).is_some()) else { return html! {} };
        let (from, to) = self.days_of(before.range);
        html! {
            p.change {
                @let told = self.change.zip(value(before));
                @match told.and_then(|(change, value)| Some((change, value, word(change, text)?))) {
                    Some((change, (nps, _, _), word)) => {
                        strong { (word) } ": "
                        (self.difference(change, nps, before, text))
                    }
                    None => (text.change_too_few(self.compared(text), from, to)),
                }
            }
        }
    }

    /// What the range is compared with.
    fn compared(&self, text: &Texts) -> String {
        match self.query.preset {
            Some(Preset::ThisYear) => text.change_same_months(),
            _ => text.change_period_before(),
        }
    }

    fn difference(&self, change: &Change, nps: f64, before: &Point, text: &Texts) -> String {
        let (from, to) = self.days_of(before.range);
        text.change_against(
            signed(self.staff.language, change.difference),
            self.compared(text),
            from,
            to,
            self.points(nps),
            self.confidence(),
            self.points(change.low),
            self.points(change.high),
        )
    }
}

/// The word for a change; `None` if there are too few responses for one.
fn word(change: &Change, text: &Texts) -> Option<String> {
    match change.conclusion {
        ChangeConclusion::Higher => Some(text.change_higher()),
        ChangeConclusion::Lower => Some(text.change_lower()),
        ChangeConclusion::NoDifferenceShown => Some(text.change_none_shown()),
        ChangeConclusion::Insufficient => None,
    }
}
