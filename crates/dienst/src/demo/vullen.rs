//! Fills an empty store with the synthetic region.

use super::geschiedenis::Tellers;
use super::kans::Kans;
use super::mensen::{self, Gezagsdrager, Persoon};
use super::namen::{AANBIEDERS, AanbiederZaad};
use super::{afgeschermd, geschiedenis, hulp, hulpvraag, naloop, open, rekeningen, vervolg, verwijzers};
use crate::verzoek::dossier::ContractGegevens;
use crate::{DienstFout, Huis, instellingen};
use houvast_begrip::{AgbCode, GemeenteCode};
use houvast_opslag::{Aanbieder, Account, Contract, Jeugdige, JeugdigeBron, Relatie, Rol, Tx};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use std::sync::Mutex;
use uuid::Uuid;

/// The seed of the demo.
pub const ZAAD: u64 = 0x486F_7576_6173_7431;

/// The gemeente of the demo where every answer is a proposal.
const ZONDER_AUTOMATISCH: &str = "0166";

/// What the demo made, for who wants to know it: samples and tests.
#[derive(Debug)]
pub struct DemoRegio {
    /// The people, gemeente after gemeente.
    pub mensen: Vec<Persoon>,
}

/// Ids by chance of the seed, with the time of their event, so that they sort as they happened.
pub(super) struct Ids(Mutex<Kans>);

impl Ids {
    pub(super) fn nieuw(zaad: u64) -> Self {
        Self(Mutex::new(Kans::nieuw(zaad)))
    }

    pub(super) fn op(&self, moment: Timestamp) -> Uuid {
        let mut toeval = [0u8; 10];
        if let Ok(mut kans) = self.0.lock() {
            kans.vul(&mut toeval);
        }
        let millis = u64::try_from(moment.as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &toeval).into_uuid()
    }
}

/// Is the demo in this store already?
pub async fn is_gevuld(huis: &Huis) -> Result<bool, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    instellingen::synthetisch(&mut lees).await
}

/// Does this store hold nobody yet?
pub async fn is_leeg(huis: &Huis) -> Result<bool, DienstFout> {
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    let blad = houvast_opslag::Bladzijde::eerste(1);
    let vraag = houvast_opslag::JeugdigeVraag::default();
    Ok(lees.zoek_jeugdigen(&vraag, blad).await?.rijen.is_empty())
}

/// The people of the demo without storing them; the same as [`vul`] stores for this seed and day.
#[must_use]
pub fn mensen(zaad: u64, vandaag: Date) -> Vec<Persoon> {
    mensen::maak(&mut Kans::nieuw(zaad), vandaag)
}

/// Stores the region in one transaction: what lies in the past as rows, the open requests through the real chain. So a
/// demo is whole or not there, also when the first start is cut off.
pub async fn vul(huis: &Huis, zaad: u64) -> Result<DemoRegio, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let mut kans = Kans::nieuw(zaad);
    let mensen = mensen::maak(&mut kans, vandaag);
    let hulp = hulp::maak(&mut kans, &mensen, vandaag);
    let ids = Ids::nieuw(zaad ^ 1);
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let (kinderen, relaties) = grondslag(huis, &mut tx, &ids, &mensen).await?;
    let toewijzingen = geschiedenis::leg_vast(
        huis,
        &mut tx,
        &ids,
        &mensen,
        &kinderen,
        &relaties,
        &hulp,
        &mut Tellers::default(),
    )
    .await?;
    vervolg::indienen(huis, &mut tx, &mensen, &hulp, vandaag).await?;
    naloop::afgesproken(huis, &mut tx, &toewijzingen, vandaag).await?;
    open::indienen(huis, &mut tx, &mensen, &hulp, vandaag).await?;
    verwijzers::verwijs(huis, &mut tx, &mensen, &hulp, vandaag).await?;
    hulpvraag::vul(huis, &mut tx, &mensen, &kinderen, vandaag).await?;
    afgeschermd::vul(huis, &mut tx).await?;
    tx.commit().await?;
    Ok(DemoRegio { mensen })
}

