//! `demo`: a synthetic region in one folder, with its website and postbus.

use crate::{
    bedrijf,
    cli::Demo,
    datamap::Datamap,
    instellingen::{self, Database},
    klok, lokaal,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_dienst::{
    dagmail::{Bezorging, Weg},
    demo::{self, rekeningen::ACCOUNTS, voorbeelden::Voorbeeld},
    postbus::Postbus,
};
use serde_json::json;
use std::{fs, net::Ipv4Addr, path::Path};

pub(super) const ACCOUNTBESTAND: &str = "accounts.json";
/// Says that a folder is a demo's, so that `--opnieuw` never empties another folder.
const KENTEKEN: &str = "demo.txt";

pub(crate) fn start(wens: &Demo) -> Result<Uitgang> {
    bedrijf::logboek();
    bedrijf::motor()?.block_on(draai(wens))?;
    Ok(Uitgang::Goed)
}

async fn draai(wens: &Demo) -> Result<()> {
    let stopsignaal = bedrijf::Stopsignaal::nieuw()?;
    let database = instellingen::database(&wens.database)
        .ok_or_else(|| gebruik("bij --database hoort sqlite of postgres://…"))?;
    if wens.opnieuw && database != Database::Sqlite {
        return Err(gebruik(
            "--opnieuw gaat alleen met sqlite. Kies een lege database en een nieuwe map.",
        ));
    }
    let map = Datamap::eis(&wens.map)?;
    bereid_voor(&map, &database, wens.opnieuw)?;
    demo_afspraken(&map, wens.opnieuw)?;
    let afspraken = lokaal::lees(None, &wens.map, bedrijf::REGIO)?;
    // The port first: a start that fails on it must leave nothing behind.
    let luisteraar = bedrijf::luister((Ipv4Addr::LOCALHOST, wens.poort).into()).await?;
    let mut huis = bedrijf::open(&map, &database, klok::tijd(wens.vandaag)).await?;
    lokaal::neem_op(&mut huis, afspraken);
    let postbus = Postbus::open(&map.postbus()).context("de postbus kan niet gemaakt worden")?;
    if !demo::is_gevuld(&huis).await? {
        if !huis.opslag.lees(&bedrijf::systeem()?).await?.is_leeg().await? {
            return Err(gebruik(
                "in deze database staan gegevens die niet van een demo zijn. Kies een lege database.",
            ));
        }
        // The samples first: the store is filled at once or not at all, and then nothing is left to do.
        let vandaag = huis.tijd.vandaag();
        let mensen = demo::mensen(demo::ZAAD, vandaag);
        voorbeelden(&map, &demo::voorbeelden::maak(&mensen, vandaag))?;
        demo::vul(&huis, demo::ZAAD)
            .await
            .context("de demo kan niet gevuld worden")?;
    }
    let adres = format!("http://{}", luisteraar.local_addr()?);
    let accounts = accountbestand(&adres, postbus.map());
    schrijf_heel(
        &map.bestand(ACCOUNTBESTAND),
        &serde_json::to_vec_pretty(&accounts)?,
    )?;
    vertel(&adres, &map, postbus.map(), &huis);
    let bezorging = Bezorging {
        weg: Weg::Map(map.mail()),
        van: None,
        webadres: adres,
    };
    let zegelaar = bedrijf::zegelaar(&map, None, &huis.tijd)?;
    let toezicht = bedrijf::Toezicht {
        luisteraar: None,
        grenzen: houvast_web::Grenzen::default(),
    };
    bedrijf::draai(
        huis,
        postbus,
        bezorging,
        zegelaar,
        luisteraar,
        toezicht,
        stopsignaal,
    )
    .await?;
    println!("Houvast is gestopt. De gegevens blijven bewaard.");
    Ok(())
}

fn bereid_voor(map: &Datamap, database: &Database, opnieuw: bool) -> Result<()> {
    let kenteken = map.bestand(KENTEKEN);
    // With the data on a server, the key in the folder says that it is somebody's.
    let van_iemand = match database {
        Database::Sqlite => map.database().exists(),
        Database::Postgres(_) => map.bestaande_sleutel()?.is_some(),
    };
    if van_iemand && !kenteken.exists() {
        return Err(gebruik(
            "in deze map staan gegevens die niet van een demo zijn. Kies een andere map met --map.",
        ));
    }
    if opnieuw {
        map.maak_leeg()?;
    }
    merk(map)
}

/// Says in the folder that all in it is invented, so that a demo may go on in it.
pub(super) fn merk(map: &Datamap) -> Result<()> {
    fs::write(
        map.bestand(KENTEKEN),
        "In deze map staat een demo van Houvast. Alle gegevens zijn verzonnen.\n",
    )?;
    Ok(())
}

/// One gemeente of the demo has agreements of its own. Somebody may change the file and start again to see what it does.
fn demo_afspraken(map: &Datamap, opnieuw: bool) -> Result<()> {
    let doel = map.bestand(lokaal::MAP);
    fs::create_dir_all(&doel)?;
    for (bestand, tekst) in demo::LOKAAL {
        let pad = doel.join(bestand);
        if opnieuw || !pad.exists() {
            fs::write(pad, tekst)?;
        }
    }
    Ok(())
}

/// Sample messages to try with, and a list that says what each shows.
fn voorbeelden(map: &Datamap, lijst: &[Voorbeeld]) -> Result<()> {
    let doel = map.bestand("voorbeelden");
    fs::create_dir_all(&doel)?;
    let mut uitleg = "Kopieer een bestand naar postbus/in en kijk wat er in postbus/uit komt.\n\n".to_owned();
    for voorbeeld in lijst {
        fs::write(doel.join(voorbeeld.bestand), &voorbeeld.bytes)?;
        uitleg.push_str(&format!("{}\n  {}\n", voorbeeld.bestand, voorbeeld.toelichting));
    }
    fs::write(doel.join("lees-mij.txt"), uitleg)?;
    Ok(())
}

fn accountbestand(adres: &str, postbus: &Path) -> serde_json::Value {
    json!({
        "adres": adres,
        "postbus": postbus,
        "accounts": ACCOUNTS.iter().map(|a| json!({
            "gebruiker": a.gebruiker,
            "wachtwoord": a.wachtwoord,
            "naam": a.naam,
            "rol": a.rol,
            "gemeenten": a.gemeenten,
            "agb": a.agb,
            "toelichting": a.toelichting,
        })).collect::<Vec<_>>(),
    })
}

/// Whoever reads the file sees the old one or the new one, never half of it.
fn schrijf_heel(pad: &Path, bytes: &[u8]) -> Result<()> {
    let tijdelijk = pad.with_extension("nieuw");
    fs::write(&tijdelijk, bytes)?;
    fs::rename(&tijdelijk, pad)?;
    Ok(())
}

fn vertel(adres: &str, map: &Datamap, postbus: &Path, huis: &houvast_dienst::Huis) {
    println!("Houvast demo: alle mensen en berichten hierin zijn verzonnen.\n");
    println!("Website   {adres}");
    println!("Vandaag   {}", houvast_begrip::datum::lang(huis.tijd.vandaag()));
    println!("Postbus   {}", postbus.display());
    println!("          Leg een bericht in de map in; de antwoorden komen in de map uit.");
    println!("Dagmail   {}", map.mail().display());
    println!("          Elke werkdag vanaf zeven uur, voor wie hem aanzet.");
    println!("Lokaal    {}", map.bestand(lokaal::MAP).display());
    println!("          Wat een gemeente zelf heeft afgesproken; verander het en start opnieuw.");
    println!("Proberen  {}\n", map.bestand("voorbeelden").display());
    println!("Accounts");
    let breed = |kies: fn(&demo::rekeningen::DemoAccount) -> &str| {
        ACCOUNTS.iter().map(|a| kies(a).chars().count()).max()
    };
    let (naam, wachtwoord) = (
        breed(|a| a.gebruiker).unwrap_or(0),
        breed(|a| a.wachtwoord).unwrap_or(0),
    );
    for a in ACCOUNTS {
        println!(
            "  {:naam$}  {:wachtwoord$}  {}",
            a.gebruiker, a.wachtwoord, a.toelichting
        );
    }
    println!("\nStoppen met Ctrl-C.");
}
