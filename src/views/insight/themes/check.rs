//! The page on which the hits of a theme's keywords are judged.
//!
//! The rule: it works without script and saves what is judged so far, so that a check can be left and taken up again.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::insight::theme::check::{CheckedTheme, DrawRefusal, Hit, Judgement, ThemeCheck};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::themes::precision::in_words;
use crate::views::kit::format::{moment, whole};
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct ThemeCheckPage<'a> {
    pub staff: StaffPage<'a>,
    pub checked: &'a CheckedTheme,
    pub refused: Option<DrawRefusal>,
    pub is_saved: bool,
    pub zone: Tz,
}

impl ThemeCheckPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.themes_check_title(self.checked.theme.name.as_str());
        self.staff.wide(
            &title,
            html! {
                p { a href=(urls::THEMES) { (text.themes_title()) } }
                h1 { (title) }
                @if self.is_saved { p.done role="status" { (text.themes_check_saved()) } }
                @if let Some(refused) = self.refused { p.error role="alert" { (refusal(refused, text)) } }
                p { (text.themes_check_intro()) }
                p.note { (text.verbatims_intro()) }
                @if let Some((check, hits)) = &self.checked.latest { (self.latest(check, hits, text)) }
                @if !self.checked.is_open() || self.is_of_earlier_keywords() { (self.draw(text)) }
            },
        )
    }

    fn is_of_earlier_keywords(&self) -> bool {
        self.checked.precision().is_some_and(|precision| precision.is_of_earlier_keywords)
    }

    fn draw(&self, text: &Texts) -> Markup {
        html! {
            form method="post" action=(urls::theme_check(self.checked.theme.id)) {
                button type="submit" { (text.themes_check_draw()) }
            }
        }
    }

    fn latest(&self, check: &ThemeCheck, hits: &[Hit], text: &Texts) -> Markup {
        let language = self.staff.language;
        html! {
            @if let Some(precision) = self.checked.precision() { p { strong { (in_words(language, &precision, text)) } } }
            p.note {
                (text.themes_check_drawn(hits.len().to_string(), whole(language, check.drawn_from), moment(language, check.drawn_at, self.zone), check.drawn_by.as_str()))
            }
            form method="post" action=(urls::theme_judge(self.checked.theme.id)) {
                input type="hidden" name="check" value=(check.id);
                @for hit in hits { (self.hit(hit, text)) }
                button type="submit" { (text.themes_check_save()) }
            }
        }
    }

    fn hit(&self, hit: &Hit, text: &Texts) -> Markup {
        let name = format!("hit-{}", hit.place);
        let choices =
            [(Judgement::Right, text.themes_check_right()), (Judgement::Wrong, text.themes_check_wrong())];
        html! {
            fieldset.verbatim {
                legend { (text.themes_check_hit(hit.place.to_string())) }
                @match &hit.written {
                    Some((score, words)) => {
                        blockquote dir="auto" { (words) }
                        p.note { (text.verbatims_score(score.value().to_string())) }
                        @for (judgement, words) in choices {
                            label.tick {
                                input type="radio" name=(name) value=(judgement.name()) checked[hit.judgement == Some(judgement)];
                                (words)
                            }
                        }
                    }
                    None => p.note { (text.themes_check_gone()) },
                }
                @if let Some((at, by)) = &hit.judged {
                    p.note { (text.themes_check_judged(by.as_str(), moment(self.staff.language, *at, self.zone))) }
                }
            }
        }
    }
}

fn refusal(refused: DrawRefusal, text: &Texts) -> String {
    match refused {
        DrawRefusal::StillOpen => text.themes_check_open(),
        DrawRefusal::NoKeywords => text.themes_check_by_hand(),
        DrawRefusal::RulesPending => text.themes_check_pending(),
        DrawRefusal::TooFew => text.themes_check_few(),
    }
}
