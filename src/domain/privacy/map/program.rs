//! The tables with what the organisation decides, publishes and sets up.
//!
//! The rule: what is frozen with a fingerprint, or found by its name, is kept as it was written. Two persons approve it, and a
//! customer is not named in it.

use crate::domain::privacy::map::Fate::{Kept, Searched};
use crate::domain::privacy::map::{Columns, Link, Table, plain, staff, staff_pseudonym, staff_words};

pub(super) const TABLES: &[Table] = &[
    of_policy(
        "norms",
        &[
            staff("proposed_by"),
            // The dossier repeats who proposed and why.
            staff_words(Kept, "rationale dossier"),
            plain(
                "id kpi value effective_from rule_certainty rule_minimum rule_interval rule_population rule_basis",
            ),
            plain("proposed_at was_ready dossier_sha256 time_limit"),
        ],
    ),
    of_policy(
        "norm_decisions",
        &[
            staff("decided_by"),
            staff_words(Kept, "rationale"),
            plain("norm_id kpi effective_from kind decided_at is_provisional review_on dossier_sha256"),
        ],
    ),
    of_policy(
        "norm_evaluations",
        &[staff("evaluated_by"), staff_words(Kept, "rationale"), plain("id norm_id due_on evaluated_at")],
    ),
    of_policy(
        "improvements",
        &[
            staff_words(Searched, "title reason immediate_measure structural_measure other_processes"),
            staff_words(Searched, "public_nl public_en"),
            staff("registered_by withdrawn_by closed_by"),
            staff_pseudonym("owner_id"),
            plain("id starts_on settling_days concerns target target_name gap registered_at changed_at"),
            plain("withdrawn_at closed_at verdict evidence"),
        ],
    ),
    of_policy("improvement_reasons", &[plain("improvement_id kind subject_id")]),
    of_policy("improvement_reason_months", &[plain("improvement_id month")]),
    of_policy(
        "causes",
        &[staff("made_by"), staff_words(Kept, "name"), plain("id retired_at merged_into merged_at made_at")],
    ),
    of_policy("cause_names", &[staff_words(Kept, "name"), plain("cause_id since until")]),
    of_policy("cause_themes", &[plain("cause_id theme_id")]),
    of_policy("themes", &[staff("made_by"), staff_words(Kept, "name keywords"), plain("id made_at")]),
    of_policy(
        "theme_checks",
        &[staff("drawn_by"), staff_words(Kept, "keywords"), plain("id theme_id seed drawn_from drawn_at")],
    ),
    of_policy(
        "change_points",
        &[
            staff("noted_by withdrawn_by"),
            staff_words(Searched, "note restart_reason"),
            plain("id day kind noted_at withdrawn_at"),
        ],
    ),
    of_policy(
        "signals",
        &[
            staff("explained_by"),
            staff_words(Searched, "explanation"),
            plain("id month kind side responses value lower upper raised_at explained_at nps centre"),
        ],
    ),
    of_policy(
        "report_drafts",
        &[
            staff("prepared_by"),
            staff_words(Searched, "words_nl words_en changed_nl changed_en"),
            plain("year document prepared_at"),
        ],
    ),
    of_policy(
        "report_editions",
        &[
            staff("prepared_by approved_by published_by withdrawn_by"),
            staff_words(Kept, "content page_nl page_en"),
            plain("id year document edition approved_at published_at rejected_at withdrawn_at withdrawn_for"),
            plain("sha256 page_nl_sha256 page_en_sha256"),
        ],
    ),
    of_policy(
        "policy_assessments",
        &[
            staff("assessed_by"),
            staff_words(Searched, "note"),
            plain("id year sentence judgement assessed_at"),
        ],
    ),
    of_policy("draft_preparers", &[staff("prepared_by"), plain("year document")]),
    of_policy("edition_preparers", &[staff("prepared_by"), plain("edition_id")]),
    of_policy("report_reminders", &[plain("year day queued_at")]),
    // What was asked, mailed and reviewed by stays as it was: no version is ever changed.
    of_policy(
        "questionnaires",
        &[staff("published_by"), staff_words(Kept, "definition"), plain("name published_at")],
    ),
    of_policy("own_texts", &[staff("saved_by"), staff_words(Kept, "definition"), plain("version saved_at")]),
    of_policy("quality_checklists", &[staff_words(Kept, "definition"), plain("version")]),
    of_policy("quality_draws", &[plain("month seed size frame_sha256 drawn_at")]),
    of_policy("quality_frames", &[plain("month segment_id closures")]),
    of_policy("quality_revisions", &[staff("reviewer"), plain("review_id revision reviewed_at maximum")]),
    of_policy("quality_scores", &[plain("review_id revision topic points")]),
    of_policy("backups", &[plain("id made_at sha256 size migration with_key")]),
    of_policy("drills", &[plain("id begun_at passed record sha256")]),
    of_policy("notifications", &[plain("month product count")]),
    of_policy(
        "imports",
        &[
            staff("imported_by undone_by"),
            plain(
                "id content_hash responses imported_at first_day last_day belongs_to undo_began_at undone_at",
            ),
        ],
    ),
    of_policy("installation", &[plain("name value")]),
    of_policy("turns", &[plain("turn")]),
];

const fn of_policy(name: &'static str, columns: &'static [Columns]) -> Table {
    Table { name, link: Link::None, columns }
}
