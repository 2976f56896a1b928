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
    eis(wie.functie(), Handeling::SturingZien)?;
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
    let getoond = tabel(&namen, &cijfers, &routes);
    Ok(SturingBeeld {
        oordeel: oordeel(&cijfers, &getoond.totaal),
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
        gemeenten: getoond.gemeenten,
        totaal: getoond.totaal,
        routes: getoond.routes,
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
        .regionaal()
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

/// Everything that the page and the files show.
struct Tabel {
    gemeenten: Vec<GemeenteRij>,
    totaal: GemeenteRij,
    routes: Vec<RouteRij>,
}

/// Numbers per gemeente, in the order of [`Geteld`].
const KOLOMMEN: usize = 8;

impl Geteld {
    fn cellen(&self) -> [u64; KOLOMMEN] {
        [
            self.verzoeken,
            self.open,
            self.te_laat,
            self.toegewezen,
            self.afgewezen,
            self.standaard,
            self.offerte,
            self.ander,
        ]
    }
}

/// What adds up along a row: a request is open, granted or refused; what is granted has some budget.
const LANGS_DE_RIJ: [(usize, &[usize]); 2] = [(0, &[1, 3, 4]), (3, &[5, 6, 7])];

/// All numbers are masked together: a small one must not follow from a total, a row or the routes.
fn tabel(namen: &[String], cijfers: &[Geteld], routes: &BTreeMap<String, u64>) -> Tabel {
    let mut cellen: Vec<u64> = cijfers.iter().flat_map(Geteld::cellen).collect();
    let onder = cellen.len();
    for kolom in 0..KOLOMMEN {
        cellen.push(
            cijfers
                .iter()
                .filter_map(|g| g.cellen().get(kolom).copied())
                .sum(),
        );
    }
    let achter = cellen.len();
    cellen.extend(routes.values());
    let mut sommen: Vec<masker::Som> = (0..KOLOMMEN)
        .map(|kolom| masker::Som {
            geheel: onder + kolom,
            delen: (0..cijfers.len()).map(|rij| rij * KOLOMMEN + kolom).collect(),
        })
        .collect();
    for rij in 0..=cijfers.len() {
        let begin = rij * KOLOMMEN;
        sommen.extend(LANGS_DE_RIJ.map(|(geheel, delen)| masker::Som {
            geheel: begin + geheel,
            delen: delen.iter().map(|d| begin + d).collect(),
        }));
    }
    sommen.push(masker::Som {
        geheel: onder,
        delen: (achter..cellen.len()).collect(),
    });
    let getoond = masker::verberg(&cellen, &sommen);
    let cel = |plek: usize| getoond.get(plek).copied().unwrap_or(Telling::Verborgen);
    let gemeenten = namen
        .iter()
        .enumerate()
        .map(|(rij, naam)| gemeenterij(naam, |kolom| cel(rij * KOLOMMEN + kolom)))
        .collect();
    let totaal = gemeenterij("Hele regio", |kolom| cel(onder + kolom));
    let routes = routes
        .keys()
        .enumerate()
        .map(|(plek, code)| {
            let aantal = cel(achter + plek);
            RouteRij {
                naam: taal::via(code),
                aandeel: match (aantal, totaal.verzoeken) {
                    (Telling::Aantal(deel), Telling::Aantal(geheel)) => masker::procent(deel, geheel),
                    _ => String::new(),
                },
                aantal,
            }
        })
        .collect();
    Tabel {
        gemeenten,
        totaal,
        routes,
    }
}

fn gemeenterij(naam: &str, cel: impl Fn(usize) -> Telling) -> GemeenteRij {
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
}

/// most of it belongs under a standaardbudget.
fn oordeel(cijfers: &[Geteld], totaal: &GemeenteRij) -> Merkje {
    let som = |kies: fn(&Geteld) -> u64| cijfers.iter().map(kies).sum::<u64>();
    let (standaard, offerte, ander) = (som(|g| g.standaard), som(|g| g.offerte), som(|g| g.ander));
    let geheel = standaard + offerte + ander;
    let procenten = (&totaal.aandeel_standaard, &totaal.aandeel_offerte);
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

    fn alleen(cijfers: &[Geteld]) -> Tabel {
        let namen: Vec<String> = (0..cijfers.len()).map(|n| format!("gemeente {n}")).collect();
        tabel(&namen, cijfers, &BTreeMap::new())
    }

    ///
    #[test]
    fn de_meerderheid_onder_een_standaardbudget_is_meer_dan_de_helft() {
        let oordeel = |cijfers: &[Geteld]| super::oordeel(cijfers, &alleen(cijfers).totaal);
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
    fn een_verborgen_totaal_volgt_niet_uit_de_routes_en_een_kleine_route_niet_uit_het_totaal() {
        let g = Geteld {
            verzoeken: 30,
            ..Geteld::default()
        };
        let routes = BTreeMap::from([("02".to_owned(), 20), ("01".to_owned(), 8), ("04".to_owned(), 2)]);
        let uit = tabel(&["Zwolle".to_owned()], &[g], &routes);
        let verborgen = uit
            .routes
            .iter()
            .filter(|r| !matches!(r.aantal, Telling::Aantal(_)))
            .count();
        assert_eq!(
            (verborgen, uit.totaal.verzoeken),
            (2, Telling::Aantal(30)),
            "{:?}",
            uit.routes
        );
        assert!(
            uit.routes
                .iter()
                .all(|r| r.aandeel.is_empty() == !matches!(r.aantal, Telling::Aantal(_)))
        );
    }

    #[test]
    fn een_rij_noemt_geen_klein_getal_en_ook_het_aandeel_niet() {
        let Tabel {
            gemeenten: rijen,
            totaal,
            ..
        } = alleen(&[met(40, 2, 0), met(150, 8, 0)]);
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
