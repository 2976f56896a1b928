//! The counts of a period per gemeente, and how much is done with a standaardbudget.

use super::{herijking, masker, periode};
use crate::beeld::{GemeenteRij, Merkje, Periodekeuze, RouteRij, SturingBeeld, Telling, Toon};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, taal};
use houvast_begrip::Houder;
use houvast_beslis::regioprofiel::Bepaling;
use houvast_opslag::{BudgetTelling, Lees, ProductStatus};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// One gemeente in plain numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Geteld {
    verzoeken: u64,
    open: u64,
    te_laat: u64,
    toegewezen: u64,
    afgewezen: u64,
    standaard: u64,
    offerte: u64,
    ander: u64,
}

/// What kind of budget an amount is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Budgetsoort {
    Standaard,
    Offerte,
    Ander,
}

/// The counts of the period with this key.
pub async fn toon(huis: &Huis, wie: &Aangemeld, sleutel: &str) -> Result<SturingBeeld, DienstFout> {
    eis(wie.rol(), Handeling::SturingZien)?;
    let vandaag = huis.tijd.vandaag();
    let periodes = periode::alle(vandaag);
    let gekozen = periode::kies(&periodes, sleutel, vandaag);
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let mut per: BTreeMap<Houder, Geteld> = huis
        .gemeenten()
        .into_iter()
        .map(|g| (g.into(), Geteld::default()))
        .collect();
    let mut routes: BTreeMap<String, u64> = BTreeMap::new();
    for rij in lees.verzoektelling(gekozen.van, gekozen.tot, vandaag).await? {
        let aantal = n(rij.aantal);
        *routes.entry(rij.route).or_default() += aantal;
        let g = per.entry(rij.houder).or_default();
        g.verzoeken += aantal;
        g.open += n(rij.open);
        g.te_laat += n(rij.te_laat);
    }
    for rij in lees.producttelling(gekozen.van, gekozen.tot).await? {
        let g = per.entry(rij.houder).or_default();
        match rij.status {
            ProductStatus::Toegewezen => g.toegewezen += n(rij.aantal),
            ProductStatus::Afgewezen => g.afgewezen += n(rij.aantal),
            ProductStatus::Open | ProductStatus::InOnderzoek => {}
        }
    }
    budgetten(huis, &mut lees, &gekozen, &mut per).await?;
    let mut op_naam: Vec<(String, Geteld)> = per
        .into_iter()
        .map(|(houder, geteld)| (huis.gemeente_naam(houder.als_str()), geteld))
        .collect();
    op_naam.sort_by(|a, b| a.0.cmp(&b.0));
    let (namen, cijfers): (Vec<String>, Vec<Geteld>) = op_naam.into_iter().unzip();
    let (gemeenten, totaal) = rijen(&namen, &cijfers);
    Ok(SturingBeeld {
        oordeel: oordeel(&cijfers),
        artikel: huis
            .profiel(gekozen.tot)
            .map(|p| {
                let artikelen = p.bepaling(Bepaling::Offerte);
                artikelen
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join(" · ")
            })
            .unwrap_or_default(),
        periodes,
        periode: gekozen,
        gemeenten,
        totaal,
        routes: routerijen(&routes),
        herijking: herijking::van(huis, &mut lees).await?,
    })
}

fn n(aantal: i64) -> u64 {
    u64::try_from(aantal).unwrap_or_default()
}

/// Each toewijzing by the text that was valid when it was given.
async fn budgetten(
    huis: &Huis,
    lees: &mut Lees,
    gekozen: &Periodekeuze,
    per: &mut BTreeMap<Houder, Geteld>,
) -> Result<(), DienstFout> {
    let mut grenzen: Vec<Date> = huis
        .profielen
        .iter()
        .map(|p| p.versie.geldig_vanaf)
        .filter(|dag| *dag > gekozen.van && *dag <= gekozen.tot)
        .collect();
    grenzen.sort_unstable();
    let mut van = gekozen.van;
    let einden: Vec<Date> = grenzen
        .iter()
        .filter_map(|dag| dag.yesterday().ok())
        .chain([gekozen.tot])
        .collect();
    for tot in einden {
        for rij in lees.budgettelling(van, tot).await? {
            let Some(soort) = soort(huis, van, &rij) else {
                continue;
            };
            let g = per.entry(rij.houder).or_default();
            let vak = match soort {
                Budgetsoort::Standaard => &mut g.standaard,
                Budgetsoort::Offerte => &mut g.offerte,
                Budgetsoort::Ander => &mut g.ander,
            };
            *vak += n(rij.aantal);
        }
        van = tot.tomorrow().unwrap_or(tot);
    }
    Ok(())
}

/// `None`: a volume was granted, or the region had no text yet.
fn soort(huis: &Huis, dag: Date, rij: &BudgetTelling) -> Option<Budgetsoort> {
    let bedrag = rij.bedrag?;
    let budgetten = &huis.profiel(dag)?.standaardbudgetten;
    if budgetten.iter().any(|b| b.bedrag == bedrag) {
        return Some(Budgetsoort::Standaard);
    }
    let hoogste = budgetten.iter().map(|b| b.bedrag).max();
    Some(match hoogste {
        Some(hoogste) if bedrag > hoogste => Budgetsoort::Offerte,
        _ => Budgetsoort::Ander,
    })
}