/// Stores who there is (gemeenten, aanbieders, accounts, children) without help, requests or messages.
pub async fn vul_zonder_geschiedenis(huis: &Huis, zaad: u64) -> Result<DemoRegio, DienstFout> {
    let mensen = mensen::maak(&mut Kans::nieuw(zaad), huis.tijd.vandaag());
    let ids = Ids::nieuw(zaad ^ 1);
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    grondslag(huis, &mut tx, &ids, &mensen).await?;
    tx.commit().await?;
    Ok(DemoRegio { mensen })
}

/// Settings, aanbieders with contracts, accounts, children with their gezagsdragers.
async fn grondslag(
    huis: &Huis,
    tx: &mut Tx,
    ids: &Ids,
    mensen: &[Persoon],
) -> Result<(Vec<Jeugdige>, Vec<Relatie>), DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let nu = huis.tijd.nu();
    let regio = huis.instellingen.regio.clone();
    tx.zet_instelling(&regio, instellingen::SYNTHETISCH, "true", nu)
        .await?;
    if let Ok(gemeente) = GemeenteCode::nieuw(ZONDER_AUTOMATISCH) {
        tx.zet_instelling(&gemeente.into(), instellingen::AUTOMATISCH, "false", nu)
            .await?;
    }
    aanbieders(huis, tx, ids, vandaag, nu).await?;
    verwijzers::leg_vast(huis, tx, nu).await?;
    accounts(huis, tx, ids, nu).await?;
    gezinnen(tx, ids, mensen, nu).await
}

/// Children with their gezagsdragers.
pub(super) async fn gezinnen(
    tx: &mut Tx,
    ids: &Ids,
    mensen: &[Persoon],
    nu: Timestamp,
) -> Result<(Vec<Jeugdige>, Vec<Relatie>), DienstFout> {
    let kinderen: Vec<Jeugdige> = mensen.iter().map(|p| jeugdige(p, ids, nu)).collect();
    tx.leg_jeugdigen_vast(&kinderen).await?;
    let relaties: Vec<Relatie> = mensen
        .iter()
        .zip(&kinderen)
        .flat_map(|(p, kind)| {
            p.gezag
                .iter()
                .enumerate()
                .map(|(i, g)| relatie(p, kind, i, g, ids, nu))
                .collect::<Vec<_>>()
        })
        .collect();
    tx.leg_relaties_vast(&relaties).await?;
    Ok((kinderen, relaties))
}

async fn aanbieders(
    huis: &Huis,
    tx: &mut Tx,
    ids: &Ids,
    vandaag: Date,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let regio = &huis.instellingen.regio;
    let mut rijen = Vec::new();
    let mut contracten = Vec::new();
    for zaad in AANBIEDERS {
        let agb = AgbCode::nieuw(zaad.agb).map_err(|_| DienstFout::Gegevens("agb"))?;
        rijen.push(Aanbieder {
            houder: regio.clone(),
            agb,
            naam: zaad.naam.to_owned(),
            gewijzigd_op: nu,
            versie: 1,
        });
        let laatste = match zaad.laatste_jaar {
            Some(geleden) => vandaag.year() - geleden,
            None => vandaag.year() + 1,
        };
        for jaar in zaad.eerste_jaar..=laatste {
            for (segment, perceel) in percelen(zaad) {
                let gegevens = ContractGegevens {
                    zwaarte: zwaarte(&perceel, zaad.agb),
                    segment,
                };
                contracten.push(Contract {
                    houder: regio.clone(),
                    id: ids.op(nu),
                    agb,
                    perceel,
                    geldig_vanaf: date(jaar, 1, 1),
                    geldig_tot: Some(date(jaar, 12, 31)),
                    gegevens: crate::verzoek::naar_json(&gegevens, "contract")?,
                    versie: 1,
                });
            }
        }
    }
    tx.leg_aanbieders_vast(&rijen).await?;
    tx.leg_contracten_vast(&contracten).await?;
    Ok(())
}

fn percelen(zaad: &AanbiederZaad) -> Vec<(String, String)> {
    if zaad.ambulant {
        zaad.percelen
            .iter()
            .map(|p| ("ambulant".to_owned(), p.to_string()))
            .collect()
    } else {
        vec![("wonen-verblijf".to_owned(), "geen".to_owned())]
    }
}

