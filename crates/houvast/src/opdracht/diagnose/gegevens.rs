//! The database: can it be reached, does the key fit, are the tables right, and does anything wait too long.

use super::{Verslag, aanmelden};
use crate::{bedrijf, datamap::Datamap, instellingen::Database, klok};
use houvast_dienst::Huis;
use houvast_dienst::inlog::Aanmeldregels;
use houvast_opslag::kopie::VerhuisSoort;
use houvast_opslag::{Bereik, Lees, Opslag, OpslagFout, Sleutel, Uitslag};
use jiff::{SignedDuration, Timestamp};
use std::{path::Path, time::Duration};

/// Longer than this is not reachable.
const GEDULD: Duration = Duration::from_secs(8);
/// As `dienst` shows a stuck message to people.
const VASTGELOPEN: i64 = 3;
/// Messages and answers take seconds; after this somebody must look.
const TE_LANG: SignedDuration = SignedDuration::from_mins(10);
/// Two clocks further apart than this make leases and terms wrong.
const KLOK: SignedDuration = SignedDuration::from_secs(5);

pub(super) async fn bekijk(
    verslag: &mut Verslag,
    database: &Database,
    map: &Path,
    sleutel: Option<[u8; 32]>,
    regels: &Aanmeldregels,
) {
    verslag.over("database");
    if *database == Database::Sqlite && !map.join("houvast.db").exists() {
        verslag.fout(
            "De database is er nog niet.",
            "start houvast server: die maakt haar. Was zij er wel, zet dan een reservekopie terug.",
        );
        return;
    }
    let (Some(sleutel), Ok(bereik)) = (sleutel, bedrijf::systeem()) else {
        return;
    };
    let Ok(map) = Datamap::neem_of_kijk_mee(map) else {
        verslag.fout(
            "De map met de database is niet te openen.",
            "kijk naar de rechten op de map.",
        );
        return;
    };
    if map.is_van_een_ander() {
        verslag.goed("Er draait een Houvast op deze map.");
    } else {
        verslag.let_op(
            "Er draait nu geen Houvast op deze map.",
            "start houvast server, als dat niet de bedoeling is.",
        );
    }
    let open = async {
        let opslag = bedrijf::open_opslag(&map, database, Sleutel::nieuw(sleutel)).await?;
        opslag.stappen(&bereik).await?;
        anyhow::Ok(opslag)
    };
    let opslag = match tokio::time::timeout(GEDULD, open).await {
        Ok(Ok(opslag)) => opslag,
        Ok(Err(fout)) => {
            verslag.fout(
                format!("De database is niet te bereiken: {fout:#}."),
                "kijk of de database draait, of het adres klopt en of de gebruiker erbij mag.",
            );
            return;
        }
        Err(_) => {
            verslag.fout(
                format!("De database antwoordt niet binnen {} seconden.", GEDULD.as_secs()),
                "kijk of de database draait en of het netwerk werkt.",
            );
            return;
        }
    };
    verslag.goed(format!("De database {database} is te bereiken."));
    if let Err(fout) = inhoud(verslag, &opslag, &bereik, regels).await {
        verslag.fout(
            format!("Een vraag aan de database mislukt: {fout}."),
            "kijk in het logboek van de database.",
        );
    }
    opslag.sluit().await;
}

async fn inhoud(
    verslag: &mut Verslag,
    opslag: &Opslag,
    bereik: &Bereik,
    regels: &Aanmeldregels,
) -> Uitslag<()> {
    let (stappen, bekend) = (opslag.stappen(bereik).await?, Opslag::bekende_stappen());
    verslag.over("tabellen");
    if let Some(nieuwer) = stappen.iter().find(|s| !bekend.contains(s)) {
        verslag.fout(
            format!("De tabellen zijn van een nieuwere versie van Houvast (stap {nieuwer})."),
            "gebruik de versie van Houvast waarmee de server het laatst draaide, of een nieuwere.",
        );
        return Ok(());
    }
    if stappen != bekend {
        verslag.fout(
            format!(
                "De tabellen zijn niet bij: {} van {} stappen zijn gedaan.",
                stappen.len(),
                bekend.len()
            ),
            "start houvast server: die werkt de tabellen bij. Maak eerst een reservekopie.",
        );
        return Ok(());
    }
    verslag.goed(format!("De tabellen zijn bij: {} stappen.", stappen.len()));
    verslag.over("sleutel");
    match opslag.past_sleutel(bereik).await {
        Ok(()) => verslag.goed("De sleutel past bij deze database."),
        Err(OpslagFout::Zegel(_)) => {
            verslag.fout(
                "De sleutel past niet bij deze database.",
                "leg de sleutel terug die bij deze gegevens hoort.",
            );
            return Ok(());
        }
        Err(fout) => return Err(fout),
    }
    // All gemeenten of the region: what waits stands with them.
    let huis = bedrijf::huis(opslag.clone(), klok::tijd(None)).map_err(|_| OpslagFout::Waarde("regio"))?;
    let mut lees = opslag.lees(&huis.systeem()).await?;
    verhuizing(verslag, &mut lees).await?;
    wachtrijen(verslag, &huis, &mut lees).await?;
    aanmelden::bekijk(verslag, &mut lees, regels, &huis.tijd).await?;
    drop(lees);
    tijd(verslag, opslag, bereik).await
}

