//! The body of `PUT /api/v1/complaints/{reference}`, described.
//!
//! [`crate::domain::complaints::fields`] reads it, since the same fields come as columns of a file.

use serde_json::{Value, json};
use utoipa::openapi::schema::{Schema, Type};
use utoipa::openapi::{ObjectBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::complaints::complaint::{Channel, Complainant, Level, OptOutReason, Outcome};
use crate::domain::complaints::fields::StatusName;
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::LONGEST_TEXT;
use crate::web::api::kit::schema::{
    NO_CONTROL_CHARACTERS, line_or_null, moment, moment_or_null, nullable, object, one_of, one_of_or_null,
    with_keywords,
};

/// A complaint as the organisation's own system knows it.
pub struct ComplaintBody;

impl ToSchema for ComplaintBody {
    fn name() -> std::borrow::Cow<'static, str> {
        "Complaint".into()
    }
}

impl PartialSchema for ComplaintBody {
    fn schema() -> RefOr<Schema> {
        let milestone = || moment_or_null().description(Some("Not before received_at."));
        let closed_at = "Required when closed, and not before received_at; not kept when open.";
        let received_at = "At most a day ahead of our clock, as every moment here.";
        let fields: [(&str, ObjectBuilder); 15] = [
            ("status", one_of(StatusName::NAMES)),
            ("received_at", moment().description(Some(received_at))),
            ("closed_at", moment_or_null().description(Some(closed_at))),
            ("contact", contact()),
            (
                "complainant",
                one_of_or_null(Complainant::NAMES).default(Some(Complainant::Customer.name().into())),
            ),
            ("channel", one_of_or_null(Channel::NAMES)),
            ("level", one_of_or_null(Level::NAMES)),
            ("handler", line_or_null()),
            ("outcome", one_of_or_null(Outcome::NAMES)),
            ("cause", line_or_null()),
            ("acknowledged_at", milestone()),
            ("phone_attempted_at", milestone()),
            ("phone_response_at", milestone()),
            ("written_response_at", milestone()),
            ("written_response_required", nullable(Type::Boolean)),
        ];
        let labels = Dimension::LABELS.iter().map(|dimension| (dimension.name(), line_or_null()));
        let fields = fields.into_iter().chain(labels).chain([("survey", survey())]);
        let complaint =
            object(fields.map(|(name, schema)| (name, schema.into())), &["status", "received_at"]);
        // A closed complaint says when.
        let rule = json!({
            "if": {"properties": {"status": {"const": StatusName::Closed}}},
            "then": {"properties": {"closed_at": {"type": "string"}}, "required": ["closed_at"]},
        });
        with_keywords(complaint, rule).into()
    }
}

fn contact() -> ObjectBuilder {
    let email = "Anything that is no address that can be mailed withholds the survey (invalid_address) and is no mistake.";
    let email = nullable(Type::String).pattern(Some(NO_CONTROL_CHARACTERS)).description(Some(email));
    let language = nullable(Type::String)
        .description(Some("A BCP 47 tag."))
        .max_length(Some(LONGEST_TEXT))
        .pattern(Some("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"));
    object([("email", email.into()), ("name", line_or_null().into()), ("language", language.into())], &[])
}

/// What staff decided about asking: a decision against it has a reason, and another reason than those named a note.
fn survey() -> ObjectBuilder {
    let reason = one_of_or_null(OptOutReason::NAMES)
        .description(Some("Required when ask is false, absent otherwise."));
    let note = line_or_null().description(Some("Required when reason is other."));
    let fields = [("ask", nullable(Type::Boolean).into()), ("reason", reason.into()), ("note", note.into())];
    let something = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$";
    let rule = json!({
        "if": {"properties": {"ask": {"const": false}}, "required": ["ask"]},
        "then": {
            "properties": {"reason": {"type": "string"}},
            "required": ["reason"],
            "if": {"properties": {"reason": {"const": OptOutReason::Other}}, "required": ["reason"]},
            "then": {
                "properties": {"note": {"type": "string", "pattern": something}},
                "required": ["note"],
            },
        },
        "else": {"properties": {"reason": {"type": "null"}}},
    });
    with_keywords(object(fields, &[]), rule)
}

pub fn example() -> Value {
    json!({
        "status": "closed",
        "received_at": "2026-03-02T09:15:00+01:00",
        "closed_at": "2026-03-16T16:40:00+01:00",
        "contact": {"email": "j.jansen@example.org", "name": "J. Jansen", "language": "nl"},
        "complainant": "customer",
        "channel": "web",
        "level": "regular",
        "product": "Motor",
        "team": "Noord",
        "handler": "e.visser",
        "outcome": "partly_upheld",
        "acknowledged_at": "2026-03-03T10:00:00+01:00",
        "written_response_required": true,
        "survey": {"ask": true},
    })
}
