//! One step is saved. What is good is kept, what is not comes back with its field; nothing that was typed is lost.

use super::antwoorden::Antwoorden;
use super::beginnen::{gebeurd, zet_termijn};
use super::stappen::{Stap, op_antwoorden};
use super::tonen::{self, Geladen};
use super::velden::{Rij, doelen, groepen};
use super::{besluit_voor, urgentie_van};
use crate::beeld::{VeldBeeld, VeldFout, VeldSoort};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::{AgbCode, Centen};
use houvast_opslag::Besloten;
use jiff::civil::Date;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The highest amount a message can hold (RS005).
const HOOGSTE_BEDRAG: Centen = Centen(99_999_999);

/// What was saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bewaard {
    /// Fields that were not saved, and why.
    pub fouten: Vec<VeldFout>,
}

/// Saves the fields of a step. `versie` is that of the hulpvraag as the page showed it; values are as
/// [`VeldSoort`] has them.
pub async fn bewaar(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    nummer: u32,
    versie: i64,
    velden: &[(String, String)],
) -> Result<Bewaard, DienstFout> {
    eis(wie.functie(), Handeling::HulpvraagBehandelen)?;
    let stap = Stap::van(nummer).ok_or(DienstFout::NietGevonden)?;
    let geladen = tonen::laad(huis, wie, id, "wijzigen").await?;
    if geladen.rij.versie != versie || geladen.rij.afgesloten_op.is_some() {
        return Err(DienstFout::Verouderd);
    }
    let getypt: BTreeMap<&str, String> = velden
        .iter()
        .map(|(naam, waarde)| (naam.as_str(), netjes(waarde)))
        .collect();
    // What may be chosen depends on what is chosen: the perceel decides which aanbieders there are.
    let mut wens = geladen.antwoorden.clone();
    for veld in alle_velden(huis, wie, &geladen, stap, &wens).await? {
        if let Some(waarde) = waarde(&veld, &getypt) {
            wens.zet(&veld.naam, waarde);
        }
    }
    let mut nieuw = geladen.antwoorden.clone();
    let mut fouten = Vec::new();
    for veld in alle_velden(huis, wie, &geladen, stap, &wens).await? {
        let Some(waarde) = waarde(&veld, &getypt) else {
            continue;
        };
        match keur(&veld, &waarde) {
            Ok(()) => nieuw.zet(&veld.naam, waarde),
            Err(tekst) => fouten.push((veld.naam.clone(), tekst)),
        }
    }
    let vandaag = huis.tijd.vandaag();
    let grens = Grens {
        vandaag,
        doelen: doelen(tonen::profiel(huis, &geladen.kind, vandaag)),
    };
    samenhang(
        stap,
        &geladen.antwoorden,
        &mut nieuw,
        &getypt,
        &grens,
        &mut fouten,
    );
    leg_vast(huis, wie, &geladen, nieuw).await?;
    Ok(Bewaard { fouten })
}

async fn alle_velden(
    huis: &Huis,
    wie: &Aangemeld,
    geladen: &Geladen,
    stap: Stap,
    antwoorden: &Antwoorden,
) -> Result<Vec<VeldBeeld>, DienstFout> {
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let om = tonen::Omstandigheden::haal(huis, &mut lees, geladen, antwoorden).await?;
    let groepen = groepen(stap, antwoorden, &om.voor_velden(huis, geladen));
    Ok(groepen.into_iter().flat_map(|g| g.velden).collect())
}

/// Line ends of a browser become ours; blanks at the ends go.
fn netjes(tekst: &str) -> String {
    tekst.replace("\r\n", "\n").trim().to_owned()
}

/// The new value of a field; `None` when the form did not hold it. A tick that is off is not sent.
fn waarde(veld: &VeldBeeld, getypt: &BTreeMap<&str, String>) -> Option<String> {
    match (veld.soort, getypt.get(veld.naam.as_str())) {
        (VeldSoort::Vink, None) => Some(String::new()),
        (_, waarde) => waarde.cloned(),
    }
}

