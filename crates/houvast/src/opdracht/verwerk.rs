//! `bericht verwerk`: hands messages to the postbus of a data folder and waits for the answers. When no demo runs on
//! the folder this process does the work itself, through the same postbus.

use super::paden::{self, Invoer};
use crate::{
    bedrijf,
    cli::Verwerk,
    datamap::Datamap,
    instellingen::Database,
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_dienst::{postbus::Postbus, werker::Werker};
use serde_json::json;
use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
    time::Duration,
};
use uuid::Uuid;

/// How often the folders are looked at.
const POOS: Duration = Duration::from_millis(100);
/// The answers leave just before or after the original is put away; so long nothing new means: all of it.
const STILTE: u32 = 8;

/// A message on its way.
struct Onderweg {
    bestand: String,
    /// Its name in the postbus, which nobody else uses.
    naam: String,
    /// What its answers repeat: its Identificatie and the references of its products.
    kenmerken: Vec<String>,
    afloop: Option<&'static str>,
    antwoorden: Vec<String>,
}

pub(crate) fn voer_uit(wens: &Verwerk) -> Result<Uitgang> {
    let mut invoer = Vec::new();
    for pad in &wens.paden {
        let gevonden =
            paden::open(pad).map_err(|f| gebruik(format!("{}: {}", pad.display(), paden::waarom(&f))))?;
        invoer.extend(gevonden);
    }
    if !wens.map.is_dir() {
        return Err(gebruik(format!(
            "de map {} is er niet. Start eerst: houvast demo",
            wens.map.display()
        )));
    }
    bedrijf::logboek();
    bedrijf::motor()?.block_on(async {
        match Datamap::neem(&wens.map)? {
            None => bied_aan(&wens.map.join("postbus"), &invoer, wens, None).await,
            Some(map) => {
                if !map.database().exists() {
                    return Err(gebruik(format!(
                        "in de map {} staan geen gegevens",
                        wens.map.display()
                    )));
                }
                let huis = bedrijf::open(&map, &Database::Sqlite, klok::tijd(None)).await?;
                let opslag = huis.opslag.clone();
                let postbus = Postbus::open(&map.postbus()).context("de postbus")?;
                let werker = Werker::nieuw(huis, postbus)?;
                let uitgang = bied_aan(&map.postbus(), &invoer, wens, Some(werker)).await;
                opslag.sluit().await;
                uitgang
            }
        }
    })
}

/// Puts the messages in `in` and follows them; with a `werker` this process also does the work.
async fn bied_aan(
    postbus: &Path,
    invoer: &[Invoer],
    wens: &Verwerk,
    mut werker: Option<Werker>,
) -> Result<Uitgang> {
    let eerder = namen(&postbus.join("uit"))?;
    let tijd = klok::tijd(None);
    let mut onderweg = Vec::new();
    for stuk in invoer {
        onderweg.push(leg_neer(postbus, stuk, tijd.id())?);
    }
    let pogingen = u64::from(u32::try_from(wens.wacht).unwrap_or(u32::MAX)) * 10;
    let (mut stil, mut bekend) = (0, eerder.len());
    for _ in 0..pogingen {
        if let Some(werker) = &mut werker {
            werker
                .beurt_nu()
                .await
                .context("de berichten konden niet verwerkt worden")?;
        }
        tokio::time::sleep(POOS).await;
        for stuk in onderweg.iter_mut().filter(|s| s.afloop.is_none()) {
            stuk.afloop = ["verwerkt", "fout"]
                .into_iter()
                .find(|map| postbus.join(map).join(&stuk.naam).exists());
        }
        let nu = namen(&postbus.join("uit"))?.len();
        let klaar = onderweg.iter().all(|s| s.afloop.is_some()) && nu == bekend;
        (stil, bekend) = (if klaar { stil + 1 } else { 0 }, nu);
        if stil >= STILTE {
            break;
        }
    }
    let nieuw: Vec<String> = namen(&postbus.join("uit"))?
        .difference(&eerder)
        .cloned()
        .collect();
    verdeel(&postbus.join("uit"), nieuw, &mut onderweg)?;
    meld(&onderweg, wens.json)
}

