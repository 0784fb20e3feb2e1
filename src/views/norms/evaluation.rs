//! The yearly evaluation of a norm: what happened since it took effect, and the decision whether to keep it.

use maud::{Markup, html};

use crate::domain::access::rights::Right;
use crate::domain::norms::evaluation::Since;
use crate::texts::Texts;
use crate::urls;
use crate::views::kit::format::{day, decimal, per_cent, whole};
use crate::views::norms::one::NormPage;

impl NormPage<'_> {
    pub(super) fn evaluation(&self, text: &Texts) -> Markup {
        let Some(since) = self.since else { return html! {} };
        html! {
            section aria-labelledby="evaluation" {
                h2 id="evaluation" { (text.evaluation_heading()) }
                @if let Some(due) = self.due { p.notice { (text.evaluation_due(day(self.staff.language, due))) } }
                p { (text.evaluation_since()) ":" }
                ul {
                    li { (self.level(since, text)) }
                    li { a href=(urls::SIGNALS) { (text.evaluation_signals(since.signals, since.unexplained.to_string())) } }
                    li { (text.evaluation_changes(since.changes)) }
                }
                @if self.due.is_some() && self.staff.user.roles.have(Right::DecideNorms) { (self.keep(text)) }
                @for kept in self.evaluations.iter().rev() {
                    p { (text.evaluation_kept(day(self.staff.language, kept.due_on), kept.by.as_str(), kept.rationale.as_str())) }
                }
            }
        }
    }

    fn level(&self, since: Since, text: &Texts) -> String {
        since.level.map_or_else(
            || text.evaluation_level_none(),
            |level| {
                text.evaluation_level(
                    decimal(self.staff.language, level.nps),
                    whole(self.staff.language, level.n),
                    per_cent(level.confidence.share()),
                    decimal(self.staff.language, level.interval.low),
                    decimal(self.staff.language, level.interval.high),
                )
            },
        )
    }

    fn keep(&self, text: &Texts) -> Markup {
        html! {
            form.boxed method="post" action=(urls::norm_action(self.norm.id, "keep")) {
                label { (text.evaluation_keep()) textarea name="rationale" rows="3" maxlength="4000" required { (self.typed) } }
                div.buttons {
                    button type="submit" { (text.evaluation_keep_button()) }
                    a href=(urls::WORKBENCH) { (text.evaluation_anew()) }
                }
            }
        }
    }
}
