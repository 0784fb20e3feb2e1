//! What the audit records: every action that changes something, and every reading of single answers or days; and what each
//! takes, of a person and of a key.
//!
//! The rule: names are stored and exported, so a name is never changed; a new action is a new line.

use crate::domain::access::rights::Right;
use crate::domain::access::roles::Scope;
use crate::domain::named::named_enum;

named_enum! {
    /// An action in the audit.
    pub enum Action {
        ProposeNorm = "propose norm",
        AdoptNorm = "adopt norm",
        RejectNorm = "reject norm",
        WithdrawNorm = "withdraw norm",
        KeepNorm = "keep norm",
        LoadPolicyNorms = "load policy norms",
        TellNotifications = "notifications",
        RecordFacts = "complaint facts",
        DrawQualitySample = "quality draw",
        ReviewQuality = "quality review",
        CorrectReview = "quality correction",
        /// By a person, on a page.
        RegisterComplaint = "register complaint",
        EditComplaint = "edit complaint",
        ReadComplaint = "complaint read",
        /// The report of a system, which the API takes by the thousand: asked about, and not written down.
        ReportComplaint = "report complaint",
        /// A notification that came back, which a mail server hands on: asked about, and not written down.
        ReportBounce = "report bounce",
        PauseSending = "sending pause",
        ResumeSending = "sending resume",
        RetrySending = "sending retry",
        QueueAgain = "sending queue again",
        AddSuppression = "suppressions add",
        RemoveSuppression = "suppressions remove",
        ClearBounce = "bounce clear",
        ReadPerson = "privacy read",
        ErasePerson = "privacy erase",
        ObjectForPerson = "privacy object",
        LiftObjection = "privacy object lift",
        RestrictPerson = "privacy restrict",
        LiftRestriction = "privacy restrict lift",
        SignIn = "sign in",
        RefuseSignIn = "sign in refused",
        ForgetPassword = "password forgotten",
        SetPassword = "set password",
        EndSession = "end session",
        SignOut = "sign out",
        SetUpSecondFactor = "second factor set up",
        RemoveSecondFactor = "second factor removed",
        UseRecoveryCode = "recovery code used",
        /// By an administrator or the operator, for a user who lost it.
        ResetSecondFactor = "second factor reset",
        SetRoles = "users role",
        SetTeam = "users team",
        AddUser = "users add",
        LinkUser = "users link",
        /// An account becomes that of a person at the identity provider, who signs in there for the first time.
        LinkToProvider = "users link to provider",
        /// By an administrator or the operator: the account is of no person at the identity provider any more.
        UnlinkFromProvider = "users unlink from provider",
        DisableUser = "users disable",
        EnableUser = "users enable",
        AddKey = "keys add",
        RevokeKey = "keys revoke",
        TakeUpFollowUp = "follow-up take up",
        CompleteFollowUp = "follow-up done",
        ReadFollowUp = "follow-up read",
        AssignFollowUp = "follow-up assign",
        HandOverFollowUp = "follow-up hand over",
        NoteOnFollowUp = "follow-up note",
        DropFollowUp = "follow-up drop",
        ReopenFollowUp = "follow-up reopen",
        ReadContact = "follow-up contact read",
        MarkDiscussed = "complaints discussed",
        RenameCause = "causes rename",
        MergeCauses = "causes merge",
        RetireCause = "causes retire",
        RestoreCause = "causes restore",
        TieTheme = "causes theme",
        ImportCauses = "causes import",
        RegisterImprovement = "improvements register",
        ChangeImprovement = "improvements change",
        WithdrawImprovement = "improvements withdraw",
        CloseImprovement = "improvements close",
        PrepareReport = "reports prepare",
        ApproveReport = "reports approve",
        PublishReport = "reports publish",
        RejectReport = "reports reject",
        /// A draft is thrown away.
        DiscardReport = "reports discard",
        /// A published edition is taken back.
        WithdrawReport = "reports withdraw",
        AssessPolicy = "reports assess",
        PublishQuestionnaire = "questionnaires publish",
        ChangeTexts = "texts change",
        MakeTheme = "make theme",
        ChangeTheme = "change theme",
        RemoveTheme = "remove theme",
        SetTheme = "set theme",
        CheckTheme = "check theme",
        JudgeTheme = "judge theme",
        ExplainSignal = "explain signal",
        NoteChange = "note change",
        WithdrawChange = "withdraw change",
        SaveView = "save view",
        RenameView = "rename view",
        ShareView = "share view",
        UnshareView = "unshare view",
        DeleteView = "delete view",
        /// For oneself: the figures of a view by mail, each month.
        SubscribeToView = "subscribe to view",
        UnsubscribeFromView = "unsubscribe from view",
        ImportResponses = "responses import",
        UndoImport = "responses undo",
        ImportComplaints = "complaints import",
        RebuildTallies = "rebuild tallies",
        /// The subject is the SHA-256 of the archive.
        BackUp = "backup",
        /// The subject is the drill, how it went, and the SHA-256 of its record.
        DrillRestore = "drill restore",
        /// From SQLite to PostgreSQL, in the audit of both; the subject is where to.
        MoveInstallation = "move",
        /// The old database is the one in use again, and its audit says so.
        UndoMove = "move undo",
        /// A process began to make things with another key of a secret file.
        UseSecret = "secret use",
        /// A key of a secret file is done without from now on.
        DropSecret = "secret drop",
        ReadVerbatims = "verbatims",
        ReadResponses = "responses",
        ExportResponses = "export responses",
        ExportAudit = "export audit",
        ReadAudit = "read audit",
        ReadNpsByDay = "nps by day",
        ReadSatisfactionByDay = "satisfaction by day",
        ReadFunnelByDay = "funnel by day",
        ReadControlChartByDay = "control chart by day",
        ReadDifferenceByDay = "difference by day",
        ReadDashboardByDay = "dashboard by day",
        ReadThemesByDay = "themes by day",
        ReadNormProposalByDay = "norm proposal by day",
        ReadNormBacktestByDay = "norm back-test by day",
    }
}

