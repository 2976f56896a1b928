//! Open requests of the demo, sent through the real chain with the clock set back, so that every state is one that the
//! chain itself makes.

use super::hulp::{Hulp, OPEN};
use super::kans::Kans;
use super::mensen::Persoon;
use super::voorbeelden::{VRIJ, een_jaar};
use super::vraag::{Gevraagd, Vraag};
use super::vullen::ZAAD;
use crate::bericht::{verwerken, verzenden};
use crate::verzoek::afhandelen::{self, Afhandeling, Stap, Wat};
use crate::{DienstFout, Huis};
use houvast_begrip::{Werkkalender, periode::plus_maanden};
use houvast_opslag::{Aankomst, Herkomst, Tx};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

type Wijzig = fn(&mut Gevraagd);

/// One request: where, from whom, how many working days ago, and what differs from the plain case.
struct Geval {
    gemeente: &'static str,
    agb: &'static str,
    werkdagen_geleden: u32,
    euro: u32,
    wijzig: Wijzig,
    /// Somebody who has help already, instead of somebody without.
    met_hulp: bool,
    onderzoek: bool,
}

const fn geval(
    gemeente: &'static str,
    agb: &'static str,
    werkdagen_geleden: u32,
    euro: u32,
    wijzig: Wijzig,
) -> Geval {
    Geval {
        gemeente,
        agb,
        werkdagen_geleden,
        euro,
        wijzig,
        met_hulp: false,
        onderzoek: false,
    }
}

fn gewoon(_: &mut Gevraagd) {}

fn zonder_verwijzer(g: &mut Gevraagd) {
    g.verwijzer = "06";
    g.verwijzer_naam = None;
}

fn in_uren(g: &mut Gevraagd) {
    g.budget = None;
    g.product = Some(("45", Some("45A48")));
    g.omvang = Some((3, "04", "2"));
}

fn drie_jaar(g: &mut Gevraagd) {
    g.verwijzer = "01";
    g.verwijzer_naam = None;
    g.tot = plus_maanden(g.van, 36).and_then(|d| d.yesterday().ok());
}

fn gi(g: &mut Gevraagd) {
    g.verwijzer = "04";
    g.verwijzer_naam = Some("Jeugdbescherming Overbrug");
}

fn verblijf(g: &mut Gevraagd) {
    g.budget = None;
    g.product = Some(("44", Some("44A30")));
    g.omvang = Some((7, "14", "2"));
}

const GEVALLEN: &[Geval] = &[
    // Zwolle answers what is clear by itself.
    geval("0193", "73990101", 1, 3_000, zonder_verwijzer),
    geval("0193", "73990103", 3, 0, in_uren),
    Geval {
        met_hulp: true,
        ..geval("0193", "73990105", 4, 5_000, gewoon)
    },
    geval("0193", "73990103", 6, 15_000, drie_jaar),
    Geval {
        onderzoek: true,
        ..geval("0193", "73990101", 9, 2_000, zonder_verwijzer)
    },
    geval("0193", "73990102", 2, 5_000, gewoon),
    geval("0193", "73990101", 5, 8_000, gewoon),
    geval("0193", "73990105", 1, 12_000, gewoon),
    // Kampen decides by hand.
    geval("0166", "73990101", 0, 8_000, gewoon),
    geval("0166", "73990102", 1, 12_000, gewoon),
    geval("0166", "73990103", 2, 5_500, gewoon),
    geval("0166", "73990101", 4, 12_000, gi),
    geval("0166", "73990102", 5, 2_000, gewoon),
    Geval {
        onderzoek: true,
        ..geval("0166", "73990103", 12, 0, verblijf)
    },
    geval("0166", "73990111", 3, 3_000, gewoon),
    // And a few elsewhere.
    geval("0150", "73990103", 2, 3_000, zonder_verwijzer),
    geval("0177", "73990104", 4, 8_000, drie_jaar),
    geval("0148", "73990108", 1, 0, in_uren),
    geval("1708", "73990106", 5, 3_000, zonder_verwijzer),
    geval("0160", "73990110", 3, 0, verblijf),
];

/// Sends every case through the chain on its own day.
pub(super) async fn indienen(
    huis: &Huis,
    tx: &mut Tx,
    mensen: &[Persoon],
    hulp: &[Hulp],
    vandaag: Date,
) -> Result<(), DienstFout> {
    let kans = Arc::new(Mutex::new(Kans::nieuw(ZAAD ^ 2)));
    let kalender = Werkkalender::protocol(false);
    for (i, geval) in GEVALLEN.iter().enumerate() {
        let dag = terug(&kalender, vandaag, geval.werkdagen_geleden);
        let Some(moment) = moment(dag, i, huis.tijd.nu()) else {
            continue;
        };
        let bron = Arc::clone(&kans);
        let toen = Huis {
            tijd: huis.tijd.vast(
                moment,
                Arc::new(move |bytes: &mut [u8]| {
                    if let Ok(mut kans) = bron.lock() {
                        kans.vul(bytes);
                    }
                }),
            ),
            ..huis.clone()
        };
        let eerdere = GEVALLEN
            .iter()
            .take(i)
            .filter(|g| g.gemeente == geval.gemeente && g.met_hulp == geval.met_hulp)
            .count();
        let Some(persoon) = kies(mensen, hulp, geval, dag, eerdere) else {
            continue;
        };
        let van = dag.saturating_add(14.days());
        let vraag = Vraag::voor(persoon, geval.agb, &format!("OPEN{i:04}"), dag)
            .met_budget(geval.euro, van, een_jaar(van))
            .laatste(geval.wijzig);
        let id = ontvang(&toen, tx, vraag.xml()).await?;
        if geval.onderzoek {
            onderzoek(huis, &toen, tx, id, moment + SignedDuration::from_hours(48)).await?;
        }
    }
    afgeleverd(huis, tx).await
}

