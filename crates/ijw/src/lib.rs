//! The iJw 3.2 message engine: bytes in, typed message and findings out, and back. No I/O beyond the reader it is given.
//!
//! It reads, checks, builds, answers and explains the fourteen messages of iJw 3.2, the Dutch standard for the administration
//! of youth care. It can be used without the rest of Houvast. Names of the domain are Dutch, as in the standard.
//!
//! # Read
//!
//! [`lees`] judges level 1 (the schema) while it reads, and gives either a typed message or every fault with its place.
//!
//! ```
//! use houvast_ijw::{Bericht, Grenzen, lees};
//!
//! let xml = br#"<?xml version="1.0" encoding="UTF-8"?>
//! <Bericht xmlns="http://www.istandaarden.nl/ijw/3_2/jw319/schema"
//!          xmlns:ijw="http://www.istandaarden.nl/ijw/3_2/basisschema/schema">
//!   <Header>
//!     <BerichtCode>488</BerichtCode><BerichtVersie>3</BerichtVersie><BerichtSubversie>2</BerichtSubversie>
//!     <Afzender>0193</Afzender><Ontvanger>12345678</Ontvanger>
//!     <BerichtIdentificatie>
//!       <ijw:Identificatie>A-1</ijw:Identificatie><ijw:Dagtekening>2026-03-02</ijw:Dagtekening>
//!     </BerichtIdentificatie>
//!     <XsdVersie>
//!       <ijw:BasisschemaXsdVersie>1.0.0</ijw:BasisschemaXsdVersie><ijw:BerichtXsdVersie>1.0.0</ijw:BerichtXsdVersie>
//!     </XsdVersie>
//!   </Header>
//!   <Antwoord>
//!     <ReferentieAanbieder>R-1</ReferentieAanbieder><VerzoekAntwoord>1</VerzoekAntwoord>
//!     <RedenAfwijzingVerzoek>3</RedenAfwijzingVerzoek>
//!   </Antwoord>
//! </Bericht>"#;
//!
//! let lezing = lees(xml.as_slice(), &Grenzen::default())?;
//! let Some(Bericht::Jw319(antwoord)) = &lezing.bericht else { panic!("{:?}", lezing.bevindingen) };
//! assert_eq!(antwoord.antwoord.referentie_aanbieder, "R-1");
//! assert_eq!(antwoord.antwoord.verzoek_antwoord.betekenis(), "het verzoek is afgewezen");
//!
//! // A fault: what, where, and in plain Dutch.
//! let fout = String::from_utf8_lossy(xml).replace("<VerzoekAntwoord>1<", "<VerzoekAntwoord>7<");
//! let lezing = lees(fout.as_bytes(), &Grenzen::default())?;
//! assert!(lezing.bericht.is_none());
//! assert_eq!(lezing.bevindingen[0].pad, "Antwoord/VerzoekAntwoord");
//! assert_eq!(lezing.bevindingen[0].regelnummer, 15);
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! A declaration (JW323) can be as long as it likes: [`stroom::lees`] hands over its lines one by one.
//!
//! # Check
//!
//! | level | against | with |
//! | --- | --- | --- |
//! | 1 | the schema | [`lees`] |
//! | 2 | the message itself | [`regels::inhoud`] |
//! | 3 | earlier messages | [`regels::keten`], or [`oordeel::oordeel`] with an [`archief::Archief`] |
//! | 4 | code lists and the date | [`regels::bron`] |
//!
//! [`controle::controleer`] does what needs no store in one call; [`oordeel::oordeel`] does all of it.
//!
//! # Build and answer
//!
//! A message is a plain struct; [`schrijf`] makes the file. [`antwoord::retour`] makes the retourbericht or the JW325 from the
//! message and its findings.
//!
//! ```
//! use houvast_ijw::antwoord::{Retour, retour};
//! use houvast_ijw::archief::Archief;
//! use houvast_ijw::berichten::{basis, jw319};
//! use houvast_ijw::oordeel::oordeel;
//! use houvast_ijw::regels::Bron;
//! use houvast_ijw::{Bericht, schrijf};
//! use jiff::civil::date;
//!
//! let afwijzing = Bericht::from(jw319::Bericht {
//!     header: jw319::Header {
//!         afzender: "0193".into(),
//!         ontvanger: "12345678".into(),
//!         bericht_identificatie: basis::BerichtIdentificatie {
//!             identificatie: "A-1".into(),
//!             dagtekening: date(2026, 3, 2),
//!         },
//!         xsd_versie: basis::XsdVersie {
//!             basisschema_xsd_versie: "1.0.0".into(),
//!             bericht_xsd_versie: "1.0.0".into(),
//!         },
//!     },
//!     antwoord: jw319::Antwoord {
//!         referentie_aanbieder: "R-1".into(),
//!         verzoek_antwoord: "1".try_into()?,
//!         reden_afwijzing_verzoek: Some("3".try_into()?),
//!         woonplaatsbeginsel: None,
//!     },
//! });
//! assert!(schrijf(&afwijzing).starts_with(b"<?xml"));
//!
//! // The aanbieder never asked anything: the archive is empty, so rule TR355 fails.
//! let gevonden = oordeel(&afwijzing, Some(&Archief::nieuw()), &Bron::op(date(2026, 3, 3)), 4);
//! assert_eq!(gevonden.niveau, 3);
//! assert_eq!(gevonden.bevindingen[0].regel, "TR355");
//!
//! let gegevens = Retour {
//!     identificatie: "B-1".into(),
//!     dagtekening: date(2026, 3, 3),
//!     basisschema_xsd_versie: "1.0.0".into(),
//!     bericht_xsd_versie: "1.0.0".into(),
//! };
//! let jw320 = retour(&afwijzing, &gevonden.bevindingen, &gegevens).ok_or("no answer")?;
//! let xml = String::from_utf8(schrijf(&jw320))?;
//! assert!(xml.contains("<jw320:RetourCode>9355</jw320:RetourCode>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Show, compare, explain
//!
//! [`toon`] makes a readable page of a message, [`verschil`] tells what changed between two, [`uitleg`] explains a rule or a
//! code, [`codelijsten`] knows what a code means and when it is valid. [`verbeter`] proposes corrections, [`genereer`] makes
//! synthetic messages and [`anonimiseer`] takes the people out of a real one.
//!
//! Every element of every message, made from the same declarations as the code: `docs/berichten`.
//!
//! # What it never does
//!
//! No clock, no chance, no SQL, no DOM, no serde on the reading path. A finding never holds a BSN or a name.

pub mod anonimiseer;
pub mod antwoord;
pub mod archief;
pub mod berichten;
mod bevinding;
mod boom;
pub mod codelijsten;
pub mod controle;
pub mod declaratie;
pub mod genereer;
mod lezen;
pub mod oordeel;
pub mod regels;
pub mod schema;
mod schrijven;
pub mod stroom;
pub mod toon;
pub mod uitleg;
pub mod verbeter;
pub mod verschil;

pub use berichten::{Bericht, BerichtSoort};
pub use bevinding::Bevinding;
#[doc(hidden)]
pub use lezen::lees_gewoon;
pub use lezen::{Grenzen, Lezing, lees, lees_bytes, zoek_plaatsen};
pub use schrijven::schrijf;

/// A text value of a message; short ones live on the stack.
pub type Tekst = compact_str::CompactString;