/// Who may perform an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// A user with this right.
    Of(Right),
    /// Every user, about the own account.
    Nothing,
    /// A system with the scope; no page does it.
    Key,
    /// The operator, at the command line of this machine.
    Operator,
}

impl Action {
    /// Who may do it.
    #[must_use]
    pub fn asks(self) -> Asks {
        match self {
            Self::ProposeNorm
            | Self::TellNotifications
            | Self::MakeTheme
            | Self::ChangeTheme
            | Self::RemoveTheme
            | Self::SetTheme
            | Self::CheckTheme
            | Self::JudgeTheme
            | Self::ExplainSignal
            | Self::NoteChange
            | Self::WithdrawChange
            | Self::SaveView
            | Self::RenameView
            | Self::ShareView
            | Self::UnshareView
            | Self::DeleteView
            | Self::SubscribeToView
            | Self::UnsubscribeFromView
            | Self::RenameCause
            | Self::MergeCauses
            | Self::RetireCause
            | Self::RestoreCause
            | Self::TieTheme
            | Self::RegisterImprovement
            | Self::ChangeImprovement
            | Self::WithdrawImprovement
            | Self::CloseImprovement
            | Self::PrepareReport
            | Self::DiscardReport
            | Self::AssessPolicy
            | Self::ReadVerbatims
            | Self::ReadResponses
            | Self::ReadNpsByDay
            | Self::ReadSatisfactionByDay
            | Self::ReadFunnelByDay
            | Self::ReadControlChartByDay
            | Self::ReadDifferenceByDay
            | Self::ReadDashboardByDay
            | Self::ReadThemesByDay
            | Self::ReadNormProposalByDay
            | Self::ReadNormBacktestByDay => Asks::Of(Right::SeeInsights),
            Self::AdoptNorm
            | Self::RejectNorm
            | Self::WithdrawNorm
            | Self::KeepNorm
            | Self::LoadPolicyNorms => Asks::Of(Right::DecideNorms),
            Self::ApproveReport | Self::PublishReport | Self::RejectReport | Self::WithdrawReport => {
                Asks::Of(Right::PublishReports)
            }
            Self::ReadPerson
            | Self::ErasePerson
            | Self::ObjectForPerson
            | Self::LiftObjection
            | Self::RestrictPerson
            | Self::LiftRestriction => Asks::Of(Right::HandlePrivacy),
            Self::PauseSending
            | Self::ResumeSending
            | Self::RetrySending
            | Self::QueueAgain
            | Self::ClearBounce => Asks::Of(Right::SteerSending),
            Self::TakeUpFollowUp
            | Self::CompleteFollowUp
            | Self::ReadFollowUp
            | Self::AssignFollowUp
            | Self::HandOverFollowUp
            | Self::NoteOnFollowUp
            | Self::DropFollowUp
            | Self::ReopenFollowUp
            | Self::ReadContact => Asks::Of(Right::HandleFollowUps),
            Self::DrawQualitySample | Self::ReviewQuality | Self::CorrectReview => {
                Asks::Of(Right::ReviewQuality)
            }
            Self::RecordFacts
            | Self::RegisterComplaint
            | Self::EditComplaint
            | Self::ReadComplaint
            | Self::MarkDiscussed => Asks::Of(Right::RecordFacts),
            Self::AddUser
            | Self::LinkUser
            | Self::DisableUser
            | Self::EnableUser
            | Self::SetRoles
            | Self::SetTeam
            | Self::ResetSecondFactor
            | Self::UnlinkFromProvider
            | Self::AddKey
            | Self::RevokeKey
            | Self::ChangeTexts
            | Self::ImportResponses
            | Self::UndoImport
            | Self::AddSuppression
            | Self::RemoveSuppression
            | Self::PublishQuestionnaire => Asks::Of(Right::Administer),
            Self::ReadAudit | Self::ExportAudit => Asks::Of(Right::ReadAudit),
            Self::SignIn
            | Self::RefuseSignIn
            | Self::ForgetPassword
            | Self::SetPassword
            | Self::EndSession
            | Self::LinkToProvider
            | Self::SignOut
            | Self::SetUpSecondFactor
            | Self::RemoveSecondFactor
            | Self::UseRecoveryCode => Asks::Nothing,
            Self::ReportComplaint | Self::ReportBounce => Asks::Key,
            Self::ImportComplaints
            | Self::ImportCauses
            | Self::RebuildTallies
            | Self::BackUp
            | Self::DrillRestore
            | Self::MoveInstallation
            | Self::UndoMove
            | Self::UseSecret
            | Self::DropSecret
            | Self::ExportResponses => Asks::Operator,
        }
    }

    /// The scope that an API key must have for it; `None` for what no key may do.
    #[must_use]
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::ProposeNorm | Self::AdoptNorm | Self::RejectNorm | Self::WithdrawNorm => {
                Some(Scope::NormsWrite)
            }
            Self::TellNotifications
            | Self::ReviewQuality
            | Self::CorrectReview
            | Self::RegisterImprovement => Some(Scope::KpisWrite),
            Self::ReportComplaint => Some(Scope::ComplaintsWrite),
            Self::ReportBounce => Some(Scope::BouncesWrite),
            Self::ReadResponses
            | Self::ReadNpsByDay
            | Self::ReadSatisfactionByDay
            | Self::ReadFunnelByDay
            | Self::ReadControlChartByDay
            | Self::ReadDifferenceByDay
            | Self::ReadNormProposalByDay
            | Self::ReadNormBacktestByDay => Some(Scope::ResponsesRead),
            _ => None,
        }
    }
}
