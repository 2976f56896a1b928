//! The decision through its public face. Every requirement of this chain is named in the test that holds it.

mod budget;
mod contract;
mod eigenschappen;
mod gemeen;
mod lokaal;
mod overig;
mod profielfouten;
mod samenloop;
mod scenarios;
mod schema;
mod signaal;
mod simulatie;
mod termijn;
mod verschil;
mod versies;
mod verwijzing;
mod voorbeelden;
mod vreemd;
