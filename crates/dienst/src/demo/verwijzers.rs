//! Who may refer in the demo, and referrals left at different steps. The practices and their AGB codes are invented.

use super::hulp::{Hulp, OPEN};
use super::kans::Kans;
use super::mensen::Persoon;
use super::open;
use super::voorbeelden::VRIJ;
use super::vullen::ZAAD;
use crate::verwijzing::{self, Herkomst};
use crate::{DienstFout, Huis};
use houvast_begrip::{AgbCode, Centen, Werkkalender, periode::plus_maanden};
use houvast_beslis::regioprofiel::protocol::Weigeringsgrond;
use houvast_beslis::{Soort, Verwijzer};
use houvast_opslag::{RegelVoor, SignaalSoort, Tx, Verwijzer as VerwijzerRij, VerwijzingStatus};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::sync::{Arc, Mutex};

/// AGB code, name, type of verwijzer (COD327), telephone.
const VERWIJZERS: &[(&str, &str, &str, &str)] = &[
    ("01990201", "Huisartsenpraktijk De Brink", "02", "038 000 02 01"),
    ("80990202", "Jeugdbescherming Overbrug", "04", "038 000 02 02"),
    (
        "01990203",
        "Huisartsenpraktijk Aan de Vecht",
        "02",
        "0529 00 02 03",
    ),
    (
        "87990204",
        "Jeugdgezondheidszorg Hanzeland",
        "03",
        "0570 00 02 04",
    ),
    (
        "03990205",
        "Kindergeneeskunde Sallandpoort",
        "05",
        "0570 00 02 05",
    ),
];

/// Stores them.
pub(super) async fn leg_vast(huis: &Huis, tx: &mut Tx, nu: Timestamp) -> Result<(), DienstFout> {
    let rijen = VERWIJZERS
        .iter()
        .map(|(agb, naam, soort, telefoon)| {
            Ok(VerwijzerRij {
                houder: huis.instellingen.regio.clone(),
                agb: AgbCode::nieuw(agb).map_err(|_| DienstFout::Gegevens("agb"))?,
                naam: (*naam).to_owned(),
                soort: (*soort).to_owned(),
                telefoon: Some((*telefoon).to_owned()),
                gewijzigd_op: nu,
                versie: 1,
            })
        })
        .collect::<Result<Vec<_>, DienstFout>>()?;
    tx.leg_verwijzers_vast(&rijen).await?;
    Ok(())
}

/// One referral: where, from whom, to whom, how many working days ago, and how far it came.
struct Geval {
    gemeente: &'static str,
    /// AGB code of the practice; `None`: the Toegang asks.
    van: Option<&'static str>,
    naar: &'static str,
    werkdagen_geleden: u32,
    resultaat: &'static str,
    stand: Stand,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    /// The jeugdige has not reported yet.
    Wacht,
    /// The clock of the toetsing runs.
    Loopt,
    Overgenomen,
    Geweigerd,
}

const GEVALLEN: &[Geval] = &[
    Geval {
        gemeente: "0193",
        van: Some("01990201"),
        naar: "73990101",
        werkdagen_geleden: 1,
        resultaat: "Slaapt weer door en gaat zonder buikpijn naar school.",
        stand: Stand::Wacht,
    },
    Geval {
        gemeente: "0193",
        van: Some("01990201"),
        naar: "73990101",
        werkdagen_geleden: 8,
        resultaat: "Durft weer alleen naar buiten.",
        stand: Stand::Loopt,
    },
    Geval {
        gemeente: "0193",
        van: Some("01990201"),
        naar: "73990101",
        werkdagen_geleden: 5,
        resultaat: "",
        stand: Stand::Overgenomen,
    },
    Geval {
        gemeente: "0193",
        van: Some("01990201"),
        naar: "73990102",
        werkdagen_geleden: 4,
        resultaat: "De ouders weten wat zij bij driftbuien doen.",
        stand: Stand::Geweigerd,
    },
    Geval {
        gemeente: "0193",
        van: Some("80990202"),
        naar: "73990101",
        werkdagen_geleden: 3,
        resultaat: "Het is thuis weer veilig voor iedereen.",
        stand: Stand::Loopt,
    },
    Geval {
        gemeente: "0166",
        van: None,
        naar: "73990102",
        werkdagen_geleden: 6,
        resultaat: "Kan omgaan met boosheid, thuis en op school.",
        stand: Stand::Loopt,
    },
    Geval {
        gemeente: "0166",
        van: None,
        naar: "73990101",
        werkdagen_geleden: 7,
        resultaat: "Heeft elke week een vaste dag met leeftijdgenoten.",
        stand: Stand::Overgenomen,
    },
];

