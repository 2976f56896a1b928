//! All local layers of a region on all its versions.

use super::lezer::Fouten;
use super::{LokaleLaag, ProfielFout};
use jiff::civil::Date;
use toml::Table;

/// What the head of a file says before anybody judges it.
struct Kop {
    gemeente: Option<String>,
    vanaf: Option<Date>,
}

impl Kop {
    fn lees(tekst: &str) -> Self {
        let tabel = tekst.parse::<Table>().unwrap_or_default();
        let dag = tabel.get("geldig_vanaf").and_then(toml::Value::as_datetime);
        Self {
            gemeente: tabel
                .get("gemeente")
                .and_then(toml::Value::as_str)
                .map(str::to_owned),
            vanaf: dag.and_then(|d| d.to_string().parse().ok()),
        }
    }
}

/// Every layer on every text of the region it is valid beside: from its first day until the next layer of the same
/// gemeente, on each version of the region in that time. `regionaal` holds file and text, oldest first; `lokaal` file and
/// text in any order. All faults at once.
pub fn stapel(
    regionaal: &[(&str, &str)],
    lokaal: &[(String, String)],
) -> Result<Vec<LokaleLaag>, Vec<ProfielFout>> {
    let koppen: Vec<Kop> = lokaal.iter().map(|(_, tekst)| Kop::lees(tekst)).collect();
    let regio: Vec<Option<Date>> = regionaal
        .iter()
        .map(|(_, tekst)| Kop::lees(tekst).vanaf)
        .collect();
    let mut uit = Vec::new();
    let mut fouten: Vec<ProfielFout> = Vec::new();
    for (plek, ((bestand, tekst), kop)) in lokaal.iter().zip(&koppen).enumerate() {
        let zelfde = |(i, ander): &(usize, &Kop)| {
            *i != plek && kop.gemeente.is_some() && ander.gemeente == kop.gemeente
        };
        let anderen: Vec<(usize, Date)> = koppen
            .iter()
            .enumerate()
            .filter(zelfde)
            .filter_map(|(i, ander)| Some((i, ander.vanaf?)))
            .collect();
        if anderen
            .iter()
            .any(|(i, dag)| *i < plek && Some(*dag) == kop.vanaf)
        {
            let mut dubbel = Fouten::nieuw(bestand, tekst);
            let zin = "een ander bestand van deze gemeente begint op dezelfde dag";
            dubbel.meld(0, "geldig_vanaf", zin);
            fouten.extend(dubbel.klaar());
            continue;
        }
        if let (Some(vanaf), Some(Some(eerste))) = (kop.vanaf, regio.first())
            && vanaf < *eerste
        {
            let mut vroeg = Fouten::nieuw(bestand, tekst);
            let zin = format!("de regio heeft pas een profiel vanaf {eerste}");
            vroeg.meld(0, "geldig_vanaf", zin);
            fouten.extend(vroeg.klaar());
            continue;
        }
        let einde = anderen
            .iter()
            .map(|(_, dag)| *dag)
            .filter(|dag| Some(*dag) > kop.vanaf)
            .min();
        for (i, (_, regionaal)) in regionaal.iter().enumerate() {
            let volgende = regio.get(i + 1).copied().flatten();
            let voorbij = volgende.is_some_and(|dag| kop.vanaf.is_some_and(|vanaf| dag <= vanaf));
            let te_laat =
                einde.is_some_and(|einde| regio.get(i).copied().flatten().is_some_and(|dag| dag >= einde));
            if voorbij || te_laat {
                continue;
            }
            match LokaleLaag::lees(tekst, bestand, regionaal) {
                Ok(laag) => uit.push(laag),
                Err(rij) => fouten.extend(rij),
            }
        }
    }
    fouten.sort();
    fouten.dedup();
    if fouten.is_empty() { Ok(uit) } else { Err(fouten) }
}
