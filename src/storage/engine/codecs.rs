//! How domain values are stored: identifiers as UUID, enumerations and references as text, scores and counts as numbers,
//! hashes as bytes.
//!
//! The rule: a column that holds none of its type's values is an error that names the column ([`crate::storage::StorageError::Unreadable`]),
//! never a default. A new enumeration or identifier that is stored gets one line here.

use sqlx::encode::IsNull;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Encode, Postgres, Sqlite, Type};
use uuid::Uuid;

use crate::domain::access::audit_chain::ChainHash;
use crate::domain::access::roles::{Role, Roles, Scope};
use crate::domain::access::session::SessionStage;
use crate::domain::access::token::sealed::Sealed;
use crate::domain::access::token::{Nonce, TokenHash};
use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::response::AttemptReason;
use crate::domain::answering::score::Score;
use crate::domain::asking::invitation::{State, WithdrawnReason, WithheldReason};
use crate::domain::complaints::complaint::{Channel, Complainant, Level, OptOutReason, Outcome, Reference};
use crate::domain::complaints::facts::{AcknowledgedBy, AnsweredBy, Remedy};
use crate::domain::complaints::fields::StatusName;
use crate::domain::follow_ups::entry::EntryKind;
use crate::domain::follow_ups::outcome::FollowUpOutcome;
use crate::domain::ids::{
    BounceId, CauseId, ChangePointId, ComplaintId, EditionId, EvaluationId, FollowUpId, FollowUpNoteId,
    ImportId, ImprovementId, InvitationId, LeaseId, MessageId, NormId, QualityReviewId, ResponseId,
    SavedViewId, SessionId, SignalId, ThemeCheckId, ThemeId, UserId,
};
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::saved_view::ViewPage;
use crate::domain::insight::signal::change_point::ChangeKind;
use crate::domain::insight::signal::{SignalKind, SignalSide};
use crate::domain::insight::theme::ThemeOrigin;
use crate::domain::insight::theme::check::Judgement;
use crate::domain::learning::improvement::{EffectVerdict, TargetKind};
use crate::domain::norms::norm::{Certainty, DecisionKind, NormInterval};
use crate::domain::people::language::Language;
use crate::domain::people::phone_number::PhoneNumber;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;
use crate::domain::reporting::assessment::Judgement as PolicyJudgement;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::WithdrawalReason;
use crate::domain::sending::delivery::{BounceKind, Cause, SuppressionReason};
use crate::domain::sending::message::{MessageKind, MessageState};
use crate::statistics::verdict::Verdict;

/// Stores a type as another that both engines know.
macro_rules! stored_as {
    ($raw:ty: $($type:ty),+ ; $encode:expr, $decode:expr) => {
        $(stored_as!(@engine Sqlite, $raw, $type, $encode, $decode);
          stored_as!(@engine Postgres, $raw, $type, $encode, $decode);)+
    };
    (@engine $engine:ty, $raw:ty, $type:ty, $encode:expr, $decode:expr) => {
        impl Type<$engine> for $type {
            fn type_info() -> <$engine as Database>::TypeInfo {
                <$raw as Type<$engine>>::type_info()
            }

            fn compatible(stored: &<$engine as Database>::TypeInfo) -> bool {
                <$raw as Type<$engine>>::compatible(stored)
            }
        }

        impl Encode<'_, $engine> for $type {
            fn encode_by_ref(
                &self,
                buffer: &mut <$engine as Database>::ArgumentBuffer,
            ) -> Result<IsNull, BoxDynError> {
                let encode: fn(&$type) -> $raw = $encode;
                <$raw as Encode<'_, $engine>>::encode(encode(self), buffer)
            }
        }

        impl<'r> Decode<'r, $engine> for $type {
            fn decode(value: <$engine as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                let decode: fn($raw) -> Result<$type, BoxDynError> = $decode;
                decode(<$raw as Decode<'r, $engine>>::decode(value)?)
            }
        }
    };
}

stored_as!(Uuid: BounceId, CauseId, ChangePointId, ComplaintId, EditionId, EvaluationId, FollowUpId, FollowUpNoteId, ImportId, ImprovementId,
    InvitationId, LeaseId, MessageId, NormId, ResponseId, SavedViewId, SessionId, SignalId, QualityReviewId, ThemeCheckId, ThemeId, UserId;
    |id| id.0, |uuid| Ok(Self(uuid)));

stored_as!(String: AcknowledgedBy, AnsweredBy, AttemptReason, Basis, BounceKind, Cause, Certainty, ChangeKind, Channel, Complainant, DecisionKind, DocumentKind, EffectVerdict, EntryKind,
    FollowUpOutcome, Judgement, Kpi, Language, Level, Measure, MessageKind, MessageState, NormInterval, OptOutReason, Outcome, PolicyJudgement, Remedy, Role, Scope, SessionStage, SignalKind, SignalSide, State, StatusName,
    SuppressionReason, TargetKind, ThemeOrigin, ViewPage, WithdrawalReason, WithdrawnReason, WithheldReason;
    |value| value.name().to_owned(), |text| Ok(text.parse()?));

stored_as!(String: Reference; |reference| reference.as_str().to_owned(), |text| Ok(text.parse()?));
stored_as!(String: PhoneNumber; |phone| phone.as_str().to_owned(), |text| Ok(text.parse()?));
stored_as!(String: Roles; |roles| roles.to_string(), |text| Ok(text.parse()?));
stored_as!(String: Limit; |limit| limit.to_string(), |text| Ok(text.parse()?));
stored_as!(String: ItemId; |item| item.name().to_owned(), |text| Ok(text.parse()?));

stored_as!(String: Verdict;
    |verdict| verdict.name().to_owned(),
    |text| Verdict::named(&text).ok_or_else(|| format!("`{text}` is no verdict").into()));

stored_as!(i64: Score; |score| i64::from(score.value()), |number| Ok(Self::try_from(number)?));
stored_as!(i64: Rating; |rating| i64::from(rating.value()), |number| Ok(number.to_string().parse()?));

stored_as!(Vec<u8>: ChainHash, TokenHash; |hash| hash.0.to_vec(), |bytes| Ok(Self(exactly(bytes)?)));
stored_as!(Vec<u8>: Sealed; |sealed| sealed.0.clone(), |bytes| Ok(Self(bytes)));
stored_as!(Vec<u8>: Nonce; |nonce| nonce.0.to_vec(), |bytes| Ok(Self(exactly(bytes)?)));

/// Bytes of a known length.
fn exactly<const LENGTH: usize>(bytes: Vec<u8>) -> Result<[u8; LENGTH], BoxDynError> {
    bytes.try_into().map_err(|bytes: Vec<u8>| format!("{} bytes instead of {LENGTH}", bytes.len()).into())
}
