//! `reservekopie`: everything in one sealed file, while the server goes on; and back into an empty installation.

use super::{database, server};
use crate::{
    bedrijf,
    cli::{Bron, Reservekopie},
    datamap::Datamap,
    instellingen::{Database, Instellingen},
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_opslag::kopie::{self, Gecontroleerd, KOPIE_SLEUTEL, KopieFout};
use houvast_opslag::{Opslag, Sleutel};
use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
};

/// The key of the database, in the backup.
const BIJLAGE: &str = "sleutel";
/// What else of the folder travels: without these the seals of the log could not be checked. The name of the node stays behind:
/// whoever goes on after a restore begins chains of its own.
const OOK_MEE: [&str; 2] = ["logsleutel", "logsleutel.openbaar"];

pub(crate) fn voer_uit(wens: Reservekopie) -> Result<Uitgang> {
    bedrijf::logboek();
    bedrijf::motor()?.block_on(async {
        match wens {
            Reservekopie::Sleutel { bestand } => nieuwe_sleutel(&bestand)?,
            Reservekopie::Maak {
                naar,
                sleutelbestand,
                bron,
            } => maak(&naar, &sleutelbestand, &bron).await?,
            Reservekopie::Terugzet {
                van,
                sleutelbestand,
                sprong,
                bron,
            } => terugzet(&van, &sleutelbestand, sprong, &bron).await?,
        }
        Ok(Uitgang::Goed)
    })
}

/// A file that was not there, for its owner only.
fn nieuw_bestand(pad: &Path) -> io::Result<File> {
    let mut opties = OpenOptions::new();
    opties.write(true).create_new(true);
    std::os::unix::fs::OpenOptionsExt::mode(&mut opties, 0o600);
    opties.open(pad)
}

fn nieuwe_sleutel(pad: &Path) -> Result<()> {
    let bytes = klok::tijd(None).bytes::<KOPIE_SLEUTEL>();
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let mut bestand =
        nieuw_bestand(pad).map_err(|f| gebruik(format!("{} kan niet gemaakt worden: {f}", pad.display())))?;
    writeln!(bestand, "{hex}")?;
    bestand.sync_all()?;
    println!("Sleutel voor reservekopieën: {}", pad.display());
    println!(
        "Bewaar er een tweede van, op een andere plek dan de kopieën. Zonder sleutel is een kopie niets waard."
    );
    Ok(())
}

/// 64 hexadecimal digits on the first line.
fn lees_sleutel(pad: &Path) -> Result<Sleutel> {
    let tekst = fs::read_to_string(pad).map_err(|f| {
        gebruik(format!(
            "{} is niet te lezen: {f}. Maak een sleutel met: houvast reservekopie sleutel BESTAND",
            pad.display()
        ))
    })?;
    let regel = tekst.lines().next().unwrap_or_default().trim();
    let mut bytes = [0; KOPIE_SLEUTEL];
    let paren: Vec<_> = regel.as_bytes().chunks(2).collect();
    let goed = paren.len() == KOPIE_SLEUTEL
        && bytes.iter_mut().zip(paren).all(|(byte, paar)| {
            let waarde = std::str::from_utf8(paar).ok().filter(|p| p.len() == 2);
            waarde
                .and_then(|p| u8::from_str_radix(p, 16).ok())
                .is_some_and(|n| {
                    *byte = n;
                    true
                })
        });
    if goed {
        Ok(Sleutel::nieuw(bytes))
    } else {
        Err(gebruik(format!(
            "in {} horen 64 hexadecimale cijfers",
            pad.display()
        )))
    }
}

/// What the user can mend, and what not.
fn vertaal(fout: KopieFout) -> anyhow::Error {
    match fout {
        KopieFout::Opslag(_) | KopieFout::Bestand(_) | KopieFout::Verschil(_) => fout.into(),
        KopieFout::Dicht(_)
        | KopieFout::Inhoud(_)
        | KopieFout::Nieuwer(_)
        | KopieFout::NietLeeg
        | KopieFout::Onaf => gebruik(fout.to_string()),
    }
}

fn controleer(pad: &Path, sleutel: &Sleutel) -> Result<Gecontroleerd> {
    let bestand = File::open(pad).map_err(|f| gebruik(format!("{} is niet te lezen: {f}", pad.display())))?;
    kopie::controleer(&mut BufReader::new(bestand), sleutel).map_err(vertaal)
}

