//! `protocol simuleer`: past decisions under another profile, from JSON lines. Reads only.

mod uit_opslag;

use super::{paden, regio};
use crate::cli::Simuleer;
use crate::uitgang::{Uitgang, gebruik};
use crate::{bedrijf, lokaal};
use anyhow::Result;
use houvast_begrip::datum;
use houvast_beslis::regioprofiel::Kader;
use houvast_beslis::simulatie::{Geval, Simulatie, Vergelijking, speel as speel_geval};
use serde_json::json;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read as _, Write};
use std::path::Path;

/// One case is some kilobytes; a longer line is a mistake.
const LANGSTE_REGEL: u64 = 1_048_576;

pub(crate) fn voer_uit(wens: &Simuleer) -> Result<Uitgang> {
    if wens.bron.map.is_some() || wens.bron.database.is_some() || wens.bron.instellingen.is_some() {
        return uit_opslag::voer_uit(wens);
    }
    let afspraken = match &wens.lokaal {
        Some(map) => lokaal::lees(Some(map), map, bedrijf::REGIO)?,
        None => Vec::new(),
    };
    let oud = regio::kader(&wens.oud, &afspraken)?;
    let nieuw = regio::kader(&wens.nieuw, &afspraken)?;
    match wens.gevallen.as_deref() {
        Some(pad) if pad != Path::new("-") => {
            let naam = pad.display().to_string();
            let bestand =
                File::open(pad).map_err(|fout| gebruik(format!("{naam}: {}", paden::waarom(&fout))))?;
            speel(wens, &oud, &nieuw, &mut BufReader::new(bestand), &naam)
        }
        _ => speel(wens, &oud, &nieuw, &mut io::stdin().lock(), "standaardinvoer"),
    }
}

/// One line at a time, so that years of decisions fit.
fn speel(
    wens: &Simuleer,
    oud: &Kader,
    nieuw: &Kader,
    bron: &mut impl BufRead,
    naam: &str,
) -> Result<Uitgang> {
    let mut uit = io::stdout().lock();
    let mut som = Simulatie::nieuw(oud.regionaal(), nieuw.regionaal());
    let mut regel = Vec::new();
    for nummer in 1u64.. {
        regel.clear();
        let gelezen = bron
            .take(LANGSTE_REGEL + 1)
            .read_until(b'\n', &mut regel)
            .map_err(|fout| gebruik(format!("{naam}: {}", paden::waarom(&fout))))?;
        if gelezen == 0 {
            break;
        }
        if regel.len() as u64 > LANGSTE_REGEL {
            return Err(gebruik(format!("{naam}, regel {nummer}: langer dan 1 MB")));
        }
        if regel.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        // The reason of serde is English and may quote the input; the place is enough.
        let geval: Geval = serde_json::from_slice(&regel).map_err(|fout| {
            gebruik(format!(
                "{naam}, regel {nummer}, kolom {}: dit is geen besluit met kenmerk, feiten en besluit",
                fout.column()
            ))
        })?;
        let v = speel_geval(&geval, oud, nieuw);
        som.tel(&v);
        toon(wens, &mut uit, &v)?;
    }
    besluit(wens, &mut uit, &som)
}

/// One case, when it was asked for.
fn toon(wens: &Simuleer, uit: &mut impl Write, v: &Vergelijking) -> Result<()> {
    if v.gewijzigd() || wens.alles {
        if wens.json {
            writeln!(uit, "{}", serde_json::to_string(v)?)?;
        } else {
            geval_in_woorden(uit, v)?;
        }
    }
    Ok(())
}

/// The sum, and how the command ends.
fn besluit(wens: &Simuleer, uit: &mut impl Write, som: &Simulatie) -> Result<Uitgang> {
    if wens.json {
        writeln!(
            uit,
            "{}",
            json!({ "samenvatting": som, "verschil": som.verschil() })
        )?;
    } else {
        som_in_woorden(uit, som)?;
    }
    Ok(if som.gewijzigd == 0 {
        Uitgang::Goed
    } else {
        Uitgang::Bevindingen
    })
}

fn geval_in_woorden(uit: &mut impl Write, v: &Vergelijking) -> io::Result<()> {
    writeln!(
        uit,
        "{} ({}): {} → {}, verschil {}",
        v.kenmerk,
        datum::kort(v.besluitdatum),
        v.oud.uitkomst,
        v.nieuw.uitkomst,
        v.verschil
    )?;
    writeln!(uit, "  was:   {}", v.oud.samenvatting)?;
    writeln!(uit, "  wordt: {}", v.nieuw.samenvatting)?;
    for g in &v.gronden {
        let plekken: Vec<&str> = g.artikelen.iter().map(|a| a.0.as_str()).collect();
        writeln!(uit, "  {} ({})", g.onderwerp.label(), plekken.join("; "))?;
        for grond in &g.oud {
            writeln!(uit, "    was:   {}", grond.uitleg)?;
        }
        for grond in &g.nieuw {
            writeln!(uit, "    wordt: {}", grond.uitleg)?;
        }
    }
    if v.zelfde_als_toen == Some(false) {
        writeln!(
            uit,
            "  Let op: het oude profiel geeft nu een ander besluit dan toen is bewaard."
        )?;
    }
    Ok(())
}

fn som_in_woorden(uit: &mut impl Write, som: &Simulatie) -> io::Result<()> {
    let versie =
        |v: &houvast_beslis::ProfielVersie| format!("{} van {}", v.regio, datum::voluit(v.geldig_vanaf));
    writeln!(uit, "{} → {}", versie(&som.oud), versie(&som.nieuw))?;
    writeln!(
        uit,
        "{} besluiten, waarvan {} anders uitkomen.",
        som.gevallen, som.gewijzigd
    )?;
    for o in &som.overgangen {
        writeln!(
            uit,
            "  {} → {}: {} (anders: {}), verschil {}",
            o.oud, o.nieuw, o.aantal, o.gewijzigd, o.verschil
        )?;
    }
    for (onderwerp, aantal) in &som.per_onderwerp {
        writeln!(uit, "  door {}: {aantal}", onderwerp.label())?;
    }
    writeln!(
        uit,
        "Toegekend door de regels: {} → {}, verschil {}.",
        som.toegekend_oud,
        som.toegekend_nieuw,
        som.verschil()
    )?;
    writeln!(
        uit,
        "Voorgesteld aan een medewerker: {} → {}.",
        som.voorgesteld_oud, som.voorgesteld_nieuw
    )?;
    if som.anders_dan_toen > 0 {
        writeln!(
            uit,
            "Let op: {} besluiten komen onder het oude profiel nu anders uit dan toen is bewaard.",
            som.anders_dan_toen
        )?;
    }
    Ok(())
}
