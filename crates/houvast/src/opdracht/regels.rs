//! `bericht regels`: every rule of the standard and how this program keeps it.

use crate::uitgang::Uitgang;
use anyhow::Result;
use houvast_ijw::regels::{Regel, lijst};
use serde_json::json;
use std::{collections::BTreeMap, io::Write as _};

pub(crate) fn toon(als_json: bool) -> Result<Uitgang> {
    let mut uit = std::io::stdout().lock();
    for regel in lijst() {
        if als_json {
            writeln!(uit, "{}", voor_programma(regel))?;
        } else {
            writeln!(uit, "{}", voor_mens(regel))?;
        }
    }
    if !als_json {
        let mut per_staat = BTreeMap::new();
        for regel in lijst() {
            *per_staat.entry(regel.staat.als_str()).or_insert(0) += 1;
        }
        let telling: Vec<_> = per_staat
            .iter()
            .map(|(staat, aantal)| format!("{aantal} {staat}"))
            .collect();
        writeln!(uit, "\n{} regels: {}.", lijst().len(), telling.join(", "))?;
    }
    Ok(Uitgang::Goed)
}

fn berichten(regel: &Regel) -> Vec<&'static str> {
    regel.berichten.iter().map(|b| b.as_str()).collect()
}

fn voor_programma(regel: &Regel) -> serde_json::Value {
    json!({
        "regel": regel.id,
        "soort": regel.soort.als_str(),
        "niveau": regel.niveau.nummer(),
        "berichten": berichten(regel),
        "retourcode": regel.retourcode,
        "staat": regel.staat.als_str(),
        "tekst": regel.tekst,
    })
}

fn voor_mens(regel: &Regel) -> String {
    let niveau = regel
        .niveau
        .nummer()
        .map_or_else(|| "-".to_owned(), |n| n.to_string());
    let berichten = berichten(regel);
    let berichten = if berichten.is_empty() {
        "alle".to_owned()
    } else {
        berichten.join(" ")
    };
    format!(
        "{:6} niveau {niveau}  {:11}  {:4}  {berichten}\n       {}",
        regel.id,
        regel.staat.als_str(),
        regel.retourcode.unwrap_or_default(),
        regel.tekst
    )
}
