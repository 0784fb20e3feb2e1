//! The page of imports of earlier results, and the one that asks before a whole import is undone.
//!
//! The rule: no word of a file is shown, only what is wrong with its lines and how much there is.

use chrono_tz::Tz;
use maud::{Markup, html};
use uuid::Uuid;

use crate::domain::answering::imported::{ForeseenImport, ImportRecord, ImportState};
use crate::domain::input::csv_table::LineMistake;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{day, moment, whole};
use crate::views::kit::line_faults::line_faults;
use crate::views::kit::page::StaffPage;

/// How many faults of a file are listed at most.
const MOST_NAMED: usize = 20;

/// What was done last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    Imported,
    Undone,
}

/// What became of the form that was sent.
#[derive(Clone, Copy, Debug)]
pub enum Sent<'a> {
    Nothing,
    Done(Done),
    /// No file was chosen.
    NoFile,
    /// The file was kept too long ago to be imported.
    Gone,
    /// The file was imported before.
    Repeated,
    Faults(&'a [LineMistake]),
    /// The file is valid and waits for the button.
    Ready {
        id: Uuid,
        foreseen: ForeseenImport,
    },
}

impl Sent<'_> {
    /// Whether something has to be mended.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        matches!(self, Self::NoFile | Self::Gone | Self::Repeated | Self::Faults(_))
    }
}

/// The page's data and its viewer.
pub struct ImportsPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub imports: &'a [ImportRecord],
    pub sent: Sent<'a>,
}

