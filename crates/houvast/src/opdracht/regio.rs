//! `regio controleer`, `regio schema` and `regio verschil`: regioprofielen, without a database.

use super::paden;
use crate::cli::Regio;
use crate::uitgang::{Uitgang, gebruik};
use anyhow::Result;
use houvast_begrip::datum;
use houvast_beslis::regioprofiel::{
    Kader, LokaleLaag, ProfielFout, Regioprofiel, ingebouwd, is_lokaal, op_datum, regios, stapel, tekst_van,
    teksten_van,
};
use jiff::civil::Date;
use serde_json::json;
use std::borrow::Cow;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

pub(crate) fn voer_uit(opdracht: &Regio) -> Result<Uitgang> {
    match opdracht {
        Regio::Controleer { json, bestanden } => controleer(*json, bestanden),
        Regio::Schema => {
            writeln!(io::stdout().lock(), "{:#}", Regioprofiel::schema_voor_editors())?;
            Ok(Uitgang::Goed)
        }
        Regio::Verschil { json, oud, nieuw } => verschil(*json, oud, nieuw),
    }
}

fn controleer(als_json: bool, bestanden: &[PathBuf]) -> Result<Uitgang> {
    let mut uit = io::stdout().lock();
    let mut uitgang = Uitgang::Goed;
    for pad in bestanden {
        let naam = pad.display().to_string();
        let tekst = match fs::read_to_string(pad) {
            Ok(tekst) => tekst,
            Err(fout) => {
                eprintln!("houvast: {naam}: {}", paden::waarom(&fout));
                uitgang = uitgang.max(Uitgang::Gebruik);
                continue;
            }
        };
        if is_lokaal(&tekst) {
            uitgang = uitgang.max(lokaal(als_json, &naam, &tekst, &mut uit)?);
            continue;
        }
        let gelezen = Regioprofiel::lees(&tekst, &naam);
        if gelezen.is_err() {
            uitgang = uitgang.max(Uitgang::Bevindingen);
        }
        if als_json {
            writeln!(uit, "{}", voor_programma(&naam, &gelezen))?;
            continue;
        }
        match gelezen {
            Ok(p) => {
                let vanaf = datum::lang(p.versie.geldig_vanaf);
                let stand = if p.vastgesteld {
                    ""
                } else {
                    " (concept, niet vastgesteld)"
                };
                writeln!(
                    uit,
                    "{naam}: in orde: {}, versie vanaf {vanaf}{stand}",
                    p.versie.regio
                )?;
            }
            Err(fouten) => {
                for fout in fouten {
                    writeln!(uit, "{fout}")?;
                }
            }
        }
    }
    Ok(uitgang)
}

/// what a gemeente fills in, beside every version of its region from its first day on.
fn lokaal(als_json: bool, naam: &str, tekst: &str, uit: &mut impl io::Write) -> Result<Uitgang> {
    let gelezen = regionaal_bij(tekst)
        .map_err(|zin| {
            vec![ProfielFout {
                bestand: naam.to_owned(),
                regel: 1,
                sleutel: "regio".to_owned(),
                tekst: zin,
            }]
        })
        .and_then(|_| {
            let lagen = stapel(
                &teksten_van(&regio_van(tekst)),
                &[(naam.to_owned(), tekst.to_owned())],
            )?;
            lagen.into_iter().next_back().ok_or_else(Vec::new)
        });
    let (geldig, aanvullingen, fouten) = match &gelezen {
        Ok(laag) => (true, laag.aanvullingen.as_slice(), &[][..]),
        Err(fouten) => (false, &[][..], fouten.as_slice()),
    };
    if als_json {
        let fouten: Vec<_> = fouten
            .iter()
            .map(|f| json!({ "regel": f.regel, "sleutel": f.sleutel, "tekst": f.tekst }))
            .collect();
        let regel =
            json!({ "bestand": naam, "geldig": geldig, "aanvullingen": aanvullingen, "fouten": fouten });
        writeln!(uit, "{regel}")?;
    } else {
        for fout in fouten {
            writeln!(uit, "{fout}")?;
        }
        if let Ok(laag) = &gelezen {
            let wat = if aanvullingen.is_empty() {
                "niets".to_owned()
            } else {
                aanvullingen.join(", ")
            };
            writeln!(
                uit,
                "{naam}: in orde: {} ({}), vult in: {wat}",
                laag.document, laag.gemeente
            )?;
        }
    }
    Ok(if geldig {
        Uitgang::Goed
    } else {
        Uitgang::Bevindingen
    })
}

