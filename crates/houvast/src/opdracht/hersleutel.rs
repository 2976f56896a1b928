//! `database hersleutel`: another key for the sealed columns, in place.

use super::{database::Beeld, server};
use crate::{
    bedrijf,
    cli::Bron,
    datamap::Datamap,
    instellingen::Database,
    klok,
    uitgang::{Uitgang, gebruik},
};
use anyhow::{Context, Result};
use houvast_opslag::{OpslagFout, Sleutel};

pub(super) async fn voer_uit(bron: &Bron) -> Result<Uitgang> {
    let instellingen = server::lees(bron)?;
    if !instellingen.map.is_dir() {
        return Err(gebruik(format!(
            "de map {} is er niet",
            instellingen.map.display()
        )));
    }
    // Takes the folder: a server on it must be stopped first.
    let map = Datamap::eis(&instellingen.map)?;
    if instellingen.database == Database::Sqlite && !map.database().exists() {
        return Err(gebruik("er is nog geen database in deze map"));
    }
    let Some(oud) = map.bestaande_sleutel()? else {
        return Err(gebruik(
            "in de map staat geen sleutel; zonder de oude sleutel is er niets te openen",
        ));
    };
    let tijd = klok::tijd(None);
    let nieuw = map.volgende_sleutel(|bytes| bytes.copy_from_slice(&tijd.bytes::<32>()))?;
    let bereik = bedrijf::systeem()?;
    let opslag = bedrijf::open_opslag(&map, &instellingen.database, Sleutel::nieuw(oud)).await?;
    match opslag.past_sleutel(&bereik).await {
        Ok(()) => {}
        Err(OpslagFout::Zegel(_)) => {
            opslag.sluit().await;
            // An earlier call ended between the last page and the change of files.
            let met_nieuw = bedrijf::open_opslag(&map, &instellingen.database, Sleutel::nieuw(nieuw)).await?;
            let past = met_nieuw.past_sleutel(&bereik).await;
            met_nieuw.sluit().await;
            if past.is_err() {
                return Err(gebruik(
                    "de sleutel in de map past niet bij deze database; er is niets veranderd",
                ));
            }
            map.wissel_sleutel(&oud)?;
            println!("De gegevens hadden de nieuwe sleutel al. Het bestand sleutel is nu ook de nieuwe.");
            return Ok(Uitgang::Goed);
        }
        Err(fout) => return Err(fout).context("de sleutel is niet te controleren"),
    }
    opslag
        .migreer()
        .await
        .context("de tabellen kunnen niet bijgewerkt worden")?;
    let mut beeld = Beeld::default();
    let uitslag = opslag
        .hersleutel(
            &bereik,
            &Sleutel::nieuw(nieuw),
            (tijd.id(), tijd.nu()),
            &mut |fase| {
                beeld.op(fase);
            },
        )
        .await;
    drop(beeld);
    opslag.sluit().await;
    let gedaan = match uitslag {
        Ok(gedaan) => gedaan,
        Err(OpslagFout::Strijdig(_)) => {
            return Err(gebruik(
                "deze database is niet compleet: maak eerst de verhuizing of het terugzetten af",
            ));
        }
        Err(fout) => return Err(fout).context("afgebroken; dezelfde opdracht gaat verder"),
    };
    map.wissel_sleutel(&oud)?;
    let open = bedrijf::open_opslag(&map, &instellingen.database, Sleutel::nieuw(nieuw)).await?;
    let genoteerd = bedrijf::noteer_opslag(&open, &map, tijd, "hersleutelen").await;
    open.sluit().await;
    genoteerd?;
    if gedaan.al_gedaan > 0 {
        println!("Een eerdere keer was afgebroken en is afgemaakt.");
    }
    println!(
        "{} gegevens zijn opnieuw verzegeld, {} zoeksleutels opnieuw gemaakt.",
        gedaan.zegels, gedaan.indexen
    );
    println!(
        "De oude sleutel staat in sleutel.oud. Gooi die weg als alles werkt, en maak een nieuwe reservekopie."
    );
    Ok(Uitgang::Goed)
}
