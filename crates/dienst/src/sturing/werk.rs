//! What waits in the region, by gemeente and kind; what is late first. The work list of somebody without cases.

use super::masker;
use crate::beeld::{RegioWerk, RegioWerkRij, Telling, Termijn};
use crate::recht::{Functie, Handeling, eis, mag};
use crate::werkvoorraad::soorten;
use crate::{Aangemeld, DienstFout, Huis, termijnen};
use houvast_opslag::{SignaalSoort, SignaalVraag};
use jiff::civil::{Date, date};

/// Open work of one kind in one gemeente.
struct Stapel {
    gemeente: String,
    wat: String,
    open: u64,
    te_laat: u64,
    eerste: Option<Date>,
}

/// What waits now.
pub async fn werk(huis: &Huis, wie: &Aangemeld) -> Result<RegioWerk, DienstFout> {
    if !mag(wie.functie(), Handeling::SturingZien) {
        eis(wie.functie(), Handeling::RegelsBeheren)?;
    }
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    // What a consulent sees; the terms of requests are counted with the requests themselves.
    let vraag = SignaalVraag::van(vandaag, soorten::zichtbaar(Functie::Consulent)).los();
    let n = |aantal: i64| u64::try_from(aantal).unwrap_or_default();
    let mut stapels = Vec::new();
    for rij in lees.soorttelling(&vraag).await? {
        stapels.push(Stapel {
            gemeente: huis.gemeente_naam(rij.houder.als_str()),
            wat: woord(rij.soort),
            open: n(rij.aantal),
            te_laat: n(rij.te_laat),
            eerste: rij.eerste,
        });
    }
    let altijd = (date(1900, 1, 1), date(9999, 12, 31));
    let mut verzoeken: std::collections::BTreeMap<_, (u64, u64)> = std::collections::BTreeMap::new();
    for rij in lees.verzoektelling(altijd.0, altijd.1, vandaag).await? {
        let (open, te_laat) = verzoeken.entry(rij.houder).or_default();
        *open += n(rij.open);
        *te_laat += n(rij.te_laat);
    }
    for (houder, (open, te_laat)) in verzoeken {
        if open > 0 {
            stapels.push(Stapel {
                gemeente: huis.gemeente_naam(houder.als_str()),
                wat: "Verzoek om toewijzing".to_owned(),
                open,
                te_laat,
                eerste: None,
            });
        }
    }
    Ok(maak(stapels, |dag| Termijn {
        uiterlijk: dag,
        werkdagen: termijnen::werkdagen_tot(huis, vandaag, dag),
    }))
}

fn woord(soort: SignaalSoort) -> String {
    soorten::woorden(soort, Functie::Consulent, None).map_or_else(String::new, |w| w.wat.to_owned())
}

fn maak(stapels: Vec<Stapel>, termijn: impl Fn(Date) -> Termijn) -> RegioWerk {
    let (open, totaal) = masker::kolom(&stapels.iter().map(|s| s.open).collect::<Vec<_>>());
    let (te_laat, alles_te_laat) = masker::kolom(&stapels.iter().map(|s| s.te_laat).collect::<Vec<_>>());
    let mut rijen: Vec<RegioWerkRij> = stapels
        .into_iter()
        .zip(open.into_iter().zip(te_laat))
        .map(|(s, (open, te_laat))| RegioWerkRij {
            gemeente: s.gemeente,
            wat: s.wat,
            // A day beside a small number is the day of one child.
            eerste: s
                .eerste
                .filter(|_| matches!(open, Telling::Aantal(_)))
                .map(&termijn),
            open,
            te_laat,
        })
        .collect();
    // By what is shown: an order by the numbers themselves would tell which small number is larger.
    rijen.sort_by(|a, b| {
        (gewicht(b.te_laat), gewicht(b.open), &a.gemeente, &a.wat).cmp(&(
            gewicht(a.te_laat),
            gewicht(a.open),
            &b.gemeente,
            &b.wat,
        ))
    });
    RegioWerk {
        rijen,
        open: totaal,
        te_laat: alles_te_laat,
    }
}

/// What is hidden may be anything: it stands with the small ones.
fn gewicht(telling: Telling) -> u64 {
    match telling {
        Telling::Aantal(n) => n,
        Telling::Klein | Telling::Verborgen => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wat_te_laat_is_staat_boven_en_een_dag_staat_niet_bij_een_klein_getal() {
        let stapel = |gemeente: &str, open, te_laat| Stapel {
            gemeente: gemeente.to_owned(),
            wat: "Het budget raakt op".to_owned(),
            open,
            te_laat,
            eerste: Some(date(2026, 11, 2)),
        };
        let beeld = maak(
            vec![
                stapel("Dalfsen", 3, 1),
                stapel("Zwolle", 40, 9),
                stapel("Kampen", 60, 0),
                stapel("Ommen", 2, 2),
            ],
            |uiterlijk| Termijn {
                uiterlijk,
                werkdagen: -3,
            },
        );
        let orde: Vec<&str> = beeld.rijen.iter().map(|r| r.gemeente.as_str()).collect();
        assert_eq!(
            orde,
            ["Zwolle", "Dalfsen", "Ommen", "Kampen"],
            "wie van twee kleine getallen het grootste heeft blijft geheim"
        );
        assert_eq!(beeld.rijen[1].open, Telling::Klein);
        assert_eq!(beeld.rijen[1].eerste, None);
        assert!(beeld.rijen[0].eerste.is_some());
        assert_eq!(beeld.open, Telling::Aantal(105));
    }
}
