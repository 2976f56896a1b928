//! The region of the demo many times over, to measure with: as many dossiers and messages as somebody asks for.
//!
//! In batches that each are a transaction, and what was made so far stands in the store: a load that was broken off goes on.

use super::geschiedenis::{self, Tellers};
use super::hulp::{Hulp, gevraagd};
use super::kans::Kans;
use super::mensen::Geslacht;
use super::voorbeelden::{AANBIEDER, een_jaar};
use super::vraag::Vraag;
use super::vullen::{Ids, gezinnen};
use super::{mensen, open};
use crate::{DienstFout, Huis};
use houvast_begrip::periode::plus_maanden;
use houvast_begrip::{Bsn, Houder};
use houvast_opslag::{Jeugdige, Tx};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Where the state of the load stands.
const INSTELLING: &str = "belasting";
/// Dossiers per transaction.
const STAPEL: u64 = 1_000;
/// A piece of help leaves JW315, JW316, JW301 and JW302.
const PER_STUK: u64 = 4;
/// Of each batch so many requests wait for a person.
const OPEN: usize = 2;
/// Messages of one of those: the JW315 and its JW316.
const PER_OPEN: u64 = 2;
/// Pieces of the demo itself have lower numbers.
const EERSTE_STUK: usize = 1_000_000;
/// The first number that is tried as a BSN; the range of the demo is skipped (afspraak: any that passes, from here).
const EERSTE_BSN: u32 = 900_000_000;
const VAN_DE_DEMO: std::ops::RangeInclusive<u32> = 999_900_000..=999_999_999;

/// How far a load is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Stand {
    /// Dossiers that the load made.
    pub dossiers: u64,
    /// Messages that the load made.
    pub berichten: u64,
    stukken: u64,
    volgende_bsn: u32,
}

/// How far the load of this store is.
pub async fn stand(huis: &Huis) -> Result<Stand, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let tekst = lees.instelling(&huis.instellingen.regio, INSTELLING).await?;
    match tekst {
        Some(tekst) => serde_json::from_str(&tekst).map_err(|_| DienstFout::Gegevens("belasting")),
        None => Ok(Stand {
            volgende_bsn: EERSTE_BSN,
            ..Stand::default()
        }),
    }
}

/// Adds dossiers to a store that holds the demo, until there are `dossiers` with about `berichten` messages. `zie` hears of
/// each batch. Signals of running help follow when the program runs; the planner of the database knows nothing of it yet
/// ([`houvast_opslag::Opslag::ververs_statistieken`]).
pub async fn belast(
    huis: &Huis,
    zaad: u64,
    (dossiers, berichten): (u64, u64),
    mut zie: impl FnMut(Stand),
) -> Result<Stand, DienstFout> {
    let mut nu = stand(huis).await?;
    while nu.dossiers < dossiers {
        let aantal = STAPEL.min(dossiers - nu.dossiers);
        nu = stapel(huis, zaad, nu, aantal, berichten / dossiers.max(1)).await?;
        zie(nu);
    }
    Ok(nu)
}

/// The JW315 in which the aanbieder of the demo asks a year of help for a child: in Zwolle it is granted at once, unless the
/// child has help already. `kenmerk` is its identificatie, at most 12 characters.
#[must_use]
pub fn verzoek_voor(kind: &Jeugdige, kenmerk: &str, vandaag: Date) -> Vec<u8> {
    let van = vandaag.saturating_add(7.days());
    let geslacht = match kind.geslacht.as_str() {
        "1" => Geslacht::Man,
        _ => Geslacht::Vrouw,
    };
    let vraag = Vraag {
        afzender: AANBIEDER.to_owned(),
        ontvanger: kind.houder.als_str().to_owned(),
        identificatie: kenmerk.to_owned(),
        dagtekening: vandaag,
        bsn: kind.bsn.als_str().to_owned(),
        geboren: kind.geboortedatum,
        geslacht: geslacht.code(),
        voornaam: kind.voornamen.clone().unwrap_or_default(),
        voorvoegsel: kind.voorvoegsel.clone().unwrap_or_default(),
        achternaam: kind.geslachtsnaam.clone(),
        gezagsdrager_bekend: false,
        producten: Vec::new(),
    };
    vraag.met_budget(8_000, van, een_jaar(van)).xml()
}