fn regio_van(lokaal: &str) -> String {
    let kop: toml::Table = lokaal.parse().unwrap_or_default();
    let regio = kop.get("regio").and_then(toml::Value::as_str);
    regio.unwrap_or_default().to_owned()
}

/// The text of the region on the first day of the layer.
fn regionaal_bij(lokaal: &str) -> std::result::Result<&'static str, String> {
    let kop: toml::Table = lokaal
        .parse()
        .map_err(|_| "de schrijfwijze klopt niet".to_owned())?;
    let regio = &regio_van(lokaal);
    let dag = kop
        .get("geldig_vanaf")
        .and_then(toml::Value::as_datetime)
        .and_then(|d| d.to_string().parse::<Date>().ok())
        .unwrap_or(Date::MAX);
    let versie =
        op_datum(regio, dag).ok_or_else(|| format!("{regio} is geen regio met een profiel op die dag"))?;
    tekst_van(regio, versie.versie.geldig_vanaf)
        .map(|(_, tekst)| tekst)
        .ok_or_else(|| format!("{regio} is geen ingebouwde regio"))
}

/// A region on this day, with what a gemeente fills in.
pub(super) fn met_lokaal(wat: &str, pad: &Path, dag: Date) -> Result<Regioprofiel> {
    let regionaal = match op_datum(wat, dag) {
        Some(p) => tekst_van(wat, p.versie.geldig_vanaf).map_or(Cow::Borrowed(""), |t| Cow::Borrowed(t.1)),
        None => lees(Path::new(wat))?.1,
    };
    let (naam, tekst) = lees(pad)?;
    match LokaleLaag::lees(&tekst, &naam, &regionaal) {
        Ok(laag) => Ok(laag.profiel),
        Err(fouten) => Err(gebruik(met_fouten("deze lokale laag past niet", &fouten))),
    }
}

fn met_fouten(kop: &str, fouten: &[ProfielFout]) -> String {
    let rij: Vec<String> = fouten.iter().map(ToString::to_string).collect();
    format!("{kop}:\n{}", rij.join("\n"))
}

/// The profile with this name, `regio@datum` or a file, and over it what gemeenten agreed for themselves.
pub(super) fn kader(wat: &str, lokaal: &[Regioprofiel]) -> Result<Kader> {
    let (naam, tekst) = tekst(wat)?;
    let profiel = Regioprofiel::lees(&tekst, &naam)
        .map_err(|fouten| gebruik(met_fouten("dit profiel heeft fouten", &fouten)))?;
    let afspraken = lokaal.iter().filter_map(|p| p.lokaal.as_ref());
    let kader = Kader::met(profiel, &tekst, afspraken);
    for (gemeente, fouten) in kader.past_niet() {
        eprintln!(
            "houvast: {}",
            met_fouten(
                &format!("de lokale afspraken van {gemeente} passen niet op {naam} en tellen daar niet mee"),
                fouten
            )
        );
    }
    Ok(kader)
}

fn voor_programma(naam: &str, gelezen: &Result<Regioprofiel, Vec<ProfielFout>>) -> serde_json::Value {
    match gelezen {
        Ok(p) => json!({ "bestand": naam, "geldig": true, "profiel": p.versie, "fouten": [] }),
        Err(fouten) => {
            let fouten: Vec<_> = fouten
                .iter()
                .map(|f| json!({ "regel": f.regel, "sleutel": f.sleutel, "tekst": f.tekst }))
                .collect();
            json!({ "bestand": naam, "geldig": false, "profiel": null, "fouten": fouten })
        }
    }
}

