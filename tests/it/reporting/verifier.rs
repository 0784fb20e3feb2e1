//! A program in another language recomputes a published page.
