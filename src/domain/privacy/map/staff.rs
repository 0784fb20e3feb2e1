//! The tables about members of staff and what they do.

use crate::domain::privacy::map::Fate::{Kept, RowRemoved, Searched};
use crate::domain::privacy::map::{Columns, Link, Table, plain, staff, staff_pseudonym, staff_words};

pub(super) const TABLES: &[Table] = &[
    of_staff(
        "users",
        &[
            staff("email"),
            plain("roles team failed_sign_ins locked_until created_at disabled_at language"),
            plain("wants_signals wants_audit_heads wants_due_follow_ups"),
            staff_pseudonym("id password_hash issuer subject"),
            staff_pseudonym("totp_secret totp_confirmed_at totp_last_step"),
        ],
    ),
    of_staff("sign_in_links", &[ended("token_hash user_id"), plain("expires_at used_at")]),
    of_staff(
        "sessions",
        &[
            ended("token_hash id user_id browser provider_session"),
            plain("stage created_at last_used_at expires_at at_provider"),
        ],
    ),
    of_staff("recovery_codes", &[staff_pseudonym("user_id code_hash"), plain("used_at")]),
    of_staff(
        "provider_attempts",
        &[ended("state_hash browser_hash nonce verifier"), plain("next expires_at")],
    ),
    of_staff("provider_logouts", &[ended("token_id_hash"), plain("expires_at")]),
    of_staff(
        "api_keys",
        &[
            staff("owner"),
            staff_pseudonym("key_hash prefix"),
            own_words("name"),
            plain("scopes created_at revoked_at expires_at last_used_at"),
        ],
    ),
    // Nothing of the audit can be erased: persons stand in it by identifier or keyed hash, complaints by their reference.
    of_staff("audit", &[staff_pseudonym("actor subject"), plain("id at action sequence hash")]),
    of_staff("audit_words", &[plain("entry_id"), staff_words(Searched, "words")]),
    of_staff("audit_head", &[plain("id sequence hash")]),
    of_staff("audit_published_heads", &[plain("day sequence hash published_at")]),
    of_staff(
        "saved_views",
        &[staff_pseudonym("owner_id"), own_words("name query"), plain("id page is_shared created_at")],
    ),
    of_staff("saved_view_subscribers", &[staff_pseudonym("user_id"), plain("view_id subscribed_at")]),
    of_staff("saved_view_mails", &[staff_pseudonym("user_id"), plain("view_id month queued_at")]),
    of_staff("follow_up_mails", &[staff_pseudonym("user_id"), plain("day queued_at")]),
    of_staff(
        "sending",
        &[staff("paused_by"), staff_words(Searched, "trouble"), plain("id paused_at rests resting_until")],
    ),
    of_staff("rests", &[staff_words(Searched, "trouble"), plain("queue rests resting_until")]),
    // A file that waits to be imported, for an hour at most.
    of_staff(
        "import_uploads",
        &[
            Columns { on_retention: RowRemoved, ..staff_words(Kept, "content") },
            staff("uploaded_by"),
            plain("id uploaded_at"),
        ],
    ),
];

const fn of_staff(name: &'static str, columns: &'static [Columns]) -> Table {
    Table { name, link: Link::None, columns }
}

/// What stands for a member of staff until it ends by itself.
const fn ended(names: &'static str) -> Columns {
    Columns { on_retention: RowRemoved, ..staff_pseudonym(names) }
}

/// Names that staff gave for themselves, by which things are found again.
const fn own_words(names: &'static str) -> Columns {
    staff_words(Kept, names)
}