/// How heavy the help of an aanbieder is; invented, as the percelen themselves are. Of some nobody registered it yet.
fn zwaarte(perceel: &str, agb: &str) -> Vec<String> {
    let woorden: &[&str] = match (perceel, agb.bytes().last().unwrap_or_default() % 4) {
        ("geen", _) => &["zwaar"],
        (_, 0) => &["licht"],
        (_, 1) => &["licht", "middel"],
        (_, 2) => &["zwaar"],
        _ => &[],
    };
    woorden.iter().map(|w| (*w).to_owned()).collect()
}

async fn accounts(huis: &Huis, tx: &mut Tx, ids: &Ids, nu: Timestamp) -> Result<(), DienstFout> {
    for demo in rekeningen::ACCOUNTS {
        let account = Account {
            houder: huis.instellingen.regio.clone(),
            id: ids.op(nu),
            naam: demo.gebruiker.to_owned(),
            weergavenaam: demo.naam.to_owned(),
            rol: Rol::van(demo.rol).ok_or(DienstFout::Gegevens("rol"))?,
            wachtwoord: demo.phc.to_owned(),
            agb: demo.agb.and_then(|a| AgbCode::nieuw(a).ok()),
            actief: true,
            gemaakt_op: nu,
            versie: 1,
        };
        let gemeenten: Vec<GemeenteCode> = demo
            .gemeenten
            .iter()
            .filter_map(|g| GemeenteCode::nieuw(g).ok())
            .collect();
        tx.leg_account_vast(&account, &gemeenten).await?;
    }
    Ok(())
}

fn niet_leeg(tekst: &str) -> Option<String> {
    (!tekst.is_empty()).then(|| tekst.to_owned())
}

fn jeugdige(p: &Persoon, ids: &Ids, nu: Timestamp) -> Jeugdige {
    Jeugdige {
        houder: p.gemeente.into(),
        id: ids.op(nu),
        bsn: p.bsn,
        geslachtsnaam: p.achternaam.to_owned(),
        voorvoegsel: niet_leeg(p.voorvoegsel),
        partnernaam: None,
        partnervoorvoegsel: None,
        voornamen: Some(p.voornaam.to_owned()),
        voorletters: Some(p.voorletters()),
        naamgebruik: "1".to_owned(),
        geboortedatum: p.geboren,
        datumgebruik: None,
        geslacht: p.geslacht.code().to_owned(),
        straat: Some(p.adres.straat.to_owned()),
        huisnummer: Some(p.adres.huisnummer.into()),
        huisletter: None,
        toevoeging: None,
        aanduiding: None,
        postcode: Some(p.adres.postcode.clone()),
        plaats: Some(p.adres.plaats.to_owned()),
        land: Some("NL".to_owned()),
        telefoon: None,
        email: None,
        communicatievorm: None,
        taal: None,
        juridische_status: None,
        vertegenwoordiging: None,
        woonplaats: Some(p.gemeente),
        geheim: false,
        geblokkeerd: false,
        bron: JeugdigeBron::Dossier,
        gewijzigd_op: nu,
        versie: 1,
    }
}

fn relatie(p: &Persoon, kind: &Jeugdige, plek: usize, g: &Gezagsdrager, ids: &Ids, nu: Timestamp) -> Relatie {
    Relatie {
        houder: kind.houder.clone(),
        id: ids.op(nu),
        jeugdige: kind.id,
        nummer: (plek + 1).to_string(),
        soort: g.soort.to_owned(),
        volgorde: None,
        gezag: true,
        geslachtsnaam: g.achternaam.to_owned(),
        voorvoegsel: niet_leeg(g.voorvoegsel),
        voornamen: Some(g.voornaam.to_owned()),
        voorletters: Some(g.voornaam.chars().take(1).collect()),
        naamgebruik: "1".to_owned(),
        geboortedatum: None,
        geslacht: Some(g.geslacht.code().to_owned()),
        straat: Some(p.adres.straat.to_owned()),
        huisnummer: Some(p.adres.huisnummer.into()),
        huisletter: None,
        toevoeging: None,
        aanduiding: None,
        postcode: Some(p.adres.postcode.clone()),
        plaats: Some(p.adres.plaats.to_owned()),
        land: Some("NL".to_owned()),
        telefoon: Some(g.telefoon.clone()),
        email: None,
        versie: 1,
    }
}
