//! Looking again at the trajecten of the region after the contracts began: until when, the sum, and that it was done.

use crate::beeld::{HerijkingBeeld, HerijkingFout, Termijn};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, gronden, termijnen};
use houvast_begrip::datum;
use houvast_beslis::signaal::herijking;
use houvast_opslag::Lees;
use jiff::civil::Date;

/// Setting of the region: the day on which the trajecten were looked at.
const HERIJKT: &str = "herijkt_op";

/// The page; `None` where the region has no such rule.
pub async fn herijking_beeld(huis: &Huis, wie: &Aangemeld) -> Result<Option<HerijkingBeeld>, DienstFout> {
    eis(wie.functie(), Handeling::RegelsBeheren)?;
    let mut lees = huis.opslag.lees(&huis.systeem()).await?;
    van(huis, &mut lees).await
}

/// `None`: this region has no such rule, or no contract yet.
pub(super) async fn van(huis: &Huis, lees: &mut Lees) -> Result<Option<HerijkingBeeld>, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let (Some(profiel), Some(begin)) = (huis.profiel(vandaag), lees.eerste_contractdag().await?) else {
        return Ok(None);
    };
    let Some(regel) = herijking(begin, None, profiel, vandaag) else {
        return Ok(None);
    };
    let gedaan = gedaan(huis, lees)
        .await?
        .filter(|dag| *dag >= begin && *dag <= vandaag);
    let grond = regel.gronden.first();
    Ok(Some(HerijkingBeeld {
        begin,
        uitleg: grond.map(|g| g.uitleg.clone()).unwrap_or_default(),
        som: grond.map(|g| g.som.clone()).unwrap_or_default(),
        artikelen: grond.map_or_else(String::new, |g| {
            gronden::artikelen(g.artikelen.iter().map(|a| a.0.as_str()))
        }),
        termijn: gedaan.is_none().then(|| Termijn {
            uiterlijk: regel.dag,
            werkdagen: termijnen::werkdagen_tot(huis, vandaag, regel.dag),
        }),
        gedaan: gedaan.map_or_else(String::new, |dag| {
            let te_laat = if dag > regel.dag {
                format!(" Dat was na de uiterste dag, {}.", datum::lang(regel.dag))
            } else {
                String::new()
            };
            format!(
                "De trajecten zijn opnieuw bekeken op {}.{te_laat}",
                datum::lang(dag)
            )
        }),
        vandaag,
    }))
}

async fn gedaan(huis: &Huis, lees: &mut Lees) -> Result<Option<Date>, DienstFout> {
    let dag = lees.instelling(&huis.instellingen.regio, HERIJKT).await?;
    Ok(dag.and_then(|dag| dag.parse().ok()))
}

/// Registers on which day it was done. A mistake comes back; nothing is stored then.
pub async fn leg_herijking_vast(
    huis: &Huis,
    wie: &Aangemeld,
    dag: Option<Date>,
) -> Result<Result<(), HerijkingFout>, DienstFout> {
    let beeld = herijking_beeld(huis, wie)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    let Some(dag) = dag else {
        return Ok(Err(HerijkingFout::GeenDatum));
    };
    if dag > beeld.vandaag {
        return Ok(Err(HerijkingFout::Toekomst));
    }
    if dag < beeld.begin {
        return Ok(Err(HerijkingFout::VoorBegin));
    }
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.zet_instelling(
        &huis.instellingen.regio,
        HERIJKT,
        &dag.to_string(),
        huis.tijd.nu(),
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}