/// Stores referrals, each left at another step; all of it invented.
pub(super) async fn verwijs(
    huis: &Huis,
    tx: &mut Tx,
    mensen: &[Persoon],
    hulp: &[Hulp],
    vandaag: Date,
) -> Result<(), DienstFout> {
    let kans = Arc::new(Mutex::new(Kans::nieuw(ZAAD ^ 7)));
    let kalender = Werkkalender::protocol(false);
    for (i, geval) in GEVALLEN.iter().enumerate() {
        let dag = open::terug(&kalender, vandaag, geval.werkdagen_geleden);
        let Some(moment) = open::moment(dag, i, huis.tijd.nu()) else {
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
            .filter(|g| g.gemeente == geval.gemeente)
            .count();
        let Some(persoon) = kies(mensen, hulp, geval.gemeente, vandaag, eerdere) else {
            continue;
        };
        leg_geval_vast(&toen, tx, geval, persoon, dag, moment).await?;
    }
    Ok(())
}

/// Somebody whose help ended so long ago that a referral is the first again.
fn kies<'a>(
    mensen: &'a [Persoon],
    hulp: &[Hulp],
    gemeente: &str,
    vandaag: Date,
    eerdere: usize,
) -> Option<&'a Persoon> {
    let grens = plus_maanden(vandaag, -14)?;
    mensen
        .iter()
        .enumerate()
        .filter(|(_, p)| p.gemeente.als_str() == gemeente)
        .skip(VRIJ + OPEN)
        .filter(|(i, _)| hulp.iter().filter(|h| h.persoon == *i).all(|h| h.tot < grens))
        .map(|(_, p)| p)
        .nth(eerdere)
}

