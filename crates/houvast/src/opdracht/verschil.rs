//! `bericht verschil`: what changed between two messages.

use super::berichten;
use crate::{
    cli::Verschil,
    uitgang::{Uitgang, gebruik},
};
use anyhow::Result;
use houvast_ijw::{
    Grenzen,
    toon::Opties,
    verschil::{Vergelijking, vergelijk},
};
use serde_json::json;
use std::io::{self, Write};

pub(crate) fn voer_uit(wens: &Verschil) -> Result<Uitgang> {
    let grenzen = Grenzen {
        maximum: wens.maximum.unwrap_or(berichten::GROOTSTE),
        ..Grenzen::default()
    };
    let eerst = berichten::eis(&wens.eerst, &grenzen)?;
    let dan = berichten::eis(&wens.dan, &grenzen)?;
    let vergelijking = vergelijk(&eerst, &dan, &Opties::default())
        .map_err(|fout| gebruik(format!("deze berichten zijn niet te vergelijken: {fout}")))?;
    let mut uit = io::BufWriter::new(io::stdout().lock());
    if wens.json {
        writeln!(uit, "{}", als_json(wens, &vergelijking))?;
    } else {
        voor_mens(&mut uit, &vergelijking)?;
    }
    uit.flush()?;
    Ok(if vergelijking.gelijk() {
        Uitgang::Goed
    } else {
        Uitgang::Bevindingen
    })
}

fn als_json(wens: &Verschil, v: &Vergelijking) -> serde_json::Value {
    let verschillen: Vec<_> = v
        .verschillen
        .iter()
        .map(|een| {
            json!({
                "soort": een.wat.als_str(),
                "pad": een.pad,
                "van_wat": een.van_wat,
                "veld": een.veld,
                "van": een.van,
                "naar": een.naar,
                "tekst": een.tekst,
            })
        })
        .collect();
    let sommen: Vec<_> = v
        .sommen
        .iter()
        .map(|som| json!({ "wat": som.wat, "van": som.van, "naar": som.naar, "centen": som.bedrag, "tekst": som.tekst() }))
        .collect();
    json!({
        "eerst": wens.eerst.display().to_string(),
        "dan": wens.dan.display().to_string(),
        "bericht": v.soort.as_str(),
        "gelijk": v.gelijk(),
        "verschillen": verschillen,
        "sommen": sommen,
    })
}

fn voor_mens(uit: &mut impl Write, v: &Vergelijking) -> io::Result<()> {
    let soort = v.soort.as_str();
    if v.gelijk() {
        writeln!(uit, "{soort}: geen verschil in de inhoud.")?;
    } else {
        let aantal = v.verschillen.len();
        let woord = if aantal == 1 { "verschil" } else { "verschillen" };
        writeln!(uit, "{soort}: {aantal} {woord}.\n")?;
        for een in &v.verschillen {
            writeln!(uit, "  {}.", een.tekst)?;
        }
    }
    if !v.sommen.is_empty() {
        writeln!(uit)?;
    }
    v.sommen
        .iter()
        .try_for_each(|som| writeln!(uit, "  {}.", som.tekst()))
}
