//! Acts and actors in the reader's language.
//!
//! The rule: every act has words, which the compiler sees to.

use crate::domain::access::action::Action;
use crate::texts::Texts;

/// What was done.
pub fn act(text: &Texts, action: Action) -> String {
    match action {
        Action::ChangeTexts => text.act_change_texts(),
        Action::CheckTheme => text.act_check_theme(),
        Action::JudgeTheme => text.act_judge_theme(),
        Action::SaveView => text.act_save_view(),
        Action::RenameView => text.act_rename_view(),
        Action::ShareView => text.act_share_view(),
        Action::UnshareView => text.act_unshare_view(),
        Action::DeleteView => text.act_delete_view(),
        Action::SubscribeToView => text.act_subscribe_to_view(),
        Action::UnsubscribeFromView => text.act_unsubscribe_from_view(),
        Action::UndoImport => text.act_undo_import(),
        Action::ReadThemesByDay => text.act_read_themes_by_day(),
        Action::ProposeNorm => text.act_propose_norm(),
        Action::AdoptNorm => text.act_adopt_norm(),
        Action::RejectNorm => text.act_reject_norm(),
        Action::WithdrawNorm => text.act_withdraw_norm(),
        Action::KeepNorm => text.act_keep_norm(),
        Action::LoadPolicyNorms => text.act_load_policy_norms(),
        Action::TellNotifications => text.act_tell_notifications(),
        Action::RecordFacts => text.act_record_facts(),
        Action::DrawQualitySample => text.act_draw_quality_sample(),
        Action::ReviewQuality => text.act_review_quality(),
        Action::CorrectReview => text.act_correct_review(),
        Action::RegisterComplaint => text.act_register_complaint(),
        Action::EditComplaint => text.act_edit_complaint(),
        Action::ReadComplaint => text.act_read_complaint(),
        Action::ReportComplaint => text.act_report_complaint(),
        Action::ReportBounce => text.act_report_bounce(),
        Action::PauseSending => text.act_pause_sending(),
        Action::ResumeSending => text.act_resume_sending(),
        Action::RetrySending => text.act_retry_sending(),
        Action::QueueAgain => text.act_queue_again(),
        Action::AddSuppression => text.act_add_suppression(),
        Action::RemoveSuppression => text.act_remove_suppression(),
        Action::ClearBounce => text.act_clear_bounce(),
        Action::ReadPerson => text.act_read_person(),
        Action::ErasePerson => text.act_erase_person(),
        Action::ObjectForPerson => text.act_object_for_person(),
        Action::LiftObjection => text.act_lift_objection(),
        Action::RestrictPerson => text.act_restrict_person(),
        Action::LiftRestriction => text.act_lift_restriction(),
        Action::SignIn => text.act_sign_in(),
        Action::RefuseSignIn => text.act_refuse_sign_in(),
        Action::ForgetPassword => text.act_forget_password(),
        Action::SetPassword => text.act_set_password(),
        Action::EndSession => text.act_end_session(),
        Action::SignOut => text.act_sign_out(),
        Action::SetUpSecondFactor => text.act_set_up_second_factor(),
        Action::RemoveSecondFactor => text.act_remove_second_factor(),
        Action::UseRecoveryCode => text.act_use_recovery_code(),
        Action::ResetSecondFactor => text.act_reset_second_factor(),
        Action::SetRoles => text.act_set_roles(),
        Action::SetTeam => text.act_set_team(),
        Action::AddUser => text.act_add_user(),
        Action::LinkUser => text.act_link_user(),
        Action::LinkToProvider => text.act_link_to_provider(),
        Action::UnlinkFromProvider => text.act_unlink_from_provider(),
        Action::DisableUser => text.act_disable_user(),
        Action::EnableUser => text.act_enable_user(),
        Action::AddKey => text.act_add_key(),
        Action::RevokeKey => text.act_revoke_key(),
        Action::TakeUpFollowUp => text.act_take_up_follow_up(),
        Action::CompleteFollowUp => text.act_complete_follow_up(),
        Action::ReadFollowUp => text.act_read_follow_up(),
        Action::AssignFollowUp => text.act_assign_follow_up(),
        Action::HandOverFollowUp => text.act_hand_over_follow_up(),
        Action::NoteOnFollowUp => text.act_note_on_follow_up(),
        Action::DropFollowUp => text.act_drop_follow_up(),
        Action::ReopenFollowUp => text.act_reopen_follow_up(),
        Action::ReadContact => text.act_read_contact(),
        Action::MarkDiscussed => text.act_mark_discussed(),
        Action::RenameCause => text.act_rename_cause(),
        Action::MergeCauses => text.act_merge_causes(),
        Action::RetireCause => text.act_retire_cause(),
        Action::RestoreCause => text.act_restore_cause(),
        Action::TieTheme => text.act_tie_theme(),
        Action::ImportCauses => text.act_import_causes(),
        Action::RegisterImprovement => text.act_register_improvement(),
        Action::ChangeImprovement => text.act_change_improvement(),
        Action::WithdrawImprovement => text.act_withdraw_improvement(),
        Action::CloseImprovement => text.act_close_improvement(),
        Action::PrepareReport => text.act_prepare_report(),
        Action::ApproveReport => text.act_approve_report(),
        Action::PublishReport => text.act_publish_report(),
        Action::RejectReport => text.act_reject_report(),
        Action::DiscardReport => text.act_discard_report(),
        Action::WithdrawReport => text.act_withdraw_report(),
        Action::AssessPolicy => text.act_assess_policy(),
        Action::PublishQuestionnaire => text.act_publish_questionnaire(),
        Action::MakeTheme => text.act_make_theme(),
        Action::ChangeTheme => text.act_change_theme(),
        Action::RemoveTheme => text.act_remove_theme(),
        Action::SetTheme => text.act_set_theme(),
        Action::ExplainSignal => text.act_explain_signal(),
        Action::NoteChange => text.act_note_change(),
        Action::WithdrawChange => text.act_withdraw_change(),
        Action::ImportResponses => text.act_import_responses(),
        Action::ImportComplaints => text.act_import_complaints(),
        Action::RebuildTallies => text.act_rebuild_tallies(),
        Action::BackUp => text.act_backup(),
        Action::DrillRestore => text.act_drill_restore(),
        Action::MoveInstallation => text.act_move(),
        Action::UndoMove => text.act_move_undo(),
        Action::UseSecret => text.act_use_secret(),
        Action::DropSecret => text.act_drop_secret(),
        Action::ReadVerbatims => text.act_read_verbatims(),
        Action::ReadResponses => text.act_read_responses(),
        Action::ExportResponses => text.act_export_responses(),
        Action::ExportAudit => text.act_export_audit(),
        Action::ReadAudit => text.act_read_audit(),
        Action::ReadNpsByDay => text.act_read_nps_by_day(),
        Action::ReadSatisfactionByDay => text.act_read_satisfaction_by_day(),
        Action::ReadFunnelByDay => text.act_read_funnel_by_day(),
        Action::ReadControlChartByDay => text.act_read_control_chart_by_day(),
        Action::ReadDifferenceByDay => text.act_read_difference_by_day(),
        Action::ReadDashboardByDay => text.act_read_dashboard_by_day(),
        Action::ReadNormProposalByDay => text.act_read_norm_proposal_by_day(),
        Action::ReadNormBacktestByDay => text.act_read_norm_backtest_by_day(),
    }
}

/// Who did it, from the actor as it is read: `operator`, `unknown`, `key NAME`, `user EMAIL` or `user EMAIL by key NAME`.
pub(super) fn actor(text: &Texts, actor: &str) -> String {
    const BY_KEY: &str = " by key ";
    if actor == "operator" {
        return text.audit_operator();
    }
    if actor == "unknown" {
        return text.audit_unknown();
    }
    if let Some(name) = actor.strip_prefix("key ") {
        return text.audit_key(name);
    }
    match actor.strip_prefix("user ").map(|user| (user, user.split_once(BY_KEY))) {
        Some((_, Some((person, key)))) => text.audit_by_key(person, key),
        Some((person, None)) => person.to_owned(),
        None => actor.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::language::Language;
    use crate::texts::texts;

    #[test]
    fn actors_are_told_in_words() {
        let text = texts(Language::English);
        for (stored, told) in [
            ("operator", "the operator, at the command line"),
            ("key crm", "key crm"),
            ("user a@example.org", "a@example.org"),
            ("user a@example.org by key bi", "a@example.org, by key bi"),
            ("person 0123", "person 0123"),
        ] {
            assert_eq!(actor(text, stored), told);
        }
    }
}
