//! What follows on the help of the demo: starts, stops, requests for change and declarations, sent through the real chain
//! with the clock set back, so that every state is one that the chain itself makes.

use super::hulp::Hulp;
use super::kans::Kans;
use super::melding::{self, Envelop, Levering, Regel, Wens};
use super::mensen::Persoon;
use super::open;
use super::vullen::ZAAD;
use crate::bericht::declareren;
use crate::{DienstFout, Huis};
use houvast_begrip::{Werkkalender, periode::plus_maanden};
use houvast_ijw::Bericht;
use houvast_opslag::{Evaluatie, Toewijzing, Tx};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// How many children of a gemeente get their starts and stops.
const PER_GEMEENTE: usize = 4;
/// Who declares where.
const DECLAREERT: &[(&str, &str)] = &[("0193", "73990101"), ("0193", "73990103"), ("0166", "73990101")];
/// Who asks for a change: where it waits, and where such a message is refused.
const WIJZIGT: &[&str] = &["0193", "0166", "0150"];
/// A product of the region and its price per minute, in eurocents.
const PRODUCT: (&str, &str) = ("45", "45A48");
const TARIEF: u32 = 120;
const MINUUT: &str = "01";
/// Months between two evaluations.
const HALF_JAAR: i32 = 6;
/// Working days that the last declarations wait already.
const WACHT: u32 = 6;
/// RedenBeeindiging: stopped as planned.
const VOLGENS_PLAN: &str = "31";

/// Sends all of it.
pub(super) async fn indienen(
    huis: &Huis,
    tx: &mut Tx,
    mensen: &[Persoon],
    hulp: &[Hulp],
    vandaag: Date,
) -> Result<(), DienstFout> {
    let mut post = Post {
        huis,
        kans: Arc::new(Mutex::new(Kans::nieuw(ZAAD ^ 3))),
        nummer: 0,
    };
    leveringen(&mut post, tx, mensen, hulp, vandaag).await?;
    declaraties(&mut post, tx, mensen, hulp, vandaag).await?;
    wijzigingen(&mut post, tx, mensen, hulp, vandaag).await
}

/// Sends messages on a day of the past, each with a number of its own.
struct Post<'a> {
    huis: &'a Huis,
    kans: Arc<Mutex<Kans>>,
    nummer: u32,
}

impl Post<'_> {
    fn volgende(&mut self, letter: char) -> String {
        self.nummer += 1;
        format!("{letter}{:07}", self.nummer)
    }

    /// The house on that day, never later than now.
    fn toen(&self, dag: Date) -> Huis {
        let minuut = i8::try_from(self.nummer % 60).unwrap_or_default();
        let moment: Timestamp = dag
            .at(10, minuut, 0, 0)
            .to_zoned(TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC))
            .map_or(Timestamp::UNIX_EPOCH, |z| z.timestamp())
            .min(self.huis.tijd.nu());
        let kans = Arc::clone(&self.kans);
        let willekeur = Arc::new(move |bytes: &mut [u8]| {
            if let Ok(mut kans) = kans.lock() {
                kans.vul(bytes);
            }
        });
        Huis {
            tijd: self.huis.tijd.vast(moment, willekeur),
            ..self.huis.clone()
        }
    }

    async fn stuur(&self, tx: &mut Tx, dag: Date, bericht: Option<Bericht>) -> Result<Uuid, DienstFout> {
        let bericht = bericht.ok_or(DienstFout::Gegevens("demo"))?;
        open::ontvang(&self.toen(dag), tx, houvast_ijw::schrijf(&bericht)).await
    }
}

/// The ToewijzingNummer of a piece of help.
async fn nummer(tx: &mut Tx, persoon: &Persoon, stuk: &Hulp) -> Result<Option<u32>, DienstFout> {
    Ok(toewijzing(tx, persoon, stuk)
        .await?
        .and_then(|t| u32::try_from(t.nummer).ok()))
}

