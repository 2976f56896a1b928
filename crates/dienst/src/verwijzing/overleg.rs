//! Aanbieder and Toegang talk about a referral: contact, the amount of an offertebudget, a budget
//! that does not fit (RTP 2.4.6, reden 1). Each step is kept; what the Toegang agrees to is a fact of the request.

use super::verwijzen::{Fouten, TEKST};
use super::{AANBIEDER, Stap, TOEGANG, noteer, zet};
use crate::{DienstFout, Huis};
use houvast_begrip::Centen;
use houvast_opslag::{RegelVoor, SignaalSoort, Tx, Verwijzing, VerwijzingStatus};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

fn te_lang(tekst: &str) -> bool {
    tekst.chars().count() > TEKST
}

/// The aanbieder had contact, or asks something. From now on the Toegang takes part.
#[expect(clippy::too_many_arguments, reason = "what was typed, who and when")]
pub(super) async fn vraag(
    huis: &Huis,
    tx: &mut Tx,
    v: &mut Verwijzing,
    dag: Date,
    bedrag: Option<Centen>,
    tekst: &str,
    door: Uuid,
    nu: Timestamp,
) -> Result<Result<(), Fouten>, DienstFout> {
    let mut fouten: Fouten = Vec::new();
    if dag > huis.tijd.dag_van(nu) {
        fouten.push(("dag", "De dag van het contact ligt in de toekomst.".to_owned()));
    }
    if bedrag.is_some_and(|b| b <= Centen::NUL) {
        fouten.push((
            "bedrag",
            "Vul een bedrag boven nul in, of laat het leeg.".to_owned(),
        ));
    }
    if tekst.is_empty() {
        fouten.push(("tekst", "Schrijf op wat u vraagt of wat is besproken.".to_owned()));
    } else if te_lang(tekst) {
        fouten.push(("tekst", format!("Gebruik hoogstens {TEKST} tekens.")));
    }
    if !fouten.is_empty() {
        return Ok(Err(fouten));
    }
    v.contact = Some(dag);
    v.ander_budget = bedrag.or(v.ander_budget);
    if v.toegang_op.is_none() {
        v.toegang_op = Some(nu);
        // without consent the gemeente ties it to no file.
        if !v.privacy {
            v.jeugdige = tx.jeugdige_met_bsn(&v.houder, &v.bsn).await?.map(|k| k.id);
        }
    }
    let stap = Stap {
        voor: RegelVoor::Toegang,
        van: AANBIEDER,
        soort: "overleg",
        bedrag,
        tekst: Some(tekst.to_owned()),
        door: Some(door),
    };
    noteer(huis, tx, v, stap, nu).await?;
    tx.sluit_signaal(&v.houder, SignaalSoort::OverlegAanbieder, v.id, nu)
        .await?;
    zet(huis, tx, v, SignaalSoort::OverlegToegang, None, nu).await?;
    Ok(Ok(()))
}

/// The Toegang answers: agreed up to an amount, not agreed, or only words.
#[expect(clippy::too_many_arguments, reason = "what was typed, who and when")]
pub(super) async fn antwoord(
    huis: &Huis,
    tx: &mut Tx,
    v: &mut Verwijzing,
    akkoord: Option<bool>,
    bedrag: Option<Centen>,
    tekst: &str,
    door: Uuid,
    nu: Timestamp,
) -> Result<Result<(), Fouten>, DienstFout> {
    let mut fouten: Fouten = Vec::new();
    if akkoord == Some(true) && bedrag.is_none_or(|b| b <= Centen::NUL) {
        fouten.push(("bedrag", "Vul in tot welk bedrag u akkoord gaat.".to_owned()));
    }
    if akkoord != Some(true) && tekst.is_empty() {
        fouten.push(("tekst", "Schrijf uw antwoord aan de aanbieder op.".to_owned()));
    } else if te_lang(tekst) {
        fouten.push(("tekst", format!("Gebruik hoogstens {TEKST} tekens.")));
    }
    if !fouten.is_empty() {
        return Ok(Err(fouten));
    }
    let van_toegang = v.verwijzer.is_none();
    match akkoord {
        Some(true) if van_toegang => {
            v.budget = bedrag;
            // The amount the aanbieder asked is accepted by it; another one it judges anew.
            v.status = if bedrag == v.ander_budget {
                VerwijzingStatus::Geaccepteerd
            } else {
                VerwijzingStatus::Gevraagd
            };
        }
        Some(true) => v.instemming = bedrag,
        Some(false) if v.status == VerwijzingStatus::AnderBudget => {
            // S03 B: not accepted; the Toegang looks for another aanbieder.
            v.status = VerwijzingStatus::Geweigerd;
            v.grond = Some(
                houvast_beslis::regioprofiel::protocol::Weigeringsgrond::BudgetOneens
                    .woord()
                    .to_owned(),
            );
        }
        Some(false) => v.instemming = None,
        None => {}
    }
    let vandaag = huis.tijd.dag_van(nu);
    v.contact = v.contact.or(Some(vandaag));
    let stap = Stap {
        voor: RegelVoor::Toegang,
        van: TOEGANG,
        soort: match akkoord {
            Some(true) => "akkoord",
            Some(false) => "niet_akkoord",
            None => "antwoord",
        },
        bedrag: bedrag.filter(|_| akkoord == Some(true)),
        tekst: (!tekst.is_empty()).then(|| tekst.to_owned()),
        door: Some(door),
    };
    noteer(huis, tx, v, stap, nu).await?;
    tx.sluit_signaal(&v.houder, SignaalSoort::OverlegToegang, v.id, nu)
        .await?;
    let daarna = match v.status {
        VerwijzingStatus::Geaccepteerd if van_toegang => SignaalSoort::ToewijzenNaToetsing,
        VerwijzingStatus::Geweigerd if van_toegang => SignaalSoort::VerwijzingTerug,
        _ => SignaalSoort::OverlegAanbieder,
    };
    if daarna != SignaalSoort::OverlegAanbieder {
        tx.sluit_signaal(&v.houder, SignaalSoort::Toetsing, v.id, nu)
            .await?;
    }
    zet(huis, tx, v, daarna, None, nu).await?;
    Ok(Ok(()))
}