fn keur(veld: &VeldBeeld, waarde: &str) -> Result<(), String> {
    if waarde.is_empty() {
        return Ok(());
    }
    let hoogstens = usize::try_from(veld.lengte).unwrap_or(usize::MAX);
    match veld.soort {
        VeldSoort::Regel | VeldSoort::Tekst if waarde.chars().count() > hoogstens => {
            Err(format!("Maak dit korter: hoogstens {hoogstens} tekens."))
        }
        VeldSoort::Regel | VeldSoort::Tekst => Ok(()),
        VeldSoort::Keuze | VeldSoort::Lijst => {
            let kan = veld.keuzes.iter().any(|(k, _)| k == waarde);
            match (kan, veld.naam.as_str()) {
                (true, _) => Ok(()),
                (false, "aanbieder") => Err(
                    "Deze aanbieder heeft op de eerste dag geen contract voor dit perceel. Kies opnieuw."
                        .to_owned(),
                ),
                (false, _) => Err("Kies een van de mogelijkheden.".to_owned()),
            }
        }
        VeldSoort::Dag => waarde
            .parse::<Date>()
            .map(|_| ())
            .map_err(|_| "Vul een datum in, zoals 4-11-2026.".to_owned()),
        VeldSoort::Bedrag => match waarde.parse::<i64>().map(Centen) {
            Ok(bedrag) if bedrag >= Centen::NUL && bedrag <= HOOGSTE_BEDRAG => Ok(()),
            Ok(_) => Err(format!("Het bedrag is hoogstens {HOOGSTE_BEDRAG}.")),
            Err(_) => Err("Vul een bedrag in euro in, zoals 6.500 of 6.500,00.".to_owned()),
        },
        VeldSoort::Getal => match waarde.parse::<u32>() {
            Ok(1..=999) => Ok(()),
            _ => Err("Vul een heel getal in, zoals 12.".to_owned()),
        },
        VeldSoort::Vink if waarde == "ja" => Ok(()),
        VeldSoort::Vink => Err("Vink aan of laat leeg.".to_owned()),
    }
}

/// What the fields of a step are laid beside.
struct Grens {
    vandaag: Date,
    /// As many goals as the region allows.
    doelen: Rij,
}

/// What fields say about each other.
fn samenhang(
    stap: Stap,
    oud: &Antwoorden,
    nieuw: &mut Antwoorden,
    getypt: &BTreeMap<&str, String>,
    grens: &Grens,
    fouten: &mut Vec<VeldFout>,
) {
    let mut mis = |veld: &str, tekst: &str| fouten.push((veld.to_owned(), tekst.to_owned()));
    match stap {
        Stap::Vraag => {
            if nieuw.dag("gevraagd_op").is_some_and(|dag| dag > grens.vandaag) {
                mis("gevraagd_op", "Deze dag ligt in de toekomst.");
                nieuw.zet("gevraagd_op", oud.tekst("gevraagd_op").to_owned());
            }
        }
        Stap::Plan => {
            // somebody who assists has a name in the plan.
            if nieuw.ja("bijstand") == Some(true) && !nieuw.heeft("bijstand_naam") {
                mis(
                    "bijstand_naam",
                    "Vul in wie de jeugdige bijstaat: die naam staat in het plan.",
                );
                nieuw.zet("bijstand", oud.tekst("bijstand").to_owned());
                nieuw.zet("bijstand_naam", oud.tekst("bijstand_naam").to_owned());
            }
            let mut gezien: Vec<String> = Vec::new();
            let doelen = &grens.doelen;
            for n in 1..=doelen.hoogstens {
                let veld = doelen.naam(n, "prioriteit");
                let prioriteit = nieuw.tekst(&veld).to_owned();
                if !prioriteit.is_empty() && gezien.contains(&prioriteit) {
                    mis(&veld, "Een ander doel heeft deze prioriteit al.");
                    nieuw.zet(&veld, String::new());
                }
                gezien.push(prioriteit);
            }
            // a sixth goal has no field, so only another program can send it.
            let te_veel = doelen.naam(doelen.hoogstens + 1, "tekst");
            if getypt.get(te_veel.as_str()).is_some_and(|t| !t.is_empty()) {
                let tekst = format!(
                    "Een plan heeft hoogstens {} doelen. Kies samen wat het belangrijkst is.",
                    doelen.hoogstens
                );
                mis(&doelen.naam(doelen.hoogstens, "tekst"), &tekst);
            }
        }
        Stap::Aanbieder => {
            if let (Some(van), Some(tot)) = (nieuw.dag("van"), nieuw.dag("tot"))
                && tot < van
            {
                mis(
                    "tot",
                    "De laatste dag ligt voor de eerste dag. Controleer beide datums.",
                );
                nieuw.zet("tot", oud.tekst("tot").to_owned());
                nieuw.zet("van", oud.tekst("van").to_owned());
            }
        }
        Stap::Screening | Stap::Analyse | Stap::Aanpak | Stap::Conclusie | Stap::Besluit => {}
    }
}