fn verschil(als_json: bool, oud: &str, nieuw: &str) -> Result<Uitgang> {
    let (oud, nieuw) = (volledig(tekst(oud)?)?, volledig(tekst(nieuw)?)?);
    let verschillen =
        Regioprofiel::verschillen((&oud.1, &oud.0), (&nieuw.1, &nieuw.0)).map_err(|fouten| {
            let rij: Vec<String> = fouten.iter().map(ToString::to_string).collect();
            gebruik(format!(
                "een profiel met fouten is niet te vergelijken:\n{}",
                rij.join("\n")
            ))
        })?;
    let mut uit = io::stdout().lock();
    for v in &verschillen {
        if als_json {
            writeln!(uit, "{}", serde_json::to_string(v)?)?;
        } else {
            writeln!(uit, "{}", v.tekst)?;
        }
    }
    if verschillen.is_empty() {
        if !als_json {
            writeln!(uit, "Geen verschillen.")?;
        }
        return Ok(Uitgang::Goed);
    }
    Ok(Uitgang::Bevindingen)
}

type Tekst = (Cow<'static, str>, Cow<'static, str>);

/// Name and text: `regio@datum`, or a file.
fn tekst(wat: &str) -> Result<Tekst> {
    if let Some((regio, dag)) = wat.split_once('@')
        && let Ok(dag) = dag.parse::<Date>()
        && !Path::new(wat).exists()
    {
        let gevonden = tekst_van(regio, dag).ok_or_else(|| gebruik(onbekend(wat)))?;
        return Ok((Cow::Borrowed(gevonden.0), Cow::Borrowed(gevonden.1)));
    }
    lees(Path::new(wat))
}

/// What a gemeente fills in is compared as the rules that it then has.
fn volledig((naam, tekst): Tekst) -> Result<Tekst> {
    if !is_lokaal(&tekst) {
        return Ok((naam, tekst));
    }
    let regionaal = regionaal_bij(&tekst).map_err(|zin| gebruik(format!("{naam}: {zin}")))?;
    match LokaleLaag::lees(&tekst, &naam, regionaal) {
        Ok(laag) => Ok((naam, Cow::Owned(laag.tekst))),
        Err(fouten) => Err(gebruik(met_fouten("deze lokale laag past niet", &fouten))),
    }
}

fn lees(pad: &Path) -> Result<Tekst> {
    let naam = pad.display().to_string();
    match fs::read_to_string(pad) {
        Ok(tekst) => Ok((Cow::Owned(naam), Cow::Owned(tekst))),
        Err(fout) => Err(gebruik(format!("{naam}: {}", paden::waarom(&fout)))),
    }
}

fn onbekend(wat: &str) -> String {
    let versies: Vec<String> = regios()
        .flat_map(|r| ingebouwd(r).iter())
        .map(|p| format!("{}@{}", p.versie.regio, p.versie.geldig_vanaf))
        .collect();
    format!("{wat} is er niet. Ingebouwd zijn: {}.", versies.join(", "))
}

/// The profile of a region on this day, or the one in a file.
pub(super) fn profiel(wat: &str, dag: Date) -> Result<Cow<'static, Regioprofiel>> {
    if let Some(eerste) = ingebouwd(wat).first() {
        return op_datum(wat, dag).map(Cow::Borrowed).ok_or_else(|| {
            let vanaf = datum::lang(eerste.versie.geldig_vanaf);
            gebruik(format!("voor {wat} is er pas een profiel vanaf {vanaf}."))
        });
    }
    if !Path::new(wat).exists() {
        return Err(gebruik(onbekend(wat)));
    }
    let (naam, tekst) = lees(Path::new(wat))?;
    let profiel = Regioprofiel::lees(&tekst, &naam).map_err(|fouten| {
        let rij: Vec<String> = fouten.iter().map(ToString::to_string).collect();
        gebruik(format!("dit profiel heeft fouten:\n{}", rij.join("\n")))
    })?;
    Ok(Cow::Owned(profiel))
}
