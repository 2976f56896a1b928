//! The retourbericht with only a header, for the kinds of which `ijw` does not return the content yet (JW306, JW308,
//! JW318): clean, or rejected as a whole. A finding about one class needs its class back, and is left to a person.

use houvast_ijw::antwoord::Retour;
use houvast_ijw::berichten::codes::RetourCode;
use houvast_ijw::berichten::{basis, jw306, jw308, jw318};
use houvast_ijw::{Bericht, Bevinding};

/// `None`: not one of these kinds, or a finding that a header cannot tell.
pub(super) fn retour(heen: &Bericht, bevindingen: &[Bevinding], r: &Retour) -> Option<Bericht> {
    let codes = codes(bevindingen)?;
    macro_rules! kop {
        ($retour:ident, $heen:expr) => {
            $retour::Header {
                afzender: $heen.afzender.clone(),
                ontvanger: $heen.ontvanger.clone(),
                bericht_identificatie: $heen.bericht_identificatie.clone(),
                xsd_versie: $heen.xsd_versie.clone(),
                identificatie_retour: r.identificatie.clone(),
                dagtekening_retour: r.dagtekening,
                xslt_versie: None,
                xsd_versie_retour: basis::XsdVersie {
                    basisschema_xsd_versie: r.basisschema_xsd_versie.clone(),
                    bericht_xsd_versie: r.bericht_xsd_versie.clone(),
                },
                retour_codes: (!codes.is_empty()).then_some($retour::RetourCodes { retour_code: codes }),
            }
        };
    }
    Some(match heen {
        Bericht::Jw305(h) => Bericht::Jw306(Box::new(jw306::Bericht {
            header: kop!(jw306, h.header),
            client: None,
        })),
        Bericht::Jw307(h) => Bericht::Jw308(Box::new(jw308::Bericht {
            header: kop!(jw308, h.header),
            client: None,
        })),
        Bericht::Jw317(h) => Bericht::Jw318(Box::new(jw318::Bericht {
            header: kop!(jw318, h.header),
            client: None,
        })),
        _ => return None,
    })
}

/// The codes of the header: none, 0001 for level 2, or those of the rules about the header itself.
fn codes(bevindingen: &[Bevinding]) -> Option<Vec<RetourCode>> {
    if bevindingen.iter().any(|b| b.niveau == 2) {
        return RetourCode::try_from("0001").ok().map(|code| vec![code]);
    }
    let mut uit: Vec<RetourCode> = Vec::new();
    for bevinding in bevindingen {
        let code = RetourCode::try_from(bevinding.retourcode.as_deref()?).ok()?;
        if !bevinding.pad.starts_with("Header") {
            return None;
        }
        if !uit.contains(&code) {
            uit.push(code);
        }
    }
    Some(uit)
}
