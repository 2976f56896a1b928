//! A JW325 against the declaratie it answers.

use crate::BerichtSoort::Jw325;
use crate::berichten::jw325;
use crate::declaratie::AntwoordEerder;
use crate::declaratie::zicht::Toets;
use crate::regels::{Melder, Regel};

/// The clients, counted from 1.
pub(super) fn clienten(bericht: &jw325::Bericht) -> impl Iterator<Item = (usize, &jw325::Client)> {
    let clienten = bericht
        .declaratie_antwoord
        .iter()
        .flat_map(|antwoord| &antwoord.clienten);
    clienten
        .flat_map(|clienten| &clienten.client)
        .enumerate()
        .map(|(i, client)| (i + 1, client))
}

/// The Prestaties with their paths.
fn prestaties(bericht: &jw325::Bericht) -> impl Iterator<Item = (String, &jw325::Client, &jw325::Prestatie)> {
    clienten(bericht).flat_map(|(i, client)| {
        client
            .prestaties
            .prestatie
            .iter()
            .enumerate()
            .map(move |(j, prestatie)| {
                let pad = format!(
                    "DeclaratieAntwoord/Clienten/Client[{i}]/Prestaties/Prestatie[{}]",
                    j + 1
                );
                (pad, client, prestatie)
            })
    })
}

/// TR056 of a JW325 beside its own identification: a declaratie has one answer.
pub(super) fn tr056(_: &jw325::Bericht, eerder: &AntwoordEerder, meld: &mut Melder<'_>) {
    if eerder.beantwoord {
        meld.op(
            "Header/DeclaratieIdentificatie/Identificatie",
            "Deze declaratie is al beantwoord. Elke declaratie krijgt een antwoord.",
        );
    }
}

pub(super) const TR337: Regel = Regel::declaratie(
    "TR337",
    None,
    &[Jw325],
    "Een declaratie-antwoord noemt de identificatie van een bekende declaratie.",
    Toets::Antwoord(tr337),
);

fn tr337(_: &jw325::Bericht, eerder: &AntwoordEerder, meld: &mut Melder<'_>) {
    if eerder.declaratie.is_none() {
        meld.op(
            "Header/DeclaratieIdentificatie",
            "Er is geen declaratie met deze identificatie en dagtekening.",
        );
    }
}

pub(super) const TR366: Regel = Regel::declaratie(
    "TR366",
    Some("9366"),
    &[Jw325],
    "Elke prestatie in een declaratie-antwoord komt uit een declaratie.",
    Toets::Antwoord(tr366),
);

fn tr366(bericht: &jw325::Bericht, eerder: &AntwoordEerder, meld: &mut Melder<'_>) {
    let Some(declaratie) = &eerder.declaratie else {
        return;
    };
    for (pad, client, p) in prestaties(bericht) {
        let bekend = declaratie.prestatie(&client.bsn, &p.product_referentie.referentie_nummer);
        let klopt = bekend.is_some_and(|bekend| bekend.product_referentie == p.product_referentie);
        if !klopt && declaratie.heeft_client(&client.bsn) {
            meld.op(
                format!("{pad}/ProductReferentie"),
                "De declaratie heeft bij deze cliënt geen prestatie met deze referentie.",
            );
        }
    }
}

pub(super) const TR367: Regel = Regel::declaratie(
    "TR367",
    Some("9367"),
    &[Jw325],
    "De waarde in het antwoord is gelijk aan die in de declaratie.",
    Toets::Antwoord(tr367),
);

fn tr367(bericht: &jw325::Bericht, eerder: &AntwoordEerder, meld: &mut Melder<'_>) {
    let Some(declaratie) = &eerder.declaratie else {
        return;
    };
    for (pad, client, p) in prestaties(bericht) {
        let Some(d) = declaratie.prestatie(&client.bsn, &p.product_referentie.referentie_nummer) else {
            continue;
        };
        let gelijk = [
            ("ToewijzingNummer", p.toewijzing_nummer == d.toewijzing_nummer),
            ("ProductCategorie", p.product_categorie == d.product_categorie),
            ("ProductCode", p.product_code == d.product_code),
            ("ProductPeriode", p.product_periode == d.product_periode),
            ("GeleverdVolume", p.geleverd_volume == d.geleverd_volume),
            ("Eenheid", p.eenheid == d.eenheid),
            ("ProductTarief", p.product_tarief == d.product_tarief),
            ("IngediendBedrag", p.ingediend_bedrag == d.ingediend_bedrag),
        ];
        for (element, _) in gelijk.iter().filter(|(_, gelijk)| !gelijk) {
            meld.op(
                format!("{pad}/{element}"),
                "Deze waarde staat anders in de declaratie.",
            );
        }
    }
}

