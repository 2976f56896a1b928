//! Signals ahead of time: the budget that runs out, the end that comes near, the six months, the evaluation. They are worked
//! out again for each toewijzing when something about it comes in, and once a day for all that run; a day that was missed
//! is made up for, and what was shown once does not come twice.

mod afdoen;
mod feiten;
mod plan;
mod toon;

pub use afdoen::{doe_af, evaluatie_gehouden};
pub use toon::toon;

use crate::{DienstFout, Huis};
use houvast_begrip::Houder;
use houvast_beslis::signaal::{SignaalVoorstel, Signaalsoort};
use houvast_opslag::{Signaal, SignaalSom, SignaalSoort, Tx};
use jiff::Timestamp;
use jiff::civil::Date;
use plan::{Plek, Stap};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Toewijzingen per transaction.
const PER_KEER: u32 = 200;
/// About so many toewijzingen at a time before somebody looks again whether a message came in.
const PER_DEEL: u64 = 400;
/// Toewijzingen per transaction when a day begins: who wants to log a look meanwhile waits for one such part.
const PER_DAGDEEL: u32 = 5_000;
/// Setting of the region: the last day on which everything was worked out.
const GEDAAN_TOT: &str = "signalen_tot";
/// The lock of the region under which a new day is begun.
const DAG: &str = "signaaldag";
/// The kinds about running help.
pub(crate) const OVER_HULP: [SignaalSoort; 4] = [
    SignaalSoort::BudgetOp,
    SignaalSoort::EindeNadert,
    SignaalSoort::ZesMaanden,
    SignaalSoort::Evaluatie,
];

/// How the store names a kind; `None`: it is about the region and not about a case.
pub(crate) fn soort(van: Signaalsoort) -> Option<SignaalSoort> {
    Some(match van {
        Signaalsoort::BudgetRaaktOp => SignaalSoort::BudgetOp,
        Signaalsoort::EinddatumNadert => SignaalSoort::EindeNadert,
        Signaalsoort::SlaatNietAan => SignaalSoort::ZesMaanden,
        Signaalsoort::Toetsing => SignaalSoort::Toetsing,
        Signaalsoort::Evaluatie => SignaalSoort::Evaluatie,
        Signaalsoort::Herijking => return None,
    })
}

/// Something about these toewijzingen changed: their signals are worked out again soon after this transaction.
pub(crate) async fn vraag(
    huis: &Huis,
    tx: &mut Tx,
    houder: &Houder,
    nummers: &[i64],
) -> Result<(), DienstFout> {
    tx.vraag_signalen(houder, nummers, huis.tijd.nu()).await?;
    Ok(())
}

/// Works out all that waits. Number of toewijzingen.
pub async fn werk_bij(huis: &Huis) -> Result<u64, DienstFout> {
    let mut gedaan = 0;
    loop {
        let (aantal, meer) = werk_deel_bij(huis).await?;
        gedaan += aantal;
        if !meer {
            return Ok(gedaan);
        }
    }
}

/// Works out a part of what waits: after a night all running help does, and a message that comes in meanwhile must not wait for
/// all of it. Number of toewijzingen, and whether there may be more.
pub async fn werk_deel_bij(huis: &Huis) -> Result<(u64, bool), DienstFout> {
    let systeem = huis.systeem();
    let mut gedaan = 0;
    while gedaan < PER_DEEL {
        let waar = huis
            .opslag
            .lees(&systeem)
            .await?
            .gemeente_met_signaalwerk()
            .await?;
        let Some(houder) = waar else {
            return Ok((gedaan, false));
        };
        let mut tx = huis.opslag.begin(&systeem).await?;
        let ids = tx.neem_signaalwerk(&houder, PER_KEER).await?;
        if ids.is_empty() {
            // Another worker has them.
            return Ok((gedaan, false));
        }
        bereken(huis, &mut tx, &ids).await?;
        tx.commit().await?;
        gedaan += u64::try_from(ids.len()).unwrap_or_default();
    }
    Ok((gedaan, true))
}

/// As [`nieuwe_dag`], and works all of it out.
pub async fn dag(huis: &Huis) -> Result<bool, DienstFout> {
    let nieuw = nieuwe_dag(huis).await?;
    if nieuw {
        werk_bij(huis).await?;
    }
    Ok(nieuw)
}

/// Once a day, also after days without: everything that runs, and what ended since the last time, waits to be worked out.
/// `false`: this day was done already.
pub(crate) async fn nieuwe_dag(huis: &Huis) -> Result<bool, DienstFout> {
    let systeem = huis.systeem();
    let vandaag = huis.tijd.vandaag();
    let regio = &huis.instellingen.regio;
    let laatst: Option<Date> = huis
        .opslag
        .lees(&systeem)
        .await?
        .instelling(regio, GEDAAN_TOT)
        .await?
        .and_then(|dag| dag.parse().ok());
    if laatst == Some(vandaag) {
        return Ok(false);
    }
    // The clock may be set back in a demo: then all that ran on that day counts again.
    let sinds = laatst.map_or(vandaag, |dag| dag.min(vandaag));
    let sinds = sinds.yesterday().unwrap_or(sinds);
    for gemeente in huis.gemeenten() {
        let mut vanaf = Some(Uuid::nil());
        while let Some(na) = vanaf {
            let Some(mut tx) = aan_de_beurt(huis, vandaag).await? else {
                return Ok(false);
            };
            let (periode, deel) = ((sinds, vandaag), (na, PER_DAGDEEL));
            (_, vanaf) = tx
                .vraag_signalen_van_dag(&gemeente.into(), periode, deel, huis.tijd.nu())
                .await?;
            tx.commit().await?;
        }
    }
    let Some(mut tx) = aan_de_beurt(huis, vandaag).await? else {
        return Ok(false);
    };
    tx.zet_instelling(regio, GEDAAN_TOT, &vandaag.to_string(), huis.tijd.nu())
        .await?;
    tx.commit().await?;
    Ok(true)
}

