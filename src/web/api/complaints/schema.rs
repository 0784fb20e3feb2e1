//! The body of `PUT /api/v1/complaints/{reference}`, described.
//!
//! [`crate::domain::complaints::fields`] reads it, since the same fields come as columns of a file.

use serde_json::{Value, json};
use utoipa::openapi::schema::{OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{ArrayBuilder, ObjectBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::complaints::complaint::{Channel, Complainant, Level, OptOutReason, Outcome};
use crate::domain::complaints::facts::{AcknowledgedBy, AnsweredBy, Remedy};
use crate::domain::complaints::fields::{MOST_CAUSES, StatusName};
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::LONGEST_TEXT;
use crate::domain::people::phone_number::LONGEST_PHONE;
use crate::web::api::kit::schema::{
    NO_CONTROL_CHARACTERS, day_or_null, line_or_null, moment, moment_or_null, nullable, object, of_type,
    one_of, one_of_or_null, with_keywords,
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
        let closed_at = "Required when closed, and not before received_at; not kept when open.";
        let received_at = "At most a day ahead of our clock, as every moment here.";
        let fields: [(&str, ObjectBuilder); 9] = [
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
        ];
        let labels = Dimension::LABELS.iter().map(|dimension| (dimension.name(), line_or_null()));
        let fields = fields.into_iter().chain(labels).chain([("survey", survey())]);
        let fields = fields.map(|(name, schema)| (name, schema.into())).chain(facts());
        let complaint = object(fields, &["status", "received_at"]);
        // A closed complaint says when, and no fact contradicts another.
        let closed = json!({
            "if": {"properties": {"status": {"const": StatusName::Closed}}},
            "then": {"properties": {"closed_at": {"type": "string"}}, "required": ["closed_at"]},
        });
        let never = |fact: &str, by: &str| {
            json!({
                "if": {"properties": {fact: {"const": "never"}}, "required": [fact]},
                "then": {"properties": {by: {"type": "null"}}},
            })
        };
        let paid = json!({
            "if": {"properties": {"remedy_amount": {"type": "integer"}}, "required": ["remedy_amount"]},
            "then": {"properties": {"remedy": {"const": Remedy::Payment}}, "required": ["remedy"]},
        });
        let caused = json!({
            "if": {"properties": {"cause": {"type": "string"}}, "required": ["cause"]},
            "then": {"properties": {"causes": {"type": "null"}}},
        });
        let rules = [
            closed,
            never("acknowledged_at", "acknowledged_by"),
            never("written_response_at", "answered_by"),
            paid,
            caused,
        ];
        let rule = json!({"allOf": rules});
        with_keywords(complaint, rule).into()
    }
}

/// What happened, and when.
fn facts() -> [(&'static str, RefOr<Schema>); 15] {
    let not_before = "Not before received_at.";
    let tried = moment_or_null().description(Some(not_before));
    let never = "Not before received_at; \"never\" where it is known not to have happened, null where nothing is told.";
    let fact = || {
        let at = Schema::from(moment().build());
        let never_name = Schema::from(one_of(&["never"]).build());
        let nothing = Schema::from(ObjectBuilder::new().schema_type(Type::Null).build());
        OneOfBuilder::new().item(at).item(never_name).item(nothing).description(Some(never)).into()
    };
    let day = || RefOr::from(Schema::from(day_or_null().description(Some(not_before)).build()));
    let flag = || RefOr::from(Schema::from(nullable(Type::Boolean).build()));
    let one = line_or_null().description(Some("Read as a list of one; not beside causes."));
    let some = of_type(Type::String)
        .max_length(Some(LONGEST_TEXT))
        .pattern(Some(r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$"));
    let causes = ArrayBuilder::new()
        .items(RefOr::from(Schema::from(some.build())))
        .max_items(Some(MOST_CAUSES))
        .schema_type(SchemaType::from_iter([Type::Array, Type::Null]))
        .description(Some("The main cause first."));
    let amount = nullable(Type::Integer)
        .minimum(Some(0))
        .maximum(Some(u32::MAX))
        .description(Some("In cents, where remedy is payment; absent otherwise."));
    [
        ("cause", one.into()),
        ("causes", causes.into()),
        ("acknowledged_at", fact()),
        ("acknowledged_by", one_of_or_null(AcknowledgedBy::NAMES).into()),
        ("phone_attempted_at", tried.into()),
        ("phone_response_at", fact()),
        ("phone_response_required", flag()),
        ("written_response_at", fact()),
        ("written_response_required", flag()),
        ("answered_by", one_of_or_null(AnsweredBy::NAMES).into()),
        ("remedy", one_of_or_null(Remedy::NAMES).into()),
        ("remedy_amount", amount.into()),
        ("kifid_pointed", flag()),
        ("employee_discussed_on", day()),
        ("team_discussed_on", day()),
    ]
}

fn contact() -> ObjectBuilder {
    let email = "Anything that is no address that can be mailed withholds the survey (invalid_address) and is no mistake.";
    let email = nullable(Type::String).pattern(Some(NO_CONTROL_CHARACTERS)).description(Some(email));
    let language = nullable(Type::String)
        .description(Some("A BCP 47 tag."))
        .max_length(Some(LONGEST_TEXT))
        .pattern(Some("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"));
    let phone = "6 to 15 digits, with spaces and + ( ) - . / between them; kept as it is written. Shown to who handles a follow-up of a \
                 customer who asked for contact; the survey does not use it.";
    let phone = nullable(Type::String)
        .description(Some(phone))
        .max_length(Some(LONGEST_PHONE))
        .pattern(Some(r"^( *|[ ()]*\+?([ ()./-]*[0-9]){6,18}[ ()./-]*)$"));
    let fields = [
        ("email", email.into()),
        ("name", line_or_null().into()),
        ("phone", phone.into()),
        ("language", language.into()),
    ];
    object(fields, &[])
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
        "contact": {"email": "j.jansen@example.org", "name": "J. Jansen", "phone": "+31 20 123 45 67", "language": "nl"},
        "complainant": "customer",
        "channel": "web",
        "level": "regular",
        "product": "Motor",
        "team": "Noord",
        "handler": "e.visser",
        "outcome": "partly_upheld",
        "acknowledged_at": "2026-03-03T10:00:00+01:00",
        "acknowledged_by": "person",
        "phone_response_at": "never",
        "written_response_required": true,
        "causes": ["lead_time"],
        "remedy": "apology",
        "kifid_pointed": true,
        "survey": {"ask": true},
    })
}
