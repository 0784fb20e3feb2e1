//! The confirmation before an erasure, and its receipt.
//!
//! The rule: the receipt holds no address, so that it can be kept.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::privacy::erasure::Receipt;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::format::moment;
use crate::views::kit::page::StaffPage;
use crate::views::privacy::requests::hidden;
use crate::views::privacy::words::part;

/// Asks whether to go on.
#[must_use]
pub fn confirmation(staff: &StaffPage<'_>, address: &str) -> Markup {
    let text = texts(staff.language);
    staff.narrow(
        &text.erasure_confirm_title(),
        html! {
            h1 { (text.erasure_confirm_title()) }
            p { strong { (address) } }
            p { (text.erasure_confirm_text()) }
            p { (text.erasure_confirm_stays()) }
            form method="post" action=(urls::PRIVACY_ERASE) {
                (hidden(address))
                button type="submit" { (text.erasure_confirm_button()) }
            }
            p { a href=(urls::PRIVACY_REQUESTS) { (text.erasure_cancel()) } }
        },
    )
}

/// Says what was erased.
#[must_use]
pub fn receipt(staff: &StaffPage<'_>, zone: Tz, receipt: &Receipt) -> Markup {
    let text = texts(staff.language);
    let counts = [
        (text.receipt_withdrawn(), receipt.withdrawn),
        (text.receipt_links(), receipt.links),
        (text.receipt_named(), receipt.named),
        (text.receipt_files(), receipt.files),
    ];
    staff.narrow(
        &text.receipt_title(),
        html! {
            h1 { (text.receipt_title()) }
            p role="status" { (text.receipt_done(moment(staff.language, receipt.at, zone))) }
            table.stacked {
                thead { tr { th scope="col" { (text.receipt_what()) } th scope="col" { (text.receipt_rows()) } } }
                tbody {
                    @for (table, rows) in &receipt.erased {
                        tr { th scope="row" { (part(text, table)) } td { (rows) } }
                    }
                    @for (what, count) in &counts {
                        tr { th scope="row" { (what) } td { (count) } }
                    }
                }
            }
            p { (text.receipt_ledger()) " " code { (receipt.ledger_hash) } }
            @if !receipt.is_purged { p.notice { (text.receipt_not_purged()) } }
            @if receipt.elsewhere > 0 { p.notice { (text.requests_elsewhere()) } }
            @if receipt.has_account { p.notice { (text.held_account()) } }
            p { a href=(urls::PRIVACY_REQUESTS) { (text.receipt_back()) } }
        },
    )
}
