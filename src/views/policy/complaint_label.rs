//! What the fields of the form of a complaint are called.

use crate::texts::Texts;
use crate::views::kit::words::{self, capitalised};

/// A field's label.
pub(super) fn label(text: &Texts, field: &str) -> String {
    match field {
        "reference" => text.sending_find_label(),
        "status" => text.hand_status(),
        "received_at" => text.hand_received(),
        "closed_at" => text.hand_closed_at(),
        "contact.name" => text.hand_name(),
        "contact.email" => text.hand_email(),
        "contact.phone" => text.hand_phone(),
        "contact.language" => text.hand_language(),
        "handler" => text.hand_handler(),
        "causes" => text.hand_causes(),
        "survey.ask" => text.hand_do_not_ask(),
        "survey.reason" => text.hand_reason(),
        "survey.note" => text.hand_note(),
        other => capitalised(&words::field(text, other)),
    }
}
