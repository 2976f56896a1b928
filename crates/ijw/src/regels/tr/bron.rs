//! Rules against the clock and the code lists.

use crate::Bericht;
use crate::BerichtSoort::{Jw301, Jw305, Jw307, Jw315, Jw317, Jw323};
use crate::codelijsten;
use crate::regels::groepen::MET_INHOUD;
use crate::regels::levering::leveringen;
use crate::regels::zicht::producten;
use crate::regels::{Bron, Melder, Regel};
use houvast_begrip::datum::kort;
use jiff::civil::Date;

pub(super) const TR135: Regel = Regel::bron(
    "TR135",
    "8848",
    MET_INHOUD,
    "De dagtekening ligt niet in de toekomst.",
    tr135,
);

fn tr135(bericht: &Bericht, bron: &Bron, meld: &mut Melder<'_>) {
    let mut controleer = |pad: &str, dagtekening| {
        if dagtekening > bron.peildatum {
            meld.op(
                pad,
                format!(
                    "De dagtekening {} ligt in de toekomst. Zij mag niet later zijn dan {}.",
                    kort(dagtekening),
                    kort(bron.peildatum)
                ),
            );
        }
    };
    controleer("Header/BerichtIdentificatie/Dagtekening", bericht.dagtekening());
    if let Bericht::Jw325(b) = bericht {
        let dagtekening = b.header.declaratie_identificatie.dagtekening;
        controleer("Header/DeclaratieIdentificatie/Dagtekening", dagtekening);
    }
}

pub(super) const TR378: Regel = Regel::bron(
    "TR378",
    "S300",
    MET_INHOUD,
    "De gemeentecode bestaat volgens het CBS op de ingangsdatum.",
    tr378,
);

fn tr378(bericht: &Bericht, bron: &Bron, meld: &mut Melder<'_>) {
    // A code of before a herindeling stays allowed for an older Ingangsdatum, and only the list of 2026 is here.
    let van_producten = producten(bericht).iter().map(|product| product.begin).min();
    let oudste = match bericht {
        Bericht::Jw305(b) => van_levering(
            b.client.start_producten.start_product.iter(),
            |p| p.toewijzing_ingangsdatum,
            |p| p.begindatum,
        ),
        Bericht::Jw307(b) => van_levering(
            b.client.stop_producten.stop_product.iter(),
            |p| p.toewijzing_ingangsdatum,
            |p| p.begindatum,
        ),
        // A new product begins after the dagtekening; a toewijzing that it changes began at any time.
        Bericht::Jw317(_) => van_producten.min(Some(bericht.dagtekening())),
        _ => van_producten,
    };
    let oudste = oudste.unwrap_or(bericht.dagtekening());
    if oudste.min(bron.peildatum) < codelijsten::GEMEENTEN_VANAF {
        return;
    }
    let mut controleer = |pad: &str, code: &str| {
        if codelijsten::gemeente(code).is_none() {
            meld.op(
                pad,
                format!("{code} is geen gemeentecode van het CBS. Vul de code van een bestaande gemeente, met vier cijfers."),
            );
        }
    };
    match bericht {
        Bericht::Jw301(b) => controleer("Header/Afzender", &b.header.afzender),
        Bericht::Jw305(b) => controleer("Header/Ontvanger", &b.header.ontvanger),
        Bericht::Jw307(b) => controleer("Header/Ontvanger", &b.header.ontvanger),
        Bericht::Jw315(b) => controleer("Header/Ontvanger", &b.header.ontvanger),
        Bericht::Jw317(b) => controleer("Header/Ontvanger", &b.header.ontvanger),
        Bericht::Jw319(b) => {
            controleer("Header/Afzender", &b.header.afzender);
            if let Some(ander) = &b.antwoord.woonplaatsbeginsel {
                controleer("Antwoord/Woonplaatsbeginsel/Gemeente", &ander.gemeente);
            }
        }
        Bericht::Jw323(b) => controleer("Header/Ontvanger", &b.header.ontvanger),
        Bericht::Jw325(b) => controleer("Header/Afzender", &b.header.afzender),
        _ => {}
    }
}

/// The oldest first day: of the toewijzing, or of the help where there is none.
fn van_levering<P>(
    producten: impl Iterator<Item = P>,
    toewijzing: impl Fn(&P) -> Option<Date>,
    begin: impl Fn(&P) -> Date,
) -> Option<Date> {
    producten.map(|p| toewijzing(&p).unwrap_or(begin(&p))).min()
}

