//! The names of what is held of a person.

use crate::texts::Texts;

/// What a table holds, in words. One that has no name of its own is called by its name in the database.
pub(super) fn part(text: &Texts, table: &str) -> String {
    match table {
        "complaints" => text.held_complaints(),
        "invitations" => text.held_invitations(),
        "messages" => text.held_messages(),
        "acceptances" => text.held_acceptances(),
        "bounces" => text.held_bounces(),
        "responses" => text.held_responses(),
        "response_revisions" => text.held_revisions(),
        "ratings" => text.held_ratings(),
        "response_themes" => text.held_themes(),
        "theme_check_hits" => text.held_theme_checks(),
        "attempts" => text.held_attempts(),
        "follow_ups" => text.held_follow_ups(),
        "follow_up_notes" => text.held_notes(),
        "staff_mails" => text.held_staff_mails(),
        "news_wishes" => text.held_news(),
        "quality_sample" => text.held_sample(),
        "quality_reviews" => text.held_reviews(),
        "suppressions" => text.held_suppressions(),
        "restrictions" => text.held_restrictions(),
        "erasures" => text.held_erasures(),
        other => other.to_owned(),
    }
}
