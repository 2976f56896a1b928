//! What a grant does to the toewijzingen. All or nothing, as it was asked (IV093, OP348); which change keeps its number
//! and which gets a new one is settled by OP033x1, OP257 and IV066.

use super::zaak::Zaak;
use houvast_begrip::{Centen, Periode};
use houvast_opslag::{Toewijzing, ToewijzingStatus, WijzigProduct, WijzigSoort};
use jiff::civil::Date;

/// RedenWijziging: asked by the aanbieder, by message or another way.
pub(super) const DOOR_AANBIEDER: &str = "12";

/// What the JW301 will carry besides what stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Plan {
    /// Same number, other content.
    pub(super) gewijzigd: Vec<Toewijzing>,
    /// Content of a new number; `nummer` and `id` are still to be filled in.
    pub(super) nieuw: Vec<Toewijzing>,
}

/// Works it out on the day of the decision, or says why it cannot be done.
pub(super) fn plan(zaak: &Zaak, vandaag: Date) -> Result<Plan, &'static str> {
    let mut uit = Plan::default();
    for product in &zaak.producten {
        match product.soort {
            WijzigSoort::Ongewijzigd => {
                lopend(zaak, product, vandaag)?;
            }
            WijzigSoort::TeWijzigen => wijzig(lopend(zaak, product, vandaag)?, product, &mut uit)?,
            WijzigSoort::Nieuw => {
                let begin = zaak.toewijzingen.first().ok_or(GEEN_HULP)?;
                uit.nieuw.push(inhoud(leeg(begin, product)?, product)?);
            }
        }
    }
    if uit == Plan::default() {
        return Err("Er verandert niets: vraag en toewijzing zijn gelijk.");
    }
    Ok(uit)
}

const GEEN_HULP: &str =
    "Er is geen toewijzing meer om te wijzigen. De aanbieder dient een verzoek om toewijzing in.";

fn lopend<'a>(
    zaak: &'a Zaak,
    product: &WijzigProduct,
    vandaag: Date,
) -> Result<&'a Toewijzing, &'static str> {
    zaak.toewijzing(product.toewijzing)
        .filter(|t| t.status == ToewijzingStatus::Actief)
        // Mail may come after the end; a stretched end keeps its number only while the old one is not over (OP380).
        .filter(|t| t.einddatum.is_none_or(|eind| eind >= vandaag))
        .ok_or(GEEN_HULP)
}

fn zelfde_omvang(t: &Toewijzing, p: &WijzigProduct) -> bool {
    (t.volume, &t.eenheid, &t.frequentie) == (p.volume, &p.eenheid, &p.frequentie)
}

fn wijzig(oud: &Toewijzing, gevraagd: &WijzigProduct, uit: &mut Plan) -> Result<(), &'static str> {
    let gewenst = gevraagd.ingangsdatum.unwrap_or(oud.ingangsdatum);
    let mut zelfde = oud.clone();
    zelfde.reden_wijziging = Some(DOOR_AANBIEDER.to_owned());
    zelfde.bericht = None;
    if gewenst == oud.ingangsdatum || zelfde_omvang(oud, gevraagd) {
        let nieuw = inhoud(zelfde, gevraagd)?;
        let anders =
            nieuw.einddatum != oud.einddatum || nieuw.budget != oud.budget || !zelfde_omvang(oud, gevraagd);
        if anders {
            uit.gewijzigd.push(nieuw);
        }
        return Ok(());
    }
    // Another volume for each week or month: the old one ends the day before, the new one has its own number.
    zelfde.einddatum = gewenst.yesterday().ok();
    let vervolg = Toewijzing {
        ingangsdatum: gewenst,
        reden_wijziging: None,
        ..zelfde.clone()
    };
    uit.gewijzigd.push(zelfde);
    uit.nieuw.push(inhoud(vervolg, gevraagd)?);
    Ok(())
}