async fn leg_vast(
    huis: &Huis,
    wie: &Aangemeld,
    geladen: &Geladen,
    nieuw: Antwoorden,
) -> Result<(), DienstFout> {
    let nu = huis.tijd.nu();
    let oud = &geladen.rij;
    let mut rij = oud.clone();
    rij.inhoud = Some(Besloten(nieuw.schrijf()?));
    rij.urgentie = urgentie_van(&nieuw);
    rij.gevraagd_op = nieuw.dag("gevraagd_op").unwrap_or(oud.gevraagd_op);
    rij.besluit_voor = besluit_voor(rij.gevraagd_op);
    rij.aanbieder = AgbCode::nieuw(nieuw.tekst("aanbieder")).ok();
    rij.consulent = rij.consulent.or(Some(wie.account()));
    rij.gewijzigd_op = nu;
    rij.gewijzigd_door = Some(wie.account());
    let gescreend = |a: &Antwoorden| op_antwoorden(Stap::Screening, a).ontbreekt.is_empty();
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    if !tx.wijzig_hulpvraag(&rij, oud.versie).await? {
        return Err(DienstFout::Verouderd);
    }
    let was = (oud.urgentie, gescreend(&geladen.antwoorden), oud.besluit_voor);
    let wordt = (rij.urgentie, gescreend(&nieuw), rij.besluit_voor);
    if was != wordt {
        zet_termijn(huis, &mut tx, &rij, wordt.1, nu).await?;
    }
    let plan_klaar = |a: &Antwoorden| op_antwoorden(Stap::Plan, a).ontbreekt.is_empty();
    if plan_klaar(&nieuw) && !plan_klaar(&geladen.antwoorden) {
        gebeurd(
            huis,
            &mut tx,
            &rij,
            "plan_klaar",
            "het plan van het gezin is opgesteld",
            Some(wie.account()),
            nu,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(velden: &[(&str, &str)]) -> Antwoorden {
        let mut uit = Antwoorden::default();
        for (veld, waarde) in velden {
            uit.zet(veld, (*waarde).to_owned());
        }
        uit
    }

    fn na(
        stap: Stap,
        oud: &Antwoorden,
        nieuw: &[(&str, &str)],
        extra: &[(&str, &str)],
    ) -> (Antwoorden, Vec<String>) {
        let mut wordt = met(nieuw);
        let getypt = extra.iter().map(|(v, w)| (*v, (*w).to_owned())).collect();
        let mut fouten = Vec::new();
        let vandaag = jiff::civil::date(2026, 11, 23);
        let grens = Grens {
            vandaag,
            doelen: doelen(houvast_beslis::op_datum("ijsselland", vandaag)),
        };
        samenhang(stap, oud, &mut wordt, &getypt, &grens, &mut fouten);
        (wordt, fouten.into_iter().map(|(veld, _)| veld).collect())
    }

    #[test]
    fn r145_bijstand_zonder_naam_wordt_geweigerd() {
        let leeg = Antwoorden::default();
        let (wordt, fouten) = na(Stap::Plan, &leeg, &[("bijstand", "ja")], &[]);
        assert_eq!(fouten, ["bijstand_naam"]);
        assert!(!wordt.heeft("bijstand"), "ja zonder naam wordt niet bewaard");
        let (wordt, fouten) = na(
            Stap::Plan,
            &leeg,
            &[("bijstand", "ja"), ("bijstand_naam", "Oma")],
            &[],
        );
        assert!(fouten.is_empty() && wordt.vink("bijstand"));
        assert!(na(Stap::Plan, &leeg, &[("bijstand", "nee")], &[]).1.is_empty());
    }

    #[test]
    fn r299_een_zesde_doel_en_een_dubbele_prioriteit_worden_geweigerd() {
        let leeg = Antwoorden::default();
        let vijf = [("doel5_tekst", "Vijf")];
        assert!(
            na(Stap::Plan, &leeg, &vijf, &[("doel5_tekst", "Vijf")])
                .1
                .is_empty()
        );
        assert_eq!(
            na(Stap::Plan, &leeg, &vijf, &[("doel6_tekst", "Zes")]).1,
            ["doel5_tekst"]
        );
        let dubbel = [
            ("doel1_prioriteit", "1"),
            ("doel2_prioriteit", "1"),
            ("doel3_prioriteit", "2"),
        ];
        assert_eq!(na(Stap::Plan, &leeg, &dubbel, &[]).1, ["doel2_prioriteit"]);
    }

    #[test]
    fn een_periode_loopt_vooruit_en_een_vraag_is_al_gesteld() {
        let leeg = Antwoorden::default();
        let fouten = |stap, velden: &[(&str, &str)]| na(stap, &leeg, velden, &[]).1;
        assert_eq!(
            fouten(Stap::Aanbieder, &[("van", "2026-12-02"), ("tot", "2026-12-01")]),
            ["tot"]
        );
        assert!(fouten(Stap::Aanbieder, &[("van", "2026-12-01"), ("tot", "2026-12-01")]).is_empty());
        assert_eq!(
            fouten(Stap::Vraag, &[("gevraagd_op", "2026-11-24")]),
            ["gevraagd_op"]
        );
        assert!(fouten(Stap::Vraag, &[("gevraagd_op", "2026-11-23")]).is_empty());
    }

    #[test]
    fn elke_soort_veld_heeft_zijn_grens() {
        let veld = |soort, lengte| VeldBeeld {
            naam: "x".to_owned(),
            label: String::new(),
            uitleg: String::new(),
            soort,
            waarde: String::new(),
            keuzes: vec![("ja".to_owned(), "Ja".to_owned())],
            lengte,
        };
        let goed = |soort, waarde: &str| keur(&veld(soort, 3), waarde).is_ok();
        assert!(goed(VeldSoort::Tekst, "abc") && !goed(VeldSoort::Tekst, "abcd"));
        assert!(goed(VeldSoort::Bedrag, "99999999") && !goed(VeldSoort::Bedrag, "100000000"));
        assert!(goed(VeldSoort::Bedrag, "0") && !goed(VeldSoort::Bedrag, "-1"));
        assert!(goed(VeldSoort::Getal, "1") && goed(VeldSoort::Getal, "999"));
        assert!(!goed(VeldSoort::Getal, "0") && !goed(VeldSoort::Getal, "1000"));
        assert!(goed(VeldSoort::Keuze, "ja") && !goed(VeldSoort::Lijst, "nee"));
        assert!(goed(VeldSoort::Dag, "2026-02-28") && !goed(VeldSoort::Dag, "2026-02-30"));
        assert!(goed(VeldSoort::Vink, "ja") && !goed(VeldSoort::Vink, "nee"));
        assert!(goed(VeldSoort::Keuze, ""), "leeg mag altijd");
    }
}
