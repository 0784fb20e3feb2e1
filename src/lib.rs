//! Naklank asks a customer how a complaint was handled once the complaint is closed, and turns the answers into a
//! Net Promoter Score that an organisation can set a norm on.
//!
//! # The loop
//!
//! A complaint closes: [`workflow::complaints::register`] plans an invitation in the same transaction, or withholds it
//! with a reason. The [`scheduler`] finds it due and [`workflow::sending::send`] claims it, mails a link, and records
//! that it did. The customer opens the link ([`workflow::answering::survey`], which only reads) and answers
//! ([`workflow::answering::submit`], which stores the response and a change of the day's tally together).
//! [`workflow::insight::series`] reads the tallies, [`domain::insight::series`] sums them, and [`statistics::estimate`] puts an
//! interval around every score that is shown. A norm is proposed with its evidence frozen and adopted by another person
//! ([`workflow::norms`]); each period that it judges gets one verdict ([`workflow::norms::judge`]).
//!
//! # The layers
//!
//! A test reads the `use crate::` lines of every file and holds them against this table.
//!
//! | module | what it is | may use |
//! |---|---|---|
//! | [`domain`] | values and rules; no I/O | statistics |
//! | [`statistics`] | mathematics on counts | nothing |
//! | [`texts`] | what people read, one catalogue for each language | domain |
//! | [`clock`], [`randomness`], [`urls`] | time, chance, paths | domain |
//! | [`config`] | what an operator decides | domain |
//! | [`telemetry`] | what a process counts of its own work | nothing |
//! | [`views`] | pages and mails as functions | domain, statistics, texts, urls |
//! | [`storage`] | the only place that knows the database | domain, statistics |
//! | [`mail`] | what a message is and how it leaves | domain, config, clock |
//! | [`access`] | what signing in keeps in memory, and the protocol with an identity provider | domain, config, randomness |
//! | [`app`] | the one shared value | access, config, domain, storage, mail, clock, randomness, telemetry |
//! | [`workflow`] | the use cases; the only place that opens transactions | access, app, clock, config, domain, statistics, storage, mail, views, urls, randomness, telemetry |
//! | [`scheduler`] | ticks until told to stop | app, workflow |
//! | [`web`] | HTTP | app, domain, statistics, telemetry, workflow, views, urls |
//! | [`cli`] | the command line | everything |
//! | [`docs`] | documentation, no code | nothing |
//!
//! # The steps
//!
//! Inside `domain`, `storage`, `workflow`, `views`, `web/pages` and `web/api` (and in `tests/it` and the texts) stand the
//! same words, the steps of the loop and what serves them all; `find src -path '*norms*'` is everything about norms. The
//! loop is a loop: a response counts where its closure was counted, so steps use each other across layers. Within one
//! layer they do not, in circles: below is what a step may use of the other steps of its layer, and the same test holds
//! it against every file.
//!
//! | step | domain | storage | workflow | views | web |
//! |---|---|---|---|---|---|
//! | `complaints` | input, people, time | engine | access, asking, policy | | kit, shell |
//! | `asking` | complaints, people, time | engine, insight | | kit | |
//! | `sending` | access, answering, asking, complaints, input, people, time | engine | access, answering, asking, insight, norms | kit, policy | kit, shell |
//! | `answering` | input, people | complaints, engine, insight, privacy | access | asking, kit | shell |
//! | `follow_ups` | access, answering, complaints, input, people, time | engine | access | answering, kit | kit, shell |
//! | `insight` | answering, asking, complaints, input, time | complaints, engine, privacy | access, answering | answering, kit, norms | kit, shell |
//! | `norms` | complaints, input, insight, policy, time | engine | access, insight | kit | insight, kit, shell |
//! | `policy` | complaints, input, insight, people, time | engine, insight | access, insight, norms | kit, norms | complaints, insight, kit, shell |
//! | `learning` | answering, complaints, input, insight, policy, time | engine, insight | access, answering, complaints, insight, policy | answering, insight, kit | insight, kit, shell |
//! | `reporting` | input, people, policy, time | engine | access, insight, learning, policy | kit, norms | kit, shell |
//! | `access` | input, people, time | engine | | kit | shell |
//! | `privacy` | access, people, time | engine, sending | access, insight | access, kit | shell |
//! | `upkeep` | access, sending | engine | access, asking, follow_ups, insight, norms, policy, privacy, reporting, sending | kit | shell |
//! | `demo` | | | access, complaints, insight, learning, norms, policy, reporting | kit | shell |
//! | `time` | | | | | |
//! | `input` | time | | | | |
//! | `people` | | | | | |
//! | `engine` | | | | | |
//! | `kit` | | | | | shell |
//! | `shell` | | | | | entrances |
//! | `api` | | | | kit | |

pub mod access;
pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod docs;
pub mod domain;
pub mod mail;
pub mod randomness;
pub mod scheduler;
pub mod statistics;
pub mod storage;
pub mod telemetry;
pub mod texts;
pub mod urls;
pub mod views;
pub mod web;
pub mod workflow;
