//! Values of the moment in Prometheus' text format (exposition format 0.0.4).
//!
//! The rule: they are only counts and times, their labels are never about a person, and they stand in the order in which they were added.

use std::fmt;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric as _, MetricEncoder};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::gauge::ConstGauge;

/// Gauges with what they stand at.
#[derive(Clone, Debug, Default)]
pub struct Gauges(Vec<Gauge>);

#[derive(Clone, Debug)]
struct Gauge {
    name: &'static str,
    help: &'static str,
    samples: Samples,
}

#[derive(Clone, Debug)]
enum Samples {
    One(Value),
    ByLabels(Vec<(Labels, Value)>),
}

/// Names and values that tell the samples of a gauge apart.
pub type Labels = Vec<(&'static str, String)>;

/// What a gauge stands at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    Whole(i64),
    Real(f64),
}

impl From<u64> for Value {
    fn from(value: u64) -> Self {
        Self::Whole(i64::try_from(value).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Whole(value.into())
    }
}

impl Value {
    fn encode(self, metric: MetricEncoder) -> Result<(), fmt::Error> {
        match self {
            Self::Whole(value) => ConstGauge::new(value).encode(metric),
            Self::Real(value) => ConstGauge::new(value).encode(metric),
        }
    }
}

impl Gauges {
    /// Adds one without labels.
    pub fn one(&mut self, name: &'static str, help: &'static str, value: impl Into<Value>) {
        self.0.push(Gauge { name, help, samples: Samples::One(value.into()) });
    }

    /// The same; without a value only its name and its help.
    pub fn at_most_one(&mut self, name: &'static str, help: &'static str, value: Option<Value>) {
        let samples = value.map_or_else(|| Samples::ByLabels(Vec::new()), Samples::One);
        self.0.push(Gauge { name, help, samples });
    }

    /// Adds one with labels.
    pub fn by_labels(
        &mut self,
        name: &'static str,
        help: &'static str,
        samples: impl IntoIterator<Item = (Labels, Value)>,
    ) {
        self.0.push(Gauge { name, help, samples: Samples::ByLabels(samples.into_iter().collect()) });
    }
}

impl Collector for Gauges {
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), fmt::Error> {
        for Gauge { name, help, samples } in &self.0 {
            let mut metric = encoder.encode_descriptor(name, help, None, MetricType::Gauge)?;
            match samples {
                Samples::One(value) => value.encode(metric)?,
                Samples::ByLabels(samples) => {
                    for (labels, value) in samples {
                        value.encode(metric.encode_family(labels)?)?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use prometheus_client::encoding::text::encode_registry;
    use prometheus_client::registry::Registry;

    use super::*;

    #[test]
    fn gauges_are_written_in_the_text_format() {
        let mut gauges = Gauges::default();
        gauges.one("due", "What is due.", 3_u64);
        gauges.at_most_one("last", "When it was.", None);
        let said = vec![("said", "451 \"busy\"\\".to_owned())];
        gauges.by_labels("said", "What was said.", [(said, true.into())]);
        gauges.one("age_seconds", "How old.", Value::Real(1.5));
        let mut registry = Registry::with_prefix("naklank");
        registry.register_collector(Box::new(gauges));
        let mut text = String::new();
        encode_registry(&mut text, &registry).unwrap();
        assert_eq!(
            text,
            "# HELP naklank_due What is due.\n# TYPE naklank_due gauge\nnaklank_due 3\n\
             # HELP naklank_last When it was.\n# TYPE naklank_last gauge\n\
             # HELP naklank_said What was said.\n# TYPE naklank_said gauge\n\
             naklank_said{said=\"451 \\\"busy\\\"\\\\\"} 1\n\
             # HELP naklank_age_seconds How old.\n# TYPE naklank_age_seconds gauge\nnaklank_age_seconds 1.5\n"
        );
    }
}
