//! The chain from a file in the postbus to the answer beside it, in the words of the scenarios, on both databases.

#![expect(clippy::unwrap_used, reason = "what fails here must stop the test")]

mod demo;
mod draad;
mod hulp;
mod mensen;
mod scenario;
mod veilig;
