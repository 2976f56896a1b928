//! Logging in through the organisation: its file of settings, our key, and the line to the provider.

mod lijn;
mod sleutel;

use crate::uitgang::gebruik;
use anyhow::Result;
use houvast_begrip::{AgbCode, GemeenteCode};
use houvast_dienst::inlog::oidc::{Claims, Clientbewijs, Instelling, Oidc};
use houvast_opslag::Rol;
use jiff::SignedDuration;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Seconds that clocks may differ at most; more would make an old token fresh.
const MARGE_HOOGSTENS: u8 = 120;

/// The file. An unknown name is an error.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bestand {
    uitgever: String,
    client: String,
    geheimbestand: Option<PathBuf>,
    sleutelbestand: Option<PathBuf>,
    sleutelnaam: Option<String>,
    acr: Vec<String>,
    #[serde(default = "marge")]
    marge: u8,
    #[serde(default = "knop")]
    knop: String,
    ca: Option<PathBuf>,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(default)]
    claims: Namen,
    rollen: BTreeMap<String, String>,
    #[serde(default)]
    gemeenten: BTreeMap<String, String>,
    #[serde(default)]
    aanbieders: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Namen {
    rol: String,
    gemeente: String,
    aanbieder: String,
    naam: String,
}

impl Default for Namen {
    fn default() -> Self {
        Self {
            rol: "roles".to_owned(),
            gemeente: "gemeente".to_owned(),
            aanbieder: "aanbieder".to_owned(),
            naam: "name".to_owned(),
        }
    }
}

/// Clocks that NTP keeps differ less.
fn marge() -> u8 {
    30
}

fn knop() -> String {
    "Aanmelden via uw organisatie".to_owned()
}

/// Reads the file and what it points at. Nothing secret stands in a mistake.
pub(crate) fn lees(pad: &Path, webadres: &str) -> Result<Oidc> {
    let plek = pad.display();
    let fout = |uitleg: String| gebruik(format!("{plek}: {uitleg}"));
    let tekst = fs::read_to_string(pad).map_err(|f| fout(format!("is niet te lezen: {f}")))?;
    let bestand: Bestand = toml::from_str(&tekst).map_err(|f| fout(f.message().to_owned()))?;
    let veilig = bestand.uitgever.starts_with("https://")
        || ["http://127.0.0.1:", "http://localhost:"]
            .iter()
            .any(|l| bestand.uitgever.starts_with(l));
    if !veilig {
        return Err(fout("de uitgever begint met https://".to_owned()));
    }
    if bestand.acr.iter().all(|a| a.trim().is_empty()) {
        return Err(fout(
            "noem bij acr het zekerheidsniveau of de niveaus die genoeg zijn".to_owned(),
        ));
    }
    if bestand.marge > MARGE_HOOGSTENS {
        return Err(fout(format!("marge is hoogstens {MARGE_HOOGSTENS} seconden")));
    }
    let bewijs = match (&bestand.geheimbestand, &bestand.sleutelbestand) {
        (Some(geheim), None) => {
            let tekst = fs::read_to_string(geheim)
                .map_err(|f| fout(format!("{} is niet te lezen: {f}", geheim.display())))?;
            Clientbewijs::Geheim(tekst.trim_end().to_owned())
        }
        (None, Some(sleutel)) => {
            let pem = fs::read(sleutel)
                .map_err(|f| fout(format!("{} is niet te lezen: {f}", sleutel.display())))?;
            let (alg, teken) = sleutel::lees(&pem).ok_or_else(|| {
                fout(format!(
                    "{} is geen sleutel in PKCS#8 (PEM): RSA van 2048 bits of meer, of P-256",
                    sleutel.display()
                ))
            })?;
            Clientbewijs::Sleutel {
                alg,
                kid: bestand.sleutelnaam,
                teken,
            }
        }
        _ => {
            return Err(fout(
                "noem geheimbestand of sleutelbestand, een van de twee".to_owned(),
            ));
        }
    };
    let rollen = vertaal(bestand.rollen, |w| {
        Rol::van(w).filter(|r| !matches!(r, Rol::Systeem | Rol::Beheer | Rol::Geen))
    });
    let rollen = rollen.map_err(|w| fout(format!("{w} is geen rol van Houvast")))?;
    if rollen.is_empty() {
        return Err(fout("bij rollen staat niets: dan komt niemand binnen".to_owned()));
    }
    let gemeenten = vertaal(bestand.gemeenten, |w| GemeenteCode::nieuw(w).ok())
        .map_err(|w| fout(format!("{w} is geen CBS-code van een gemeente")))?;
    let aanbieders = vertaal(bestand.aanbieders, |w| AgbCode::nieuw(w).ok())
        .map_err(|w| fout(format!("{w} is geen AGB-code van acht cijfers")))?;
    let ca = match &bestand.ca {
        Some(pad) => {
            Some(fs::read(pad).map_err(|f| fout(format!("{} is niet te lezen: {f}", pad.display())))?)
        }
        None => None,
    };
    let lijn = lijn::Https::nieuw(ca.as_deref())
        .ok_or_else(|| fout("ca is geen bestand met certificaten (PEM)".to_owned()))?;
    let instelling = Instelling {
        uitgever: bestand.uitgever,
        client: bestand.client,
        bewijs,
        acr: bestand.acr,
        marge: SignedDuration::from_secs(bestand.marge.into()),
        knop: bestand.knop,
        webadres: webadres.to_owned(),
        scopes: bestand.scopes,
        claims: Claims {
            rol: bestand.claims.rol,
            gemeente: bestand.claims.gemeente,
            aanbieder: bestand.claims.aanbieder,
            naam: bestand.claims.naam,
        },
        rollen,
        gemeenten,
        aanbieders,
    };
    Ok(Oidc::nieuw(instelling, Arc::new(lijn)))
}

