//! The lists of follow-ups, and what ended lately below them.

use maud::{Markup, html};

use crate::domain::follow_ups::follow_up::{DONE_DAYS, FollowUp};
use crate::domain::follow_ups::lists::{FollowUpsPage, ListedFollowUp};
use crate::domain::time::calendar::day_of;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::follow_ups::{FollowUpPages, words};
use crate::views::kit::format::{day, moment, whole};

impl FollowUpPages<'_> {
    /// A page of a list. `is_done` says that something was just recorded.
    #[must_use]
    pub fn list(&self, page: &FollowUpsPage, is_done: bool) -> Markup {
        let text = texts(self.staff.language);
        let body = html! {
            h1 { (text.follow_ups_title()) }
            @if is_done { p.done role="status" { (text.follow_ups_recorded()) } }
            p { (text.follow_ups_intro()) }
            (self.tabs(page, text))
            h2 id="list" { (words::list(text, page.list)) }
            p.note { (text.follow_ups_late_is()) " " (text.follow_ups_late_listed()) }
            @if page.rows.is_empty() { p { strong { (text.follow_ups_none()) } } }
            @else { (self.table(page, text)) }
            (Self::pages(page, text))
            (self.done(&page.done, text))
            p.choices {
                a href=(urls::FOLLOW_UPS_FIGURES) { (text.follow_ups_figures_title()) } " "
                a href=(urls::FACTS) { (text.nav_facts()) }
            }
        };
        self.staff.wide(&text.follow_ups_title(), body)
    }

    fn tabs(&self, page: &FollowUpsPage, text: &Texts) -> Markup {
        html! {
            nav.choices aria-label=(text.follow_ups_lists()) {
                @for &list in &page.lists {
                    a href=(urls::follow_ups(list.name(), 1)) aria-current=[(list == page.list).then_some("page")] {
                        (text.follow_ups_list_count(words::list(text, list), whole(self.staff.language, page.counts.of(list))))
                    } " "
                }
            }
        }
    }

    fn table(&self, page: &FollowUpsPage, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="list" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.follow_ups_complaint()) }
                        th scope="col" { (text.follow_ups_why()) }
                        th scope="col" { (text.follow_ups_due()) }
                        th.number scope="col" { (text.follow_ups_score()) }
                        th.number scope="col" { (text.follow_ups_items()) }
                        th scope="col" { (text.follow_ups_team()) }
                        th scope="col" { (text.follow_ups_product()) }
                        th scope="col" { (text.follow_ups_closed()) }
                        th scope="col" { (text.follow_ups_holder()) }
                    } }
                    tbody { @for row in &page.rows { (self.row(row, text)) } }
                }
            }
        }
    }

    fn row(&self, row: &ListedFollowUp, text: &Texts) -> Markup {
        let (language, follow_up) = (self.staff.language, &row.follow_up);
        let unknown = text.follow_ups_unknown();
        html! {
            tr {
                th scope="row" { a href=(urls::follow_up(follow_up.id)) { (follow_up.reference.as_str()) } }
                td { (words::why(text, follow_up)) }
                td {
                    (day(language, follow_up.due_on))
                    @if follow_up.is_overdue(self.today) { " " strong { (text.follow_ups_late()) } }
                }
                td.number { (follow_up.score) }
                td.number { (row.rated) }
                td { (follow_up.team().unwrap_or(&unknown)) }
                td { (follow_up.product.as_deref().unwrap_or(&unknown)) }
                td { (day(language, follow_up.closed_on)) }
                td { (self.holder(follow_up, text)) }
            }
        }
    }

    /// Who holds a follow-up, and the button to take it up.
    fn holder(&self, follow_up: &FollowUp, text: &Texts) -> Markup {
        html! {
            @match &follow_up.owner {
                Some(owner) => (owner.email),
                None => (text.follow_ups_no_one()),
            }
            @if follow_up.can_be_taken_up_by(self.staff.user.email) {
                form method="post" action=(urls::follow_up_take_up(follow_up.id)) {
                    button.quiet type="submit" aria-label={ (text.follow_ups_take_up()) ": " (follow_up.reference.as_str()) } {
                        (text.follow_ups_take_up())
                    }
                }
            }
        }
    }

    fn pages(page: &FollowUpsPage, text: &Texts) -> Markup {
        let list = page.list.name();
        html! {
            @if page.page > 1 || page.has_next {
                p.choices {
                    @if page.page > 1 { a rel="prev" href=(urls::follow_ups(list, page.page - 1)) { (text.follow_ups_newer()) } " " }
                    @if page.has_next { a rel="next" href=(urls::follow_ups(list, page.page + 1)) { (text.follow_ups_older()) } }
                }
            }
        }
    }

    fn done(&self, done: &[FollowUp], text: &Texts) -> Markup {
        html! {
            @if !done.is_empty() {
                section aria-labelledby="done" {
                    h2 id="done" { (text.follow_ups_done_heading(DONE_DAYS.to_string())) }
                    div.scroll tabindex="0" role="group" aria-labelledby="done" {
                        table.stacked {
                            thead { tr {
                                th scope="col" { (text.follow_ups_complaint()) }
                                th scope="col" { (text.follow_ups_why()) }
                                th scope="col" { (text.follow_ups_done_how()) }
                                th scope="col" { (text.follow_ups_done_at()) }
                                th scope="col" { (text.follow_ups_done_by()) }
                                th scope="col" { (text.follow_ups_due()) }
                            } }
                            tbody { @for follow_up in done { (self.done_row(follow_up, text)) } }
                        }
                    }
                }
            }
        }
    }

    fn done_row(&self, follow_up: &FollowUp, text: &Texts) -> Markup {
        let Some(done) = &follow_up.done else { return html! {} };
        let first = follow_up.first_done_at.unwrap_or(done.at);
        let is_late = day_of(first, self.zone) > follow_up.due_on;
        html! {
            tr {
                th scope="row" {
                    a href=(urls::follow_up(follow_up.id)) { (follow_up.reference.as_str()) }
                }
                td { (words::why(text, follow_up)) }
                td { (words::ending(text, &done.ending)) }
                td { (moment(self.staff.language, done.at, self.zone)) }
                td { (done.by) }
                td {
                    (day(self.staff.language, follow_up.due_on))
                    @if is_late { " " strong { (text.follow_ups_late()) } }
                }
            }
        }
    }
}