async fn stapel(
    huis: &Huis,
    zaad: u64,
    eerst: Stand,
    aantal: u64,
    per_dossier: u64,
) -> Result<Stand, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let mut kans = Kans::nieuw(zaad ^ eerst.dossiers);
    let ids = Ids::nieuw(zaad.rotate_left(17) ^ eerst.dossiers);
    let mut uit = eerst;
    let mut nummers = Vec::with_capacity(usize::try_from(aantal).unwrap_or_default());
    while (nummers.len() as u64) < aantal && uit.volgende_bsn <= 999_999_999 {
        let getal = uit.volgende_bsn;
        uit.volgende_bsn += 1;
        if !VAN_DE_DEMO.contains(&getal)
            && let Ok(bsn) = Bsn::nieuw(&getal.to_string())
        {
            nummers.push(bsn);
        }
    }
    let mensen = mensen::meer(&mut kans, vandaag, &nummers);
    // The last ones wait for an answer and have no help yet; the others get pieces until there are enough messages.
    let met_hulp = mensen.len().saturating_sub(OPEN);
    let doel = (nummers.len() as u64 * per_dossier).saturating_sub(OPEN as u64 * PER_OPEN);
    let stukken = usize::try_from(doel / PER_STUK).unwrap_or_default();
    let mut hulp: Vec<Hulp> = Vec::with_capacity(stukken);
    for nummer in 0..stukken {
        let Some(ronde) = nummer.checked_div(met_hulp) else {
            break;
        };
        // The first piece runs now, each further one ended longer ago.
        let terug = i32::try_from(ronde).unwrap_or_default() * 24 + kans.tussen(1, 10);
        let van = plus_maanden(vandaag, -terug).unwrap_or(vandaag);
        let van = van.saturating_sub(kans.tussen(0, 20).days());
        hulp.push(gevraagd(&mut kans, nummer % met_hulp, van));
    }
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let (kinderen, relaties) = gezinnen(&mut tx, &ids, &mensen, huis.tijd.nu()).await?;
    let mut tellers = Tellers {
        stukken: EERSTE_STUK + usize::try_from(uit.stukken).unwrap_or_default(),
        ..Tellers::default()
    };
    for gemeente in huis.gemeenten() {
        let houder = Houder::from(gemeente);
        let stand = (
            tx.tel_door(&houder, "toewijzing", 0).await?,
            tx.tel_door(&houder, "bericht", 0).await?,
        );
        tellers.nummers.insert(houder, stand);
    }
    geschiedenis::leg_vast(
        huis,
        &mut tx,
        &ids,
        &mensen,
        &kinderen,
        &relaties,
        &hulp,
        &mut tellers,
    )
    .await?;
    let open = mensen.get(met_hulp..).unwrap_or_default();
    for (nummer, persoon) in open.iter().enumerate() {
        let van = vandaag.saturating_add(14.days());
        let kenmerk = format!("L{:07}{nummer}", uit.dossiers / STAPEL);
        let vraag = Vraag::voor(persoon, "73990101", &kenmerk, vandaag)
            .met_budget(3_000, van, een_jaar(van))
            .laatste(|g| (g.verwijzer, g.verwijzer_naam) = ("06", None));
        open::ontvang(huis, &mut tx, vraag.xml()).await?;
    }
    uit.dossiers += mensen.len() as u64;
    uit.stukken += hulp.len() as u64;
    uit.berichten += hulp.len() as u64 * PER_STUK + open.len() as u64 * PER_OPEN;
    bewaar(huis, &mut tx, uit).await?;
    open::afgeleverd(huis, &mut tx).await?;
    tx.commit().await?;
    Ok(uit)
}

async fn bewaar(huis: &Huis, tx: &mut Tx, stand: Stand) -> Result<(), DienstFout> {
    let tekst = serde_json::to_string(&stand).map_err(|_| DienstFout::Gegevens("belasting"))?;
    let regio = &huis.instellingen.regio;
    tx.zet_instelling(regio, INSTELLING, &tekst, huis.tijd.nu())
        .await?;
    Ok(())
}
