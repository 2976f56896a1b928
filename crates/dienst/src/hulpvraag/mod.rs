//! The Toegang from hulpvraag to toewijzing: triage, screening, problem analysis, approach, plan, conclusion, aanbieder with
//! its toetsing, decision (RTP 2.4.1, bijlage 1). One page per step; each may be left and resumed.

mod aanbieders;
mod afsluiten;
mod antwoorden;
mod beginnen;
mod beslissen;
mod bewaren;
mod feiten;
mod keuze;
mod plan;
mod stappen;
mod toetsing;
mod toewijzen;
mod tonen;
mod velden;

pub use afsluiten::sluit_af;
pub use beginnen::{begin, gemeenten, registreer};
pub use bewaren::{Bewaard, bewaar};
pub use plan::plan;
pub use toetsing::vraag_toetsing;
pub use toewijzen::wijs_toe;
pub use tonen::{lijst, stap, toon};

pub(crate) use beginnen::oefening;
pub(crate) use toewijzen::na_toetsing;
pub(crate) use tonen::{van_dossier, voor_raming};

use crate::beeld::{Merkje, Toon};
pub(crate) use antwoorden::Antwoorden;
use houvast_begrip::{Werkkalender, periode::plus_weken};
use houvast_opslag::Urgentie;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Why a hulpvraag ended without jeugdhulp, for the letter about it; empty when it did not.
pub(crate) fn reden_van_afsluiten(rij: &houvast_opslag::Hulpvraag) -> Result<String, crate::DienstFout> {
    let antwoorden = Antwoorden::lees(rij.inhoud.as_deref())?;
    Ok(antwoorden.tekst("afsluiting").to_owned())
}

/// Weeks for a decision on a request (Awb 4:13).
const BESLISTERMIJN_WEKEN: i32 = 8;

/// The last day for the decision: eight weeks (Awb 4:13), and never on a free day (Algemene termijnenwet 1).
fn besluit_voor(gevraagd: Date) -> Date {
    let einde = plus_weken(gevraagd, BESLISTERMIJN_WEKEN).unwrap_or(gevraagd);
    Werkkalender::awb().verschoven(einde)
}

/// Until when somebody must act: an urgent question sooner than its decision, until the screening is done.
fn actie_voor(urgentie: Urgentie, gescreend: bool, besluit_voor: Date, vandaag: Date) -> Date {
    let eerder = match urgentie {
        _ if gescreend => besluit_voor,
        Urgentie::Hoog => vandaag,
        Urgentie::Spoedig => vrijdag(vandaag),
        Urgentie::Gewoon => besluit_voor,
    };
    eerder.min(besluit_voor)
}

/// The Friday of this week; in a weekend that of the next.
fn vrijdag(dag: Date) -> Date {
    let af = i64::from(dag.weekday().since(Weekday::Monday));
    let erbij = if af <= 4 { 4 - af } else { 11 - af };
    dag.saturating_add(erbij.days())
}

fn urgentie_van(a: &Antwoorden) -> Urgentie {
    match a.tekst("urgentie") {
        "hoog" => Urgentie::Hoog,
        "spoedig" => Urgentie::Spoedig,
        _ => Urgentie::Gewoon,
    }
}

fn urgentie_merk(urgentie: Urgentie) -> Merkje {
    match urgentie {
        Urgentie::Hoog => Merkje::nieuw("vandaag nog", Toon::Fout),
        Urgentie::Spoedig => Merkje::nieuw("deze week", Toon::LetOp),
        Urgentie::Gewoon => Merkje::nieuw("gewoon", Toon::Rustig),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn awb_413_acht_weken_en_nooit_op_een_vrije_dag() {
        assert_eq!(besluit_voor(date(2026, 11, 23)), date(2027, 1, 18));
        // Eight weeks after a Saturday is a Saturday: Monday it is.
        assert_eq!(besluit_voor(date(2026, 11, 21)), date(2027, 1, 18));
        // Eight weeks after 6-2-2026 is Goede Vrijdag: the Tuesday after Easter.
        assert_eq!(besluit_voor(date(2026, 2, 6)), date(2026, 4, 7));
    }

    #[test]
    fn r294_een_dringende_vraag_vraagt_vandaag_iets_tot_de_screening_klaar_is() {
        let (vandaag, besluit) = (date(2026, 11, 25), date(2027, 1, 20));
        assert_eq!(actie_voor(Urgentie::Hoog, false, besluit, vandaag), vandaag);
        assert_eq!(
            actie_voor(Urgentie::Spoedig, false, besluit, vandaag),
            date(2026, 11, 27)
        );
        assert_eq!(actie_voor(Urgentie::Gewoon, false, besluit, vandaag), besluit);
        assert_eq!(actie_voor(Urgentie::Hoog, true, besluit, vandaag), besluit);
    }

    #[test]
    fn deze_week_is_tot_en_met_vrijdag() {
        for (dag, vrij) in [(23, 27), (27, 27)] {
            assert_eq!(vrijdag(date(2026, 11, dag)), date(2026, 11, vrij));
        }
        assert_eq!(vrijdag(date(2026, 11, 28)), date(2026, 12, 4));
        assert_eq!(vrijdag(date(2026, 11, 29)), date(2026, 12, 4));
    }
}
