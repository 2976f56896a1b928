//! Settings that nobody wrote: whatever is in the files, the start goes on or stops with an explanation that repeats no secret.

use super::Instellingen;
use crate::uitgang::GebruikFout;
use std::{fs, path::PathBuf};
use verminker::{Verminker, keer};

#[path = "../../../../fuzz/verminker.rs"]
mod verminker;

const GEHEIM: &str = "zeer-geheim-17";
const SERVER: &str = "map = \"/srv/houvast\"\ndatabase = \"postgres://houvast:zeer-geheim-17@db.intern/houvast\"\n\
    webadres = \"https://houvast.test\"\npoort = 8080\nmetrics = \"127.0.0.1:9090\"\nsmtp = \"smtps://mail.test\"\n\
    smtp_gebruiker = \"houvast\"\nsmtp_wachtwoord = \"zeer-geheim-17\"\nmail_van = \"houvast@houvast.test\"\n\
    tweede_stap = \"consulent, privacy\"\nsessie_stil = 30\ncontact = \"mailto:lek@houvast.test\"\n";
const OIDC: &str = "uitgever = \"https://login.test\"\nclient = \"houvast\"\ngeheimbestand = \"MAP/geheim\"\nacr = [\"loa3\"]\n\
    marge = 30\n[claims]\nrol = \"roles\"\n[rollen]\n\"HV-C\" = \"consulent\"\n[gemeenten]\n\"zwolle\" = \"0193\"\n\
    [aanbieders]\n\"vaart\" = \"73990101\"\n";

fn map(naam: &str) -> PathBuf {
    let map = std::env::temp_dir().join(format!("houvast-{naam}-{}", std::process::id()));
    fs::create_dir_all(&map).unwrap();
    map
}

/// A name is repeated, for it may be a slip, and so is what somebody put in a setting that holds no secret.
fn mag_genoemd(tekst: &str) -> bool {
    let alle = tekst.parse::<toml::Table>().unwrap_or_default();
    alle.iter().any(|(naam, waarde)| {
        let geheim = ["database", "smtp_wachtwoord"].contains(&naam.as_str());
        naam.contains(GEHEIM) || (!geheim && waarde.to_string().contains(GEHEIM))
    })
}

fn netjes(fout: &anyhow::Error, tekst: &str) {
    let uitleg = format!("{fout:#}");
    assert!(fout.is::<GebruikFout>() && uitleg.len() < 4_000, "{uitleg}");
    assert!(
        mag_genoemd(tekst) || !uitleg.contains(GEHEIM),
        "{uitleg}\n{tekst}"
    );
}

#[test]
fn een_verminkt_bestand_met_instellingen_geeft_uitleg_zonder_geheim() {
    let map = map("vreemd-instellingen");
    let pad = map.join("houvast.toml");
    fs::write(&pad, SERVER).unwrap();
    assert!(Instellingen::lees(Some(&pad), std::iter::empty()).is_ok());
    let mut bron = Verminker::nieuw(12);
    let mut fout = 0;
    for _ in 0..keer(600) {
        let bytes = bron.vermink(SERVER.as_bytes());
        let tekst = String::from_utf8_lossy(&bytes);
        fs::write(&pad, &bytes).unwrap();
        match Instellingen::lees(Some(&pad), std::iter::empty()) {
            Ok(uit) => assert!(
                mag_genoemd(&tekst) || !format!("{uit:?}").contains(GEHEIM),
                "{uit:?}"
            ),
            Err(f) => {
                fout += 1;
                netjes(&f, &tekst);
            }
        }
    }
    assert!(fout > 50, "{fout}");
    fs::remove_dir_all(map).unwrap();
}

#[test]
fn een_verminkt_bestand_voor_de_organisatie_geeft_uitleg_of_kan_aanmelden() {
    let map = map("vreemd-oidc");
    let (pad, goed) = (
        map.join("oidc.toml"),
        OIDC.replace("MAP", &map.display().to_string()),
    );
    fs::write(map.join("geheim"), GEHEIM).unwrap();
    fs::write(&pad, &goed).unwrap();
    assert!(crate::oidc::lees(&pad, "https://houvast.test").is_ok());
    let mut bron = Verminker::nieuw(13);
    for _ in 0..keer(200) {
        let tekst = bron.vermink_tekst(&goed);
        fs::write(&pad, &tekst).unwrap();
        match crate::oidc::lees(&pad, "https://houvast.test") {
            // Nobody but over a safe line, and nobody without a role that the file names.
            Ok(oidc) => {
                let veilig = ["https://", "http://127.0.0.1:", "http://localhost:"];
                assert!(veilig.iter().any(|v| oidc.instelling.uitgever.starts_with(v)));
                assert!(!oidc.instelling.rollen.is_empty() && !oidc.instelling.acr.is_empty());
                assert!(!format!("{oidc:?}").contains(GEHEIM), "{oidc:?}");
            }
            Err(fout) => netjes(&fout, &tekst),
        }
    }
    fs::remove_dir_all(map).unwrap();
}
