//! Far more asked than the machine can do: who is too many hears so at once and is told when to come back, memory stays flat, and
//! the messages that come in meanwhile are answered, each of them.

use super::bladen::{Browser, Soort, micro, steekproef};
use super::keten::{Klaargelegd, alles_beantwoord, antwoorden, verzoeken};
use crate::{cli::Druk, klok, uitgang::Uitgang};
use anyhow::{Context, Result};
use axum::http::{StatusCode, header};
use houvast_dienst::demo::{belasting, kans::Kans};
use houvast_dienst::postbus::Postbus;
use houvast_dienst::{Huis, Werker};
use houvast_opslag::Jeugdige;
use houvast_web::{Bedrijf, Grenzen, WebInstellingen, router_bedrijf};
use serde_json::json;
use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use tokio::sync::watch;

/// Children that are asked for.
const KINDEREN: usize = 2_000;
/// Somebody who was turned away tries again after this, however long the answer told to wait.
const ONGEDULD: Duration = Duration::from_millis(100);
/// How often the memory is looked at.
const BLIK: Duration = Duration::from_millis(250);
/// What memory may still grow by in the second half: a page at the limit for each place, and what the allocator keeps.
const SPELING: u64 = 64;
const MIB: u64 = 1024 * 1024;

/// What the askers met.
#[derive(Default)]
struct Ervaring {
    /// How long each page took that was given.
    gegeven: Vec<Duration>,
    /// How long it took to hear that it was too busy.
    geweigerd: Vec<Duration>,
    /// Turned away without being told when to come back.
    zonder_wanneer: u64,
    /// Anything else.
    anders: u64,
}

/// MiB in use: before, after half of the time, at the end, the most.
#[derive(Clone, Copy, Default)]
struct Geheugen {
    eerst: u64,
    halverwege: u64,
    laatst: u64,
    meest: u64,
}

pub(super) async fn meet(wens: &Druk) -> Result<Uitgang> {
    let (huis, map) = super::open_demo(&wens.bron).await?;
    let mut kans = Kans::nieuw(klok::toeval());
    let dossiers = belasting::stand(&huis).await?.dossiers;
    let kinderen: Arc<[Jeugdige]> = steekproef(&huis, &mut kans, dossiers, KINDEREN).await?.into();
    let berichten = verzoeken(&huis, usize::try_from(wens.berichten)?).await?;
    let bedrijf = Arc::new(Bedrijf::nieuw(None, klok::sinds_begin, Grenzen::default()));
    let router = router_bedrijf(huis.clone(), WebInstellingen::default(), bedrijf);
    let browser = Arc::new(Browser::aangemeld(router).await?);

    let eerst = retouren(&huis).await?;
    let (stop, gestopt) = watch::channel(false);
    let postbus = Postbus::open(&map.postbus()).context("de postbus")?;
    let klaar = Klaargelegd::in_map(&map.postbus(), &berichten)?;
    let werk = tokio::spawn(Werker::nieuw(huis.clone(), postbus)?.draai(gestopt));
    klaar.bied_aan()?;
    let voorbij = Arc::new(AtomicBool::new(false));
    let vragers: Vec<_> = (0..wens.vragers)
        .map(|_| {
            let (browser, kinderen, voorbij) =
                (Arc::clone(&browser), Arc::clone(&kinderen), Arc::clone(&voorbij));
            tokio::spawn(vraag_steeds(browser, kinderen, voorbij, klok::toeval()))
        })
        .collect();
    let geheugen = kijk_toe(Duration::from_secs(wens.duur.into())).await;
    voorbij.store(true, Ordering::Relaxed);
    let mut alles = Ervaring::default();
    for vrager in vragers {
        let een = vrager.await.context("een vrager")??;
        alles.gegeven.extend(een.gegeven);
        alles.geweigerd.extend(een.geweigerd);
        alles.zonder_wanneer += een.zonder_wanneer;
        alles.anders += een.anders;
    }
    alles_beantwoord(&huis, &map.postbus(), berichten.len()).await?;
    stop.send_replace(true);
    werk.await.context("de verwerking van berichten")?;
    let gegeven = retouren(&huis).await? - eerst;
    huis.opslag.sluit().await;
    Ok(vertel(wens, &mut alles, geheugen, gegeven))
}

/// Every request has one retourbericht, whatever is decided.
async fn retouren(huis: &Huis) -> Result<i64> {
    Ok(antwoorden(huis).await?.get("JW316").copied().unwrap_or_default())
}

