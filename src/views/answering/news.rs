//! What became of an answer, on the page after it, and the wish to get one mail about it.
//!
//! The rule: where nothing happened nothing stands there; no box is ticked beforehand, and a button without its tick does nothing.

use maud::{Markup, html};

use crate::domain::access::token::Token;
use crate::domain::answering::form_fields::LANGUAGE;
use crate::domain::answering::news::{Event, Wish};
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::day;

/// The field whose tick asks for one mail.
pub const WANTED: &str = "wants_news";
/// The field whose tick takes that back.
pub const UNWANTED: &str = "no_news";
/// What a ticked field sends.
pub const TICKED: &str = "on";

/// The identifier of the part of the page that holds the wish.
pub const WISH_ID: &str = "news-wish";

/// What the respondent just did with the wish.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    #[default]
    None,
    /// Asked for the mail, or took that back.
    Made,
    /// Pressed the button without the tick.
    Unticked,
}

/// What happened, the earliest first.
#[must_use]
pub fn happened(language: Language, events: &[Event]) -> Markup {
    let text = texts(language);
    html! {
        @if !events.is_empty() {
            section aria-labelledby="news" {
                h2 id="news" { (text.news_heading()) }
                ul { @for event in events { li { (told(text, language, event)) } } }
            }
        }
    }
}

fn told(text: &Texts, language: Language, event: &Event) -> Markup {
    let on = day(language, event.on());
    match event {
        Event::Read { .. } => html! { (text.news_read(on)) },
        Event::DiscussedWithEmployee { .. } => html! { (text.news_discussed_with_employee(on)) },
        Event::DiscussedInTeam { .. } => html! { (text.news_discussed_in_team(on)) },
        Event::Improved { sentence, .. } => html! {
            (text.news_improved(on)) br;
            span lang=(sentence.language.name()) dir="auto" { (sentence.words) }
        },
    }
}

/// The error on top of the page where the button was pressed without its tick.
#[must_use]
pub fn unticked(language: Language, wish: Wish, choice: Choice) -> Markup {
    let text = texts(language);
    html! {
        @if let (Some(field), Choice::Unticked) = (field_of(wish), choice) {
            div.errors role="alert" tabindex="-1" autofocus {
                ul { li { a href={ "#" (field) } { (text.news_wish_unticked()) } } }
            }
        }
    }
}

/// The form of the wish.
#[must_use]
pub fn wish_form(language: Language, token: &Token, wish: Wish, choice: Choice) -> Markup {
    let text = texts(language);
    let Some(field) = field_of(wish) else { return html! {} };
    let (label, hint) = match wish {
        Wish::Asked => (text.news_wish_back(), None),
        _ => (text.news_wish(), Some(text.news_wish_hint())),
    };
    let (is_made, is_unticked) = (choice == Choice::Made, choice == Choice::Unticked);
    let described = match (is_unticked, hint.is_some()) {
        (true, true) => Some("news-error news-hint"),
        (true, false) => Some("news-error"),
        (false, true) => Some("news-hint"),
        (false, false) => None,
    };
    html! {
        div id=(WISH_ID) {
            @if wish == Wish::Asked {
                p.done[is_made] role=[is_made.then_some("status")] { (text.news_wish_stored()) }
            } @else if is_made {
                p.done role="status" { (text.news_wish_taken_back()) }
            }
            form method="post" action=(urls::survey_news(token)) novalidate accept-charset="utf-8" {
                input type="hidden" name=(LANGUAGE) value=(language.name());
                div.question.wrong[is_unticked] {
                    @if is_unticked {
                        p.error id="news-error" {
                            span.unseen { (text.survey_error_prefix()) " " } (text.news_wish_unticked())
                        }
                    }
                    label.tick for=(field) {
                        input type="checkbox" id=(field) name=(field) value=(TICKED) required
                            aria-invalid=[is_unticked.then_some("true")] aria-describedby=[described];
                        span { (label) }
                    }
                    @if let Some(hint) = &hint { p.note id="news-hint" { (hint) } }
                }
                button.quiet type="submit" { (text.news_wish_send()) }
            }
        }
    }
}

/// The field that stands there; `None` where no wish can be asked for.
fn field_of(wish: Wish) -> Option<&'static str> {
    match wish {
        Wish::NotOffered => None,
        Wish::NotAsked => Some(WANTED),
        Wish::Asked => Some(UNWANTED),
    }
}
