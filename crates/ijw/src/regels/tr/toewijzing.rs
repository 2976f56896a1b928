//! A toewijzing against earlier messages.

use crate::Bericht;
use crate::BerichtSoort::Jw301;
use crate::berichten::jw301::ToegewezenProduct;
use crate::regels::zicht::toegewezen;
use crate::regels::{Eerder, EerdereToewijzing, Melder, Regel};

pub(super) const TR332: Regel = Regel::keten(
    "TR332",
    "9332",
    &[Jw301],
    "Een toewijzingsnummer hoort bij de gemeente bij precies een toewijzing.",
    tr332,
);

/// What may not change under the same number (OP033x1, OP257): client, aanbieder, product, first day.
fn dezelfde(product: &ToegewezenProduct, eerder: &EerdereToewijzing) -> bool {
    let categorie = product.product.as_ref().map(|p| p.categorie.as_str());
    let code = product.product.as_ref().and_then(|p| p.code.as_deref());
    eerder.zelfde_client
        && eerder.zelfde_aanbieder
        && eerder.categorie.as_deref() == categorie
        && eerder.code.as_deref() == code
        && eerder.ingangsdatum == product.ingangsdatum
}

fn tr332(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, product) in toegewezen(b) {
        let oud = eerder.toewijzing(product.toewijzing_nummer);
        if oud.is_some_and(|oud| !dezelfde(product, oud)) {
            meld.op(
                format!("{pad}/ToewijzingNummer"),
                format!(
                    "Nummer {} is al gebruikt voor een toewijzing met een andere cliënt, aanbieder, product of ingangsdatum. \
                     Een nieuwe toewijzing krijgt een nieuw nummer.",
                    product.toewijzing_nummer
                ),
            );
        }
    }
}

pub(super) const TR379: Regel = Regel::keten(
    "TR379",
    "9379",
    &[Jw301],
    "Een toewijzing noemt alleen de referentie van een verzoek van deze cliënt, en alleen de eerste keer.",
    tr379,
);

fn tr379(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, product) in toegewezen(b) {
        let Some(referentie) = product.referentie_aanbieder.as_deref() else {
            continue;
        };
        let bekend = eerder
            .verzoek(referentie)
            .is_some_and(|verzoek| verzoek.zelfde_client);
        let al_gestuurd = eerder
            .toewijzing(product.toewijzing_nummer)
            .is_some_and(|oud| oud.referenties.iter().any(|r| r == referentie));
        let tekst = if !bekend {
            "Er is geen verzoek van deze cliënt met deze referentie. Laat de referentie leeg of neem haar over uit het verzoek."
        } else if al_gestuurd {
            "Deze toewijzing is al eerder met deze referentie gestuurd. Laat de referentie nu leeg."
        } else {
            continue;
        };
        meld.op(format!("{pad}/ReferentieAanbieder"), tekst);
    }
}

pub(super) const TR385: Regel = Regel::keten(
    "TR385",
    "9385",
    &[Jw301],
    "Een toewijzing met toegekende prestaties wordt niet verwijderd.",
    tr385,
);

