//! Rules against the clock and the code lists.

use crate::Bericht;
use crate::BerichtSoort::{Jw301, Jw305, Jw307, Jw315, Jw317, Jw323};
use crate::codelijsten;
use crate::regels::groepen::MET_INHOUD;
use crate::regels::zicht::producten;
use crate::regels::{Bron, Melder, Regel};
use houvast_begrip::datum::kort;

pub(super) const TR135: Regel = Regel::bron(
    "TR135",
    "8848",
    MET_INHOUD,
    "De dagtekening ligt niet in de toekomst.",
    tr135,
);

fn tr135(bericht: &Bericht, bron: &Bron, meld: &mut Melder<'_>) {
    if bericht.dagtekening() > bron.peildatum {
        meld.op(
            "Header/BerichtIdentificatie/Dagtekening",
            format!(
                "De dagtekening {} ligt in de toekomst. Zij mag niet later zijn dan {}.",
                kort(bericht.dagtekening()),
                kort(bron.peildatum)
            ),
        );
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
    let oudste = producten(bericht)
        .iter()
        .map(|product| product.begin)
        .min()
        .unwrap_or(bericht.dagtekening());
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
        Bericht::Jw315(b) => controleer("Header/Ontvanger", &b.header.ontvanger),
        Bericht::Jw319(b) => {
            controleer("Header/Afzender", &b.header.afzender);
            if let Some(ander) = &b.antwoord.woonplaatsbeginsel {
                controleer("Antwoord/Woonplaatsbeginsel/Gemeente", &ander.gemeente);
            }
        }
        _ => {}
    }
}

pub(super) const TR381: Regel = Regel::bron(
    "TR381",
    "S329",
    &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323],
    "Een productcode hoort bij haar productcategorie.",
    tr381,
);

fn tr381(bericht: &Bericht, bron: &Bron, meld: &mut Melder<'_>) {
    for zicht in producten(bericht) {
        let Some(product) = zicht.product else { continue };
        let Some(code) = &product.code else { continue };
        let categorie = product.categorie.as_str();
        let eigen = bron
            .eigen_productcodes
            .iter()
            .any(|(c, p)| c == categorie && p == code);
        if eigen {
            continue;
        }
        let tekst = match codelijsten::product(code) {
            Some(bekend) => match bekend.categorie {
                Some(goed) if goed == categorie => continue,
                Some(goed) => format!("Productcode {code} hoort bij categorie {goed}, niet bij {categorie}."),
                None => format!(
                    "{code} is een kop van de productlijst en geen product. Kies een product van categorie {categorie}."
                ),
            },
            // The national list has no products of these categories: nothing to compare with.
            None if !codelijsten::kent_categorie(categorie) => continue,
            None => format!(
                "Productcode {code} staat niet in de productlijst. Kies een code van categorie {categorie} uit de landelijke lijst of uit de afspraken van de regio."
            ),
        };
        meld.op(zicht.element("Product/Code"), tekst);
    }
}

#[cfg(test)]
mod tests {
    use crate::berichten::jw319::Woonplaatsbeginsel;
    use crate::regels::Bron;
    use crate::regels::proef::{PEILDATUM, bron_meldt, jw301, jw315, jw319};
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
}
