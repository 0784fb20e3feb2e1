//! Rights are checked where an action is performed, alike for pages, the API, the command line and tests.

use naklank::domain::access::action::Action;
use naklank::domain::access::rights::Right;
use naklank::domain::access::roles::{Role, Scope};
use naklank::domain::complaints::fields::parse as parse_complaint;
use naklank::domain::input::fields::Fields;
use naklank::domain::insight::theme::NewTheme;
use naklank::domain::people::email_address::EmailAddress;
use naklank::domain::sending::delivery::Cause;
use naklank::workflow::access::audit::{Actor, KeyHolder};
use naklank::workflow::access::permission::{ActError, act};
use naklank::workflow::access::users::{NewUser, add_user, disable_user};
use naklank::workflow::complaints::register::{find_complaint, register_complaint};
use naklank::workflow::insight::themes::{list_themes, make_theme};
use naklank::workflow::sending::clear_bounce::clear_bounce;
use naklank::workflow::sending::queue_again::queue_all_again;
use naklank::workflow::sending::steer::{pause_sending, sending_overview};
use naklank::workflow::sending::take_bounce::{TakeBounceError, take_bounce};

use crate::support::{TestApp, on_both_engines};

/// A mail that did not arrive.
const BOUNCE: &str = "From: MAILER-DAEMON@mx.example.org\r\nMIME-Version: 1.0\r\n\
     Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n\
     --x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
     Final-Recipient: rfc822; klant@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--x--\r\n";

async fn actor(app: &TestApp, role: Role) -> Actor {
    let email = format!("{role}@example.org");
    app.add_user(&email, role).await;
    Actor::User(email)
}

async fn is_allowed(app: &TestApp, actor: &Actor, action: Action) -> bool {
    let mut tx = app.app.db.write().await.unwrap();
    match act(&app.app, &mut tx, actor, action, "").await {
        Ok(()) => true,
        Err(ActError::Storage(error)) => panic!("{error}"),
        Err(_) => false,
    }
}

const READERS: &[Role] = &[Role::Analyst, Role::PolicyOwner];
const HANDLERS: &[Role] = &[Role::Handler, Role::PolicyOwner];
const STEERERS: &[Role] = &[Role::PolicyOwner, Role::Admin];
const OWNERS: &[Role] = &[Role::PolicyOwner];
const ADMINISTRATORS: &[Role] = &[Role::Admin];

/// Who may perform an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// A user with one of these roles.
    Roles(&'static [Role]),
    /// Every user, about the own account.
    Everyone,
    /// A system's key with the scope.
    Systems,
    /// The operator alone.
    Operator,
}

impl By {
    /// Whether a user may who has this role; `None` for a user without one.
    fn allows(self, role: Option<Role>) -> bool {
        match self {
            Self::Roles(roles) => role.is_some_and(|role| roles.contains(&role)),
            Self::Everyone => true,
            Self::Systems | Self::Operator => false,
        }
    }
}

