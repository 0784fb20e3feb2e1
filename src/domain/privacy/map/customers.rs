//! The tables whose rows belong to customers.

use crate::domain::privacy::map::Fate::{Blanked, Emptied, Kept, Replaced, RowRemoved, Searched};
use crate::domain::privacy::map::Kind::{Day, Flag, Id, Moment, Number, Text};
use crate::domain::privacy::map::{
    Columns, Link, Table, contact, plain, pseudonym, shown, staff, staff_pseudonym, staff_words, words,
};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "complaints",
        link: Link::Complaint("id"),
        columns: &[
            shown(Id, "id"),
            // The organisation's own number: by it the next report of an erased complaint is known, and brings nothing back.
            Columns { shown: Some(Text), ..pseudonym(Kept, "reference") },
            contact("contact_email contact_name contact_phone"),
            words(Emptied, "opt_out_note"),
            shown(Text, "contact_language status complainant channel level product team outcome causes"),
            shown(Text, "opt_out_reason acknowledged_by answered_by remedy"),
            shown(Moment, "received_at closed_at acknowledged_at phone_attempted_at phone_response_at"),
            shown(Moment, "written_response_at updated_at contact_forgotten_at erased_at"),
            shown(Number, "closures remedy_amount"),
            shown(Flag, "acknowledged_never phone_response_never phone_response_required"),
            shown(Flag, "written_response_never written_response_required kifid_pointed"),
            shown(Day, "employee_discussed_on team_discussed_on"),
            staff_pseudonym("handler"),
        ],
    },
    Table {
        name: "invitations",
        link: Link::Invitation("id"),
        columns: &[
            shown(Id, "id complaint_id"),
            contact("recipient_address recipient_name"),
            pseudonym(Emptied, "address_hash"),
            shown(Text, "state reason language mode questionnaire"),
            shown(Moment, "reported_at closed_at due_at sent_at expires_at answered_at reminder_due_at"),
            shown(Day, "closed_on"),
            shown(Number, "closure reminders"),
            shown(Flag, "is_holdout"),
            plain("segment_id"),
        ],
    },
    Table {
        name: "messages",
        link: Link::Invitation("invitation_id"),
        columns: &[
            shown(Id, "id invitation_id"),
            // The link in the mail: the mail leads to the row.
            pseudonym(Replaced, "nonce token_hash"),
            words(Emptied, "last_error"),
            shown(Text, "kind state cause"),
            shown(Moment, "next_at composed_at sent_at refused_at"),
            shown(Number, "attempts"),
            plain("lease_id refusals unknown_fates lost_claims texts_version"),
        ],
    },
    Table {
        name: "acceptances",
        link: Link::Message("message_id"),
        columns: &[plain("message_id"), shown(Moment, "accepted_at")],
    },
    Table {
        name: "bounces",
        link: Link::Message("message_id"),
        columns: &[
            shown(Id, "id message_id"),
            words(Emptied, "said"),
            shown(Text, "kind status"),
            shown(Moment, "at cleared_at"),
            staff("cleared_by"),
        ],
    },
    Table {
        name: "responses",
        link: Link::Invitation("invitation_id"),
        columns: &[
            shown(Id, "id invitation_id"),
            words(Emptied, "comment"),
            shown(Number, "score revision reminders"),
            shown(Flag, "contact_me"),
            shown(Text, "language"),
            shown(Moment, "closed_at answered_at revised_at held_at"),
            shown(Day, "closed_on answered_on"),
            plain("import_id segment_id themes_pending"),
        ],
    },
    Table {
        name: "response_revisions",
        link: Link::Response("response_id"),
        columns: &[
            shown(Id, "response_id"),
            words(Emptied, "comment"),
            shown(Number, "revision score"),
            shown(Text, "ratings language"),
            shown(Flag, "contact_me"),
            shown(Moment, "replaced_at"),
        ],
    },
    Table {
        name: "ratings",
        link: Link::Response("response_id"),
        columns: &[shown(Id, "response_id"), shown(Text, "item"), shown(Number, "rating")],
    },
    Table {
        name: "response_themes",
        link: Link::Response("response_id"),
        columns: &[shown(Id, "response_id theme_id"), shown(Text, "origin")],
    },
    Table {
        name: "theme_check_hits",
        link: Link::Response("response_id"),
        columns: &[
            shown(Id, "check_id response_id"),
            shown(Number, "place"),
            shown(Text, "judgement"),
            shown(Moment, "judged_at"),
            staff("judged_by"),
        ],
    },
    Table {
        name: "attempts",
        link: Link::Invitation("invitation_id"),
        columns: &[
            shown(Id, "id invitation_id"),
            words(Emptied, "comment"),
            shown(Number, "score further"),
            shown(Text, "reason ratings"),
            shown(Flag, "contact_me"),
            shown(Moment, "at"),
        ],
    },
    Table {
        name: "follow_ups",
        link: Link::Response("response_id"),
        columns: &[
            shown(Id, "id response_id"),
            words(Blanked, "dropped_reason"),
            shown(Text, "team outcome"),
            Columns { shown: Some(Text), ..pseudonym(Kept, "registered_reference") },
            shown(Moment, "opened_at taken_up_at done_at first_done_at announced_at"),
            shown(Day, "due_on"),
            staff("taken_up_by done_by"),
            staff_pseudonym("owner_id"),
        ],
    },
    Table {
        name: "follow_up_notes",
        link: Link::FollowUp("follow_up_id"),
        columns: &[
            shown(Id, "id follow_up_id"),
            words(RowRemoved, "note"),
            shown(Text, "kind"),
            shown(Moment, "written_at"),
            staff("written_by"),
        ],
    },
    // What such a mail says is composed when it is sent, without name and address; the row tells only that there was one.
    Table {
        name: "staff_mails",
        link: Link::FollowUp("follow_up_id"),
        columns: &[
            shown(Id, "id follow_up_id"),
            shown(Text, "about"),
            shown(Moment, "raised_at next_at sent_at"),
            shown(Number, "attempts"),
            plain(
                "lease_id norm_id view_id report_year state cause refusals unknown_fates lost_claims refused_at",
            ),
            staff_pseudonym("user_id"),
            // What our own mail server said of a mail to staff.
            staff_words(Searched, "last_error"),
        ],
    },
    Table {
        name: "news_wishes",
        link: Link::Invitation("invitation_id"),
        columns: &[
            // That the customer wants to be told goes with the address that the mail would be sent to.
            Columns { shown: Some(Id), on_retention: RowRemoved, ..pseudonym(RowRemoved, "invitation_id") },
            shown(Id, "improvement_id message_id"),
            shown(Moment, "asked_at queued_at"),
            // A copy of what staff wrote for customers.
            Columns { shown: Some(Text), on_retention: RowRemoved, ..staff_words(Searched, "sentence") },
            shown(Text, "sentence_language"),
        ],
    },
    Table {
        name: "quality_sample",
        link: Link::Complaint("complaint_id"),
        columns: &[
            shown(Id, "complaint_id"),
            shown(Day, "month"),
            shown(Number, "place closure"),
            plain("segment_id"),
            staff_pseudonym("handler"),
            staff("reviewer"),
        ],
    },
    Table {
        name: "quality_reviews",
        link: Link::Complaint("complaint_id"),
        columns: &[shown(Id, "id complaint_id"), shown(Number, "closure revision"), shown(Text, "checklist")],
    },
    // The wish never to be mailed is kept after an erasure: without it, the next complaint would be followed by a mail.
    Table {
        name: "suppressions",
        link: Link::Address("address_hash"),
        columns: &[pseudonym(Kept, "address_hash"), shown(Text, "reason"), shown(Moment, "at")],
    },
    Table {
        name: "restrictions",
        link: Link::Address("address_hash"),
        columns: &[pseudonym(Kept, "address_hash"), shown(Moment, "at")],
    },
    // What an erasure leaves of links: that they were ours, and whose wish not to be mailed they still take.
    Table {
        name: "erased_links",
        link: Link::Address("address_hash"),
        columns: &[pseudonym(Kept, "token_hash address_hash")],
    },
    Table {
        name: "erasures",
        link: Link::Address("address_hash"),
        columns: &[shown(Id, "id"), pseudonym(Kept, "address_hash"), shown(Moment, "at")],
    },
];
