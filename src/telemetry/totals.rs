//! A count that only grows, by labels.
//!
//! The rule: it is shown in the text format 0.0.4, whose type line has the whole name of the count. The crate's own counters
//! are made for OpenMetrics, where that line leaves `_total` out; so they are held as gauges and shown as counters.

use std::fmt::{self, Debug};
use std::hash::Hash;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeLabelSet, EncodeMetric as _};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;

/// A count; clones share it.
#[derive(Clone, Debug)]
pub struct Total<L> {
    name: &'static str,
    help: &'static str,
    counted: Family<L, Gauge>,
}

impl<L: Clone + Eq + Hash> Total<L> {
    pub fn new(name: &'static str, help: &'static str) -> Self {
        Self { name, help, counted: Family::default() }
    }

    pub fn add(&self, labels: &L, amount: u32) {
        self.counted.get_or_create(labels).inc_by(amount.into());
    }
}

impl<L> Collector for Total<L>
where
    L: Clone + Debug + Eq + Hash + EncodeLabelSet + Send + Sync + 'static,
{
    fn encode(&self, mut encoder: DescriptorEncoder) -> Result<(), fmt::Error> {
        let metric = encoder.encode_descriptor(self.name, self.help, None, MetricType::Counter)?;
        self.counted.encode(metric)
    }
}