/// Who may perform which actions, written out once more.
const ALLOWED: &[(By, &[Action])] = &[
    (
        By::Roles(READERS),
        &[
            Action::ProposeNorm,
            Action::MakeTheme,
            Action::TellNotifications,
            Action::DrawQualitySample,
            Action::ReviewQuality,
            Action::CorrectReview,
            Action::ChangeTheme,
            Action::RemoveTheme,
            Action::SetTheme,
            Action::CheckTheme,
            Action::JudgeTheme,
            Action::ExplainSignal,
            Action::NoteChange,
            Action::WithdrawChange,
            Action::SaveView,
            Action::RenameView,
            Action::ShareView,
            Action::UnshareView,
            Action::DeleteView,
            Action::SubscribeToView,
            Action::UnsubscribeFromView,
            Action::RenameCause,
            Action::MergeCauses,
            Action::RetireCause,
            Action::RestoreCause,
            Action::TieTheme,
            Action::RegisterImprovement,
            Action::ChangeImprovement,
            Action::WithdrawImprovement,
            Action::CloseImprovement,
            Action::PrepareReport,
            Action::DiscardReport,
            Action::AssessPolicy,
            Action::ReadVerbatims,
            Action::ReadResponses,
            Action::ReadNpsByDay,
            Action::ReadSatisfactionByDay,
            Action::ReadFunnelByDay,
            Action::ReadControlChartByDay,
            Action::ReadDifferenceByDay,
            Action::ReadDashboardByDay,
            Action::ReadThemesByDay,
            Action::ReadNormProposalByDay,
            Action::ReadNormBacktestByDay,
        ],
    ),
    (
        By::Roles(HANDLERS),
        &[
            Action::TakeUpFollowUp,
            Action::CompleteFollowUp,
            Action::ReadFollowUp,
            Action::AssignFollowUp,
            Action::HandOverFollowUp,
            Action::NoteOnFollowUp,
            Action::DropFollowUp,
            Action::ReopenFollowUp,
            Action::ReadContact,
            Action::RecordFacts,
            Action::MarkDiscussed,
            Action::RegisterComplaint,
            Action::EditComplaint,
            Action::ReadComplaint,
        ],
    ),
    (
        By::Roles(STEERERS),
        &[
            Action::PauseSending,
            Action::ResumeSending,
            Action::RetrySending,
            Action::QueueAgain,
            Action::ClearBounce,
            Action::ExportAudit,
            Action::ReadAudit,
        ],
    ),
    (
        By::Roles(OWNERS),
        &[
            Action::ReadPerson,
            Action::ErasePerson,
            Action::ObjectForPerson,
            Action::LiftObjection,
            Action::RestrictPerson,
            Action::LiftRestriction,
            Action::ApproveReport,
            Action::PublishReport,
            Action::RejectReport,
            Action::WithdrawReport,
            Action::AdoptNorm,
            Action::RejectNorm,
            Action::WithdrawNorm,
            Action::KeepNorm,
            Action::LoadPolicyNorms,
        ],
    ),
    (
        By::Roles(ADMINISTRATORS),
        &[
            Action::AddUser,
            Action::LinkUser,
            Action::DisableUser,
            Action::EnableUser,
            Action::SetRoles,
            Action::SetTeam,
            Action::ResetSecondFactor,
            Action::UnlinkFromProvider,
            Action::AddKey,
            Action::RevokeKey,
            Action::ChangeTexts,
            Action::ImportResponses,
            Action::UndoImport,
            Action::AddSuppression,
            Action::RemoveSuppression,
            Action::PublishQuestionnaire,
        ],
    ),
    (
        By::Everyone,
        &[
            Action::SignIn,
            Action::RefuseSignIn,
            Action::ForgetPassword,
            Action::SetPassword,
            Action::EndSession,
            Action::LinkToProvider,
            Action::SignOut,
            Action::SetUpSecondFactor,
            Action::RemoveSecondFactor,
            Action::UseRecoveryCode,
        ],
    ),
    (By::Systems, &[Action::ReportComplaint, Action::ReportBounce]),
    (
        By::Operator,
        &[
            Action::ImportComplaints,
            Action::ImportCauses,
            Action::RebuildTallies,
            Action::BackUp,
            Action::DrillRestore,
            Action::MoveInstallation,
            Action::UndoMove,
            Action::UseSecret,
            Action::DropSecret,
            Action::ExportResponses,
        ],
    ),
];

/// What a key with a scope may do, written out once more; every other action is for persons.
const OF_KEYS: [(Scope, &[Action]); 5] = [
    (Scope::NormsWrite, &[Action::ProposeNorm, Action::AdoptNorm, Action::RejectNorm, Action::WithdrawNorm]),
    (
        Scope::KpisWrite,
        &[
            Action::TellNotifications,
            Action::ReviewQuality,
            Action::CorrectReview,
            Action::RegisterImprovement,
        ],
    ),
    (Scope::ComplaintsWrite, &[Action::ReportComplaint]),
    (Scope::BouncesWrite, &[Action::ReportBounce]),
    (
        Scope::ResponsesRead,
        &[
            Action::ReadResponses,
            Action::ReadNpsByDay,
            Action::ReadSatisfactionByDay,
            Action::ReadFunnelByDay,
            Action::ReadControlChartByDay,
            Action::ReadDifferenceByDay,
            Action::ReadNormProposalByDay,
            Action::ReadNormBacktestByDay,
        ],
    ),
];

/// Use cases that take an actor and write to the audit without [`act`], with what they ask instead.
const ASK_OTHERWISE: [(&str, &str); 10] = [
    ("access/audit.rs", "writes the entries"),
    ("access/permission.rs", "is what asks"),
    ("access/released.rs", "releases within the act of taking access away, which asked"),
    ("insight/responses/export.rs", "at the command line alone"),
    ("insight/import_responses.rs", "asks before its long transaction"),
    ("upkeep/recount.rs", "at the command line alone"),
    ("learning/discussed.rs", "asks before the first of many complaints"),
    ("norms/adoption.rs", "closes what competes within the act of adopting, which asked"),
    ("reporting/assessment.rs", "asks before the first of several sentences"),
    ("sending/queue_again.rs", "asks before the first of several transactions"),
];

#[test]
fn no_use_case_with_an_actor_writes_to_the_audit_without_asking() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/workflow");
    for file in crate::house::imports::rust_files(&root) {
        let name = file.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let takes_an_actor = text.contains("actor: &Actor");
        let records = text.lines().any(|line| {
            ["record(app, &mut tx, actor", "record(app, tx, actor", "record_reading(app, actor"]
                .iter()
                .any(|call| line.contains(call))
        });
        let asks = text.contains("permission::may(") || ASK_OTHERWISE.iter().any(|(file, _)| *file == name);
        assert!(!(takes_an_actor && records) || asks, "{name} records what it did not ask for");
    }
}