pub(super) const TR371: Regel = Regel::declaratie(
    "TR371",
    None,
    &[Jw325],
    "De XSD-versie in het antwoord is die van de declaratie.",
    Toets::Antwoord(tr371),
);

fn tr371(bericht: &jw325::Bericht, eerder: &AntwoordEerder, meld: &mut Melder<'_>) {
    let Some(declaratie) = &eerder.declaratie else {
        return;
    };
    if bericht.header.xsd_versie_declaratie != declaratie.kop.header().xsd_versie {
        meld.op(
            "Header/XsdVersieDeclaratie",
            "De declaratie is met een andere XSD-versie gemaakt. Neem de versie over uit de declaratie.",
        );
    }
}

pub(super) const TR376: Regel = Regel::declaratie(
    "TR376",
    None,
    &[Jw325],
    "Het declaratienummer in het antwoord komt uit een ontvangen declaratie.",
    Toets::Antwoord(tr376),
);

fn tr376(bericht: &jw325::Bericht, eerder: &AntwoordEerder, meld: &mut Melder<'_>) {
    let (Some(declaratie), Some(antwoord)) = (&eerder.declaratie, &bericht.declaratie_antwoord) else {
        return;
    };
    if antwoord.declaratie_nummer != declaratie.kop.declaratie().declaratie_nummer {
        meld.op(
            "DeclaratieAntwoord/DeclaratieNummer",
            "De declaratie heeft een ander declaratienummer.",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::Bericht;
    use crate::antwoord::Retour;
    use crate::berichten::jw325;
    use crate::declaratie::proef::{PEILDATUM, met_referentie, prestatie, proef};
    use crate::declaratie::{AntwoordEerder, EerdereDeclaratie, Kop, antwoord, keur_antwoord};
    use crate::regels::Bron;

    const PRESTATIE: &str = "DeclaratieAntwoord/Clienten/Client[1]/Prestaties/Prestatie[1]";

    /// A declaratie of two lines, the first refused: what was sent, and the answer to it.
    fn beantwoord() -> (AntwoordEerder, jw325::Bericht) {
        let mut p = proef();
        p.regels().push(met_referentie(&prestatie(), "P-2"));
        p.regels()[1].product_periode = crate::declaratie::proef::maand(2026, 4);
        p.feiten.referenties.insert("P-1".into());
        p.tel_op();
        let retour = Retour {
            identificatie: "A-1".into(),
            dagtekening: PEILDATUM,
            basisschema_xsd_versie: "1.0.0".into(),
            bericht_xsd_versie: "1.0.0".into(),
        };
        let Bericht::Jw325(uit) = antwoord(&p.keur(), &Kop::van(&p.bericht), &retour) else {
            panic!("geen JW325");
        };
        let eerder = AntwoordEerder {
            declaratie: Some(EerdereDeclaratie::van(&p.bericht)),
            ..AntwoordEerder::default()
        };
        (eerder, *uit)
    }

    fn meldt(eerder: &AntwoordEerder, bericht: &jw325::Bericht, verwacht: &[(&str, &str, &str)]) {
        let bevindingen = keur_antwoord(bericht, eerder, &Bron::op(PEILDATUM));
        let gevonden: Vec<_> = bevindingen
            .iter()
            .map(|b| (&*b.regel, b.retourcode.as_deref().unwrap_or(""), b.pad.as_str()))
            .collect();
        assert_eq!(gevonden, verwacht);
    }

    fn regel(bericht: &mut jw325::Bericht) -> &mut jw325::Prestatie {
        let clienten = bericht
            .declaratie_antwoord
            .as_mut()
            .unwrap()
            .clienten
            .as_mut()
            .unwrap();
        &mut clienten.client[0].prestaties.prestatie[0]
    }

    #[test]
    fn een_antwoord_hoort_bij_een_verstuurde_declaratie() {
        let (mut eerder, bericht) = beantwoord();
        meldt(&eerder, &bericht, &[]);
        eerder.declaratie = None;
        meldt(
            &eerder,
            &bericht,
            &[("TR337", "", "Header/DeclaratieIdentificatie")],
        );
    }

    #[test]
    fn een_declaratie_krijgt_een_antwoord() {
        let (mut eerder, bericht) = beantwoord();
        eerder.beantwoord = true;
        let pad = "Header/DeclaratieIdentificatie/Identificatie";
        meldt(&eerder, &bericht, &[("TR056", "9056", pad)]);
        (eerder.beantwoord, eerder.ontvangen) = (false, true);
        let pad = "Header/BerichtIdentificatie/Identificatie";
        meldt(&eerder, &bericht, &[("TR056", "9056", pad)]);
    }

    #[test]
    fn de_kop_van_een_antwoord_wordt_als_elke_kop_beoordeeld() {
        let (mut eerder, mut bericht) = beantwoord();
        bericht.header.afzender = "0000".into();
        meldt(&eerder, &bericht, &[("TR378", "S300", "Header/Afzender")]);
        let (_, mut bericht) = beantwoord();
        bericht.header.bericht_identificatie.dagtekening = PEILDATUM.tomorrow().unwrap();
        meldt(
            &eerder,
            &bericht,
            &[("TR135", "8848", "Header/BerichtIdentificatie/Dagtekening")],
        );
        let (_, mut bericht) = beantwoord();
        bericht.header.declaratie_identificatie.dagtekening = PEILDATUM.tomorrow().unwrap();
        // A declaratie with that dagtekening is not known, in truth.
        eerder.declaratie = None;
        meldt(
            &eerder,
            &bericht,
            &[
                ("TR135", "8848", "Header/DeclaratieIdentificatie/Dagtekening"),
                ("TR337", "", "Header/DeclaratieIdentificatie"),
            ],
        );
    }

    #[test]
    fn versie_en_nummer_zijn_die_van_de_declaratie() {
        let (eerder, mut bericht) = beantwoord();
        bericht.header.xsd_versie_declaratie.bericht_xsd_versie = "0.9.0".into();
        meldt(&eerder, &bericht, &[("TR371", "", "Header/XsdVersieDeclaratie")]);
        let (eerder, mut bericht) = beantwoord();
        bericht.declaratie_antwoord.as_mut().unwrap().declaratie_nummer = "D2".into();
        meldt(
            &eerder,
            &bericht,
            &[("TR376", "", "DeclaratieAntwoord/DeclaratieNummer")],
        );
    }

    #[test]
    fn een_client_in_het_antwoord_komt_uit_de_declaratie() {
        let (eerder, mut bericht) = beantwoord();
        let clienten = bericht
            .declaratie_antwoord
            .as_mut()
            .unwrap()
            .clienten
            .as_mut()
            .unwrap();
        clienten.client[0].bsn = crate::declaratie::proef::ANDER_BSN.into();
        let pad = "DeclaratieAntwoord/Clienten/Client[1]/Bsn";
        meldt(&eerder, &bericht, &[("TR304", "8187", pad)]);
    }

    #[test]
    fn een_prestatie_in_het_antwoord_komt_uit_de_declaratie() {
        let fout = [("TR366", "9366", &*format!("{PRESTATIE}/ProductReferentie"))];
        let (eerder, mut bericht) = beantwoord();
        regel(&mut bericht).product_referentie.referentie_nummer = "P-9".into();
        meldt(&eerder, &bericht, &fout);
        let (eerder, mut bericht) = beantwoord();
        regel(&mut bericht).product_referentie.vorig_referentie_nummer = Some("P-0".into());
        meldt(&eerder, &bericht, &fout);
    }

    #[test]
    fn elke_waarde_in_het_antwoord_is_die_van_de_declaratie() {
        type Verander = (&'static str, fn(&mut jw325::Prestatie));
        let verander: [Verander; 8] = [
            ("ToewijzingNummer", |p| p.toewijzing_nummer += 1),
            ("ProductCategorie", |p| {
                p.product_categorie = "43".try_into().unwrap()
            }),
            ("ProductCode", |p| p.product_code = "45A04".into()),
            ("ProductPeriode", |p| p.product_periode.einddatum = PEILDATUM),
            ("GeleverdVolume", |p| p.geleverd_volume -= 1),
            ("Eenheid", |p| p.eenheid = "01".try_into().unwrap()),
            ("ProductTarief", |p| p.product_tarief = None),
            ("IngediendBedrag", |p| p.ingediend_bedrag.bedrag += 1),
        ];
        for (element, verander) in verander {
            let (eerder, mut bericht) = beantwoord();
            verander(regel(&mut bericht));
            meldt(
                &eerder,
                &bericht,
                &[("TR367", "9367", &format!("{PRESTATIE}/{element}"))],
            );
        }
    }
}
