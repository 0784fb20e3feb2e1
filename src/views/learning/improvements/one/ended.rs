//! How an improvement ended: withdrawn, or closed with the verdict and the figures of that day.
//!
//! The rule: what was found at closing is told from what was kept, never from today's figures.

use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::learning::improvement::EffectVerdict;
use crate::domain::learning::kept::kept;
use crate::texts::Texts;
use crate::views::learning::improvements::one::ImprovementPage;
use crate::views::learning::improvements::words::recorder;

impl ImprovementPage<'_> {
    pub(super) fn withdrawn(&self, by: &str, at: Timestamp, text: &Texts) -> Markup {
        html! { p.notice { (text.improvement_was_withdrawn(recorder(text, by), self.moment(at))) } }
    }

    /// The verdict at closing, with the figures that were kept; where those cannot be read, the verdict alone.
    pub(super) fn frozen(&self, verdict: EffectVerdict, evidence: &str, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="frozen" {
                h2 id="frozen" { (text.improvement_frozen_heading()) }
                @if let Some((report, judged_on)) = &kept(evidence) {
                    (self.told(report, *judged_on).whole())
                } @else { p.headline { (bare(text, verdict)) } }
            }
        }
    }
}

/// A verdict without figures.
fn bare(text: &Texts, verdict: EffectVerdict) -> String {
    match verdict {
        EffectVerdict::Works => text.improvement_frozen_works(),
        EffectVerdict::Harms => text.improvement_frozen_harms(),
        EffectVerdict::CannotBeToldYet => text.improvement_frozen_untold(),
    }
}