async fn leg_geval_vast(
    toen: &Huis,
    tx: &mut Tx,
    geval: &Geval,
    persoon: &Persoon,
    dag: Date,
    moment: Timestamp,
) -> Result<(), DienstFout> {
    let agb = |code: &str| AgbCode::nieuw(code).map_err(|_| DienstFout::Gegevens("agb"));
    let praktijk = geval
        .van
        .and_then(|van| VERWIJZERS.iter().find(|(code, ..)| *code == van));
    let route = match praktijk {
        Some((.., soort, _)) => Verwijzer::try_from(*soort).map_err(|_| DienstFout::Gegevens("verwijzer"))?,
        None => Verwijzer::Gemeente,
    };
    let houder = persoon.gemeente.into();
    let kind = tx.jeugdige_met_bsn(&houder, &persoon.bsn).await?;
    let door = toen.tijd.id();
    let bron = Herkomst {
        houder,
        route,
        verwijzer: geval.van.map(agb).transpose()?,
        verwijzer_naam: praktijk.map(|(_, naam, ..)| (*naam).to_owned()),
        door,
        aanbieder: agb(geval.naar)?,
        bsn: persoon.bsn,
        persoon: verwijzing::Persoon {
            voornamen: persoon.voornaam.to_owned(),
            voorvoegsel: persoon.voorvoegsel.to_owned(),
            achternaam: persoon.achternaam.to_owned(),
            telefoon: String::new(),
        },
        geboortedatum: persoon.geboren,
        geslacht: persoon.geslacht.code().to_owned(),
    };
    let van_toegang = route == Verwijzer::Gemeente;
    let met_toegang = van_toegang || route == Verwijzer::Gi;
    let loopt = geval.stand != Stand::Wacht;
    let mut v = verwijzing::rij(toen, tx, bron, moment).await?;
    v.resultaat = (!geval.resultaat.is_empty()).then(|| geval.resultaat.into());
    v.resultaat_van = v.resultaat.is_some().then(|| {
        if van_toegang {
            verwijzing::TOEGANG
        } else {
            verwijzing::VERWIJZER
        }
        .to_owned()
    });
    v.toegang_op = met_toegang.then_some(moment);
    v.jeugdige = kind.filter(|_| met_toegang).map(|k| k.id);
    v.aangemeld = (loopt && !van_toegang).then_some(dag);
    let gevraagd = van_toegang.then_some(dag);
    v.uiterlijk = verwijzing::uiterste_dag(toen, &v.houder, route, v.aangemeld, gevraagd, dag);
    if van_toegang {
        v.soort = Some(Soort::Herstel.label().to_owned());
        v.budget = Some(Centen::euro(5_000));
        v.van = Some(dag.saturating_add(28.days()));
        v.tot = v.van.and_then(|van| plus_maanden(van, 12)?.yesterday().ok());
    }
    tx.leg_verwijzing_vast(&v).await?;
    let lezer = if van_toegang {
        RegelVoor::Toegang
    } else {
        RegelVoor::Verwijzer
    };
    let stap = |van: &'static str, soort: &'static str, tekst: Option<&str>| verwijzing::Stap {
        voor: lezer,
        van,
        soort,
        bedrag: None,
        tekst: tekst.map(str::to_owned),
        door: None,
    };
    let begin = if van_toegang { "gevraagd" } else { "verwezen" };
    verwijzing::noteer(toen, tx, &v, stap(verwijzing::VERWIJZER, begin, None), moment).await?;
    if v.verwijzer.is_some() && met_toegang {
        verwijzing::zet(toen, tx, &v, SignaalSoort::OverlegToegang, None, moment).await?;
    }
    match geval.stand {
        Stand::Wacht | Stand::Loopt => verwijzing::zet_toetsing(toen, tx, &v, moment).await?,
        Stand::Overgenomen | Stand::Geweigerd => {
            let versie = v.versie;
            v.getoetst = Some(dag);
            let gegevens = verwijzing::ToetsingGegevens {
                veiligheid: Some(true),
                reden: String::new(),
                contact: None,
            };
            let overgenomen = geval.stand == Stand::Overgenomen;
            if overgenomen {
                v.status = VerwijzingStatus::Geaccepteerd;
                v.toetsing = Some(verwijzing::verzegel(&gegevens)?);
            } else {
                v.status = VerwijzingStatus::Geweigerd;
                v.grond = Some(Weigeringsgrond::Overgekwalificeerd.woord().to_owned());
                v.toetsing = Some(verwijzing::verzegel(&verwijzing::ToetsingGegevens {
                    reden: WEIGERING.to_owned(),
                    contact: Some(dag),
                    ..gegevens
                })?);
            }
            if !tx.wijzig_verwijzing(&v, versie).await? {
                return Err(DienstFout::Gegevens("demo"));
            }
            let (soort, tekst) = if overgenomen {
                ("geaccepteerd", None)
            } else {
                ("geweigerd", Some(WEIGERING))
            };
            verwijzing::noteer(toen, tx, &v, stap(verwijzing::AANBIEDER, soort, tekst), moment).await?;
            if overgenomen && van_toegang {
                verwijzing::zet(toen, tx, &v, SignaalSoort::ToewijzenNaToetsing, None, moment).await?;
            } else if overgenomen {
                verwijzing::zet(toen, tx, &v, SignaalSoort::VerzoekSturen, None, moment).await?;
                if v.resultaat.is_none() {
                    verwijzing::zet(toen, tx, &v, SignaalSoort::Resultaat, None, moment).await?;
                }
            }
        }
    }
    Ok(())
}

const WEIGERING: &str = "Dit is een lichte opvoedvraag. De praktijkondersteuner of het wijkteam past beter.";