on_both_engines! {
    async fn each_role_may_do_what_is_written_for_it(app) {
        let written: usize = ALLOWED.iter().map(|(_, actions)| actions.len()).sum();
        assert_eq!(written, Action::ALL.len(), "every action is written once");
        for role in Role::ALL {
            let actor = actor(&app, *role).await;
            for (by, actions) in ALLOWED {
                for action in *actions {
                    let expected = by.allows(Some(*role));
                    assert_eq!(is_allowed(&app, &actor, *action).await, expected, "{role}: {action}");
                }
            }
        }
        let stranger = Actor::User("stranger@example.org".to_owned());
        for (by, actions) in ALLOWED {
            for action in *actions {
                assert!(is_allowed(&app, &Actor::Operator, *action).await, "the operator: {action}");
                assert_eq!(is_allowed(&app, &stranger, *action).await, by.allows(None), "a stranger: {action}");
            }
        }
    }

    async fn several_roles_allow_what_each_of_them_does(app) {
        let roles = [Role::Handler, Role::Admin];
        let email: EmailAddress = "both@example.org".parse().unwrap();
        let new = NewUser { email, roles: roles.into_iter().collect(), team: None, password: None };
        add_user(&app.app, &Actor::Operator, new).await.unwrap();
        let both = Actor::User("both@example.org".to_owned());
        for (by, actions) in ALLOWED {
            for action in *actions {
                let expected = roles.iter().any(|role| by.allows(Some(*role)));
                assert_eq!(is_allowed(&app, &both, *action).await, expected, "{action}");
            }
        }
    }

    async fn a_key_may_do_what_its_scope_and_its_owner_may(app) {
        for role in Role::ALL {
            app.add_user(&format!("{role}@example.org"), *role).await;
        }
        let owners = Role::ALL.iter().map(|role| Some(*role)).chain([None]);
        for (owner, scope) in owners.flat_map(|owner| Scope::ALL.iter().map(move |scope| (owner, *scope))) {
            let key = Actor::Key(KeyHolder {
                name: "system".to_owned(),
                owner: owner.map(|role| format!("{role}@example.org")),
                scopes: vec![scope],
            });
            for action in Action::ALL {
                let by_scope = OF_KEYS.iter().any(|(of, actions)| *of == scope && actions.contains(action));
                let allows = |(by, actions): &(By, &[Action])| {
                    let by_owner = owner.is_none() || *by == By::Systems || by.allows(owner);
                    actions.contains(action) && by_owner
                };
                let expected = by_scope && ALLOWED.iter().any(allows);
                assert_eq!(is_allowed(&app, &key, *action).await, expected, "{owner:?}, {scope}: {action}");
            }
        }
    }

    async fn a_key_without_the_scope_reports_neither_a_complaint_nor_a_bounce(app) {
        let holder = KeyHolder { name: "reader".to_owned(), owner: None, scopes: vec![Scope::InsightsRead] };
        let (reader, reference) = (Actor::Key(holder), "K-1".parse().unwrap());
        let cells = [("status", "open"), ("received_at", "2026-01-05T09:00:00Z")];
        let fields = Fields::of_cells(cells.into_iter());
        let complaint = parse_complaint(fields, app.app.now(), app.app.config.organisation.zone).unwrap();
        let refused = register_complaint(&app.app, &reader, &reference, complaint).await;
        assert!(matches!(refused, Err(ActError::LacksScope(Scope::ComplaintsWrite))), "{refused:?}");
        assert!(find_complaint(&app.app, &reference).await.unwrap().is_none());
        let refused = take_bounce(&app.app, &reader, BOUNCE.as_bytes()).await.unwrap_err();
        assert!(matches!(refused, TakeBounceError::Act(ActError::LacksScope(Scope::BouncesWrite))), "{refused}");
    }

    async fn an_act_that_is_not_allowed_changes_nothing_and_leaves_no_trace(app) {
        let handler = actor(&app, Role::Handler).await;
        let count = "SELECT COUNT(*) FROM audit";
        let before = app.integers(count).await;
        let refused = pause_sending(&app.app, &handler).await.unwrap_err();
        assert!(matches!(refused, ActError::NotAllowed(Right::SteerSending)), "{refused}");
        assert_eq!(sending_overview(&app.app).await.unwrap().state.paused_at, None);
        let theme = NewTheme::parse("Post", "brief").unwrap();
        make_theme(&app.app, &handler, &theme).await.unwrap_err();
        queue_all_again(&app.app, &handler, Cause::Refused).await.unwrap_err();
        app.close_and_mail("K-1").await;
        let audited = app.integers(count).await;
        let cleared = clear_bounce(&app.app, &handler, &"K-1".parse().unwrap()).await;
        assert!(!matches!(cleared, Ok(())), "{cleared:?}");
        assert_eq!(app.integers(count).await, audited);
        assert!(list_themes(&app.app).await.unwrap().is_empty());
        assert_eq!(app.integers(count).await, before);
    }

    async fn who_was_disabled_meanwhile_may_do_nothing_more(app) {
        let owner = actor(&app, Role::PolicyOwner).await;
        pause_sending(&app.app, &owner).await.unwrap();
        let email: EmailAddress = owner.name().parse().unwrap();
        disable_user(&app.app, &Actor::Operator, &email).await.unwrap();
        assert!(!is_allowed(&app, &owner, Action::ResumeSending).await);
    }
}
