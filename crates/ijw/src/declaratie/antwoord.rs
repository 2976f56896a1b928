//! The JW325: the answer to a declaratie (IV087, IV088).
//!
//! | outcome | answer |
//! | --- | --- |
//! | level 2, or a code in the header | header only, with 0001 or those codes |
//! | a code in Declaratie | header 0200, DeclaratieAntwoord with the codes, granted 0, no clients |
//! | a code at a Client | header and DeclaratieAntwoord 0200; the Client with its codes, all its Prestaties with 0233 |
//! | a code at a Prestatie | as above; only the refused Prestaties, their Client 0200 |
//! | none | header 0200, DeclaratieAntwoord 8001, no clients |

use super::{AfgewezenClient, AfgewezenPrestatie, Kop, Uitslag};
use crate::Bericht;
use crate::antwoord::Retour;
use crate::berichten::codes::RetourCode;
use crate::berichten::{basis, jw325};

/// The JW325 to the declaratie with this header. It is a message of the gemeente with a header of its own (IV087).
#[must_use]
pub fn antwoord(uitslag: &Uitslag, kop: &Kop, retour: &Retour) -> Bericht {
    let heen = kop.header();
    let in_kop = !uitslag.kop.is_empty();
    let header = jw325::Header {
        afzender: heen.ontvanger.clone(),
        ontvanger: heen.afzender.clone(),
        bericht_identificatie: basis::BerichtIdentificatie {
            identificatie: retour.identificatie.clone(),
            dagtekening: retour.dagtekening,
        },
        xsd_versie: basis::XsdVersie {
            basisschema_xsd_versie: retour.basisschema_xsd_versie.clone(),
            bericht_xsd_versie: retour.bericht_xsd_versie.clone(),
        },
        declaratie_identificatie: heen.bericht_identificatie.clone(),
        xslt_versie: None,
        xsd_versie_declaratie: heen.xsd_versie.clone(),
        retour_codes: codes(&uitslag.kop, RetourCode::C0200),
    };
    let declaratie_antwoord = (!in_kop).then(|| inhoud(uitslag, kop));
    Bericht::Jw325(Box::new(jw325::Bericht {
        header,
        declaratie_antwoord,
    }))
}

fn codes(gevonden: &[RetourCode], anders: RetourCode) -> jw325::RetourCodes {
    let retour_code = if gevonden.is_empty() {
        vec![anders]
    } else {
        gevonden.to_vec()
    };
    jw325::RetourCodes { retour_code }
}

fn inhoud(uitslag: &Uitslag, kop: &Kop) -> jw325::DeclaratieAntwoord {
    let declaratie = kop.declaratie();
    let goed = if uitslag.geheel_toegekend() {
        RetourCode::C8001
    } else {
        RetourCode::C0200
    };
    let afgewezen = uitslag.verwerkt() && !uitslag.clienten.is_empty();
    jw325::DeclaratieAntwoord {
        declaratie_nummer: declaratie.declaratie_nummer.clone(),
        totaal_ingediend_bedrag: declaratie.totaal_ingediend_bedrag.clone(),
        totaal_toegekend_bedrag: uitslag.totaal_toegekend(),
        clienten: afgewezen.then(|| jw325::Clienten {
            client: uitslag.clienten.iter().map(client).collect(),
        }),
        retour_codes: codes(&uitslag.declaratie, goed),
    }
}

fn client(client: &AfgewezenClient) -> jw325::Client {
    jw325::Client {
        bsn: client.bsn.clone(),
        prestaties: jw325::Prestaties {
            prestatie: client.prestaties.iter().map(prestatie).collect(),
        },
        retour_codes: codes(&client.codes, RetourCode::C0200),
    }
}

fn prestatie(afgewezen: &AfgewezenPrestatie) -> jw325::Prestatie {
    let p = &afgewezen.prestatie;
    jw325::Prestatie {
        product_referentie: p.product_referentie.clone(),
        toewijzing_nummer: p.toewijzing_nummer,
        product_categorie: p.product_categorie,
        product_code: p.product_code.clone(),
        product_periode: p.product_periode.clone(),
        geleverd_volume: p.geleverd_volume,
        eenheid: p.eenheid,
        product_tarief: p.product_tarief,
        ingediend_bedrag: p.ingediend_bedrag.clone(),
        retour_codes: codes(&afgewezen.codes, RetourCode::C0233),
    }
}

#[cfg(test)]
mod tests;