async fn vraag_steeds(
    browser: Arc<Browser>,
    kinderen: Arc<[Jeugdige]>,
    voorbij: Arc<AtomicBool>,
    zaad: u64,
) -> Result<Ervaring> {
    let mut kans = Kans::nieuw(zaad);
    let mut uit = Ervaring::default();
    while !voorbij.load(Ordering::Relaxed) {
        let kind = kinderen.get(kans.onder(kinderen.len())).context("een kind")?;
        let soort = kans.kies(&Soort::ALLE);
        let begin = klok::sinds_begin();
        let (status, koppen) = browser.vraag(soort, kind).await?;
        let duur = klok::sinds_begin() - begin;
        match status {
            StatusCode::OK => uit.gegeven.push(duur),
            StatusCode::SERVICE_UNAVAILABLE => {
                uit.geweigerd.push(duur);
                uit.zonder_wanneer += u64::from(!koppen.contains_key(header::RETRY_AFTER));
                tokio::time::sleep(ONGEDULD).await;
            }
            _ => uit.anders += 1,
        }
    }
    Ok(uit)
}

async fn kijk_toe(duur: Duration) -> Geheugen {
    let begin = klok::sinds_begin();
    let mut uit = Geheugen {
        eerst: in_gebruik(),
        ..Geheugen::default()
    };
    while klok::sinds_begin() - begin < duur {
        tokio::time::sleep(BLIK).await;
        uit.laatst = in_gebruik();
        uit.meest = uit.meest.max(uit.laatst);
        if klok::sinds_begin() - begin < duur / 2 {
            uit.halverwege = uit.meest;
        }
    }
    uit
}

/// MiB that this process holds; nought where the system does not tell it this way.
fn in_gebruik() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let regel = status.lines().find_map(|r| r.strip_prefix("VmRSS:"));
    let kib = regel.and_then(|r| r.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
    kib.unwrap_or_default() * 1024 / MIB
}

fn deel(tijden: &[Duration], procent: usize) -> u64 {
    let plek = (tijden.len() * procent).div_ceil(100).saturating_sub(1);
    micro(tijden.get(plek).copied().unwrap_or_default()) / 1_000
}

fn vertel(wens: &Druk, alles: &mut Ervaring, geheugen: Geheugen, antwoorden: i64) -> Uitgang {
    alles.gegeven.sort_unstable();
    alles.geweigerd.sort_unstable();
    let Geheugen {
        eerst,
        halverwege,
        laatst,
        meest,
    } = geheugen;
    let gelijk = meest <= halverwege + SPELING;
    let beantwoord = antwoorden == i64::from(wens.berichten);
    let goed = alles.anders == 0 && alles.zonder_wanneer == 0 && gelijk && beantwoord;
    let (ja, nee) = (&alles.gegeven, &alles.geweigerd);
    if wens.json {
        println!(
            "{}",
            json!({
                "vragers": wens.vragers, "seconden": wens.duur, "gegeven": ja.len(), "gegeven_p50_ms": deel(ja, 50),
                "gegeven_p99_ms": deel(ja, 99), "geweigerd": nee.len(), "geweigerd_p99_ms": deel(nee, 99),
                "zonder_retry_after": alles.zonder_wanneer, "anders": alles.anders, "geheugen_eerst_mib": eerst,
                "geheugen_halverwege_mib": halverwege, "geheugen_meest_mib": meest, "geheugen_laatst_mib": laatst,
                "berichten": wens.berichten, "antwoorden": antwoorden, "goed": goed,
            })
        );
    } else {
        println!("{} vragers, {} seconden lang", wens.vragers, wens.duur);
        println!(
            "gegeven         {:>9} bladen, {} per seconde, p50 {} ms, p99 {} ms",
            ja.len(),
            ja.len() / usize::try_from(wens.duur).unwrap_or(1),
            deel(ja, 50),
            deel(ja, 99)
        );
        println!(
            "te druk (503)   {:>9} keer, p99 {} ms, zonder Retry-After {}",
            nee.len(),
            deel(nee, 99),
            alles.zonder_wanneer
        );
        println!("iets anders     {:>9} keer", alles.anders);
        println!(
            "geheugen        {eerst:>9} MiB vooraf, hoogstens {halverwege} in de eerste helft, hoogstens {meest} in alles, {laatst} aan het eind"
        );
        println!(
            "berichten       {:>9} aangeboden, {antwoorden} keer beantwoord (JW316)",
            wens.berichten
        );
    }
    if goed { Uitgang::Goed } else { Uitgang::Bevindingen }
}