/// A new number beside what runs, for the same child at the same aanbieder.
fn leeg(naast: &Toewijzing, p: &WijzigProduct) -> Result<Toewijzing, &'static str> {
    Ok(Toewijzing {
        verzoek_product: None,
        categorie: p.categorie.clone(),
        code: p.code.clone(),
        ingangsdatum: p
            .ingangsdatum
            .ok_or("Het nieuwe product heeft geen ingangsdatum.")?,
        commentaar: None,
        reden_wijziging: None,
        jaarplafond: None,
        bericht: None,
        status: ToewijzingStatus::Actief,
        ..naast.clone()
    })
}

/// Days, volume and budget as asked.
fn inhoud(t: Toewijzing, p: &WijzigProduct) -> Result<Toewijzing, &'static str> {
    let periode = Periode::nieuw(t.ingangsdatum, p.einddatum)
        .ok_or("De gevraagde einddatum ligt voor de ingangsdatum.")?;
    if p.budget.is_some() && p.einddatum.is_none() {
        return Err("Een budget heeft altijd een einddatum (CD075).");
    }
    Ok(Toewijzing {
        einddatum: p.einddatum,
        volume: p.volume,
        eenheid: p.eenheid.clone(),
        frequentie: p.frequentie.clone(),
        budget: p.budget,
        jaarplafond: jaarplafond(&t, p.budget, &periode),
        ..t
    })
}

