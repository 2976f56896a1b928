//! The store, on SQLite and on PostgreSQL: every test here runs on both.

#![expect(clippy::unwrap_used, reason = "a test may stop")]

mod bereik;
mod bulk;
mod dossier;
mod gedood;
mod jeugdige;
mod journaal;
mod levering;
mod lijsten;
mod meting;
mod migraties;
mod steun;
mod toegang;
mod verzegeld;
mod verzoek;
