//! For whom a form was made: each form of a staff page that is to be sent says it in a hidden field, so that one that was
//! opened as one user is not done as another who has signed in since, in another tab of the same browser.
//!
//! The rule: the field is added where the page is put together, so that no form can lack it.

use maud::{Markup, PreEscaped, html};

/// The name of the field; its value is the user's address.
pub const AUTHOR: &str = "signed_in_as";

/// The body of a page in which each form to be sent says for whom it was made. Nothing in a body but its own tags looks like
/// one: `maud` escapes angle brackets and quotation marks, in attributes as well.
#[must_use]
pub fn with_author(body: &Markup, email: &str) -> Markup {
    const FORM: &str = "<form";
    let field = html! { input type="hidden" name=(AUTHOR) value=(email); }.into_string();
    let mut pieces = body.0.split(FORM);
    let mut written = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        written.push_str(FORM);
        match piece.split_once('>') {
            Some((attributes, rest)) if attributes.contains(" method=\"post\"") => {
                for part in [attributes, ">", &field, rest] {
                    written.push_str(part);
                }
            }
            _ => written.push_str(piece),
        }
    }
    PreEscaped(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_to_be_sent_says_for_whom_it_was_made() {
        let typed = "\"><form method=\"post\" action=\"https://evil.example\">";
        let body = html! {
            h1 { "Forms" }
            form.boxed.wide method="post" action="/themes?a=b>c" { input name="name" value=(typed); p { (typed) } }
            form method="get" action="/verbatims" { input name="q"; }
            form method="post" action="/signals" { button { "Do" } }
        };
        let field = "<input type=\"hidden\" name=\"signed_in_as\" value=\"o&quot;x@example.org\">";
        let written = with_author(&body, "o\"x@example.org").into_string();
        assert_eq!(written.matches(field).count(), 2, "{written}");
        let first =
            format!("<form class=\"boxed wide\" method=\"post\" action=\"/themes?a=b&gt;c\">{field}<input");
        assert!(written.contains(&first), "{written}");
        assert!(
            written.contains(&format!("<form method=\"post\" action=\"/signals\">{field}<button>")),
            "{written}"
        );
        assert!(
            written.contains("<form method=\"get\" action=\"/verbatims\"><input name=\"q\">"),
            "{written}"
        );
    }

    #[test]
    fn a_body_without_forms_stays_as_it_is() {
        for body in [html! {}, html! { p { "a < b, <form" } }] {
            assert_eq!(with_author(&body, "a@example.org").into_string(), body.into_string());
        }
    }
}
