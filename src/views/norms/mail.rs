//! The mails to policy owners: a proposal awaits a decision, a verdict was given, an evaluation is due.

use chrono::Datelike as _;
use maud::{Markup, html};

use crate::domain::norms::norm::{Norm, NormInterval};
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::views::kit::format::{day, period};
use crate::views::kit::staff_letter::staff_letter;
use crate::views::kit::words::kpi_name;
use crate::views::norms::{bound_within, verdict};

/// The data of the mail.
pub struct NormMail<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub norm: &'a Norm,
    pub occasion: Occasion<'a>,
    pub minimum_group: u64,
    /// The absolute URL of the norm's page.
    pub page: &'a str,
}

/// Why the mail is sent.
#[derive(Clone, Copy)]
pub enum Occasion<'a> {
    Proposal,
    Verdict(&'a OfficialVerdict),
    Evaluation,
}

impl NormMail<'_> {
    #[must_use]
    pub fn subject(&self) -> String {
        let text = texts(self.language);
        match self.occasion {
            Occasion::Proposal => text.norm_mail_proposal_subject(),
            Occasion::Verdict(given) => text.norm_mail_verdict_subject(self.period_in_a_sentence(given)),
            Occasion::Evaluation => text.norm_mail_evaluation_subject(),
        }
    }

    fn body(&self) -> String {
        let text = texts(self.language);
        let proposed = &self.norm.proposed;
        let (kpi, norm) = (kpi_name(text, proposed.kpi), bound_within(self.language, proposed));
        match self.occasion {
            Occasion::Proposal => text.norm_mail_proposal(
                proposed.proposed_by.as_str(),
                kpi,
                norm,
                day(self.language, proposed.effective_from),
                self.organisation,
            ),
            Occasion::Verdict(given) => match &proposed.rule {
                Some(rule) => {
                    let said =
                        verdict::sentence(self.language, given, rule, proposed.value, self.minimum_group);
                    text.norm_mail_verdict(self.organisation, self.period(given), said)
                }
                None => String::new(),
            },
            Occasion::Evaluation => text.norm_mail_evaluation(
                norm,
                self.organisation,
                day(self.language, proposed.effective_from),
            ),
        }
    }

    fn period(&self, given: &OfficialVerdict) -> String {
        let interval = self.norm.proposed.rule.as_ref().map(|rule| rule.interval.interval());
        interval.map(|interval| period(self.language, given.range, interval)).unwrap_or_default()
    }

    /// The period with its article: "het 1e kwartaal van 2026".
    fn period_in_a_sentence(&self, given: &OfficialVerdict) -> String {
        let from = given.range.from();
        let interval = self.norm.proposed.rule.as_ref().map(|rule| rule.interval);
        if interval == Some(NormInterval::Quarter) {
            let quarter = (from.month0() / 3 + 1).to_string();
            texts(self.language).norm_period_quarter(quarter, from.year().to_string())
        } else {
            self.period(given)
        }
    }

    #[must_use]
    pub fn text(&self) -> String {
        let text = texts(self.language);
        let look = format!("{}\n{}", text.norm_mail_look(), self.page);
        [self.body(), look, text.norm_mail_why()].join("\n\n") + "\n"
    }

    #[must_use]
    pub fn html(&self) -> Markup {
        let text = texts(self.language);
        let body = html! {
            p { (self.body()) }
            p { (text.norm_mail_look()) br; a href=(self.page) { (self.page) } }
            p { (text.norm_mail_why()) }
        };
        staff_letter(self.language, &self.subject(), &body)
    }
}
