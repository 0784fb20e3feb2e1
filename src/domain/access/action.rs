//! What the audit records: every action that changes something, and every reading of single answers or days.
//!
//! The rule: names are stored and exported, so a name is never changed; a new action is a new line.

use crate::domain::named::named_enum;

named_enum! {
    /// An action in the audit.
    pub enum Action {
        ProposeNorm = "propose norm",
        AdoptNorm = "adopt norm",
        RejectNorm = "reject norm",
        WithdrawNorm = "withdraw norm",
        KeepNorm = "keep norm",
        PauseSending = "sending pause",
        ResumeSending = "sending resume",
        RetrySending = "sending retry",
        QueueAgain = "sending queue again",
        AddSuppression = "suppressions add",
        RemoveSuppression = "suppressions remove",
        ClearBounce = "bounce clear",
        SignIn = "sign in",
        RefuseSignIn = "sign in refused",
        SetPassword = "set password",
        SignOut = "sign out",
        AddUser = "users add",
        LinkUser = "users link",
        DisableUser = "users disable",
        EnableUser = "users enable",
        AddKey = "keys add",
        RevokeKey = "keys revoke",
        TakeUpFollowUp = "follow-up take up",
        CompleteFollowUp = "follow-up done",
        ReadFollowUp = "follow-up read",
        PublishQuestionnaire = "questionnaires publish",
        MakeTheme = "make theme",
        ChangeTheme = "change theme",
        RemoveTheme = "remove theme",
        SetTheme = "set theme",
        ExplainSignal = "explain signal",
        NoteChange = "note change",
        WithdrawChange = "withdraw change",
        ImportResponses = "responses import",
        ImportComplaints = "complaints import",
        RebuildTallies = "rebuild tallies",
        ReadVerbatims = "verbatims",
        ReadResponses = "responses",
        ExportResponses = "export responses",
        ExportAudit = "export audit",
        ReadNpsByDay = "nps by day",
        ReadSatisfactionByDay = "satisfaction by day",
        ReadFunnelByDay = "funnel by day",
        ReadControlChartByDay = "control chart by day",
        ReadDifferenceByDay = "difference by day",
        ReadDashboardByDay = "dashboard by day",
        ReadNormProposalByDay = "norm proposal by day",
        ReadNormBacktestByDay = "norm back-test by day",
    }
}
