//! The chain from a file in the postbus to the answer beside it, in the words of the scenarios, on both databases.

#![expect(clippy::unwrap_used, reason = "what fails here must stop the test")]

mod bewaren;
mod brief;
mod declaratie;
mod demo;
mod draad;
mod feiten;
mod groei;
mod herijking;
mod herkend;
mod hulp;
mod hulpvraag;
mod jaar;
mod klok;
mod levering;
mod logboek;
mod lokaal;
mod mailserver;
mod mensen;
mod organisatie;
mod rekenhulp;
mod rollen;
mod samen;
mod scenario;
mod sturing;
mod toegang;
mod vastgelopen;
mod veilig;
mod verwerkt;
mod verwijzing;
mod vreemd;
mod wijziging;
