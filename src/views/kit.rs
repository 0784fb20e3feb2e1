//! The building blocks of every page: the document, wording, number formats, charts, notices.

pub mod chart;
pub mod dimension_filter;
pub mod find_complaint;
pub mod form;
pub mod format;
pub mod gauges;
pub mod line_faults;
pub mod menu;
pub mod notices;
pub mod page;
pub mod plain_text;
pub mod rows;
pub mod scale;
pub mod stacked;
pub mod staff_letter;
pub mod words;
