//! What the organisation of the demo learnt: its causes with their history, and improvements in every state.
//!
//! The rule: what an improvement brought about is in the sample history itself ([`CAUSE_TARGETED`] became rarer), so that the
//! program computes it as for anyone.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::{CauseId, ImprovementId, ThemeId, UserId};
use crate::domain::insight::query::Filters;
use crate::domain::learning::improvement::{Plan, PublicSentence, Reason, Target};
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::calendar::{first_of_month_before, moment_of};
use crate::storage::access::users;
use crate::storage::insight::themes;
use crate::storage::learning::causes;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{DEMO_VISITOR, act};
use crate::workflow::demo::accounts::ANALYST;
use crate::workflow::demo::reports::reported_year;
use crate::workflow::demo::visitor::TEAMS;
use crate::workflow::learning::causes::acts::{CauseError, Named, rename_cause, tie_themes};
use crate::workflow::learning::causes::cause_book;
use crate::workflow::learning::improvements::{ImproveError, close_improvement, register_earlier};

/// The cause that an improvement made rarer, and its earlier name.
pub(super) const CAUSE_TARGETED: &str = "Doorlooptijd";
pub(super) const CAUSE_EARLIER: &str = "Traag";
/// Days before today until which complaints were told with the earlier name.
pub(super) const EARLIER_NAME: i64 = 540;
/// Days before today on which that improvement started.
pub(super) const IMPROVED: u64 = 290;
/// A cause by the name that complaints tell, and its present one.
pub(super) const CAUSE_TOLD: &str = "Contact";
const CAUSE_RENAMED: &str = "Bereikbaarheid";
/// The theme that is tied to the cause.
const THEME: &str = "Wachttijd";
/// Days before its start on which an improvement was registered.
const REGISTERED_BEFORE: u64 = 14;
/// Months before this one of the dip that gave the reason for an improvement.
const DIPPED: std::ops::RangeInclusive<u32> = 12..=13;