fn tr385(bericht: &Bericht, eerder: &dyn Eerder, meld: &mut Melder<'_>) {
    let Bericht::Jw301(b) = bericht else { return };
    for (pad, product) in toegewezen(b) {
        let verwijderd = product
            .reden_wijziging
            .is_some_and(|reden| reden.as_str() == "13");
        let gedeclareerd = eerder
            .toewijzing(product.toewijzing_nummer)
            .is_some_and(|oud| oud.toegekende_prestaties);
        if verwijderd && gedeclareerd {
            meld.op(
                pad,
                "Op deze toewijzing zijn prestaties toegekend die niet zijn gecrediteerd. Verwijderen (reden 13) kan dan niet.",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::proef::{Proef301, jw301, keten_meldt, leeg};
    use crate::regels::{EerderVelden, EerderVerzoek, EerdereToewijzing};

    fn verstuurd(b: &mut Proef301) -> EerdereToewijzing {
        let product = b.product(0);
        EerdereToewijzing {
            zelfde_client: true,
            zelfde_aanbieder: true,
            categorie: product.product.as_ref().map(|p| p.categorie.as_str().into()),
            code: product.product.as_ref().and_then(|p| p.code.clone()),
            ingangsdatum: product.ingangsdatum,
            ..EerdereToewijzing::default()
        }
    }

    fn met(b: &mut Proef301, toewijzing: EerdereToewijzing) -> EerderVelden {
        EerderVelden {
            toewijzingen: [(b.product(0).toewijzing_nummer, toewijzing)].into(),
            ..EerderVelden::default()
        }
    }

    #[test]
    fn een_nummer_hoort_bij_een_toewijzing() {
        let mut b = jw301();
        let zelfde = verstuurd(&mut b);
        let mut ook = b.clone();
        ook.product(0).einddatum = None;
        keten_meldt(&[], &ook.into(), &met(&mut b, zelfde.clone()));
        let pad = "Client/ToegewezenProducten/ToegewezenProduct[1]/ToewijzingNummer";
        let andere = [
            EerdereToewijzing {
                zelfde_client: false,
                ..zelfde.clone()
            },
            EerdereToewijzing {
                zelfde_aanbieder: false,
                ..zelfde.clone()
            },
            EerdereToewijzing {
                code: None,
                ..zelfde.clone()
            },
            EerdereToewijzing {
                categorie: Some("43".into()),
                ..zelfde.clone()
            },
            EerdereToewijzing {
                ingangsdatum: zelfde.ingangsdatum.yesterday().unwrap(),
                ..zelfde
            },
        ];
        for ander in andere {
            let eerder = met(&mut b, ander);
            keten_meldt(&[("TR332", "9332", pad)], &b.clone().into(), &eerder);
        }
    }

    #[test]
    fn een_referentie_hoort_bij_een_verzoek_van_de_client() {
        let mut b = jw301();
        keten_meldt(&[], &b.clone().into(), &leeg());
        b.product(0).referentie_aanbieder = Some("R-1".into());
        let pad = "Client/ToegewezenProducten/ToegewezenProduct[1]/ReferentieAanbieder";
        keten_meldt(&[("TR379", "9379", pad)], &b.clone().into(), &leeg());
        let mut eerder = leeg();
        eerder.verzoeken.insert("R-1".into(), EerderVerzoek::default());
        keten_meldt(&[("TR379", "9379", pad)], &b.clone().into(), &eerder);
        eerder.verzoeken.insert(
            "R-1".into(),
            EerderVerzoek {
                zelfde_client: true,
                ..EerderVerzoek::default()
            },
        );
        keten_meldt(&[], &b.into(), &eerder);
    }

    #[test]
    fn een_referentie_staat_alleen_de_eerste_keer_in_de_toewijzing() {
        let mut b = jw301();
        b.product(0).referentie_aanbieder = Some("R-1".into());
        let mut oud = verstuurd(&mut b);
        oud.referenties = vec!["R-1".into()];
        let mut eerder = met(&mut b, oud);
        eerder.verzoeken.insert(
            "R-1".into(),
            EerderVerzoek {
                zelfde_client: true,
                ..EerderVerzoek::default()
            },
        );
        let pad = "Client/ToegewezenProducten/ToegewezenProduct[1]/ReferentieAanbieder";
        keten_meldt(&[("TR379", "9379", pad)], &b.clone().into(), &eerder);
        b.product(0).referentie_aanbieder = None;
        keten_meldt(&[], &b.into(), &eerder);
    }

    #[test]
    fn een_toewijzing_met_toegekende_prestaties_is_niet_te_verwijderen() {
        let mut b = jw301();
        let mut oud = verstuurd(&mut b);
        oud.toegekende_prestaties = true;
        let eerder = met(&mut b, oud);
        keten_meldt(&[], &b.clone().into(), &eerder);
        b.product(0).einddatum = Some(b.product(0).ingangsdatum);
        b.product(0).reden_wijziging = Some("13".try_into().unwrap());
        let pad = "Client/ToegewezenProducten/ToegewezenProduct[1]";
        keten_meldt(&[("TR385", "9385", pad)], &b.clone().into(), &eerder);
        keten_meldt(&[], &b.into(), &leeg());
    }
}
