//! Use cases: authorise, load, decide, store, enqueue. Knows no HTTP.