/// Beside its place first, then renamed: the watcher never sees half a file.
fn leg_neer(postbus: &Path, stuk: &Invoer, id: Uuid) -> Result<Onderweg> {
    let map = postbus.join("in");
    let stam: String = match stuk {
        Invoer::Bestand(pad) => pad
            .file_stem()
            .map(|s| s.to_string_lossy().chars().take(40).collect())
            .unwrap_or_default(),
        Invoer::Standaard => "invoer".to_owned(),
    };
    let naam = format!("{stam}-{}.xml", id.simple());
    // A leading dot or the ending `.deel` says: not finished.
    let tijdelijk = map.join(format!(".{naam}.deel"));
    let mut bron: Box<dyn io::Read> = match stuk {
        Invoer::Bestand(pad) => Box::new(
            File::open(pad).map_err(|f| gebruik(format!("{}: {}", pad.display(), paden::waarom(&f))))?,
        ),
        Invoer::Standaard => Box::new(io::stdin().lock()),
    };
    let mut doel = File::create(&tijdelijk).with_context(|| format!("de postbus {}", postbus.display()))?;
    io::copy(&mut bron, &mut doel)?;
    doel.sync_all()?;
    let kenmerken = kenmerken(&tijdelijk)?;
    fs::rename(&tijdelijk, map.join(&naam))?;
    Ok(Onderweg {
        bestand: stuk.naam(),
        naam,
        kenmerken,
        afloop: None,
        antwoorden: Vec::new(),
    })
}

fn kenmerken(pad: &Path) -> Result<Vec<String>> {
    let lezing = houvast_ijw::lees(
        io::BufReader::new(File::open(pad)?),
        &houvast_ijw::Grenzen::default(),
    )?;
    let Some(bericht) = lezing.bericht else {
        return Ok(Vec::new());
    };
    let mut uit = vec![bericht.identificatie().to_owned()];
    if let houvast_ijw::Bericht::Jw315(verzoek) = &bericht {
        let producten = &verzoek.client.aangevraagde_producten.aangevraagd_product;
        uit.extend(producten.iter().map(|p| p.referentie_aanbieder.to_string()));
    }
    Ok(uit)
}

fn namen(map: &Path) -> Result<BTreeSet<String>> {
    let mut uit = BTreeSet::new();
    for ding in fs::read_dir(map).with_context(|| format!("de postbus {}", map.display()))? {
        let naam = ding?.file_name().to_string_lossy().into_owned();
        if !naam.starts_with('.') {
            uit.insert(naam);
        }
    }
    Ok(uit)
}

/// An answer belongs to the message whose references it repeats; a fault file carries the name of the message.
fn verdeel(uit: &Path, nieuw: Vec<String>, onderweg: &mut [Onderweg]) -> Result<()> {
    for naam in nieuw {
        let tekst = fs::read_to_string(uit.join(&naam)).with_context(|| naam.clone())?;
        for stuk in onderweg.iter_mut() {
            let herkend = stuk.kenmerken.iter().any(|k| tekst.contains(&format!(">{k}<")))
                || tekst.contains(&stuk.naam);
            if herkend {
                stuk.antwoorden.push(naam.clone());
            }
        }
    }
    Ok(())
}

fn meld(onderweg: &[Onderweg], als_json: bool) -> Result<Uitgang> {
    let mut uit = io::stdout().lock();
    let mut uitgang = Uitgang::Goed;
    for stuk in onderweg {
        uitgang = uitgang.max(match stuk.afloop {
            Some("verwerkt") => Uitgang::Goed,
            Some(_) => Uitgang::Bevindingen,
            None => Uitgang::Systeem,
        });
        if als_json {
            let regel =
                json!({ "bestand": stuk.bestand, "uitkomst": stuk.afloop, "antwoorden": stuk.antwoorden });
            writeln!(uit, "{regel}")?;
            continue;
        }
        let afloop = match stuk.afloop {
            Some("verwerkt") => "verwerkt",
            Some(_) => "niet te verwerken",
            None => "nog niet verwerkt; is de tijd om? Wacht langer met --wacht",
        };
        writeln!(uit, "{}: {afloop}", stuk.bestand)?;
        for antwoord in &stuk.antwoorden {
            writeln!(uit, "  {antwoord}")?;
        }
    }
    Ok(uitgang)
}
