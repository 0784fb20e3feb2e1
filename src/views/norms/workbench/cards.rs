//! The three norms that history suggests, a card each: what it would mean, what it would have said, and its risks. The
//! figures are folded beneath.

use maud::{Markup, html};

use crate::domain::norms::suggestion::Suggestion;
use crate::texts::Texts;
use crate::urls;
use crate::views::kit::format::{decimal, probability, whole};
use crate::views::norms::dossier::past;
use crate::views::norms::plain::{Meaning, one};
use crate::views::norms::rule_text;
use crate::views::norms::workbench::WorkbenchPage;

/// One of the three.
struct Card {
    /// The anchor of its heading.
    id: &'static str,
    name: String,
    /// What it is for.
    aim: String,
    /// Unrounded, in points.
    exact: f64,
    /// As suggested, in points.
    norm: f64,
}

impl WorkbenchPage<'_> {
    pub(super) fn cards(&self, suggestion: &Suggestion, text: &Texts) -> Markup {
        let found = &suggestion.proposal;
        let [hold, provable, stretch] = suggestion.rounded;
        let stretched = found.stretch(self.query.improvement);
        let card = |id, name, aim, exact, norm| Card { id, name, aim, exact, norm };
        let cards = [
            card("hold", text.workbench_hold(), text.workbench_hold_aim(), found.hold(), hold),
            card(
                "provable",
                text.workbench_provable(),
                text.workbench_provable_aim(one(text, self.query.rule.interval)),
                found.provable,
                provable,
            ),
            card("stretch", text.workbench_stretch(), self.stretch_aim(suggestion, text), stretched, stretch),
        ];
        html! {
            section aria-labelledby="proposal" {
                h2 id="proposal" { (text.workbench_proposal()) }
                p { (text.workbench_level(
                    decimal(self.staff.language, found.centre),
                    found.periods.to_string(),
                    whole(self.staff.language, found.responses),
                )) }
                div.cards { @for card in &cards { (self.card(card, suggestion, text)) } }
                p.note { (text.norms_hidden_note()) }
            }
        }
    }

    /// The wanted improvement, and why the suggested one is larger where that is so.
    fn stretch_aim(&self, suggestion: &Suggestion, text: &Texts) -> String {
        let smallest = suggestion.proposal.smallest_provable_improvement;
        let wanted = self.points(self.query.improvement);
        if smallest <= self.query.improvement {
            return text.workbench_stretch_aim(wanted);
        }
        text.workbench_stretch_raised(
            wanted,
            whole(self.staff.language, suggestion.expected_responses.round() as u64),
            one(text, self.query.rule.interval),
            decimal(self.staff.language, smallest),
        )
    }

    fn card(&self, card: &Card, suggestion: &Suggestion, text: &Texts) -> Markup {
        let meaning = Meaning {
            language: self.staff.language,
            interval: self.query.rule.interval,
            outlook: suggestion.outlook,
            norm: card.norm,
        };
        let tested = self.suggested.iter().find(|tested| tested.candidate.norm == card.norm);
        html! {
            article.card aria-labelledby=(card.id) {
                h3 id=(card.id) { (card.name) }
                p.value { (self.points(card.norm)) }
                p { strong { (meaning.consequence()) } }
                p { (card.aim) }
                ul {
                    @if let Some(tested) = tested.filter(|tested| tested.has_responses()) {
                        li { (past(text, self.query.rule.interval, tested)) }
                    }
                    li { (meaning.false_alarm()) }
                    li { (meaning.missed_fall(self.query.gap)) }
                }
                @if card.norm.abs() < 100.0 { (self.card_links(card.norm, text)) }
                (self.figures(card, suggestion, text))
            }
        }
    }

    fn card_links(&self, norm: f64, text: &Texts) -> Markup {
        let query = self.query.with("candidate", &norm.to_string());
        let value = self.points(norm);
        html! {
            div.buttons {
                a.button href={ (urls::WORKBENCH) "?" (query) "#propose" } aria-label=(text.workbench_propose_value(value.as_str())) {
                    (text.workbench_propose())
                }
                a href={ (urls::WORKBENCH) "?" (query) "#backtest" } aria-label=(text.workbench_try_value(value.as_str())) {
                    (text.workbench_try())
                }
            }
        }
    }

    fn figures(&self, card: &Card, suggestion: &Suggestion, text: &Texts) -> Markup {
        let found = suggestion.proposal.assurance(card.norm);
        let share = |share| probability(self.staff.language, share);
        html! {
            details {
                summary { (text.workbench_figures()) }
                dl.pairs {
                    dt { (text.workbench_exact()) } dd { (decimal(self.staff.language, card.exact)) }
                    dt { (text.workbench_rounded()) } dd { (self.points(card.norm)) }
                    dt { (text.workbench_if_unchanged()) }
                    dd { (text.workbench_shares(share(found.met), share(found.undecided), share(found.not_met))) }
                    dt { (text.norm_rule()) } dd { (rule_text(text, &self.query.rule)) }
                }
            }
        }
    }
}