impl ImportsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.imports_title();
        self.staff.wide(
            &title,
            html! {
                h1 { (title) }
                (self.outcome(text))
                p { (text.imports_intro()) }
                @match self.sent {
                    Sent::Ready { id, foreseen } => { (self.ready(text, id, &foreseen)) }
                    _ => { (self.form(text)) }
                }
                (self.list(text))
            },
        )
    }

    fn outcome(&self, text: &Texts) -> Markup {
        let done = match self.sent {
            Sent::Done(Done::Imported) => Some(text.imports_done()),
            Sent::Done(Done::Undone) => Some(text.imports_undone()),
            _ => None,
        };
        html! {
            @if let Some(done) = done { p.done role="status" { (done) } }
            @if let Some(wrong) = self.wrong(text) {
                div.errors role="alert" tabindex="-1" autofocus {
                    ul { li { a href="#file" { (wrong) } } }
                    @if let Sent::Faults(mistakes) = self.sent {
                        (line_faults(self.staff.language, mistakes, MOST_NAMED, "file"))
                    }
                }
            }
        }
    }

    /// What is wrong with the file that was sent.
    fn wrong(&self, text: &Texts) -> Option<String> {
        match self.sent {
            Sent::Nothing | Sent::Done(_) | Sent::Ready { .. } => None,
            Sent::NoFile => Some(text.imports_no_file()),
            Sent::Gone => Some(text.imports_gone()),
            Sent::Repeated => Some(text.imports_repeated()),
            Sent::Faults(mistakes) => {
                let lines = LineMistake::lines(mistakes) as u64;
                Some(text.imports_wrong(whole(self.staff.language, lines)))
            }
        }
    }

    fn form(&self, text: &Texts) -> Markup {
        let wrong = self.wrong(text);
        let described = if wrong.is_some() { "file-error file-hint" } else { "file-hint" };
        html! {
            section aria-labelledby="new" {
                h2 id="new" { (text.imports_new()) }
                form.boxed method="post" action=(urls::IMPORTS) enctype="multipart/form-data" {
                    div.question {
                        label for="file" { (text.imports_file()) }
                        @if let Some(wrong) = &wrong { p.error id="file-error" { (wrong) } }
                        p.note id="file-hint" { (text.imports_file_hint()) }
                        input type="file" id="file" name="file" required accept=".csv,text/csv,text/plain"
                            aria-describedby=(described) aria-invalid=[wrong.as_ref().map(|_| "true")];
                    }
                    button type="submit" { (text.imports_check()) }
                }
            }
        }
    }

    fn ready(&self, text: &Texts, id: Uuid, foreseen: &ForeseenImport) -> Markup {
        let language = self.staff.language;
        let number = |count: usize| whole(language, count as u64);
        html! {
            section aria-labelledby="ready" {
                h2 id="ready" tabindex="-1" autofocus { (text.imports_ready()) }
                dl.facts {
                    div { dt { (text.imports_responses()) } dd { (number(foreseen.responses)) } }
                    @if let Some((first, last)) = foreseen.days {
                        div {
                            dt { (text.imports_days()) }
                            dd { (text.imports_from_to(day(language, first), day(language, last))) }
                        }
                    }
                    div { dt { (text.imports_new_segments()) } dd { (number(foreseen.new_segments)) } }
                }
                @if foreseen.new_segments > 0 { p.note { (text.imports_new_segments_note()) } }
                @if foreseen.past_retention > 0 {
                    p.notice { (text.imports_past_retention(number(foreseen.past_retention))) }
                }
                form method="post" action=(urls::IMPORT_CONFIRM) {
                    input type="hidden" name="upload" value=(id.to_string());
                    button type="submit" { (text.imports_confirm()) }
                }
                p { a href=(urls::IMPORTS) { (text.imports_other_file()) } }
            }
        }
    }

    fn list(&self, text: &Texts) -> Markup {
        html! {
            h2 id="imports" { (text.imports_list()) }
            @if self.imports.is_empty() { p { (text.imports_none()) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="imports" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.imports_when()) }
                            th scope="col" { (text.imports_who()) }
                            th.number scope="col" { (text.imports_responses()) }
                            th.number scope="col" { (text.imports_periods()) }
                            th scope="col" { (text.imports_days()) }
                            th scope="col" { (text.imports_hash()) }
                            th scope="col" { (text.imports_state()) }
                        } }
                        tbody { @for import in self.imports { (self.row(text, import)) } }
                    }
                }
            }
        }
    }

    fn row(&self, text: &Texts, import: &ImportRecord) -> Markup {
        let language = self.staff.language;
        let hash = import.hash_in_hex();
        html! {
            tr {
                th scope="row" { (moment(language, import.imported_at, self.zone)) }
                td { (who(text, &import.imported_by)) }
                td.number { (whole(language, import.responses)) }
                td.number { (whole(language, import.periods)) }
                td { @match import.days {
                    Some((first, last)) => { (text.imports_from_to(day(language, first), day(language, last))) }
                    None => { "–" }
                } }
                td { code title=(hash) { (hash.get(..12).unwrap_or(&hash)) "…" } }
                td { @match &import.state {
                    ImportState::Counted => { a href=(urls::import_undo(import.id)) {
                        (text.imports_undo_link(moment(language, import.imported_at, self.zone)))
                    } }
                    ImportState::BeingUndone { .. } => {
                        (text.imports_being_undone()) " "
                        a href=(urls::import_undo(import.id)) { (text.imports_go_on()) }
                    }
                    ImportState::Undone { at, by } => { (text.imports_was_undone(moment(language, *at, self.zone), who(text, by))) }
                } }
            }
        }
    }
}

/// A person by address, or the operator.
fn who(text: &Texts, actor: &str) -> String {
    match actor {
        "operator" => text.audit_operator(),
        _ => actor.strip_prefix("user ").unwrap_or(actor).to_owned(),
    }
}

/// The page that asks before an import is undone.
pub struct UndoPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub import: &'a ImportRecord,
}

impl UndoPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let (language, text) = (self.staff.language, texts(self.staff.language));
        let title = text.imports_undo_title();
        let at = moment(language, self.import.imported_at, self.zone);
        self.staff.narrow(
            &title,
            html! {
                h1 { (title) }
                p { (text.imports_undo_what(at, who(text, &self.import.imported_by), whole(language, self.import.responses))) }
                p { (text.imports_undo_frozen()) }
                p { (text.imports_undo_again()) }
                form method="post" action=(urls::import_undo(self.import.id)) {
                    button type="submit" { (text.imports_undo_button()) }
                }
                p { a href=(urls::IMPORTS) { (text.imports_back()) } }
            },
        )
    }
}