pub(super) const TR381: Regel = Regel::bron(
    "TR381",
    "S329",
    &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323],
    "Een productcode hoort bij haar productcategorie.",
    tr381,
);

fn tr381(bericht: &Bericht, bron: &Bron, meld: &mut Melder<'_>) {
    let van_producten = producten(bericht)
        .into_iter()
        .filter_map(|zicht| Some((zicht.element("Product/Code"), zicht.product?)))
        .filter_map(|(pad, product)| Some((pad, product.categorie.as_str(), product.code.as_deref()?)));
    // What is removed was accepted before, and is not judged again (TR063).
    let van_leveringen = leveringen(bericht)
        .into_iter()
        .filter(|zicht| !zicht.verwijderen)
        .filter_map(|zicht| {
            let sleutel = zicht.levering.sleutel;
            Some((zicht.element("Product/Code"), sleutel.categorie?, sleutel.code?))
        });
    for (pad, categorie, code) in van_producten.chain(van_leveringen) {
        if let Some(tekst) = product_fout(categorie, code, bron) {
            meld.op(pad, tekst);
        }
    }
}

/// What is wrong with this code in this category.
pub(crate) fn product_fout(categorie: &str, code: &str, bron: &Bron) -> Option<String> {
    let eigen = bron
        .eigen_productcodes
        .iter()
        .any(|(c, p)| c == categorie && p == code);
    if eigen {
        return None;
    }
    match codelijsten::product(code) {
        Some(bekend) => match bekend.categorie {
            Some(goed) if goed == categorie => None,
            Some(goed) => Some(format!(
                "Productcode {code} hoort bij categorie {goed}, niet bij {categorie}."
            )),
            None => Some(format!(
                "{code} is een kop van de productlijst en geen product. Kies een product van categorie {categorie}."
            )),
        },
        // The national list has no products of these categories: nothing to compare with.
        None if !codelijsten::kent_categorie(categorie) => None,
        None => Some(format!(
            "Productcode {code} staat niet in de productlijst. Kies een code van categorie {categorie} uit de landelijke lijst of uit de afspraken van de regio."
        )),
    }
}

#[cfg(test)]
mod tests {
    use crate::berichten::jw319::Woonplaatsbeginsel;
    use crate::regels::Bron;
    use crate::regels::proef::{PEILDATUM, bron_meldt, jw301, jw305, jw307, jw315, jw317, jw319};
    use jiff::civil::date;

    fn vandaag() -> Bron {
        Bron::op(PEILDATUM)
    }

    #[test]
    fn een_dagtekening_van_vandaag_mag_en_van_morgen_niet() {
        let mut b = jw315();
        b.header.bericht_identificatie.dagtekening = PEILDATUM;
        bron_meldt(&[], &b.clone().into(), &vandaag());
        b.header.bericht_identificatie.dagtekening = PEILDATUM.tomorrow().unwrap();
        let pad = "Header/BerichtIdentificatie/Dagtekening";
        bron_meldt(&[("TR135", "8848", pad)], &b.into(), &vandaag());
    }

    #[test]
    fn een_onbekende_gemeente_wordt_gemeld() {
        let mut b = jw315();
        b.header.ontvanger = "0000".into();
        bron_meldt(&[("TR378", "S300", "Header/Ontvanger")], &b.into(), &vandaag());
        let mut b = jw301();
        b.header.afzender = "0000".into();
        bron_meldt(&[("TR378", "S300", "Header/Afzender")], &b.into(), &vandaag());
        let mut b = jw319();
        b.antwoord.woonplaatsbeginsel = Some(Woonplaatsbeginsel {
            gemeente: "0363".into(),
        });
        bron_meldt(&[], &b.clone().into(), &vandaag());
        b.antwoord.woonplaatsbeginsel = Some(Woonplaatsbeginsel {
            gemeente: "0001".into(),
        });
        let pad = "Antwoord/Woonplaatsbeginsel/Gemeente";
        bron_meldt(&[("TR378", "S300", pad)], &b.into(), &vandaag());
    }

    #[test]
    fn een_onbekende_gemeente_van_voor_2026_is_niet_te_controleren() {
        let mut b = jw315();
        b.header.ontvanger = "0000".into();
        b.product(0).toewijzing_ingangsdatum = date(2026, 1, 1);
        bron_meldt(
            &[("TR378", "S300", "Header/Ontvanger")],
            &b.clone().into(),
            &vandaag(),
        );
        b.product(0).toewijzing_ingangsdatum = date(2025, 12, 31);
        bron_meldt(&[], &b.into(), &vandaag());
    }