fn rijen(namen: &[String], cijfers: &[Geteld]) -> (Vec<GemeenteRij>, GemeenteRij) {
    let kolom = |kies: fn(&Geteld) -> u64| masker::kolom(&cijfers.iter().map(kies).collect::<Vec<_>>());
    let kolommen = [
        kolom(|g| g.verzoeken),
        kolom(|g| g.open),
        kolom(|g| g.te_laat),
        kolom(|g| g.toegewezen),
        kolom(|g| g.afgewezen),
        kolom(|g| g.standaard),
        kolom(|g| g.offerte),
        kolom(|g| g.ander),
    ];
    let rij = |naam: &str, cel: &dyn Fn(usize) -> Telling| {
        let budget = [cel(5), cel(6), cel(7)];
        GemeenteRij {
            naam: naam.to_owned(),
            verzoeken: cel(0),
            open: cel(1),
            te_laat: cel(2),
            toegewezen: cel(3),
            afgewezen: cel(4),
            standaard: budget[0],
            offerte: budget[1],
            ander: budget[2],
            aandeel_standaard: masker::aandeel(budget[0], &budget),
            aandeel_offerte: masker::aandeel(budget[1], &budget),
        }
    };
    let gemeenten = namen
        .iter()
        .enumerate()
        .map(|(plek, naam)| {
            rij(naam, &|k: usize| {
                kolommen
                    .get(k)
                    .and_then(|(cellen, _)| cellen.get(plek))
                    .copied()
                    .unwrap_or(Telling::Verborgen)
            })
        })
        .collect();
    let totaal = rij("Hele regio", &|k: usize| {
        kolommen.get(k).map_or(Telling::Verborgen, |(_, totaal)| *totaal)
    });
    (gemeenten, totaal)
}

/// most of it belongs under a standaardbudget.
fn oordeel(cijfers: &[Geteld]) -> Merkje {
    let som = |kies: fn(&Geteld) -> u64| cijfers.iter().map(kies).sum::<u64>();
    let (standaard, offerte, ander) = (som(|g| g.standaard), som(|g| g.offerte), som(|g| g.ander));
    let geheel = standaard + offerte + ander;
    let delen = [masker::los(standaard), masker::los(offerte), masker::los(ander)];
    let van = |deel: Telling| masker::aandeel(deel, &delen);
    let procenten = (van(delen[0]), van(delen[1]));
    if geheel == 0 {
        return Merkje::nieuw("In deze periode is geen budget toegewezen.", Toon::Rustig);
    }
    let meer_dan_de_helft = standaard * 2 > geheel;
    let cijfer = if procenten.0.is_empty() || procenten.1.is_empty() {
        String::new()
    } else {
        format!(" ({}; offertebudget {})", procenten.0, procenten.1)
    };
    if meer_dan_de_helft {
        Merkje::nieuw(
            format!("De meeste toewijzingen hebben een standaardbudget{cijfer}, zoals is afgesproken."),
            Toon::Goed,
        )
    } else {
        Merkje::nieuw(
            format!(
                "Niet de meeste toewijzingen hebben een standaardbudget{cijfer}. Dat is wel afgesproken."
            ),
            Toon::LetOp,
        )
    }
}

fn routerijen(routes: &BTreeMap<String, u64>) -> Vec<RouteRij> {
    let aantallen: Vec<u64> = routes.values().copied().collect();
    let (cellen, totaal) = masker::kolom(&aantallen);
    routes
        .keys()
        .zip(cellen)
        .map(|(code, aantal)| RouteRij {
            naam: taal::via(code),
            aandeel: match (aantal, totaal) {
                (Telling::Aantal(deel), Telling::Aantal(geheel)) => masker::procent(deel, geheel),
                _ => String::new(),
            },
            aantal,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(standaard: u64, offerte: u64, ander: u64) -> Geteld {
        Geteld {
            standaard,
            offerte,
            ander,
            ..Geteld::default()
        }
    }

    ///
    #[test]
    fn de_meerderheid_onder_een_standaardbudget_is_meer_dan_de_helft() {
        let m = oordeel(&[met(100, 5, 0), met(90, 5, 0)]);
        assert_eq!(m.toon, Toon::Goed);
        assert!(m.tekst.contains("(95,0%; offertebudget 5,0%)"), "{}", m.tekst);
        assert_eq!(
            oordeel(&[met(10, 10, 0)]).toon,
            Toon::LetOp,
            "precies de helft is geen meerderheid"
        );
        assert_eq!(oordeel(&[met(11, 10, 0)]).toon, Toon::Goed);
        assert_eq!(oordeel(&[met(0, 0, 0)]).toon, Toon::Rustig);
        assert!(
            !oordeel(&[met(12, 3, 0)]).tekst.contains('%'),
            "drie wordt niet genoemd"
        );
    }

    #[test]
    fn een_rij_noemt_geen_klein_getal_en_ook_het_aandeel_niet() {
        let (rijen, totaal) = rijen(
            &["Kampen".to_owned(), "Zwolle".to_owned()],
            &[met(40, 2, 0), met(150, 8, 0)],
        );
        assert_eq!(rijen[0].offerte, Telling::Klein);
        assert_eq!(rijen[0].aandeel_offerte, "");
        assert_eq!(rijen[0].aandeel_standaard, "", "uit 40 van 42 volgt twee");
        assert_eq!(rijen[1].offerte, Telling::Verborgen, "tien min acht is twee");
        assert_eq!(
            (totaal.offerte, totaal.aandeel_offerte.as_str()),
            (Telling::Aantal(10), "5,0%")
        );
    }
}