/// Why the demo has learnt nothing.
#[derive(Debug, thiserror::Error)]
pub enum LearnError {
    #[error(transparent)]
    Causes(#[from] CauseError),
    #[error(transparent)]
    Improvements(#[from] ImproveError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("the sample data lacks {0}")]
    Lacks(&'static str),
}

/// Manages the causes of the sample history, and registers its improvements.
///
/// # Errors
/// See [`LearnError`]; what was done before stays.
pub(super) async fn learn(app: &App) -> Result<(), LearnError> {
    let visitor = Actor::User(DEMO_VISITOR.to_owned());
    merge_earlier(app, &visitor).await?;
    rename_cause(app, &visitor, Named::ByAny(CAUSE_TOLD), CAUSE_RENAMED).await?;
    let known = Known::read(app).await?;
    tie_themes(app, &visitor, Named::ByAny(CAUSE_TARGETED), &[known.theme]).await?;
    register(app, &known.calling_each_morning(app.today())).await?;
    let called_back = register(app, &known.calling_back(app.today())).await?;
    close_improvement(app, &visitor, called_back).await?;
    register(app, &known.plain_letters(app.today())).await?;
    register(app, &known.repaired_system(app.today())).await?;
    register(app, &known.one_contact(app.today())).await?;
    Ok(())
}

/// Merges the earlier name on the day on which complaints were told with the present one: before the improvement began, so that
/// both count for it.
async fn merge_earlier(app: &App, visitor: &Actor) -> Result<(), LearnError> {
    let day = before(app.today(), EARLIER_NAME.unsigned_abs());
    let at = moment_of(day, NaiveTime::MIN, app.config.organisation.zone);
    let mut tx = app.db.write().await?;
    causes::lock(&mut tx).await?;
    let book = causes::book(&mut tx).await?;
    let mut merged = book.clone();
    let mut manage = |name| merged.manage(name, CauseId(app.randomness.uuid(at)), at, visitor.name());
    let (earlier, targeted) = (manage(CAUSE_EARLIER), manage(CAUSE_TARGETED));
    merged.merge(earlier, targeted, at).map_err(CauseError::from)?;
    causes::save(&mut tx, &book, &merged).await?;
    let subject = format!("{earlier} {targeted}");
    act(app, &mut tx, visitor, Action::MergeCauses, &subject).await.map_err(CauseError::from)?;
    Ok(tx.commit().await?)
}

/// Registers an improvement two weeks before its start, or today if that is sooner.
async fn register(app: &App, plan: &Plan) -> Result<ImprovementId, LearnError> {
    let day = plan.starts_on.checked_sub_days(Days::new(REGISTERED_BEFORE)).unwrap_or(plan.starts_on);
    let zone = app.config.organisation.zone;
    let at = moment_of(day, NaiveTime::MIN, zone) + TimeDelta::hours(10);
    Ok(register_earlier(app, &Actor::Operator, plan, at.min(app.now())).await?)
}

/// What plans name.
struct Known {
    cause: CauseId,
    theme: ThemeId,
    owner: UserId,
    analyst: UserId,
}

impl Known {
    async fn read(app: &App) -> Result<Self, LearnError> {
        let book = cause_book(app).await?;
        let cause = book.find(CAUSE_TARGETED).ok_or(LearnError::Lacks("the cause"))?.id;
        let mut tx = app.db.read().await?;
        let themes = themes::list(&mut tx).await?;
        let theme = themes.iter().find(|theme| theme.name == THEME).ok_or(LearnError::Lacks("the theme"))?;
        Ok(Self {
            cause,
            theme: theme.id,
            owner: user(&mut tx, DEMO_VISITOR).await?,
            analyst: user(&mut tx, ANALYST).await?,
        })
    }

    /// It works: fewer people were called late in the sample history from the first day of the year that is reported on.
    fn calling_each_morning(&self, today: NaiveDate) -> Plan {
        let starts_on = NaiveDate::from_ymd_opt(reported_year(today), 1, 1).unwrap_or(today);
        Plan {
            title: "Elke ochtend een belronde".to_owned(),
            reason: "Te veel klanten werden pas na 48 uur gebeld.".to_owned(),
            structural_measure: Some(
                "Elk team belt elke ochtend de klanten die de dag ervoor een klacht stuurden.".to_owned(),
            ),
            target: Target::Kpi(Kpi::PhoneResponse),
            gap: 5.0,
            public: PublicSentence {
                dutch: Some("Wij bellen u de ochtend nadat wij uw klacht kregen.".to_owned()),
                english: Some("We call you on the morning after we receive your complaint.".to_owned()),
            },
            ..self.plan(self.owner, starts_on)
        }
    }

    /// It works: the cause became rarer in the sample history. It is closed.
    fn calling_back(&self, today: NaiveDate) -> Plan {
        Plan {
            title: "Elke week bellen over de stand van zaken".to_owned(),
            reason: "Klanten klagen het meest over de doorlooptijd, en over stilte zolang hun zaak loopt."
                .to_owned(),
            reasons: vec![Reason::Cause(self.cause), Reason::Theme(self.theme)],
            immediate_measure: Some("Alle klanten met een zaak van meer dan zes weken bellen.".to_owned()),
            structural_measure: Some(
                "Elke behandelaar belt wekelijks; het systeem zet het in de agenda.".to_owned(),
            ),
            other_processes: Some("Ook de schadeafdeling laat klanten wachten.".to_owned()),
            settling_days: 30,
            target: Target::Cause(self.cause),
            gap: 10.0,
            public: PublicSentence {
                dutch: Some("Wij bellen u nu elke week over de stand van uw zaak.".to_owned()),
                english: Some("We now call you every week about how your case stands.".to_owned()),
            },
            ..self.plan(self.owner, before(today, IMPROVED))
        }
    }

    /// It cannot be told yet: one team, against the other.
    fn plain_letters(&self, today: NaiveDate) -> Plan {
        Plan {
            title: "Brieven in gewone taal in team Zuid".to_owned(),
            reason: "Team Zuid scoort lager, en klanten schrijven dat zij de brieven niet begrijpen."
                .to_owned(),
            structural_measure: Some("Alle standaardbrieven herschreven op taalniveau B1.".to_owned()),
            settling_days: 14,
            concerns: Filters::from([(Dimension::Team, vec![TEAMS[1].to_owned()])]),
            target: Target::Nps,
            gap: 15.0,
            public: PublicSentence {
                dutch: Some("Onze brieven zijn herschreven in gewone taal.".to_owned()),
                english: Some("We have rewritten our letters in plain language.".to_owned()),
            },
            ..self.plan(self.analyst, before(today, 120))
        }
    }

    /// Everyone, after a bad period that was its reason: those months are no part of "before".
    fn repaired_system(&self, today: NaiveDate) -> Plan {
        let months = DIPPED.map(|back| first_of_month_before(today, back)).collect();
        Plan {
            title: "Dossiersysteem vervangen".to_owned(),
            reason: "Door een storing gingen brieven weken te laat de deur uit.".to_owned(),
            reasons: vec![Reason::Theme(self.theme)],
            reason_months: months,
            immediate_measure: Some("Brieven met de hand verstuurd.".to_owned()),
            structural_measure: Some("Een nieuw dossiersysteem.".to_owned()),
            target: Target::Nps,
            gap: 10.0,
            ..self.plan(self.owner, first_of_month_before(today, 10))
        }
    }

    /// It starts next month.
    fn one_contact(&self, today: NaiveDate) -> Plan {
        Plan {
            title: "Eén vaste contactpersoon voor elke klant".to_owned(),
            reason: "Klanten moeten hun verhaal vaak opnieuw vertellen.".to_owned(),
            structural_measure: Some("Elke zaak krijgt één behandelaar met een vaste vervanger.".to_owned()),
            settling_days: 30,
            target: Target::Nps,
            gap: 8.0,
            ..self.plan(self.analyst, today.checked_add_days(Days::new(30)).unwrap_or(today))
        }
    }

    fn plan(&self, owner: UserId, starts_on: NaiveDate) -> Plan {
        Plan {
            title: String::new(),
            reason: String::new(),
            reasons: Vec::new(),
            reason_months: Vec::new(),
            immediate_measure: None,
            structural_measure: None,
            other_processes: None,
            owner,
            starts_on,
            settling_days: 0,
            concerns: Filters::new(),
            target: Target::Nps,
            gap: 10.0,
            public: PublicSentence::default(),
        }
    }
}

fn before(today: NaiveDate, days: u64) -> NaiveDate {
    today.checked_sub_days(Days::new(days)).unwrap_or(today)
}

async fn user(tx: &mut Tx, email: &str) -> Result<UserId, LearnError> {
    users::id_of(tx, email).await?.ok_or(LearnError::Lacks("an account"))
}