    #[test]
    fn een_productcode_past_bij_de_categorie() {
        let pad = "Client/AangevraagdeProducten/AangevraagdProduct[1]/Product/Code";
        let verwacht: &[_] = &[("TR381", "S329", pad)];
        for (categorie, code, goed) in [
            ("45", "45A48", true),
            ("43", "45A48", false),
            ("45", "45A00", false),
            ("45", "XX001", false),
            ("54", "54005", true),
            ("54", "45A48", false),
        ] {
            let mut b = jw315();
            let product = b.product(0).product.as_mut().unwrap();
            product.categorie = categorie.try_into().unwrap();
            product.code = Some(code.into());
            bron_meldt(if goed { &[] } else { verwacht }, &b.into(), &vandaag());
        }
    }

    #[test]
    fn een_eigen_code_van_de_regio_wordt_niet_gemeld() {
        let mut b = jw301();
        b.product(0).product.as_mut().unwrap().code = Some("XX001".into());
        let mut bron = vandaag();
        bron.eigen_productcodes.insert(("43".into(), "XX001".into()));
        let pad = "Client/ToegewezenProducten/ToegewezenProduct[1]/Product/Code";
        bron_meldt(&[("TR381", "S329", pad)], &b.clone().into(), &bron);
        bron.eigen_productcodes.insert(("45".into(), "XX001".into()));
        bron_meldt(&[], &b.into(), &bron);
    }

    #[test]
    fn tr135_en_tr378_gelden_ook_voor_start_stop_en_wijziging() {
        let morgen = PEILDATUM.tomorrow().unwrap();
        let (mut start, mut stop, mut wijziging) = (jw305(), jw307(), jw317());
        start.header.bericht_identificatie.dagtekening = morgen;
        stop.header.bericht_identificatie.dagtekening = morgen;
        wijziging.header.bericht_identificatie.dagtekening = morgen;
        let dagtekening: &[_] = &[("TR135", "8848", "Header/BerichtIdentificatie/Dagtekening")];
        bron_meldt(dagtekening, &start.into(), &vandaag());
        bron_meldt(dagtekening, &stop.into(), &vandaag());
        bron_meldt(dagtekening, &wijziging.into(), &vandaag());

        let (mut start, mut stop, mut wijziging) = (jw305(), jw307(), jw317());
        start.header.ontvanger = "0000".into();
        stop.header.ontvanger = "0000".into();
        wijziging.header.ontvanger = "0000".into();
        let gemeente: &[_] = &[("TR378", "S300", "Header/Ontvanger")];
        bron_meldt(gemeente, &start.clone().into(), &vandaag());
        bron_meldt(gemeente, &stop.clone().into(), &vandaag());
        bron_meldt(gemeente, &wijziging.clone().into(), &vandaag());
        // An older toewijzing may have an older code.
        start.product(0).toewijzing_ingangsdatum = Some(date(2025, 12, 31));
        stop.product(0).toewijzing_ingangsdatum = Some(date(2025, 12, 31));
        wijziging.te_wijzigen()[0].gewenste_ingangsdatum = date(2025, 12, 31);
        bron_meldt(&[], &start.into(), &vandaag());
        bron_meldt(&[], &stop.into(), &vandaag());
        bron_meldt(&[], &wijziging.into(), &vandaag());
    }

    #[test]
    fn tr381_geldt_ook_voor_start_stop_en_nieuw_product() {
        let (mut start, mut stop, mut wijziging) = (jw305(), jw307(), jw317());
        start.product(0).product.as_mut().unwrap().code = Some("43A07".into());
        stop.product(0).product.as_mut().unwrap().code = Some("43A07".into());
        wijziging.nieuw()[0].product.as_mut().unwrap().code = Some("43A07".into());
        let meldt = |pad, b: crate::Bericht| bron_meldt(&[("TR381", "S329", pad)], &b, &vandaag());
        meldt(
            "Client/StartProducten/StartProduct[1]/Product/Code",
            start.clone().into(),
        );
        meldt("Client/StopProducten/StopProduct[1]/Product/Code", stop.into());
        meldt(
            "Client/Verzoek/NieuweProducten/NieuwProduct[1]/Product/Code",
            wijziging.into(),
        );
        start.product(0).status_aanlevering = "3".try_into().unwrap();
        bron_meldt(&[], &start.into(), &vandaag());
    }
}
