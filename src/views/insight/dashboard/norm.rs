//! The norm on the dashboard: that there is none, or its steps in the trend and the latest official verdict.

use maud::{Markup, html};

use crate::domain::insight::series::Point;
use crate::domain::policy::kpi::Kpi;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::dashboard::Dashboard;
use crate::views::kit::format::{day, per_cent, period};
use crate::views::norms::{value, verdict};

impl Dashboard<'_> {
    /// The norm in force today, in a few words.
    pub(super) fn norm_in_force(&self, text: &Texts) -> String {
        match self.norm.ledger.in_force(Kpi::Nps, self.norm.today) {
            None => text.dashboard_no_norm(),
            Some(norm) => text.dashboard_norm_since(
                value(self.staff.language, Kpi::Nps, norm.proposed.value),
                day(self.staff.language, norm.proposed.effective_from),
            ),
        }
    }

    /// Without a norm, that nothing is judged; with one, the latest official verdict.
    pub(super) fn norm_words(&self, text: &Texts) -> Markup {
        let has_norm = self.norm.ledger.in_force(Kpi::Nps, self.norm.today).is_some();
        if has_norm && !self.query.whole.filters.is_empty() {
            return html! { p.note { (text.dashboard_norm_of_all()) } };
        }
        let mut adopted = self.norm.ledger.adopted(Kpi::Nps).into_iter();
        let coming = adopted.find(|norm| norm.proposed.effective_from > self.norm.today);
        html! {
            @if !has_norm && coming.is_none() {
                p.note { (text.dashboard_no_norm_text()) " " a href=(urls::NORMS) { (text.readiness_heading()) } }
            }
            @if let Some(norm) = coming {
                p.note { a href=(urls::norm(norm.id)) {
                    (text.norms_coming(value(self.staff.language, Kpi::Nps, norm.proposed.value), day(self.staff.language, norm.proposed.effective_from)))
                } }
            }
            (self.latest_verdict(text))
        }
    }

    fn latest_verdict(&self, text: &Texts) -> Markup {
        let latest = self.norm.latest.and_then(|given| {
            let norm = self.norm.ledger.0.iter().find(|norm| norm.id == given.norm)?;
            Some((given, norm, norm.proposed.rule.as_ref()?))
        });
        html! {
            @if let Some((given, norm, rule)) = latest {
                p {
                    // Without counts: subtracting this page's figures from them could reveal a small month.
                    a href=(urls::norm(norm.id)) { (period(self.staff.language, given.range, rule.interval.interval())) } ": "
                    (text.dashboard_judged(
                        verdict::word(text, given.verdict),
                        value(self.staff.language, Kpi::Nps, norm.proposed.value),
                    ))
                }
            }
        }
    }

    /// The norm in force on the last day of a period; `None` if it may not be drawn.
    pub(super) fn norm_on(&self, point: &Point) -> Option<f64> {
        if !self.is_norm_drawn() {
            return None;
        }
        self.norm.ledger.in_force(Kpi::Nps, point.range.to()).map(|norm| norm.proposed.value)
    }

    pub(super) fn norm_label(&self, text: &Texts) -> String {
        let last = self.over_time.iter().rev().find_map(|point| self.norm_on(point));
        last.map(|norm| text.dashboard_norm_line(value(self.staff.language, Kpi::Nps, norm)))
            .unwrap_or_default()
    }

    /// What the norm's line means; `None` if it is not drawn.
    pub(super) fn norm_in_words(&self, text: &Texts) -> Option<String> {
        let deciding = self.norm.deciding.filter(|_| self.is_norm_drawn())?;
        Some(text.dashboard_norm_note(per_cent(deciding.share())))
    }

    /// What the norm's line means, or why it is not drawn.
    pub(super) fn norm_note(&self, text: &Texts) -> Markup {
        let deciding = self.norm.deciding.map(|confidence| per_cent(confidence.share()));
        html! {
            @if let Some(deciding) = deciding {
                p.note {
                    @if self.is_norm_drawn() { (text.dashboard_norm_note(deciding)) } @else {
                        a href={ "?" (self.query.with("confidence", None)) } { (text.dashboard_norm_other_interval(deciding)) }
                    }
                }
            }
        }
    }

    fn is_norm_drawn(&self) -> bool {
        self.norm.deciding == Some(self.query.trend.confidence)
    }
}
