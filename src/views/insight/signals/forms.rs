//! The forms of the signals page: the cause of a signal, and a change.
//!
//! The rule: what was typed into a form that is refused is shown again, with what to do beside its field.

use maud::{Markup, html};

use crate::domain::insight::signal::LONGEST_EXPLANATION;
use crate::domain::insight::signal::change_point::ChangeKind;
use crate::domain::insight::signal::event::SignalEvent;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::signals::{SignalRefusal, SignalsPage, kind_name, months};
use crate::views::kit::form::{Form, Line};

/// The identifier of the field for a cause that was refused, and of what to do about it.
const EXPLANATION: &str = "explanation";
const EXPLANATION_ERROR: &str = "explanation-error";

impl SignalsPage<'_> {
    /// What was refused, with a link to its field.
    pub(super) fn refusal(&self, text: &Texts) -> Markup {
        match self.refused {
            // A colleague may have noted a cause meanwhile: then there is no field to lead to.
            Some(SignalRefusal::Explanation { .. }) => html! {
                div.errors role="alert" tabindex="-1" autofocus {
                    @if self.events.iter().any(|event| self.refused_cause(event).is_some()) {
                        p { a href={ "#" (EXPLANATION) } { (text.signals_explain_wrong()) } }
                    } @else { p { (text.signals_explain_wrong()) } }
                }
            },
            Some(SignalRefusal::Change { .. }) => self.change(text).summary(text),
            None => html! {},
        }
    }

    /// What was typed as the cause of a signal that has none yet.
    fn refused_cause(&self, event: &SignalEvent) -> Option<&str> {
        match self.refused {
            Some(SignalRefusal::Explanation { signal, typed })
                if signal == event.first().id && event.explanation().is_none() =>
            {
                Some(typed)
            }
            _ => None,
        }
    }

    /// The form for the cause of a signal.
    pub(super) fn cause_form(&self, event: &SignalEvent, text: &Texts) -> Markup {
        let typed = self.refused_cause(event);
        let wrong = typed.map(|_| "true");
        html! {
            form.inline method="post" action=(urls::signal_explain(event.first().id)) {
                @if wrong.is_some() { p.error id=(EXPLANATION_ERROR) { (text.signals_explain_wrong()) } }
                label {
                    (text.signals_cause()) " "
                    input type="text" id=[wrong.map(|_| EXPLANATION)] name="explanation" value=[typed]
                        maxlength=(LONGEST_EXPLANATION) required aria-label={ (text.signals_explain()) ": " (months(self.staff.language, event)) }
                        aria-invalid=[wrong] aria-describedby=[wrong.map(|_| EXPLANATION_ERROR)];
                }
                button.quiet type="submit" { (text.signals_explain_button()) }
            }
        }
    }

    /// What stands in the form for a change, and what is wrong with it.
    fn change<'a>(&'a self, text: &Texts) -> Form<'a> {
        let (typed, errors) = match self.refused {
            Some(SignalRefusal::Change { typed, errors }) => (typed, errors),
            _ => Default::default(),
        };
        Form::new(typed, errors, |field| match field {
            "day" => (text.changes_day(), text.changes_wrong_day()),
            "kind" => (text.changes_kind(), text.changes_wrong_kind()),
            "note" => (text.changes_note(), text.changes_wrong_note()),
            "restart_reason" => (text.changes_restart_reason(), text.changes_wrong_reason()),
            other => (other.to_owned(), text.hand_takes_nothing()),
        })
    }

    /// The form for a change.
    pub(super) fn change_form(&self, text: &Texts) -> Markup {
        let form = self.change(text);
        let line = |field, kind, label, is_required| {
            form.line(&Line { field, kind, label, is_required, ..Line::default() })
        };
        html! {
            form.boxed method="post" action=(urls::CHANGES) {
                (line("day", "date", text.changes_day(), true))
                div.question.wrong[form.is_wrong("kind")] {
                    label for="kind" { (text.changes_kind()) }
                    (form.notes("kind", None))
                    select id="kind" name="kind" aria-describedby=[form.described_by("kind", false)] {
                        @for &kind in ChangeKind::ALL {
                            option value=(kind.name()) selected[form.holds("kind", kind.name())] { (kind_name(text, kind)) }
                        }
                    }
                }
                (line("note", "text", text.changes_note(), true))
                label.tick {
                    input type="checkbox" name="restarts" value="on" checked[form.holds("restarts", "on")];
                    (text.changes_restart())
                }
                (line("restart_reason", "text", text.changes_restart_reason(), false))
                button type="submit" { (text.changes_button()) }
            }
        }
    }
}
