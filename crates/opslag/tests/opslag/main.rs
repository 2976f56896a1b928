//! The store, on SQLite and on PostgreSQL: every test here runs on both.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

mod alles;
mod bereik;
mod besluit;
mod brief;
mod bulk;
mod dossier;
mod gedood;
mod groei;
mod hersleutel;
mod hulpvraag;
mod jeugdige;
mod journaal;
mod klok;
mod kopie;
mod lek;
mod levering;
mod lijsten;
mod logboek;
mod meting;
mod migraties;
mod naam;
mod raming;
mod recht;
mod signaal;
mod steun;
mod toegang;
mod vernietigen;
mod verspreid;
mod verwerking;
mod verwijzing;
mod verzegeld;
mod verzoek;