async fn toewijzing(tx: &mut Tx, persoon: &Persoon, stuk: &Hulp) -> Result<Option<Toewijzing>, DienstFout> {
    let houder = persoon.gemeente.into();
    let Some(kind) = tx.jeugdige_met_bsn(&houder, &persoon.bsn).await? else {
        return Ok(None);
    };
    let rijen = tx.toewijzingen_van(kind.id).await?;
    Ok(rijen
        .into_iter()
        .find(|t| t.aanbieder.als_str() == stuk.agb && t.ingangsdatum == stuk.van))
}

/// Help that began, with its person, of children who have but one piece of help.
fn begonnen<'a>(
    mensen: &'a [Persoon],
    hulp: &'a [Hulp],
    gemeente: &'a str,
    vandaag: Date,
) -> impl Iterator<Item = (&'a Persoon, &'a Hulp)> + Send {
    hulp.iter()
        .filter(move |h| h.van < vandaag)
        .filter(|h| hulp.iter().filter(|ander| ander.persoon == h.persoon).count() == 1)
        .filter_map(|h| Some((mensen.get(h.persoon)?, h)))
        .filter(move |(p, _)| p.gemeente.als_str() == gemeente)
}

async fn leveringen(
    post: &mut Post<'_>,
    tx: &mut Tx,
    mensen: &[Persoon],
    hulp: &[Hulp],
    vandaag: Date,
) -> Result<(), DienstFout> {
    for gemeente in post.huis.gemeenten() {
        let deze: Vec<_> = begonnen(mensen, hulp, gemeente.als_str(), vandaag)
            .take(PER_GEMEENTE)
            .collect();
        for (persoon, stuk) in deze {
            let Some(nummer) = nummer(tx, persoon, stuk).await? else {
                continue;
            };
            let mut levering = Levering {
                toewijzing: Some(nummer),
                ingangsdatum: Some(stuk.van),
                product: Some((stuk.categorie, stuk.code)),
                begin: stuk.van,
                stop: None,
                verwijderen: false,
            };
            let dag = stuk.van.saturating_add(3.days()).min(vandaag);
            let kenmerk = post.volgende('S');
            let bericht = melding::start(
                &envelop(persoon, stuk, &kenmerk, dag),
                persoon,
                &[levering.clone()],
            );
            post.stuur(tx, dag, bericht).await?;
            evaluaties(post, tx, persoon, stuk, vandaag).await?;
            if stuk.tot < vandaag {
                levering.stop = Some((stuk.tot, VOLGENS_PLAN));
                let dag = stuk.tot.saturating_add(4.days()).min(vandaag);
                let kenmerk = post.volgende('E');
                let bericht = melding::stop(&envelop(persoon, stuk, &kenmerk, dag), persoon, &[levering]);
                post.stuur(tx, dag, bericht).await?;
            }
        }
    }
    Ok(())
}

/// With the jeugdige every half year, some days before it is due (eis 83).
async fn evaluaties(
    post: &mut Post<'_>,
    tx: &mut Tx,
    persoon: &Persoon,
    stuk: &Hulp,
    vandaag: Date,
) -> Result<(), DienstFout> {
    let Some(toewijzing) = toewijzing(tx, persoon, stuk).await? else {
        return Ok(());
    };
    let mut vorige = stuk.van;
    while let Some(uiterlijk) = plus_maanden(vorige, HALF_JAAR) {
        let gehouden_op = uiterlijk.saturating_sub((3 + i64::from(post.nummer % 4) * 5).days());
        if gehouden_op > vandaag.min(stuk.tot) {
            break;
        }
        let toen = post.toen(gehouden_op);
        tx.leg_evaluaties_vast(&[Evaluatie {
            houder: toewijzing.houder.clone(),
            id: toen.tijd.id(),
            toewijzing: toewijzing.id,
            aanbieder: toewijzing.aanbieder,
            jeugdige: toewijzing.jeugdige,
            gehouden_op,
            door: None,
            op: toen.tijd.nu(),
        }])
        .await?;
        vorige = gehouden_op;
    }
    Ok(())
}

fn envelop<'a>(
    persoon: &'a Persoon,
    stuk: &'a Hulp,
    identificatie: &'a str,
    dagtekening: Date,
) -> Envelop<'a> {
    Envelop {
        afzender: stuk.agb,
        ontvanger: persoon.gemeente.als_str(),
        identificatie,
        dagtekening,
    }
}

