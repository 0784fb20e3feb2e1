//! What the fields are called of what is held of a person.
//!
//! The rule: each field of a customer has a name that this person can read; one without is called by its column.

use crate::texts::Texts;

/// The label of a column.
pub(super) fn field(text: &Texts, column: &str) -> String {
    match column {
        "id" => text.held_field_id(),
        "reference" => text.held_field_reference(),
        "contact_email" => text.held_field_contact_email(),
        "contact_name" => text.held_field_contact_name(),
        "contact_phone" => text.held_field_contact_phone(),
        "opt_out_note" => text.held_field_opt_out_note(),
        "contact_language" => text.held_field_contact_language(),
        "status" => text.held_field_status(),
        "complainant" => text.held_field_complainant(),
        "channel" => text.held_field_channel(),
        "level" => text.held_field_level(),
        "product" => text.held_field_product(),
        "team" => text.held_field_team(),
        "outcome" => text.held_field_outcome(),
        "causes" => text.held_field_causes(),
        "opt_out_reason" => text.held_field_opt_out_reason(),
        "acknowledged_by" => text.held_field_acknowledged_by(),
        "answered_by" => text.held_field_answered_by(),
        "remedy" => text.held_field_remedy(),
        "received_at" => text.held_field_received_at(),
        "closed_at" => text.held_field_closed_at(),
        "acknowledged_at" => text.held_field_acknowledged_at(),
        "phone_attempted_at" => text.held_field_phone_attempted_at(),
        "phone_response_at" => text.held_field_phone_response_at(),
        "written_response_at" => text.held_field_written_response_at(),
        "updated_at" => text.held_field_updated_at(),
        "contact_forgotten_at" => text.held_field_contact_forgotten_at(),
        "erased_at" => text.held_field_erased_at(),
        "closures" => text.held_field_closures(),
        "remedy_amount" => text.held_field_remedy_amount(),
        "acknowledged_never" => text.held_field_acknowledged_never(),
        "phone_response_never" => text.held_field_phone_response_never(),
        "phone_response_required" => text.held_field_phone_response_required(),
        "written_response_never" => text.held_field_written_response_never(),
        "written_response_required" => text.held_field_written_response_required(),
        "kifid_pointed" => text.held_field_kifid_pointed(),
        "employee_discussed_on" => text.held_field_employee_discussed_on(),
        "team_discussed_on" => text.held_field_team_discussed_on(),
        "complaint_id" => text.held_field_complaint_id(),
        "recipient_address" => text.held_field_recipient_address(),
        "recipient_name" => text.held_field_recipient_name(),
        "state" => text.held_field_state(),
        "reason" => text.held_field_reason(),
        "language" => text.held_field_language(),
        "mode" => text.held_field_mode(),
        "questionnaire" => text.held_field_questionnaire(),
        "reported_at" => text.held_field_reported_at(),
        "due_at" => text.held_field_due_at(),
        "sent_at" => text.held_field_sent_at(),
        "expires_at" => text.held_field_expires_at(),
        "answered_at" => text.held_field_answered_at(),
        "reminder_due_at" => text.held_field_reminder_due_at(),
        "closed_on" => text.held_field_closed_on(),
        "closure" => text.held_field_closure(),
        "reminders" => text.held_field_reminders(),
        "is_holdout" => text.held_field_is_holdout(),
        "invitation_id" => text.held_field_invitation_id(),
        "last_error" => text.held_field_last_error(),
        "kind" => text.held_field_kind(),
        "cause" => text.held_field_cause(),
        "next_at" => text.held_field_next_at(),
        "composed_at" => text.held_field_composed_at(),
        "refused_at" => text.held_field_refused_at(),
        "attempts" => text.held_field_attempts(),
        "accepted_at" => text.held_field_accepted_at(),
        "message_id" => text.held_field_message_id(),
        "said" => text.held_field_said(),
        "at" => text.held_field_at(),
        "cleared_at" => text.held_field_cleared_at(),
        "comment" => text.held_field_comment(),
        "score" => text.held_field_score(),
        "revision" => text.held_field_revision(),
        "contact_me" => text.held_field_contact_me(),
        "revised_at" => text.held_field_revised_at(),
        "held_at" => text.held_field_held_at(),
        "answered_on" => text.held_field_answered_on(),
        "response_id" => text.held_field_response_id(),
        "ratings" => text.held_field_ratings(),
        "replaced_at" => text.held_field_replaced_at(),
        "item" => text.held_field_item(),
        "rating" => text.held_field_rating(),
        "theme_id" => text.held_field_theme_id(),
        "origin" => text.held_field_origin(),
        "check_id" => text.held_field_check_id(),
        "place" => text.held_field_place(),
        "judgement" => text.held_field_judgement(),
        "judged_at" => text.held_field_judged_at(),
        "further" => text.held_field_further(),
        "dropped_reason" => text.held_field_dropped_reason(),
        "registered_reference" => text.held_field_registered_reference(),
        "opened_at" => text.held_field_opened_at(),
        "taken_up_at" => text.held_field_taken_up_at(),
        "done_at" => text.held_field_done_at(),
        "first_done_at" => text.held_field_first_done_at(),
        "announced_at" => text.held_field_announced_at(),
        "due_on" => text.held_field_due_on(),
        "follow_up_id" => text.held_field_follow_up_id(),
        "note" => text.held_field_note(),
        "written_at" => text.held_field_written_at(),
        "about" => text.held_field_about(),
        "raised_at" => text.held_field_raised_at(),
        "improvement_id" => text.held_field_improvement_id(),
        "asked_at" => text.held_field_asked_at(),
        "queued_at" => text.held_field_queued_at(),
        "sentence" => text.held_field_sentence(),
        "sentence_language" => text.held_field_sentence_language(),
        "month" => text.held_field_month(),
        "checklist" => text.held_field_checklist(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::field;
    use crate::domain::people::language::Language;
    use crate::domain::privacy::map::of_customers;
    use crate::texts::texts;

    #[test]
    fn every_field_that_a_person_is_shown_has_a_name() {
        for language in Language::ALL {
            let shown =
                of_customers().flat_map(|table| table.columns).filter(|columns| columns.shown.is_some());
            for column in shown.flat_map(|columns| columns.each()) {
                assert_ne!(field(texts(*language), column), column, "{language:?}");
            }
        }
    }
}
