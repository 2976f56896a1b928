//! The whole chain: messages in the postbus, received, judged on all levels, decided, stored, answered in files. Beside it, on
//! the same disk, what a bare SQLite needs to keep the same bytes.

use super::bladen::{micro, steekproef};
use crate::{
    cli::Keten,
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_dienst::demo::{belasting, kans::Kans};
use houvast_dienst::postbus::Postbus;
use houvast_dienst::{Huis, Werker, toezicht};
use rusqlite::Connection;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::sync::watch;

/// How often to look whether all is answered.
const KIJK: Duration = Duration::from_millis(20);
/// Longer than that together, and something is wrong.
const GEDULD: Duration = Duration::from_secs(60);
const PER_BERICHT: Duration = Duration::from_millis(100);
/// Messages per commit of the second peer: as many as the worker judges at once.
const SAMEN: usize = 50;

struct Meting {
    wat: String,
    aantal: usize,
    duur: Duration,
}

pub(super) async fn meet(wens: &Keten) -> Result<Uitgang> {
    let (huis, map) = super::open_demo(&wens.bron).await?;
    let berichten = verzoeken(&huis, usize::try_from(wens.berichten)?).await?;
    let postbus = Postbus::open(&map.postbus()).context("de postbus")?;
    let eerst = antwoorden(&huis).await?;
    let duur = keten(&huis, postbus, &map.postbus(), &berichten).await?;
    let mut gegeven = antwoorden(&huis).await?;
    for (soort, aantal) in eerst {
        *gegeven.entry(soort).or_default() -= aantal;
    }
    huis.opslag.sluit().await;
    let kaal = |samen: usize, wat: &str| -> Result<Meting> {
        Ok(Meting {
            wat: wat.to_owned(),
            aantal: berichten.len(),
            duur: kaal(&map.bestand("kaal.db"), &berichten, samen)?,
        })
    };
    let metingen = [
        Meting {
            wat: "de hele keten".to_owned(),
            aantal: berichten.len(),
            duur,
        },
        kaal(1, "kale SQLite, een commit per bericht")?,
        kaal(SAMEN, "kale SQLite, een commit per vijftig")?,
    ];
    vertel(wens, &metingen, &gegeven)?;
    Ok(Uitgang::Goed)
}

/// A request for so many children, each another one.
pub(super) async fn verzoeken(huis: &Huis, aantal: usize) -> Result<Vec<Vec<u8>>> {
    let mut kans = Kans::nieuw(klok::toeval());
    let dossiers = belasting::stand(huis).await?.dossiers;
    let mut gezien = BTreeSet::new();
    let mut kinderen = Vec::new();
    let mut vergeefs = 0;
    while kinderen.len() < aantal {
        let voor = kinderen.len();
        for kind in steekproef(huis, &mut kans, dossiers, 1).await? {
            if kinderen.len() < aantal && gezien.insert(kind.id) {
                kinderen.push(kind);
            }
        }
        vergeefs = if kinderen.len() == voor { vergeefs + 1 } else { 0 };
        if vergeefs > 100 {
            return Err(gebruik(format!(
                "er zijn maar {} kinderen van Zwolle om iets voor te vragen. Vraag minder berichten, of maak er meer met houvast meet vul.",
                kinderen.len()
            )));
        }
    }
    let vandaag = huis.tijd.vandaag();
    // Another run on the same database has other names for its messages.
    let run = klok::toeval() % 100_000;
    let een = |(n, kind)| belasting::verzoek_voor(kind, &format!("K{run:05}{n:06}"), vandaag);
    Ok(kinderen.iter().enumerate().map(een).collect())
}

/// Outgoing messages so far, per kind.
pub(super) async fn antwoorden(huis: &Huis) -> Result<BTreeMap<String, i64>> {
    let mut uit = BTreeMap::new();
    for telling in toezicht::tel(huis).await?.berichten {
        if telling.richting == "uit" {
            *uit.entry(telling.soort.unwrap_or_default()).or_default() += telling.aantal;
        }
    }
    Ok(uit)
}

/// From the first file in the postbus until nothing waits and every answer is delivered.
async fn keten(huis: &Huis, postbus: Postbus, map: &Path, berichten: &[Vec<u8>]) -> Result<Duration> {
    let (stop, gestopt) = watch::channel(false);
    let werker = Werker::nieuw(huis.clone(), postbus)?;
    let klaar = Klaargelegd::in_map(map, berichten)?;
    let begin = klok::sinds_begin();
    let werk = tokio::spawn(werker.draai(gestopt));
    klaar.bied_aan()?;
    alles_beantwoord(huis, map, berichten.len()).await?;
    let duur = klok::sinds_begin() - begin;
    stop.send_replace(true);
    werk.await.context("de verwerking van berichten")?;
    Ok(duur)
}

/// Messages beside their place in the postbus: one move each and they are there, as a transport that works well does it.
pub(super) struct Klaargelegd(Vec<(PathBuf, PathBuf)>);

impl Klaargelegd {
    pub(super) fn in_map(postbus: &Path, berichten: &[Vec<u8>]) -> Result<Self> {
        let map = postbus.join("in");
        let leg = |(n, bytes): (usize, &Vec<u8>)| {
            let tijdelijk = map.join(format!(".meet-{n:06}.xml"));
            fs::write(&tijdelijk, bytes)?;
            Ok((tijdelijk, map.join(format!("meet-{n:06}.xml"))))
        };
        let alle: io::Result<_> = berichten.iter().enumerate().map(leg).collect();
        Ok(Self(alle.context("de berichten in de postbus")?))
    }

    pub(super) fn bied_aan(self) -> Result<()> {
        for (van, naar) in self.0 {
            fs::rename(van, naar).context("de berichten in de postbus")?;
        }
        Ok(())
    }
}

/// Waits until nothing lies in the postbus any more and nothing waits to be delivered.
pub(super) async fn alles_beantwoord(huis: &Huis, postbus: &Path, aantal: usize) -> Result<()> {
    let begin = klok::sinds_begin();
    let geduld = PER_BERICHT * u32::try_from(aantal)? + GEDULD;
    let (in_map, bezig) = (postbus.join("in"), postbus.join("bezig"));
    while !(is_leeg(&in_map)? && is_leeg(&bezig)? && niets_wacht(huis).await?) {
        anyhow::ensure!(
            klok::sinds_begin() - begin < geduld,
            "na {} seconden is nog niet alles beantwoord",
            geduld.as_secs()
        );
        tokio::time::sleep(KIJK).await;
    }
    Ok(())
}

/// Are all messages of ours away?
fn is_leeg(map: &Path) -> Result<bool> {
    for inhoud in fs::read_dir(map)? {
        if !inhoud?.file_name().as_encoded_bytes().starts_with(b".") {
            return Ok(false);
        }
    }
    Ok(true)
}

async fn niets_wacht(huis: &Huis) -> Result<bool> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    Ok(lees.uitbak_stand().await?.wachtend == 0)
}