/// Several nodes come to a new day at the same moment: they take turns, and when one of them is done the others see it. What
/// two of them ask may be worked out twice; the second time changes no row.
async fn aan_de_beurt(huis: &Huis, vandaag: Date) -> Result<Option<Tx>, DienstFout> {
    let regio = &huis.instellingen.regio;
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.vergrendel(regio, DAG).await?;
    let gedaan = tx.instelling(regio, GEDAAN_TOT).await?;
    Ok((gedaan.as_deref() != Some(vandaag.to_string().as_str())).then_some(tx))
}

/// The signals of these toewijzingen as they should be today.
async fn bereken(huis: &Huis, tx: &mut Tx, toewijzingen: &[Uuid]) -> Result<(), DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let verlopen = tx.verlopen(toewijzingen).await?;
    let mut wil: Vec<(Plek, Vec<SignaalVoorstel>)> = Vec::with_capacity(toewijzingen.len());
    for (toewijzing, verloop) in feiten::hulp(&verlopen) {
        let Some(profiel) = huis.profiel_van(&toewijzing.houder, vandaag) else {
            return Ok(());
        };
        let voorstellen =
            verloop.map_or_else(Vec::new, |v| houvast_beslis::signaal::alle(&v, profiel, vandaag));
        wil.push((Plek::van(toewijzing), voorstellen));
    }
    bewaar(huis, tx, &wil, &OVER_HULP, huis.tijd.nu()).await
}

/// For the demo: works these out, and somebody settled what ends soon with one of these notes.
pub(crate) async fn oefening(
    huis: &Huis,
    tx: &mut Tx,
    toewijzingen: &[Uuid],
    redenen: &[&str],
) -> Result<(), DienstFout> {
    bereken(huis, tx, toewijzingen).await?;
    let nu = huis.tijd.nu();
    let signalen = tx
        .signalen_over(toewijzingen, &[SignaalSoort::EindeNadert])
        .await?;
    let ids: Vec<Uuid> = signalen.iter().map(|s| s.id).collect();
    let mut sommen = tx.signaalsommen(&ids).await?;
    let collega = huis.tijd.id();
    for (som, reden) in sommen.iter_mut().zip(redenen.iter().cycle()) {
        som.afgedaan_door = Some(collega);
        som.afgedaan_reden = Some((*reden).into());
    }
    tx.leg_signaalsommen_vast(&sommen).await?;
    for s in &signalen {
        tx.sluit_signaal(&s.houder, s.soort, s.onderwerp, nu).await?;
    }
    Ok(())
}

/// Makes the stored signals of these kinds what they should be.
async fn bewaar(
    huis: &Huis,
    tx: &mut Tx,
    wil: &[(Plek, Vec<SignaalVoorstel>)],
    soorten: &[SignaalSoort],
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let onderwerpen: Vec<Uuid> = wil.iter().map(|(plek, _)| plek.onderwerp).collect();
    let bestaand = tx.signalen_over(&onderwerpen, soorten).await?;
    let ids: Vec<Uuid> = bestaand.iter().map(|s| s.id).collect();
    let sommen: BTreeMap<Uuid, SignaalSom> = tx
        .signaalsommen(&ids)
        .await?
        .into_iter()
        .map(|som| (som.signaal, som))
        .collect();
    let bestaand: BTreeMap<(Uuid, SignaalSoort), Signaal> = bestaand
        .into_iter()
        .map(|s| ((s.onderwerp, s.soort), s))
        .collect();
    let (mut signalen, mut nieuwe_sommen) = (Vec::new(), Vec::new());
    let mut voorbij: BTreeMap<SignaalSoort, Vec<Uuid>> = BTreeMap::new();
    for (plek, voorstellen) in wil {
        for kind in soorten {
            let voorstel = voorstellen.iter().find(|v| soort(v.soort) == Some(*kind));
            let was = bestaand.get(&(plek.onderwerp, *kind));
            let som = was.and_then(|s| sommen.get(&s.id));
            match plan::stap(voorstel, was, som) {
                Stap::Niets => {}
                Stap::Vervalt => voorbij.entry(*kind).or_default().push(plek.onderwerp),
                Stap::Zet(voorstel) => {
                    let id = was.map_or_else(|| huis.tijd.id(), |s| s.id);
                    signalen.push(plek.signaal(id, *kind, voorstel, nu));
                    nieuwe_sommen.push(plek.som(id, voorstel, nu)?);
                }
            }
        }
    }
    tx.zet_signalen(&signalen).await?;
    tx.leg_signaalsommen_vast(&nieuwe_sommen).await?;
    for (kind, onderwerpen) in voorbij {
        tx.laat_signalen_vervallen(kind, &onderwerpen, nu).await?;
    }
    Ok(())
}
