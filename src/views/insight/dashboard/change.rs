//! The change against the range of the same length just before: a word, the difference, and its interval.
//!
//! The rule: the word is that of the interval. A difference that is not shown to be one is not called a rise or a fall.

use maud::{Markup, html};

use crate::domain::insight::change::Change;
use crate::domain::insight::series::Point;
use crate::statistics::difference::Conclusion;
use crate::texts::Texts;
use crate::views::insight::dashboard::{Dashboard, value};
use crate::views::kit::format::signed;

impl Dashboard<'_> {
    pub(super) fn change(&self, text: &Texts) -> Markup {
        let Some(before) = self.before.filter(|_| value(self.whole).is_some()) else { return html! {} };
        let (from, to) = self.days_of(before.range);
        html! {
            p.change {
                @match self.change.zip(value(before)) {
                    Some((change, (nps, _, _))) => {
                        strong { (word(change, text)) } ": "
                        (self.difference(change, nps, before, text))
                    }
                    None => (text.change_too_few(from, to)),
                }
            }
        }
    }

    fn difference(&self, change: &Change, nps: f64, before: &Point, text: &Texts) -> String {
        let (from, to) = self.days_of(before.range);
        text.change_against(
            signed(self.staff.language, change.difference),
            from,
            to,
            self.points(nps),
            self.confidence(),
            self.points(change.low),
            self.points(change.high),
        )
    }
}

fn word(change: &Change, text: &Texts) -> String {
    match change.conclusion {
        Conclusion::Higher => text.change_higher(),
        Conclusion::Lower => text.change_lower(),
        Conclusion::NoDifferenceShown => text.change_none_shown(),
    }
}