/// Journals a message and has the chain judge it.
pub(super) async fn ontvang(toen: &Huis, tx: &mut Tx, xml: Vec<u8>) -> Result<Uuid, DienstFout> {
    let id = toen.tijd.id();
    let regio = &toen.instellingen.regio;
    let rij = Aankomst::nieuw(regio, id, xml, Herkomst::Demo, toen.tijd.nu());
    tx.journaal(&[rij]).await?;
    if !verwerken::verwerk_in(toen, tx, toen.tijd.id(), id).await? {
        return Err(DienstFout::Gegevens("demo"));
    }
    Ok(id)
}

/// Somebody without help from the seats kept for it, or somebody with running help at another aanbieder.
fn kies<'a>(
    mensen: &'a [Persoon],
    hulp: &[Hulp],
    geval: &Geval,
    dag: Date,
    eerdere: usize,
) -> Option<&'a Persoon> {
    let van_gemeente = || {
        mensen
            .iter()
            .enumerate()
            .filter(|(_, p)| p.gemeente.als_str() == geval.gemeente)
    };
    if geval.met_hulp {
        return van_gemeente()
            .filter(|(i, _)| {
                hulp.iter()
                    .any(|h| h.persoon == *i && h.agb != geval.agb && h.categorie == "45" && h.tot > dag)
            })
            .map(|(_, p)| p)
            .nth(eerdere);
    }
    van_gemeente().skip(VRIJ).take(OPEN).map(|(_, p)| p).nth(eerdere)
}

/// So many working days back, and at least one when today is none.
pub(super) fn terug(kalender: &Werkkalender, vandaag: Date, werkdagen: u32) -> Date {
    let mut dag = vandaag;
    while !kalender.is_werkdag(dag) {
        dag = dag.yesterday().unwrap_or(dag);
    }
    for _ in 0..werkdagen {
        loop {
            dag = dag.yesterday().unwrap_or(dag);
            if kalender.is_werkdag(dag) {
                break;
            }
        }
    }
    dag
}

/// In the morning of that day, but never after now.
pub(super) fn moment(dag: Date, nummer: usize, nu: Timestamp) -> Option<Timestamp> {
    let minuut = i8::try_from((nummer * 7) % 60).unwrap_or_default();
    let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
    let moment = dag.at(9, minuut, 0, 0).to_zoned(zone).ok()?.timestamp();
    Some(moment.min(nu))
}

/// A consulent answered 'in onderzoek' two days later.
async fn onderzoek(
    huis: &Huis,
    toen: &Huis,
    tx: &mut Tx,
    bericht: Uuid,
    op: Timestamp,
) -> Result<(), DienstFout> {
    let op = op.min(huis.tijd.nu());
    let Some(verzoek) = tx.verzoek_van_bericht(bericht).await? else {
        return Ok(());
    };
    let Some(kind) = tx.jeugdige(verzoek.jeugdige).await? else {
        return Ok(());
    };
    let mut stappen = Vec::new();
    for product in tx.verzoek_producten(verzoek.id).await? {
        let besluit = crate::verzoek::uit_json(&product.besluit, "besluit")?;
        stappen.push(Stap {
            product,
            besluit,
            wat: Wat::Onderzoeken,
            reden: None,
        });
    }
    let afhandeling = Afhandeling {
        huis: toen,
        verzoek: &verzoek,
        kind: &kind,
        door: None,
        nu: op,
        vers: None,
    };
    afhandelen::doe(&afhandeling, tx, stappen, false).await?;
    Ok(())
}

/// The answers of the past were delivered in the past: no file for them.
pub(super) async fn afgeleverd(huis: &Huis, tx: &mut Tx) -> Result<(), DienstFout> {
    let nu = huis.tijd.nu();
    let werker = huis.tijd.id();
    loop {
        let deel = tx
            .neem_uit_uitbak(werker, nu, nu + SignedDuration::from_secs(60), 500)
            .await?;
        if deel.is_empty() {
            break;
        }
        verzenden::vertrokken(tx, &deel.iter().collect::<Vec<_>>(), nu).await?;
    }
    Ok(())
}
