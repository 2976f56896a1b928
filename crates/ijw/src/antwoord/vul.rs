//! Filling each kind of retourbericht: the content of the message it answers, with codes added.

use super::klassen::Klassen;
use super::{Oordeel, Retour};
use crate::Bericht;
use crate::berichten::{
    basis, jw301, jw302, jw305, jw306, jw307, jw308, jw315, jw316, jw317, jw318, jw319, jw320,
};

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

/// A kind of message without an arm here has no retourbericht.
pub(super) fn retour(heen: &Bericht, oordeel: &Oordeel, r: &Retour) -> Option<Bericht> {
    let klassen = oordeel.klassen();
    Some(match heen {
        Bericht::Jw301(h) => Bericht::Jw302(Box::new(jw302::Bericht {
            header: kop!(jw302, h.header, oordeel, r),
            client: klassen.map(|klassen| toewijzing(&h.client, klassen)),
        })),
        Bericht::Jw305(h) => Bericht::Jw306(Box::new(jw306::Bericht {
            header: kop!(jw306, h.header, oordeel, r),
            client: klassen.map(|klassen| start(&h.client, klassen)),
        })),
        Bericht::Jw307(h) => Bericht::Jw308(Box::new(jw308::Bericht {
            header: kop!(jw308, h.header, oordeel, r),
            client: klassen.map(|klassen| stop(&h.client, klassen)),
        })),
        Bericht::Jw315(h) => Bericht::Jw316(Box::new(jw316::Bericht {
            header: kop!(jw316, h.header, oordeel, r),
            client: klassen.map(|klassen| verzoek(&h.client, klassen)),
        })),
        Bericht::Jw317(h) => Bericht::Jw318(Box::new(jw318::Bericht {
            header: kop!(jw318, h.header, oordeel, r),
            client: klassen.map(|klassen| wijziging(&h.client, klassen)),
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

fn start(h: &jw305::Client, k: &Klassen) -> jw306::Client {
    let product = |pad: &str, p: &jw305::StartProduct| {
        klasse!(jw306::StartProduct, p, k, pad, {
            toewijzing_nummer, product, toewijzing_ingangsdatum, begindatum, status_aanlevering
        })
    };
    let start_producten = jw306::StartProducten {
        start_product: elk(
            "Client/StartProducten/StartProduct",
            &h.start_producten.start_product,
            product,
        ),
    };
    klasse!(jw306::Client, h, k, "Client", {
        bsn, geboortedatum, geslacht, naam | start_producten: start_producten
    })
}

fn stop(h: &jw307::Client, k: &Klassen) -> jw308::Client {
    let product = |pad: &str, p: &jw307::StopProduct| {
        klasse!(jw308::StopProduct, p, k, pad, {
            toewijzing_nummer, product, toewijzing_ingangsdatum, begindatum, reden_beeindiging, einddatum,
            status_aanlevering
        })
    };
    let stop_producten = jw308::StopProducten {
        stop_product: elk(
            "Client/StopProducten/StopProduct",
            &h.stop_producten.stop_product,
            product,
        ),
    };
    klasse!(jw308::Client, h, k, "Client", {
        bsn, geboortedatum, geslacht, naam | stop_producten: stop_producten
    })
}

fn wijziging(h: &jw317::Client, k: &Klassen) -> jw318::Client {
    let blijft = |pad: &str, p: &jw317::OngewijzigdProduct| {
        klasse!(jw318::OngewijzigdProduct, p, k, pad, { toewijzing_nummer })
    };
    let verandert = |pad: &str, p: &jw317::TeWijzigenProduct| {
        klasse!(jw318::TeWijzigenProduct, p, k, pad, {
            toewijzing_nummer, gewenste_ingangsdatum, einddatum, omvang, budget
        })
    };
    let nieuw = |pad: &str, p: &jw317::NieuwProduct| {
        klasse!(jw318::NieuwProduct, p, k, pad, {
            product, gewenste_ingangsdatum, einddatum, omvang, budget
        })
    };
    let v = &h.verzoek;
    let ongewijzigde_producten = v.ongewijzigde_producten.as_ref().map(|p| {
        let pad = "Client/Verzoek/OngewijzigdeProducten/OngewijzigdProduct";
        jw318::OngewijzigdeProducten {
            ongewijzigd_product: elk(pad, &p.ongewijzigd_product, blijft),
        }
    });
    let te_wijzigen_producten = v.te_wijzigen_producten.as_ref().map(|p| {
        let pad = "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct";
        jw318::TeWijzigenProducten {
            te_wijzigen_product: elk(pad, &p.te_wijzigen_product, verandert),
        }
    });
    let nieuwe_producten = v.nieuwe_producten.as_ref().map(|p| {
        let pad = "Client/Verzoek/NieuweProducten/NieuwProduct";
        jw318::NieuweProducten {
            nieuw_product: elk(pad, &p.nieuw_product, nieuw),
        }
    });
    let verzoek = klasse!(jw318::Verzoek, v, k, "Client/Verzoek", {
        referentie_aanbieder, reden_verzoek
        | ongewijzigde_producten: ongewijzigde_producten, te_wijzigen_producten: te_wijzigen_producten,
        nieuwe_producten: nieuwe_producten
    });
    klasse!(jw318::Client, h, k, "Client", { bsn | verzoek: verzoek })
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
