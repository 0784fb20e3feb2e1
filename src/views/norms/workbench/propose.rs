//! The form that proposes the candidate, with the workbench's history and rule.

use maud::{Markup, html};

use crate::texts::Texts;
use crate::urls;
use crate::views::norms::rule_text;
use crate::views::norms::workbench::WorkbenchPage;

impl WorkbenchPage<'_> {
    pub(super) fn propose(&self, text: &Texts) -> Markup {
        let typed =
            |name: &str| self.typed.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
        let rule = &self.query.rule;
        let window = self.query.window;
        let effective_from =
            typed("effective_from").map_or_else(|| self.next_new_year.to_string(), str::to_owned);
        let norm = typed("value").map_or_else(|| self.candidate.to_string(), str::to_owned);
        html! {
            section aria-labelledby="propose" {
                h2 id="propose" { (text.propose_heading()) }
                p { (text.propose_intro()) }
                form.boxed method="post" action=(urls::NORMS) {
                    input type="hidden" name="kpi" value="nps";
                    // The default history is not sent, so that an organisation without any history can propose too.
                    @if self.query.is_window_named {
                        input type="hidden" name="from" value=(window.from());
                        input type="hidden" name="to" value=(window.to());
                    }
                    input type="hidden" name="rule.certainty" value=(rule.certainty.name());
                    input type="hidden" name="rule.minimum" value=(rule.minimum);
                    input type="hidden" name="rule.interval" value=(rule.interval.name());
                    input type="hidden" name="gap" value=(self.query.gap);
                    input type="hidden" name="improvement" value=(self.query.improvement);
                    div.fields {
                        label { (text.propose_value()) input type="number" name="value" min="-99.99" max="99.99" step="any" required value=(norm); }
                        label { (text.propose_from()) input type="date" name="effective_from" required value=(effective_from); }
                    }
                    p.note { (text.propose_not_new_year()) }
                    label { (text.propose_rationale()) textarea name="rationale" rows="5" maxlength="4000" required { (typed("rationale").unwrap_or_default()) } }
                    p.note { (text.propose_rule()) ": " (rule_text(text, rule)) }
                    button type="submit" { (text.propose_button()) }
                }
            }
        }
    }
}
