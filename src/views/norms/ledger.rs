//! The ledger: every norm of every KPI, whether proposed, in force, superseded or refused.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::norms::norm::{Ledger, Norm, NormState};
use crate::domain::people::language::Language;
use crate::domain::policy::kpi::Kpi;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::day;
use crate::views::kit::words::kpi_name;
use crate::views::norms::{bound_within, person};

/// The norms of each KPI, newest first.
pub(super) fn render(language: Language, ledger: &Ledger, today: NaiveDate) -> Markup {
    let text = texts(language);
    html! {
        section aria-labelledby="ledger" {
            h2 id="ledger" { (text.ledger_heading()) }
            p { (text.ledger_intro()) }
            div.scroll tabindex="0" role="group" aria-labelledby="ledger" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.ledger_norm()) }
                        th scope="col" { (text.ledger_from()) }
                        th scope="col" { (text.ledger_state()) }
                        th scope="col" { (text.ledger_proposed()) }
                        th scope="col" { (text.ledger_decided()) }
                    } }
                    @for &kpi in Kpi::ALL { (of_kpi(language, ledger, kpi, today)) }
                }
            }
        }
    }
}

fn of_kpi(language: Language, ledger: &Ledger, kpi: Kpi, today: NaiveDate) -> Markup {
    let text = texts(language);
    let mut norms: Vec<&Norm> = ledger.of(kpi).collect();
    norms.sort_by_key(|norm| std::cmp::Reverse((norm.proposed.effective_from, norm.proposed.proposed_at)));
    let has_any = norms.iter().any(|norm| norm.is_adopted());
    html! {
        tbody {
            tr { th.group colspan="5" scope="rowgroup" { "KPI " (kpi.number()) ": " (kpi_name(text, kpi)) } }
            @if !has_any { tr { td colspan="5" { (text.ledger_none()) } } }
            @for norm in norms {
                tr {
                    th.period scope="row" { a href=(urls::norm(norm.id)) { (bound_within(language, &norm.proposed)) } }
                    td.period { (day(language, norm.proposed.effective_from)) }
                    td { (standing(text, ledger, norm, today)) }
                    td.said { (person(text, &norm.proposed.proposed_by)) }
                    td.said { @if let Some(decision) = &norm.decision { (person(text, &decision.by)) } }
                }
            }
        }
    }
}

/// The state of a norm, and whether it is provisional.
pub(super) fn standing(text: &Texts, ledger: &Ledger, norm: &Norm, today: NaiveDate) -> String {
    let state = match ledger.state(norm, today) {
        NormState::Proposed => return text.state_norm_proposed(),
        NormState::Adopted => text.state_norm_adopted(),
        NormState::Superseded => text.state_norm_superseded(),
        NormState::Rejected => return text.state_norm_rejected(),
        NormState::Withdrawn => return text.state_norm_withdrawn(),
    };
    if norm.is_provisional() { format!("{state}, {}", text.state_norm_provisional()) } else { state }
}
