//! The trace of one complaint, from its `PUT` to the answer: which spans there are, and what stands in them.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing::subscriber::NoSubscriber;
use tracing::{Dispatch, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::{EnvFilter, registry};

use crate::support::{TestApp, on_both_engines};

/// The spans that began, each with the names of those around it, the outermost first.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<Vec<Vec<String>>>>);

/// The name of a span, with its fields except the id of the request.
struct Named(String);

#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() != "request_id" {
            let _ = write!(self.0, " {value}");
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.record_str(field, &format!("{value:?}"));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Spans {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        let span = context.span(id).unwrap();
        span.extensions_mut().insert(Named(format!("{}{}", attributes.metadata().name(), fields.0)));
        let path = span.scope().from_root().map(|span| span.extensions().get::<Named>().unwrap().0.clone());
        self.0.lock().unwrap().push(path.collect());
    }
}

impl Spans {
    fn all(&self) -> Vec<Vec<String>> {
        self.0.lock().unwrap().clone()
    }

    /// A line for each, indented by how deep it is.
    fn tree(&self) -> String {
        let lines = self.all().into_iter().map(|path| {
            let name = path.last().unwrap();
            format!("{}{name}\n", "  ".repeat(path.len() - 1))
        });
        lines.collect()
    }

    /// Whether a span began within all of these.
    fn has(&self, within: &[&str]) -> bool {
        self.all().iter().any(|path| {
            let mut rest = path.iter();
            within.iter().all(|name| rest.any(|found| found.starts_with(name)))
        })
    }
}

async fn a_complaint_that_is_answered(app: &TestApp) -> String {
    let link = app.invite("K-1").await;
    app.get(&link).await;
    let answered = app.post_form(&link, "score=9&comment=Zwiebelkuchen").await;
    assert!(!answered.status.is_server_error() && !answered.status.is_client_error(), "{answered:?}");
    link
}

on_both_engines! {
    async fn a_complaint_is_followed_from_its_put_to_its_answer(app) {
        let spans = Spans::default();
        // With more than one dispatcher, spans that another test reaches first are not switched off for this one.
        let _other = Dispatch::new(NoSubscriber::default());
        let kept = registry().with(EnvFilter::new("naklank=debug")).with(spans.clone());
        let here = tracing::subscriber::set_default(kept);
        let link = a_complaint_that_is_answered(&app).await;
        drop(here);
        let tree = spans.tree();
        println!("{tree}");
        let mut rest = tree.lines().map(str::trim);
        for name in [
            "request PUT /api/v1/complaints/{reference}",
            "find_key",
            "register_complaint",
            "write",
            "commit",
            "tick",
            "duty messages",
            "send_messages",
            "request GET /s/{token}",
            "find_survey",
            "request POST /s/{token}",
            "submit_response",
            "store_what_gathers",
        ] {
            assert!(rest.any(|line| line == name), "{name} does not follow: {tree}");
        }
        for within in [
            ["request PUT /api/v1/complaints/{reference}", "register_complaint", "statement complaints::"],
            ["request PUT /api/v1/complaints/{reference}", "register_complaint", "commit"],
            ["duty messages", "send_messages", "statement sending::outbox::claim"],
            ["duty messages", "send_messages", "statement sending::acceptances::insert"],
            ["duty messages", "send_messages", "statement sending::outbox::mark_sent"],
            ["request GET /s/{token}", "find_survey", "find_with_others"],
            ["request POST /s/{token}", "submit_response", "store_with_others"],
        ] {
            assert!(spans.has(&within), "{within:?}: {tree}");
        }
        assert!(spans.has(&["store_what_gathers", "statement answering::responses::insert_all"]), "{tree}");
        let token = link.rsplit('/').next().unwrap();
        for said in [token, "K-1", "k-1@example.org", "Klant", "Zwiebelkuchen", "SELECT", "INSERT"] {
            assert!(!tree.contains(said), "{said}: {tree}");
        }
    }
}
