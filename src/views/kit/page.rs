//! The HTML document around every page.

use maud::{DOCTYPE, Markup, html};

use crate::domain::access::roles::Roles;
use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::form::author::with_author;
use crate::views::kit::menu::{Place, menu};
use crate::views::kit::stacked::stacked;

/// A page: its title, its header and its body.
pub struct Page<'a> {
    pub language: Language,
    pub title: &'a str,
    /// The organisation's name, shown in the header.
    pub organisation: &'a str,
    /// Wide pages hold charts and tables; narrow ones hold text.
    pub is_wide: bool,
    /// The signed-in user, for whom the header has the navigation and the sign-out button.
    pub user: Option<StaffMember<'a>>,
    pub body: Markup,
}

/// A signed-in user.
#[derive(Clone, Copy, Debug)]
pub struct StaffMember<'a> {
    pub email: &'a str,
    pub roles: &'a Roles,
    /// The path of the current page, marked in the navigation.
    pub here: &'a str,
    /// The query string of the view, with which the navigation leads to the other pages about it; empty for the default.
    pub keeps: &'a str,
}

/// The organisation in whose name a page speaks, and the language.
#[derive(Clone, Copy, Debug)]
pub struct Speaker<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub contact: &'a str,
}

/// What stands around a page for staff: in which language, in whose name, and for whom.
#[derive(Clone, Copy, Debug)]
pub struct StaffPage<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub user: StaffMember<'a>,
}

impl<'a> StaffPage<'a> {
    /// The same around a page about a view: the navigation keeps its range and filters.
    #[must_use]
    pub fn keeping(mut self, query: &'a str) -> Self {
        self.user.keeps = query;
        self
    }

    /// A wide page, for charts and tables.
    #[must_use]
    pub fn wide(&self, title: &str, body: Markup) -> Markup {
        self.render(title, true, body)
    }

    /// A narrow page, to be read.
    #[must_use]
    pub fn narrow(&self, title: &str, body: Markup) -> Markup {
        self.render(title, false, body)
    }

    fn render(&self, title: &str, is_wide: bool, body: Markup) -> Markup {
        Page {
            language: self.language,
            title: &format!("{title} – {}", self.organisation),
            organisation: self.organisation,
            is_wide,
            user: Some(self.user),
            body,
        }
        .render()
    }
}

impl Page<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        self.document(&html! {})
    }

    /// The page of a respondent, with how to reach the organisation and the privacy notice below it.
    #[must_use]
    pub fn render_with_foot(&self, contact: &str) -> Markup {
        self.document(&foot(self.language, self.organisation, contact))
    }

    fn document(&self, foot: &Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.language.name()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="robots" content="noindex";
                    // A page for staff leaves it to its style sheet, for the weight of the first page.
                    @if self.user.is_none() { meta name="color-scheme" content="light dark"; }
                    title { (self.title) }
                    link rel="stylesheet" href=(urls::STYLE);
                    // Respondents' pages load one style sheet only.
                    @if self.is_wide || self.user.is_some() { link rel="stylesheet" href=(urls::STAFF_STYLE); }
                }
                body {
                    // The first stop of the keyboard leads past the menu.
                    @if self.user.is_some() { a href="#main" { (texts(self.language).nav_skip()) } }
                    header.banner {
                        p { (self.organisation) }
                        @if let Some(user) = self.user { (menu(self.language, Place { roles: user.roles, here: user.here, keeps: user.keeps })) (sign_out(self.language, user)) }
                    }
                    main.wide[self.is_wide] id=[self.user.map(|_| "main")] { (self.body()) }
                    (foot)
                }
            }
        }
    }

    /// The body; for a signed-in user with the author of each form, and tables that stack on a telephone.
    fn body(&self) -> Markup {
        match self.user {
            Some(user) => stacked(&with_author(&self.body, user.email)),
            None => self.body.clone(),
        }
    }
}

/// A narrow page for respondents in the organisation's name, without navigation: a heading, `rest` and the foot.
#[must_use]
pub fn spoken(speaker: Speaker<'_>, heading: &str, rest: &Markup) -> Markup {
    spoken_page(speaker, heading, rest, &foot(speaker.language, speaker.organisation, speaker.contact))
}

/// The same for staff, without the foot, which would send them to their own desk.
#[must_use]
pub fn spoken_to_staff(speaker: Speaker<'_>, heading: &str, rest: &Markup) -> Markup {
    spoken_page(speaker, heading, rest, &html! {})
}

fn spoken_page(speaker: Speaker<'_>, heading: &str, rest: &Markup, foot: &Markup) -> Markup {
    Page {
        language: speaker.language,
        title: &format!("{heading} – {}", speaker.organisation),
        organisation: speaker.organisation,
        is_wide: false,
        user: None,
        body: html! { h1 { (heading) } (rest) },
    }
    .document(foot)
}

fn foot(language: Language, organisation: &str, contact: &str) -> Markup {
    let text = texts(language);
    html! {
        footer.foot {
            p { strong { (organisation) } }
            p { (text.contact_line(contact)) }
            p { a href=(urls::privacy(language)) { (text.survey_privacy_link()) } }
        }
    }
}

fn sign_out(language: Language, user: StaffMember<'_>) -> Markup {
    let text = texts(language);
    html! {
        form method="post" action=(urls::SIGN_OUT) {
            a href=(urls::ACCOUNT) aria-label=(text.nav_account(user.email)) aria-current=[(user.here == urls::ACCOUNT).then_some("page")] {
                (user.email)
            }
            button.quiet type="submit" { (text.staff_sign_out()) }
        }
    }
}