async fn maak(naar: &Path, sleutelbestand: &Path, bron: &Bron) -> Result<()> {
    let instellingen = server::lees(bron)?;
    database::bestaat(&instellingen.map)?;
    let sleutel = lees_sleutel(sleutelbestand)?;
    if naar.exists() {
        return Err(gebruik(format!("{} is er al", naar.display())));
    }
    let map = Datamap::neem_of_kijk_mee(&instellingen.map)?;
    let Some(eigen) = map.bestaande_sleutel()? else {
        return Err(gebruik(format!(
            "in de map {} staat geen sleutel",
            map.pad().display()
        )));
    };
    if instellingen.database == Database::Sqlite {
        database::bestaat(&map.database())?;
    }
    let opslag = bedrijf::open_opslag(&map, &instellingen.database, Sleutel::nieuw(eigen)).await?;
    let systeem = bedrijf::systeem()?;
    if opslag.stappen(&systeem).await? != Opslag::bekende_stappen() {
        return Err(gebruik(
            "de tabellen zijn van een andere versie van Houvast. Maak de kopie met de versie waarmee de server draait.",
        ));
    }
    let tijd = klok::tijd(None);
    // On a disk that cannot be written any more a backup is wanted most.
    if let Err(fout) = bedrijf::noteer_opslag(&opslag, &map, tijd.clone(), "reservekopie").await {
        eprintln!("houvast: let op, deze kopie komt niet in het logboek: {fout:#}");
    }
    let deel = PathBuf::from(format!("{}.deel", naar.display()));
    fs::remove_file(&deel).ok();
    let mut uit = BufWriter::new(
        nieuw_bestand(&deel)
            .map_err(|f| gebruik(format!("{} kan niet gemaakt worden: {f}", deel.display())))?,
    );
    let mee = bijlagen(&map, &eigen)?;
    let mee: Vec<(&str, &[u8])> = mee
        .iter()
        .map(|(naam, bytes)| (*naam, bytes.as_slice()))
        .collect();
    let mut beeld = database::Beeld::default();
    let gemaakt = kopie::maak(
        &opslag,
        &systeem,
        tijd.nu(),
        &sleutel,
        &tijd.bytes(),
        &mee,
        &mut uit,
        &mut |fase| beeld.op(fase),
    )
    .await;
    drop(beeld);
    opslag.sluit().await;
    let sommen =
        match gemaakt.and_then(|s| Ok((s, uit.into_inner().map_err(io::IntoInnerError::into_error)?))) {
            Ok((sommen, bestand)) => {
                bestand.sync_all()?;
                sommen
            }
            Err(fout) => {
                // Half a backup helps nobody, and on a full disk it is in the way.
                fs::remove_file(&deel).ok();
                return Err(vertaal(fout));
            }
        };
    // A backup counts when it was read back.
    let gelezen = controleer(&deel, &sleutel)?;
    if gelezen.sommen != sommen {
        return Err(anyhow::anyhow!("de kopie is niet wat er geschreven is"));
    }
    fs::rename(&deel, naar)?;
    if let Some(map) = naar.parent() {
        let map = if map.as_os_str().is_empty() {
            Path::new(".")
        } else {
            map
        };
        File::open(map)?.sync_all()?;
    }
    let mut uit = io::stdout().lock();
    database::toon_sommen(&mut uit, &sommen)?;
    writeln!(
        uit,
        "Reservekopie {} is gemaakt en teruggelezen. Zij is het beeld van {}.",
        naar.display(),
        moment(gelezen.kop.gemaakt_op)
    )?;
    Ok(())
}

fn bijlagen(map: &Datamap, eigen: &[u8]) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let mut uit = vec![(BIJLAGE, eigen.to_vec())];
    for naam in OOK_MEE {
        match fs::read(map.bestand(naam)) {
            Ok(bytes) => uit.push((naam, bytes)),
            Err(fout) if fout.kind() == io::ErrorKind::NotFound => {}
            Err(fout) => return Err(fout).with_context(|| naam.to_owned()),
        }
    }
    Ok(uit)
}

/// What is there already stays; another file of that name is not ours to write over.
fn leg_bijlagen(map: &Datamap, bijlagen: &[(String, Vec<u8>)]) -> Result<()> {
    for (naam, bytes) in bijlagen
        .iter()
        .filter(|(naam, _)| OOK_MEE.contains(&naam.as_str()))
    {
        match nieuw_bestand(&map.bestand(naam)) {
            Ok(mut bestand) => {
                bestand.write_all(bytes)?;
                bestand.sync_all()?;
            }
            Err(fout) if fout.kind() == io::ErrorKind::AlreadyExists => {}
            Err(fout) => return Err(fout).with_context(|| naam.clone()),
        }
    }
    Ok(())
}