/// Each value as what it means; the first that means nothing is the mistake.
fn vertaal<T>(
    tabel: BTreeMap<String, String>,
    zin: impl Fn(&str) -> Option<T>,
) -> std::result::Result<BTreeMap<String, T>, String> {
    tabel
        .into_iter()
        .map(|(naam, waarde)| zin(&waarde).map(|t| (naam, t)).ok_or(waarde))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probeer(naam: &str, bestand: &str) -> std::result::Result<Oidc, String> {
        let map = std::env::temp_dir().join(format!("houvast-oidc-{naam}-{}", std::process::id()));
        fs::create_dir_all(&map).unwrap();
        fs::write(map.join("geheim"), "zeer geheim\n").unwrap();
        let tekst = bestand.replace("MAP", &map.display().to_string());
        fs::write(map.join("oidc.toml"), tekst).unwrap();
        let uit = lees(&map.join("oidc.toml"), "https://houvast.test").map_err(|f| f.to_string());
        fs::remove_dir_all(&map).unwrap();
        uit
    }

    const GOED: &str = "uitgever = \"https://login.test\"\nclient = \"houvast\"\ngeheimbestand = \"MAP/geheim\"\nacr = [\"loa3\"]\n\
        [rollen]\n\"HV-C\" = \"consulent\"\n[gemeenten]\n\"zwolle\" = \"0193\"\n[aanbieders]\n\"vaart\" = \"73990101\"\n";

    #[test]
    fn een_goed_bestand_wordt_gelezen_zonder_het_geheim_te_tonen() {
        let oidc = probeer("goed", GOED).unwrap();
        assert_eq!(oidc.instelling.rollen["HV-C"], Rol::Consulent);
        assert_eq!(oidc.instelling.claims.rol, "roles");
        assert!(!format!("{oidc:?}").contains("geheim"));
        let Clientbewijs::Geheim(geheim) = &oidc.instelling.bewijs else {
            panic!("een geheim")
        };
        assert_eq!(geheim, "zeer geheim");
    }

    #[test]
    fn wat_niet_klopt_stopt_de_start_met_uitleg() {
        for (naam, van, naar, uitleg) in [
            ("http", "https://login", "http://login", "https://"),
            ("acr", "[\"loa3\"]", "[]", "acr"),
            ("rol", "\"consulent\"", "\"systeem\"", "systeem is geen rol"),
            ("rol2", "\"HV-C\" = \"consulent\"\n", "", "niemand binnen"),
            ("gem", "\"0193\"", "\"19\"", "CBS-code"),
            ("agb", "\"73990101\"", "\"x\"", "AGB-code"),
            (
                "geheim",
                "geheimbestand = \"MAP/geheim\"\n",
                "",
                "een van de twee",
            ),
            ("weg", "MAP/geheim", "MAP/anders", "niet te lezen"),
            ("naam", "client =", "klant =", "klant"),
            ("marge", "client =", "marge = 121\nclient =", "hoogstens 120"),
            ("ca", "client =", "ca = \"MAP/geheim\"\nclient =", "certificaten"),
        ] {
            let fout = probeer(naam, &GOED.replacen(van, naar, 1)).unwrap_err();
            assert!(
                fout.contains(uitleg) && !fout.contains("zeer geheim"),
                "{naam}: {fout}"
            );
        }
        assert!(probeer("marge2", &GOED.replacen("client =", "marge = 120\nclient =", 1)).is_ok());
    }
}