/// R-057, V-24: a lasting budget is one amount for each begun year; a part of a cent goes up.
fn jaarplafond(t: &Toewijzing, budget: Option<Centen>, periode: &Periode) -> Option<Centen> {
    let budget = budget.filter(|_| t.soort.as_deref() == Some("duurzaam"))?;
    let jaren = periode.begonnen_jaren()?.max(1);
    Some(Centen(budget.0 / jaren + i64::from(budget.0 % jaren != 0)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use houvast_begrip::{Bsn, GemeenteCode};
    use houvast_opslag::{Jeugdige, JeugdigeBron, WijzigKanaal, Wijziging};
    use jiff::Timestamp;
    use jiff::civil::{date, time};
    use uuid::Uuid;

    const VANDAAG: Date = date(2025, 7, 14);

    pub(in crate::wijziging) fn toewijzing(nummer: i64) -> Toewijzing {
        Toewijzing {
            houder: GemeenteCode::nieuw("0193").unwrap().into(),
            id: Uuid::from_u128(u128::try_from(nummer).unwrap()),
            nummer,
            jeugdige: Uuid::nil(),
            aanbieder: "73990101".parse().unwrap(),
            verzoek_product: None,
            referentie: Some("R1".into()),
            categorie: Some("45".into()),
            code: None,
            toewijzingsdatum: date(2025, 1, 10),
            toewijzingstijd: time(9, 0, 0, 0),
            ingangsdatum: date(2025, 1, 13),
            einddatum: Some(date(2025, 9, 30)),
            volume: None,
            eenheid: None,
            frequentie: None,
            budget: Some(Centen::euro(8_000)),
            jaarplafond: None,
            commentaar: None,
            reden_wijziging: None,
            soort: Some("herstel".into()),
            perceel: None,
            status: ToewijzingStatus::Actief,
            bericht: Some(Uuid::nil()),
            gewijzigd_op: Timestamp::UNIX_EPOCH,
            versie: 1,
        }
    }

    fn product(soort: WijzigSoort, nummer: Option<i64>) -> WijzigProduct {
        let t = toewijzing(12);
        WijzigProduct {
            houder: t.houder,
            id: Uuid::nil(),
            wijzigverzoek: Uuid::nil(),
            aanbieder: t.aanbieder,
            volgnummer: 1,
            soort,
            toewijzing: nummer,
            categorie: Some("45".into()),
            code: None,
            ingangsdatum: Some(t.ingangsdatum),
            einddatum: t.einddatum,
            volume: None,
            eenheid: None,
            frequentie: None,
            budget: t.budget,
        }
    }

    fn zaak(toewijzingen: Vec<Toewijzing>, producten: Vec<WijzigProduct>) -> Zaak {
        let t = toewijzing(12);
        Zaak {
            wijziging: Wijziging {
                houder: t.houder.clone(),
                id: Uuid::nil(),
                jeugdige: Uuid::nil(),
                aanbieder: t.aanbieder,
                kanaal: WijzigKanaal::Bericht,
                wijzigverzoek: None,
                ontvangen: VANDAAG,
                antwoord_voor: VANDAAG,
                onderzoek_voor: None,
                toewijzing: None,
                budget: None,
                einddatum: None,
                feiten: None,
                besluit: None,
                uitkomst: None,
                toelichting: None,
                beslist_door: None,
                beslist_op: None,
                bericht: None,
                taak_klaar_op: None,
                versie: 0,
            },
            verzoek: None,
            producten,
            kind: kind(),
            toewijzingen,
        }
    }

    fn kind() -> Jeugdige {
        let t = toewijzing(12);
        Jeugdige {
            houder: t.houder,
            id: Uuid::nil(),
            bsn: Bsn::nieuw("999900006").unwrap(),
            geslachtsnaam: "Voorbeeld".into(),
            voorvoegsel: None,
            partnernaam: None,
            partnervoorvoegsel: None,
            voornamen: None,
            voorletters: None,
            naamgebruik: "1".into(),
            geboortedatum: date(2012, 5, 20),
            datumgebruik: None,
            geslacht: "2".into(),
            straat: None,
            huisnummer: None,
            huisletter: None,
            toevoeging: None,
            aanduiding: None,
            postcode: None,
            plaats: None,
            land: None,
            telefoon: None,
            email: None,
            communicatievorm: None,
            taal: None,
            juridische_status: None,
            vertegenwoordiging: None,
            woonplaats: None,
            geheim: false,
            geblokkeerd: false,
            bron: JeugdigeBron::Bericht,
            gewijzigd_op: Timestamp::UNIX_EPOCH,
            versie: 1,
        }
    }

    fn per_week(volume: i64) -> (Option<i64>, Option<String>, Option<String>) {
        (Some(volume), Some("04".into()), Some("2".into()))
    }

    /// TR373, IV093: a budget is for the whole period and keeps its number.
    #[test]
    fn een_ander_budget_houdt_zijn_nummer_en_krijgt_reden_12() {
        let mut p = product(WijzigSoort::TeWijzigen, Some(12));
        p.budget = Some(Centen::euro(12_000));
        let uit = plan(&zaak(vec![toewijzing(12)], vec![p]), VANDAAG).unwrap();
        let t = &uit.gewijzigd[0];
        assert_eq!(
            (t.nummer, t.budget, t.reden_wijziging.as_deref()),
            (12, Some(Centen::euro(12_000)), Some("12"))
        );
        assert_eq!(
            (t.einddatum, t.bericht, uit.nieuw.len()),
            (Some(date(2025, 9, 30)), None, 0)
        );
    }

    /// OP380: a later end under the same number.
    #[test]
    fn alleen_een_andere_einddatum_houdt_zijn_nummer() {
        let mut p = product(WijzigSoort::TeWijzigen, Some(12));
        p.einddatum = Some(date(2025, 12, 31));
        let uit = plan(&zaak(vec![toewijzing(12)], vec![p]), VANDAAG).unwrap();
        assert_eq!(uit.gewijzigd[0].einddatum, Some(date(2025, 12, 31)));
        assert!(uit.nieuw.is_empty());
    }

    /// OP257: hours a week from a later day on end the old number and begin a new one.
    #[test]
    fn een_andere_omvang_per_week_beeindigt_de_oude_en_begint_een_nieuwe() {
        let mut t = toewijzing(12);
        (t.volume, t.eenheid, t.frequentie) = per_week(3);
        (t.budget, t.code) = (None, Some("45A48".into()));
        let mut p = product(WijzigSoort::TeWijzigen, Some(12));
        (p.volume, p.eenheid, p.frequentie) = per_week(5);
        (p.budget, p.ingangsdatum) = (None, Some(date(2025, 8, 1)));
        let uit = plan(&zaak(vec![t.clone()], vec![p.clone()]), VANDAAG).unwrap();
        let (oud, nieuw) = (&uit.gewijzigd[0], &uit.nieuw[0]);
        assert_eq!((oud.einddatum, oud.volume), (Some(date(2025, 7, 31)), Some(3)));
        assert_eq!(oud.reden_wijziging.as_deref(), Some("12"));
        assert_eq!(
            (nieuw.ingangsdatum, nieuw.einddatum),
            (date(2025, 8, 1), Some(date(2025, 9, 30)))
        );
        assert_eq!(
            (
                nieuw.volume,
                nieuw.code.as_deref(),
                nieuw.reden_wijziging.as_deref()
            ),
            (Some(5), Some("45A48"), None)
        );
        // In total over the period (6) it keeps its number.
        t.frequentie = Some("6".into());
        p.frequentie = Some("6".into());
        p.ingangsdatum = Some(t.ingangsdatum);
        let uit = plan(&zaak(vec![t], vec![p]), VANDAAG).unwrap();
        assert_eq!((uit.gewijzigd[0].volume, uit.nieuw.len()), (Some(5), 0));
    }

    #[test]
    fn een_nieuw_product_krijgt_een_eigen_nummer_en_laat_de_rest_zoals_het_is() {
        let mut p = product(WijzigSoort::Nieuw, None);
        (p.ingangsdatum, p.einddatum) = (Some(date(2025, 10, 1)), Some(date(2026, 9, 30)));
        let blijft = product(WijzigSoort::Ongewijzigd, Some(12));
        let uit = plan(&zaak(vec![toewijzing(12)], vec![blijft, p]), VANDAAG).unwrap();
        assert!(uit.gewijzigd.is_empty());
        assert_eq!(
            (uit.nieuw[0].ingangsdatum, uit.nieuw[0].bericht),
            (date(2025, 10, 1), None)
        );
    }

    /// per begun year, a part of a cent up.
    #[test]
    fn een_duurzaam_budget_houdt_een_plafond_per_jaar() {
        let mut t = toewijzing(12);
        t.soort = Some("duurzaam".into());
        for (budget, tot, plafond) in [
            (1_000_000, date(2026, 1, 12), 1_000_000),
            (1_000_000, date(2026, 1, 13), 500_000),
            (1_000_001, date(2026, 1, 13), 500_001),
        ] {
            let mut p = product(WijzigSoort::TeWijzigen, Some(12));
            (p.budget, p.einddatum) = (Some(Centen(budget)), Some(tot));
            let uit = plan(&zaak(vec![t.clone()], vec![p]), VANDAAG).unwrap();
            assert_eq!(
                uit.gewijzigd[0].jaarplafond,
                Some(Centen(plafond)),
                "{budget} {tot}"
            );
        }
    }

    #[test]
    fn wat_niet_kan_wordt_gezegd() {
        let met = |pas: fn(&mut WijzigProduct, &mut Toewijzing)| {
            let (mut p, mut t) = (product(WijzigSoort::TeWijzigen, Some(12)), toewijzing(12));
            p.budget = Some(Centen::euro(12_000));
            pas(&mut p, &mut t);
            plan(&zaak(vec![t], vec![p]), VANDAAG)
        };
        assert!(met(|_, _| ()).is_ok());
        assert!(
            met(|_, t| t.einddatum = Some(VANDAAG)).is_ok(),
            "de laatste dag loopt zij nog"
        );
        assert_eq!(met(|_, t| t.einddatum = VANDAAG.yesterday().ok()), Err(GEEN_HULP));
        assert_eq!(
            met(|_, t| t.status = ToewijzingStatus::Ingetrokken),
            Err(GEEN_HULP)
        );
        assert_eq!(met(|p, _| p.toewijzing = Some(13)), Err(GEEN_HULP));
        assert!(
            met(|p, _| p.budget = Some(Centen::euro(8_000)))
                .unwrap_err()
                .contains("verandert niets")
        );
        assert!(
            met(|p, _| p.einddatum = Some(date(2025, 1, 12)))
                .unwrap_err()
                .contains("voor de ingangsdatum")
        );
        assert!(met(|p, _| p.einddatum = None).unwrap_err().contains("CD075"));
    }
}