async fn verhuizing(verslag: &mut Verslag, lees: &mut Lees) -> Uitslag<()> {
    verslag.over("verhuizing");
    match lees.onaf().await? {
        Some(half) if half.soort == VerhuisSoort::Terug => verslag.fout(
            "Deze database is niet compleet: het terugzetten van een reservekopie is niet afgemaakt.",
            "maak de database leeg en geef de opdracht reservekopie terugzet opnieuw.",
        ),
        Some(half) if half.soort == VerhuisSoort::Sleutel => verslag.fout(
            "Het vervangen van de sleutel is niet afgemaakt.",
            "geef de opdracht database hersleutel nog een keer.",
        ),
        Some(_) => verslag.fout(
            "Deze database is niet compleet: een verhuizing hierheen is niet afgemaakt.",
            "geef dezelfde opdracht database verplaats nog een keer.",
        ),
        None => {}
    }
    if lees.verlaten_op().await?.is_some() {
        verslag.let_op(
            "De gegevens van deze database zijn naar een andere database verhuisd.",
            "gebruik de nieuwe database (instelling database), en ruim deze op als alles goed gaat.",
        );
    }
    Ok(())
}

async fn wachtrijen(verslag: &mut Verslag, huis: &Huis, lees: &mut Lees) -> Uitslag<()> {
    let nu = huis.tijd.nu();
    let al_lang = |op: Option<Timestamp>| op.is_some_and(|op| nu.duration_since(op) > TE_LANG);
    verslag.over("berichten");
    let binnen = lees.achterstand(VASTGELOPEN).await?;
    if binnen.vastgelopen > 0 {
        verslag.fout(
            format!("Vastgelopen berichten: {}.", binnen.vastgelopen),
            "kijk in de werkvoorraad en in het logboek van de server; Houvast probeert het elk uur opnieuw.",
        );
    } else if al_lang(binnen.oudste) {
        verslag.fout(
            format!("Er wachten {} berichten, de oudste al lang.", binnen.wachtend),
            "start houvast server, of kijk in het logboek waarom de verwerking stilstaat.",
        );
    } else {
        verslag.goed(format!("Berichten die nog verwerkt worden: {}.", binnen.wachtend));
    }
    let uit = lees.uitbak_stand().await?;
    if al_lang(uit.oudste) {
        verslag.fout(
            format!(
                "Er wachten {} antwoorden op aflevering, de oudste al lang.",
                uit.wachtend
            ),
            "kijk hierboven of de map uit te beschrijven is en of er ruimte is op de schijf.",
        );
    } else {
        verslag.goed(format!("Antwoorden die nog weg moeten: {}.", uit.wachtend));
    }
    verslag.over("klok");
    if binnen.laatste.is_some_and(|op| op > nu + KLOK) {
        verslag.fout(
            "De klok van deze machine loopt achter op het laatste bericht dat binnenkwam.",
            "zet de klok goed (NTP). Termijnen rekenen met deze klok.",
        );
    }
    Ok(())
}

async fn tijd(verslag: &mut Verslag, opslag: &Opslag, bereik: &Bereik) -> Uitslag<()> {
    verslag.over("klok");
    let lokaal = klok::tijd(None);
    let Some(daar) = opslag.klok(bereik).await? else {
        verslag.goed(format!(
            "Het is {}.",
            lokaal.plaatselijk(lokaal.nu()).strftime("%Y-%m-%d %H:%M")
        ));
        return Ok(());
    };
    let verschil = lokaal.nu().duration_since(daar).abs();
    if verschil > KLOK {
        verslag.fout(
            format!(
                "De klok van deze machine en die van de database verschillen {} seconden.",
                verschil.as_secs()
            ),
            "zet beide klokken gelijk (NTP).",
        );
    } else {
        verslag.goed("De klok van deze machine en die van de database zijn gelijk.");
    }
    Ok(())
}
