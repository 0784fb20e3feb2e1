//! What a cause was called, and since when.
//!
//! The rule: a name that came along with a merge stands with the cause that had it, so that the names of two causes do not read
//! as those of one.

use maud::{Markup, html};

use crate::domain::learning::causes::CauseName;
use crate::domain::time::calendar::day_of;
use crate::texts::Texts;
use crate::views::kit::format::day;
use crate::views::learning::causes::one::CausePage;

impl CausePage<'_> {
    /// Every name that counts for the cause.
    pub(super) fn names(&self, text: &Texts) -> Markup {
        let has_merged = !self.cause.merged.is_empty();
        html! {
            section aria-labelledby="names" {
                h2 id="names" { (text.causes_names_heading()) }
                @if self.cause.names.len() < 2 { p { (text.causes_names_none()) } } @else {
                    div.scroll tabindex="0" role="group" aria-labelledby="names" {
                        table.narrow.stacked {
                            thead { tr {
                                th scope="col" { (text.causes_name()) }
                                @if has_merged { th scope="col" { (text.causes_name_of()) } }
                                th scope="col" { (text.causes_since()) }
                                th scope="col" { (text.causes_until()) }
                            } }
                            tbody { @for name in &self.cause.names { (self.name_row(name, has_merged, text)) } }
                        }
                    }
                }
            }
        }
    }

    fn name_row(&self, name: &CauseName, has_merged: bool, text: &Texts) -> Markup {
        let on = |at| day(self.staff.language, day_of(at, self.zone));
        html! {
            tr {
                th scope="row" dir="auto" { (name.name) }
                @if has_merged { td dir="auto" { (self.whose(name, text)) } }
                td { (on(name.since)) }
                td { @if let Some(until) = name.until { (on(until)) } @else { (text.causes_name_now()) } }
            }
        }
    }

    /// The cause that had a name: this one, or one that was merged into it.
    fn whose(&self, name: &CauseName, text: &Texts) -> String {
        let merged = self.cause.merged.iter().find(|merged| merged.id == name.cause);
        match merged.and_then(|merged| Some((merged, merged.merged_at?))) {
            Some((merged, at)) => {
                let on = day(self.staff.language, day_of(at, self.zone));
                text.causes_name_of_merged(merged.name.as_str(), on)
            }
            None => text.causes_name_of_this(),
        }
    }
}
