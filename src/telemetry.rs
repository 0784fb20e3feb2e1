//! What this process counts of its own work, held in memory, the ids by which requests are told apart, and what is logged of
//! a panic.
//!
//! The rule: nothing about a person. A label has few values, all fixed in the code: a route as it is declared and never the
//! path that was asked for, which holds secrets of links and references of complaints.

pub mod panics;
mod request_id;
mod totals;

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::telemetry::request_id::RequestIds;
use crate::telemetry::totals::Total;

pub use crate::telemetry::request_id::RequestId;

/// The route of a request that no route takes.
pub const NO_ROUTE: &str = "none";

/// Upper bounds of the classes of durations, in seconds.
const BOUNDS: [f64; 11] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// The ids and counts of a process; clones share them.
#[derive(Clone, Debug)]
pub struct Telemetry(Arc<Counts>);

#[derive(Debug)]
struct Counts {
    ids: RequestIds,
    requests: Total<RequestLabels>,
    durations: Durations,
    sign_ins_refused: Total<WayLabel>,
}

type Durations = Family<RouteLabels, Histogram, fn() -> Histogram>;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    method: &'static str,
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct WayLabel {
    way: &'static str,
}

/// A request that was answered, or whose client left.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    pub method: &'static str,
    /// As it is declared, with names in place of values; [`NO_ROUTE`] without one.
    pub route: &'a str,
    pub status: u16,
    pub took: Duration,
}

/// A way to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInWay {
    Password,
    /// The code of a second factor.
    Code,
    /// A one-time link.
    Link,
    /// The identity provider.
    Provider,
}

impl SignInWay {
    const ALL: [Self; 4] = [Self::Password, Self::Code, Self::Link, Self::Provider];

    fn label(self) -> WayLabel {
        let way = match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::Link => "link",
            Self::Provider => "provider",
        };
        WayLabel { way }
    }
}

impl Default for Telemetry {
    fn default() -> Self {
        let sign_ins_refused =
            Total::new("sign_ins_refused_total", "Sign-ins that were refused, by the way that was tried.");
        // From the start, so that the first refusal is an increase.
        for way in SignInWay::ALL {
            sign_ins_refused.add(&way.label(), 0);
        }
        Self(Arc::new(Counts {
            ids: RequestIds::default(),
            requests: Total::new(
                "http_requests_total",
                "Requests that were answered, and with status 499 those whose client left before.",
            ),
            durations: Family::new_with_constructor(|| Histogram::new(BOUNDS)),
            sign_ins_refused,
        }))
    }
}

impl Telemetry {
    /// An id for a request that came without one.
    #[must_use]
    pub fn new_request_id(&self) -> RequestId {
        self.0.ids.next()
    }

    /// Counts a request with the time that it took.
    pub fn answered(&self, answered: Answered<'_>) {
        let Answered { method, route, status, took } = answered;
        let labels = RouteLabels { method, route: route.to_owned() };
        self.0.durations.get_or_create(&labels).observe(took.as_secs_f64());
        self.0.requests.add(&RequestLabels { method, route: labels.route, status }, 1);
    }

    /// Counts a request that the listener refuses before any route sees it.
    pub fn turned_away(&self, status: u16) {
        self.0.requests.add(&RequestLabels { method: "any", route: NO_ROUTE.to_owned(), status }, 1);
    }

    /// Counts a sign-in that was refused.
    pub fn sign_in_refused(&self, way: SignInWay) {
        self.0.sign_ins_refused.add(&way.label(), 1);
    }

    /// Adds the counts to what is shown to Prometheus.
    pub fn register(&self, registry: &mut Registry) {
        registry.register_collector(Box::new(self.0.requests.clone()));
        registry.register_collector(Box::new(self.0.sign_ins_refused.clone()));
        let help = "For how long requests were worked on, until the answer began or the client left";
        registry.register("http_request_duration_seconds", help, self.0.durations.clone());
    }
}

#[cfg(test)]
mod tests {
    use prometheus_client::encoding::text::encode_registry;

    use super::*;

    fn shown(telemetry: &Telemetry) -> String {
        let mut registry = Registry::with_prefix("naklank");
        telemetry.register(&mut registry);
        let mut text = String::new();
        encode_registry(&mut text, &registry).unwrap();
        text
    }

    #[test]
    fn a_request_is_counted_with_its_time() {
        let telemetry = Telemetry::default();
        let took = Duration::from_millis(7);
        telemetry.answered(Answered { method: "GET", route: "/s/{token}", status: 200, took });
        let text = shown(&telemetry);
        for line in [
            "# TYPE naklank_http_requests_total counter",
            "naklank_http_requests_total{method=\"GET\",route=\"/s/{token}\",status=\"200\"} 1",
            "# TYPE naklank_http_request_duration_seconds histogram",
            "naklank_http_request_duration_seconds_count{method=\"GET\",route=\"/s/{token}\"} 1",
            "naklank_http_request_duration_seconds_bucket{le=\"0.005\",method=\"GET\",route=\"/s/{token}\"} 0",
            "naklank_http_request_duration_seconds_bucket{le=\"0.01\",method=\"GET\",route=\"/s/{token}\"} 1",
            "naklank_http_request_duration_seconds_bucket{le=\"+Inf\",method=\"GET\",route=\"/s/{token}\"} 1",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}: {text}");
        }
    }

    #[test]
    fn refused_sign_ins_are_told_before_the_first() {
        let telemetry = Telemetry::default();
        let line = "naklank_sign_ins_refused_total{way=\"link\"} ";
        assert!(shown(&telemetry).contains(&format!("{line}0\n")));
        telemetry.sign_in_refused(SignInWay::Link);
        assert!(shown(&telemetry).contains(&format!("{line}1\n")));
    }
}