fn moment(op: jiff::Timestamp) -> String {
    let lokaal = klok::tijd(None).plaatselijk(op);
    format!(
        "{} om {}",
        houvast_begrip::datum::lang(lokaal.date()),
        lokaal.time().strftime("%H:%M")
    )
}

async fn terugzet(van: &Path, sleutelbestand: &Path, sprong: u32, bron: &Bron) -> Result<()> {
    let instellingen = server::lees(bron)?;
    let sleutel = lees_sleutel(sleutelbestand)?;
    // Every part first: a backup that is broken must leave nothing behind.
    let heel = controleer(van, &sleutel)?;
    let eigen = heel.bijlagen.iter().find(|(naam, _)| naam == BIJLAGE);
    let Some(eigen) = eigen.and_then(|(_, bytes)| <[u8; 32]>::try_from(bytes.as_slice()).ok()) else {
        return Err(gebruik("in deze kopie staat geen sleutel van de database"));
    };
    let map = Datamap::eis(&instellingen.map)?;
    if instellingen.database == Database::Sqlite && map.database().exists() {
        return Err(gebruik(format!(
            "in de map {} staat al een database. Kies een lege map met --map.",
            map.pad().display()
        )));
    }
    match map.bestaande_sleutel()? {
        Some(er) if er != eigen => {
            return Err(gebruik(format!(
                "in de map {} staat de sleutel van andere gegevens. Kies een lege map met --map.",
                map.pad().display()
            )));
        }
        Some(_) => {}
        None => map.leg_sleutel(&eigen)?,
    }
    leg_bijlagen(&map, &heel.bijlagen)?;
    vul(&map, &instellingen, Sleutel::nieuw(eigen), van, &sleutel, sprong).await?;
    let mut uit = io::stdout().lock();
    database::toon_sommen(&mut uit, &heel.sommen)?;
    writeln!(
        uit,
        "Teruggezet: het beeld van {}. Elke tabel is teruggelezen en gelijk aan de kopie.",
        moment(heel.kop.gemaakt_op)
    )?;
    writeln!(
        uit,
        "Wat daarna binnenkwam zit er niet in: leg die berichten uit de oude postbus (verwerkt, fout en bezig) opnieuw in de map in."
    )?;
    Ok(())
}

/// SQLite is filled beside its place and put there when it is whole.
async fn vul(
    map: &Datamap,
    instellingen: &Instellingen,
    eigen: Sleutel,
    van: &Path,
    sleutel: &Sleutel,
    sprong: u32,
) -> Result<()> {
    let half = map.bestand("houvast.db.terug");
    let opslag = match &instellingen.database {
        Database::Sqlite => {
            for rest in ["houvast.db.terug", "houvast.db.terug-wal", "houvast.db.terug-shm"] {
                fs::remove_file(map.bestand(rest)).ok();
            }
            Opslag::open_sqlite(&half, eigen)
                .await
                .context("het bestand van de database")?
        }
        Database::Postgres(_) => bedrijf::open_opslag(map, &instellingen.database, eigen).await?,
    };
    let tijd = klok::tijd(None);
    let mut beeld = database::Beeld::default();
    let mut bestand = BufReader::new(File::open(van)?);
    let uitslag = kopie::zet_terug(
        &opslag,
        &bedrijf::systeem()?,
        tijd.id(),
        tijd.nu(),
        sleutel,
        &mut bestand,
        sprong,
        &mut |fase| beeld.op(fase),
    )
    .await;
    drop(beeld);
    if uitslag.is_ok() {
        bedrijf::noteer_opslag(&opslag, map, tijd.clone(), "terugzetten").await?;
    }
    opslag.sluit().await;
    uitslag.map_err(vertaal)?;
    if instellingen.database == Database::Sqlite {
        fs::rename(&half, map.database())?;
        File::open(map.pad())?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_sleutel_is_64_hexadecimale_cijfers() {
        let pad = std::env::temp_dir().join(format!("houvast-kopiesleutel-{}", std::process::id()));
        fs::remove_file(&pad).ok();
        nieuwe_sleutel(&pad).unwrap();
        assert!(lees_sleutel(&pad).is_ok());
        assert!(
            nieuwe_sleutel(&pad).is_err(),
            "een sleutel wordt nooit overschreven"
        );
        let hex = fs::read_to_string(&pad).unwrap();
        for krom in [
            &hex[..63],
            &format!("{}00", hex.trim()),
            &hex.replacen(&hex[..1], "g", 1),
            "",
            &"é".repeat(32),
        ] {
            fs::write(&pad, krom).unwrap();
            assert!(lees_sleutel(&pad).is_err(), "{krom}");
        }
        fs::remove_file(pad).unwrap();
    }
}