/// The peer: the same bytes, as durable, and nothing else.
fn kaal(pad: &Path, berichten: &[Vec<u8>], samen: usize) -> Result<Duration> {
    let weg = || ["", "-wal", "-shm"].map(|eind| fs::remove_file(format!("{}{eind}", pad.display())));
    let _ = weg();
    let db = Connection::open(pad)?;
    db.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE b (id INTEGER PRIMARY KEY, inhoud BLOB) STRICT",
    )?;
    let begin = klok::sinds_begin();
    for deel in berichten.chunks(samen) {
        db.execute_batch("BEGIN IMMEDIATE")?;
        for bytes in deel {
            db.prepare_cached("INSERT INTO b (inhoud) VALUES (?1)")?
                .execute([bytes])?;
        }
        db.execute_batch("COMMIT")?;
    }
    let duur = klok::sinds_begin() - begin;
    drop(db);
    let _ = weg();
    Ok(duur)
}

fn vertel(wens: &Keten, metingen: &[Meting], gegeven: &BTreeMap<String, i64>) -> Result<()> {
    let mut uit = io::stdout().lock();
    let eigen = metingen.first().map(per_seconde).unwrap_or_default();
    let antwoorden: Vec<String> = gegeven
        .iter()
        .filter(|(_, aantal)| **aantal > 0)
        .map(|(soort, aantal)| format!("{aantal} {soort}"))
        .collect();
    if !wens.json {
        writeln!(
            uit,
            "{} verzoeken (JW315), antwoorden: {}",
            wens.berichten,
            antwoorden.join(", ")
        )?;
        writeln!(
            uit,
            "{:<40} {:>12} {:>10}   keer zo veel als de keten",
            "", "per seconde", "µs elk"
        )?;
    }
    for meting in metingen {
        let (snel, elk) = (
            per_seconde(meting),
            micro(meting.duur) / (meting.aantal as u64).max(1),
        );
        if wens.json {
            let rij = json!({
                "wat": meting.wat, "berichten": meting.aantal, "per_seconde": snel, "us_elk": elk,
                "duur_us": micro(meting.duur), "antwoorden": gegeven,
            });
            writeln!(uit, "{rij}")?;
        } else {
            let keer = snel * 10 / eigen.max(1);
            writeln!(
                uit,
                "{:<40} {snel:>12} {elk:>10}   {},{}",
                meting.wat,
                keer / 10,
                keer % 10
            )?;
        }
    }
    Ok(())
}

fn per_seconde(meting: &Meting) -> u64 {
    (meting.aantal as u64).saturating_mul(1_000_000) / micro(meting.duur).max(1)
}
