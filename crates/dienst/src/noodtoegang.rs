//! Noodtoegang: a blocked dossier opens for one person, for a short time and with a reason. A privacy officer looks at each
//! use afterwards (NEN 7513: emergency access is an event of its own).

use crate::beeld::{Merkje, NoodInvoer, NoodRij, NoodUitslag, Toon};
use crate::jeugdige::lees_datum;
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::Bsn;
use houvast_opslag::{Bladzijde, RelatieSoort, Zaakrelatie};
use jiff::SignedDuration;
use uuid::Uuid;

/// How long a dossier stays open: long enough to read it and to call, too short to work on (docs/besluiten/110-rollen.md).
pub const DUUR: SignedDuration = SignedDuration::from_mins(60);
/// A reason of less says nothing.
pub const REDEN_MINSTENS: usize = 20;
/// What the field takes.
pub const REDEN_HOOGSTENS: usize = 500;
/// Rows on the page of a privacy officer.
const RIJEN: u32 = 200;

/// Opens a dossier in an emergency. The whole BSN and the day of birth are asked: nobody looks around with it.
pub async fn neem(huis: &Huis, wie: &Aangemeld, invoer: &NoodInvoer) -> Result<NoodUitslag, DienstFout> {
    eis(wie.functie(), Handeling::Noodtoegang)?;
    let mut fouten = Vec::new();
    let bsn = Bsn::nieuw(invoer.bsn.trim()).ok();
    if bsn.is_none() {
        fouten.push((
            "bsn",
            "Dit is geen geldig BSN. Typ negen cijfers en kijk ze na.".to_owned(),
        ));
    }
    let geboren = lees_datum(invoer.geboren.trim());
    if geboren.is_none() {
        fouten.push((
            "geboren",
            "Vul de geboortedatum in, bijvoorbeeld 4-11-2012.".to_owned(),
        ));
    }
    if let Some(tekst) = reden_fout(&invoer.reden) {
        fouten.push(("reden", tekst));
    }
    let (Some(bsn), Some(geboren), true) = (bsn, geboren, fouten.is_empty()) else {
        return Ok(NoodUitslag::Fouten(fouten));
    };
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let mut gevonden = None;
    for houder in wie.bereik().houders() {
        let kind = tx.jeugdige_met_bsn(houder, &bsn).await?;
        gevonden = gevonden.or(kind.filter(|k| k.geboortedatum == geboren));
    }
    let blik = Blik {
        houder: gevonden.as_ref().map(|k| &k.houder),
        jeugdige: gevonden.as_ref().map(|k| k.id),
        voorwerp: "noodtoegang",
        id: gevonden.as_ref().map(|k| k.id),
        handeling: "nemen",
    };
    kijk::daad(huis, wie, &mut tx, blik)?;
    if let Some(kind) = &gevonden {
        // Who may see it anyway needs no emergency, and the privacy officer no report.
        let al = huis.opslag.lees(wie.bereik()).await?.jeugdige(kind.id).await?;
        if al.is_none() {
            tx.leg_zaakrelatie_vast(&Zaakrelatie {
                houder: kind.houder.clone(),
                id: huis.tijd.id(),
                jeugdige: kind.id,
                account: wie.account(),
                soort: RelatieSoort::Nood,
                reden: Some(invoer.reden.trim().into()),
                vanaf: nu,
                tot: nu + DUUR,
                door: wie.account(),
                op: nu,
                nagegaan_op: None,
                nagegaan_door: None,
                versie: 1,
            })
            .await?;
        }
    }
    tx.commit().await?;
    Ok(match gevonden {
        Some(kind) => NoodUitslag::Open(kind.id),
        None => NoodUitslag::Fouten(vec![(
            "bsn",
            "In uw gemeente is geen dossier met dit BSN en deze geboortedatum. Kijk beide na.".to_owned(),
        )]),
    })
}

/// What is wrong with a reason.
pub(crate) fn reden_fout(reden: &str) -> Option<String> {
    let lengte = reden.trim().chars().count();
    if lengte < REDEN_MINSTENS {
        Some(format!(
            "Schrijf op waarom, in minstens {REDEN_MINSTENS} tekens. De privacy officer leest het."
        ))
    } else if lengte > REDEN_HOOGSTENS {
        Some(format!("Schrijf het korter: hoogstens {REDEN_HOOGSTENS} tekens."))
    } else {
        None
    }
}

/// Every use in the gemeenten of a privacy officer, newest first.
pub async fn lijst(huis: &Huis, wie: &Aangemeld) -> Result<Vec<NoodRij>, DienstFout> {
    eis(wie.functie(), Handeling::NoodtoegangNagaan)?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let mut uit = Vec::new();
    for r in lees.noodtoegangen(false, Bladzijde::eerste(RIJEN)).await? {
        let naam = lees.weergavenaam(r.account).await?;
        uit.push(NoodRij {
            id: r.id,
            jeugdige: r.jeugdige,
            wie: naam.unwrap_or_else(|| "onbekend account".to_owned()),
            gemeente: huis.gemeente_naam(r.houder.als_str()),
            reden: r.reden.map(|t| t.0).unwrap_or_default(),
            op: huis.tijd.plaatselijk(r.op),
            tot: huis.tijd.plaatselijk(r.tot),
            stand: match r.nagegaan_op {
                None => Merkje::nieuw("nog na te gaan", Toon::LetOp),
                Some(op) => Merkje::nieuw(
                    format!(
                        "nagegaan op {}",
                        houvast_begrip::datum::smal(huis.tijd.dag_van(op))
                    ),
                    Toon::Goed,
                ),
            },
            open: r.nagegaan_op.is_none(),
        });
    }
    drop(lees);
    let blik = Blik {
        houder: wie.bereik().logboeken().first(),
        jeugdige: None,
        voorwerp: "logboek",
        id: None,
        handeling: "lezen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    Ok(uit)
}

/// A privacy officer looked at it. What somebody else did already stays as it is.
pub async fn ga_na(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<(), DienstFout> {
    eis(wie.functie(), Handeling::NoodtoegangNagaan)?;
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    if !tx.noodtoegang_nagegaan(id, huis.tijd.nu()).await? {
        return Err(DienstFout::NietGevonden);
    }
    tx.commit().await?;
    let blik = Blik {
        houder: wie.bereik().logboeken().first(),
        jeugdige: None,
        voorwerp: "noodtoegang",
        id: Some(id),
        handeling: "nagaan",
    };
    kijk::noteer(huis, wie, &[blik]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_reden_heeft_twintig_tot_vijfhonderd_tekens() {
        for (lengte, goed) in [(0, false), (19, false), (20, true), (500, true), (501, false)] {
            assert_eq!(reden_fout(&"x".repeat(lengte)).is_none(), goed, "{lengte}");
        }
        assert!(
            reden_fout(&format!("{}x", " ".repeat(30))).is_some(),
            "spaties tellen niet"
        );
    }
}