/// Two months ago: granted. Last month: one waits as it is, one with a wrong line, and one is wrong altogether.
async fn declaraties(
    post: &mut Post<'_>,
    tx: &mut Tx,
    mensen: &[Persoon],
    hulp: &[Hulp],
    vandaag: Date,
) -> Result<(), DienstFout> {
    for geleden in [2, 1] {
        let Some(maand) = plus_maanden(vandaag.first_of_month(), -geleden) else {
            continue;
        };
        for (plek, (gemeente, agb)) in DECLAREERT.iter().enumerate() {
            let mut regels = Vec::new();
            for (persoon, stuk) in begonnen(mensen, hulp, gemeente, vandaag) {
                let hele_maand = stuk.van < maand && stuk.tot > maand.last_of_month();
                if stuk.agb != *agb || stuk.categorie != PRODUCT.0 || !hele_maand || regels.len() == 6 {
                    continue;
                }
                if let Some(nummer) = nummer(tx, persoon, stuk).await? {
                    regels.push(regel(post, persoon, nummer, maand));
                }
            }
            let fout = match (geleden, plek) {
                (1, 0) => regels.len().min(1),
                (1, 1) => regels.len(),
                _ => 0,
            };
            // A number that is of no toewijzing.
            for regel in regels.iter_mut().rev().take(fout) {
                regel.toewijzing += 900_000;
            }
            if regels.is_empty() {
                continue;
            }
            let eerste = maand.last_of_month().saturating_add(4.days()).min(vandaag);
            // What still waits came in some days ago, whatever day of the month it is.
            let dag = match geleden {
                1 => eerste.max(open::terug(&Werkkalender::protocol(false), vandaag, WACHT)),
                _ => eerste,
            };
            let kenmerk = post.volgende('D');
            let van = Envelop {
                afzender: agb,
                ontvanger: gemeente,
                identificatie: &kenmerk,
                dagtekening: dag,
            };
            let bericht = melding::declaratie(&van, &kenmerk, maand, &regels);
            let id = post.stuur(tx, dag, bericht.clone()).await?;
            if geleden == 2 {
                let toen = post.toen(dag.saturating_add(6.days()).min(vandaag));
                declareren::ken_toe(&toen, tx, id, bericht.as_ref()).await?;
            }
        }
    }
    Ok(())
}

fn regel(post: &mut Post<'_>, persoon: &Persoon, toewijzing: u32, maand: Date) -> Regel {
    Regel {
        bsn: persoon.bsn.als_str().to_owned(),
        referentie: post.volgende('P'),
        credit_op: None,
        toewijzing,
        product: PRODUCT,
        periode: (maand, maand.last_of_month()),
        volume: 60 + (post.nummer % 4) * 15,
        eenheid: MINUUT,
        tarief: TARIEF,
    }
}

/// The last child with running help: half as much again.
async fn wijzigingen(
    post: &mut Post<'_>,
    tx: &mut Tx,
    mensen: &[Persoon],
    hulp: &[Hulp],
    vandaag: Date,
) -> Result<(), DienstFout> {
    for gemeente in WIJZIGT {
        let loopt = |h: &Hulp| h.tot > vandaag.saturating_add(30.days()) && h.per_jaar.is_none();
        let Some((persoon, stuk, budget)) = begonnen(mensen, hulp, gemeente, vandaag)
            .filter_map(|(p, h)| Some((p, h, h.budget?)))
            .filter(|(_, h, _)| loopt(h))
            .last()
        else {
            continue;
        };
        let Some(nummer) = nummer(tx, persoon, stuk).await? else {
            continue;
        };
        let dag = vandaag.saturating_sub(1.days());
        let kenmerk = post.volgende('W');
        let wens = Wens::Budget {
            toewijzing: nummer,
            van: stuk.van,
            tot: stuk.tot,
            budget: budget * 150,
        };
        let van = envelop(persoon, stuk, &kenmerk, dag);
        let bericht = melding::wijziging(&van, persoon.bsn.als_str(), &format!("{kenmerk}-1"), &[wens]);
        post.stuur(tx, dag, bericht).await?;
    }
    Ok(())
}
