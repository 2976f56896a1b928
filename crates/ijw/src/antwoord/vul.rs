//! Filling each kind of retourbericht: the content of the message it answers, with codes added.

use super::klassen::Klassen;
use super::{Oordeel, Retour};
use crate::Bericht;
use crate::berichten::{basis, jw301, jw302, jw315, jw316, jw319, jw320};

/// The header of the heenbericht, unswapped (IV028), with what the answer adds.
macro_rules! kop {
    ($retour:ident, $heen:expr, $oordeel:expr, $r:expr) => {
        $retour::Header {
            afzender: $heen.afzender.clone(),
            ontvanger: $heen.ontvanger.clone(),
            bericht_identificatie: $heen.bericht_identificatie.clone(),
            xsd_versie: $heen.xsd_versie.clone(),
            identificatie_retour: $r.identificatie.clone(),
            dagtekening_retour: $r.dagtekening,
            xslt_versie: None,
            xsd_versie_retour: basis::XsdVersie {
                basisschema_xsd_versie: $r.basisschema_xsd_versie.clone(),
                bericht_xsd_versie: $r.bericht_xsd_versie.clone(),
            },
            retour_codes: $oordeel
                .kop()
                .map(|retour_code| $retour::RetourCodes { retour_code }),
        }
    };
}

/// A class of the heenbericht with its codes: the named fields go over unchanged, those after the bar are made anew.
macro_rules! klasse {
    ($retour:ident::$klasse:ident, $heen:expr, $klassen:expr, $pad:expr, { $($veld:ident),* $(| $($anders:ident: $waarde:expr),*)? }) => {
        $retour::$klasse {
            $($veld: $heen.$veld.clone(),)*
            $($($anders: $waarde,)*)?
            retour_codes: $retour::RetourCodes { retour_code: $klassen.codes($pad) },
        }
    };
}

/// Each of a repeated class with its path, from 1.
fn elk<H, R>(pad: &str, heen: &[H], mut maak: impl FnMut(&str, &H) -> R) -> Vec<R> {
    heen.iter()
        .enumerate()
        .map(|(i, h)| maak(&format!("{pad}[{}]", i + 1), h))
        .collect()
}

/// A kind of message without an arm here has no retourbericht (yet).
pub(super) fn retour(heen: &Bericht, oordeel: &Oordeel, r: &Retour) -> Option<Bericht> {
    let klassen = oordeel.klassen();
    Some(match heen {
        Bericht::Jw301(h) => Bericht::Jw302(Box::new(jw302::Bericht {
            header: kop!(jw302, h.header, oordeel, r),
            client: klassen.map(|klassen| toewijzing(&h.client, klassen)),
        })),
        Bericht::Jw315(h) => Bericht::Jw316(Box::new(jw316::Bericht {
            header: kop!(jw316, h.header, oordeel, r),
            client: klassen.map(|klassen| verzoek(&h.client, klassen)),
        })),
        Bericht::Jw319(h) => Bericht::Jw320(Box::new(jw320::Bericht {
            header: kop!(jw320, h.header, oordeel, r),
            antwoord: klassen.map(|klassen| antwoord(&h.antwoord, klassen)),
        })),
        _ => return None,
    })
}

fn toewijzing(h: &jw301::Client, k: &Klassen) -> jw302::Client {
    let contact = |pad: &str, c: &jw301::Contact| klasse!(jw302::Contact, c, k, pad, { soort, adres, organisatie, telefoon, emailadres, periode });
    let relatie = |pad: &str, r: &jw301::Relatie| {
        klasse!(jw302::Relatie, r, k, pad, {
            nummer, volgorde, soort, geboortedatum, geslacht, naam
            | contact: contact(&format!("{pad}/Contact"), &r.contact)
        })
    };
    let product = |pad: &str, p: &jw301::ToegewezenProduct| {
        klasse!(jw302::ToegewezenProduct, p, k, pad, {
            toewijzing_nummer, referentie_aanbieder, product, toewijzingsdatum, toewijzingstijd, ingangsdatum,
            einddatum, reden_wijziging, omvang, budget, commentaar
        })
    };
    let relaties = h.relaties.as_ref().map(|relaties| jw302::Relaties {
        relatie: elk("Client/Relaties/Relatie", &relaties.relatie, relatie),
    });
    let contactgegevens = jw302::Contactgegevens {
        contact: elk(
            "Client/Contactgegevens/Contact",
            &h.contactgegevens.contact,
            contact,
        ),
    };
    let toegewezen_producten = jw302::ToegewezenProducten {
        toegewezen_product: elk(
            "Client/ToegewezenProducten/ToegewezenProduct",
            &h.toegewezen_producten.toegewezen_product,
            product,
        ),
    };
    klasse!(jw302::Client, h, k, "Client", {
        bsn, geboortedatum, geslacht, naam, communicatie, juridische_status, wettelijke_vertegenwoordiging, commentaar
        | relaties: relaties, contactgegevens: contactgegevens, toegewezen_producten: toegewezen_producten
    })
}

fn verzoek(h: &jw315::Client, k: &Klassen) -> jw316::Client {
    let product = |pad: &str, p: &jw315::AangevraagdProduct| {
        klasse!(jw316::AangevraagdProduct, p, k, pad, {
            referentie_aanbieder, beschikking_nummer, product, beschikking_ingangsdatum, toewijzing_ingangsdatum,
            toewijzing_einddatum, omvang, budget, verwijzer, raamcontract, commentaar
        })
    };
    let aangevraagde_producten = jw316::AangevraagdeProducten {
        aangevraagd_product: elk(
            "Client/AangevraagdeProducten/AangevraagdProduct",
            &h.aangevraagde_producten.aangevraagd_product,
            product,
        ),
    };
    klasse!(jw316::Client, h, k, "Client", {
        bsn, geboortedatum, geslacht, naam, gezagsdrager_bekend, commentaar
        | aangevraagde_producten: aangevraagde_producten
    })
}

fn antwoord(h: &jw319::Antwoord, k: &Klassen) -> jw320::Antwoord {
    let woonplaatsbeginsel = h.woonplaatsbeginsel.as_ref().map(|w| {
        klasse!(jw320::Woonplaatsbeginsel, w, k, "Antwoord/Woonplaatsbeginsel", {
            gemeente
        })
    });
    klasse!(jw320::Antwoord, h, k, "Antwoord", {
        referentie_aanbieder, verzoek_antwoord, reden_afwijzing_verzoek | woonplaatsbeginsel: woonplaatsbeginsel
    })
}
