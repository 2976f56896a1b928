//! The Toegang decides: grant as asked, investigate first, or refuse and say what comes instead.

use super::feiten::WijzigFeiten;
use super::vastleggen::{bewaar, json, noteer};
use super::zaak::{self, Zaak};
use super::{oordeel, plan, uitvoeren};
use crate::beeld::WijzigBesluit;
use crate::bericht::maken::Antwoord;
use crate::bericht::verwerken::OORDEEL;
use crate::bericht::wijziging as berichten;
use crate::recht::{Handeling, eis};
use crate::termijnen::{self, Werk};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_beslis::RedenAfwijzing;
use houvast_beslis::regioprofiel::protocol::Wijzigingsreden;
use houvast_beslis::vragen::Antwoord as Vraagantwoord;
use houvast_beslis::vragen::wijziging::WijzigingUitkomst;
use houvast_opslag::{
    BerichtStatus, OpslagFout, SignaalSoort, Tx, WijzigStatus, WijzigUitkomst, Wijziging, Wijzigverzoek,
};
use jiff::Timestamp;
use uuid::Uuid;

/// Decides; `versie` is that of the request as the page showed it.
pub async fn besluit(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    besluit: &WijzigBesluit,
) -> Result<(), DienstFout> {
    eis(wie.functie(), Handeling::Beslissen)?;
    houvast_opslag::opnieuw(
        async || doe(huis, wie, id, versie, besluit).await,
        |fout| matches!(fout, DienstFout::Opslag(o) if OpslagFout::herhaalbaar(o)),
    )
    .await
}

/// What follows for the request itself.
struct Gevolg {
    wijziging: Wijziging,
    verzoek: Option<Wijzigverzoek>,
    soort: &'static str,
    tekst: String,
    bericht: Option<Uuid>,
}

async fn doe(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    besluit: &WijzigBesluit,
) -> Result<(), DienstFout> {
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    let gezien = zaak::zoek(huis, &mut tx, id)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    // The JW301 holds every current toewijzing (OP087): nobody adds one meanwhile.
    tx.vergrendel(&gezien.wijziging.houder, OORDEEL).await?;
    let zaak = zaak::zoek(huis, &mut tx, id)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    if zaak.versie() != versie || !zaak.open() {
        return Err(DienstFout::Verouderd);
    }
    let mut gevolg = match besluit {
        WijzigBesluit::Toewijzen { reden } => toewijzen(huis, wie, &mut tx, &zaak, reden, nu).await?,
        WijzigBesluit::Onderzoeken => onderzoeken(huis, &mut tx, &zaak, nu).await?,
        WijzigBesluit::Afwijzen {
            code,
            uitkomst,
            reden,
        } => {
            afwijzen(
                huis,
                wie,
                &mut tx,
                &zaak,
                (code.as_str(), uitkomst.as_str(), reden.as_str()),
                nu,
            )
            .await?
        }
    };
    if let (Some(verzoek), Some(was)) = (&mut gevolg.verzoek, &zaak.verzoek) {
        verzoek.beslist_door = Some(wie.account());
        verzoek.antwoord = gevolg.bericht;
        if !tx.wijzig_wijzigverzoek(verzoek, was.versie).await? {
            return Err(DienstFout::Verouderd);
        }
    }
    gevolg.wijziging.bericht = gevolg.bericht;
    bewaar(&mut tx, &gevolg.wijziging, zaak.wijziging.versie).await?;
    signalen(&mut tx, &zaak, &gevolg, nu).await?;
    noteer(
        huis,
        &mut tx,
        &zaak,
        gevolg.soort,
        &gevolg.tekst,
        wie,
        gevolg.bericht,
        nu,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The judgement under which somebody decides; it is kept with the decision.
async fn getoetst(
    huis: &Huis,
    tx: &mut Tx,
    zaak: &Zaak,
    besluit: Option<WijzigUitkomst>,
) -> Result<Vec<oordeel::Getoetst>, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let leveringen = oordeel::leveringen(huis, tx, zaak, vandaag).await?;
    let feiten = WijzigFeiten::van(&zaak.wijziging);
    let profiel = oordeel::profiel(huis, &zaak.wijziging.houder, vandaag)?;
    Ok(oordeel::oordeel(
        zaak,
        &feiten,
        &leveringen,
        besluit,
        profiel,
        vandaag,
    ))
}

fn bewaard(getoetst: &[oordeel::Getoetst]) -> Result<String, DienstFout> {
    let antwoorden: Vec<&Vraagantwoord<WijzigingUitkomst>> = getoetst.iter().map(|g| &g.antwoord).collect();
    json(&antwoorden)
}

fn woorden(tekst: &str) -> Option<String> {
    let tekst = tekst.trim();
    (!tekst.is_empty()).then(|| tekst.to_owned())
}

async fn toewijzen(
    huis: &Huis,
    wie: &Aangemeld,
    tx: &mut Tx,
    zaak: &Zaak,
    reden: &str,
    nu: Timestamp,
) -> Result<Gevolg, DienstFout> {
    let voorstel = getoetst(huis, tx, zaak, None).await?;
    let reden = woorden(reden);
    if reden.is_none() && voorstel.iter().any(oordeel::Getoetst::afwijken) {
        return Err(DienstFout::RedenVerplicht);
    }
    let plan = plan::plan(zaak, huis.tijd.dag_van(nu)).map_err(DienstFout::Ongeldig)?;
    if let Some(zin) = onder_besteed(huis, tx, zaak, &plan).await? {
        return Err(DienstFout::Ongeldig(zin));
    }
    let bericht = uitvoeren::wijs_toe(huis, tx, zaak, plan, nu).await?;
    let mut wijziging = besloten(zaak, wie, nu, WijzigUitkomst::Gehonoreerd, reden.as_deref());
    wijziging.besluit =
        Some(bewaard(&getoetst(huis, tx, zaak, Some(WijzigUitkomst::Gehonoreerd)).await?)?.into());
    let verzoek = zaak.verzoek.clone().map(|v| Wijzigverzoek {
        status: WijzigStatus::Toegewezen,
        toelichting: reden.clone(),
        afgehandeld_op: Some(nu),
        ..v
    });
    let mut tekst = "zoals gevraagd, door een consulent".to_owned();
    if let Some(reden) = reden {
        tekst.push_str(&format!(": {reden}"));
    }
    Ok(Gevolg {
        wijziging,
        verzoek,
        soort: "wijziging_toegewezen",
        tekst,
        bericht: Some(bericht),
    })
}

/// OP345: what was delivered and declared stays lawful.
pub(super) async fn onder_besteed(
    huis: &Huis,
    lees: &mut houvast_opslag::Lees,
    zaak: &Zaak,
    plan: &plan::Plan,
) -> Result<Option<&'static str>, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    for levering in oordeel::leveringen(huis, lees, zaak, vandaag).await? {
        let budget = plan
            .gewijzigd
            .iter()
            .find(|t| t.nummer == levering.nummer)
            .and_then(|t| t.budget);
        if let (Some(budget), Some(besteding)) = (budget, levering.besteding)
            && besteding.besteed > budget
        {
            return Ok(Some(
                "Het gevraagde budget is lager dan wat al is gedeclareerd. Toewijzen zou geleverde hulp onbetaalbaar maken (OP345). Bespreek het met de aanbieder.",
            ));
        }
    }
    Ok(None)
}

fn besloten(
    zaak: &Zaak,
    wie: &Aangemeld,
    nu: Timestamp,
    uitkomst: WijzigUitkomst,
    reden: Option<&str>,
) -> Wijziging {
    Wijziging {
        uitkomst: Some(uitkomst),
        toelichting: reden.map(Into::into),
        beslist_door: Some(wie.account()),
        beslist_op: Some(nu),
        ..zaak.wijziging.clone()
    }
}

async fn onderzoeken(huis: &Huis, tx: &mut Tx, zaak: &Zaak, nu: Timestamp) -> Result<Gevolg, DienstFout> {
    if zaak.in_onderzoek() {
        return Err(DienstFout::Ongeldig(
            "Dit verzoek is al in onderzoek; dat antwoord gaat maar één keer uit.",
        ));
    }
    let mut wijziging = zaak.wijziging.clone();
    let (verzoek, bericht) = match &zaak.verzoek {
        Some(v) => {
            let bericht = berichten::verstuur(huis, tx, v, Antwoord::InOnderzoek, nu).await?;
            let verzoek = Wijzigverzoek {
                status: WijzigStatus::InOnderzoek,
                onderzoek_voor: Some(termijnen::onderzoek_voor(v.dagtekening)),
                ..v.clone()
            };
            (Some(verzoek), Some(bericht))
        }
        None => {
            wijziging.onderzoek_voor = Some(termijnen::onderzoek_voor(zaak.wijziging.ontvangen));
            (None, None)
        }
    };
    Ok(Gevolg {
        wijziging,
        verzoek,
        soort: "wijziging_onderzoek",
        tekst: "door een consulent".to_owned(),
        bericht,
    })
}

async fn afwijzen(
    huis: &Huis,
    wie: &Aangemeld,
    tx: &mut Tx,
    zaak: &Zaak,
    (code, uitkomst, reden): (&str, &str, &str),
    nu: Timestamp,
) -> Result<Gevolg, DienstFout> {
    let reden = woorden(reden).ok_or(DienstFout::RedenVerplicht)?;
    let uitkomst = WijzigUitkomst::van(uitkomst)
        .filter(|u| *u != WijzigUitkomst::Gehonoreerd)
        .ok_or(DienstFout::Ongeldig(
            "Kies wat er voor de wijziging in de plaats komt.",
        ))?;
    let mut wijziging = besloten(zaak, wie, nu, uitkomst, Some(&reden));
    wijziging.besluit = Some(bewaard(&getoetst(huis, tx, zaak, Some(uitkomst)).await?)?.into());
    let (verzoek, bericht, waarom) = match &zaak.verzoek {
        Some(v) => {
            let waarom = RedenAfwijzing::try_from(code)
                .ok()
                // Only for a JW315.
                .filter(|r| *r != RedenAfwijzing::Woonplaatsbeginsel)
                .ok_or(DienstFout::Ongeldig("Kies een reden uit de lijst."))?;
            let bericht = berichten::verstuur(huis, tx, v, Antwoord::Afgewezen(waarom, None), nu).await?;
            let verzoek = Wijzigverzoek {
                status: WijzigStatus::Afgewezen,
                reden_afwijzing: Some(waarom.code().to_owned()),
                toelichting: Some(reden.clone()),
                afgehandeld_op: Some(nu),
                ..v.clone()
            };
            (Some(verzoek), Some(bericht), format!("{}, ", waarom.label()))
        }
        None => (None, None, String::new()),
    };
    if zoek_andere(zaak, uitkomst) {
        taak(huis, tx, zaak, nu).await?;
    }
    Ok(Gevolg {
        wijziging,
        verzoek,
        soort: "wijziging_afgewezen",
        tekst: format!("{waarom}door een consulent: {reden}"),
        bericht,
    })
}

/// the aanbieder does not accept the jeugdige for this budget, so the Toegang looks for another.
fn zoek_andere(zaak: &Zaak, uitkomst: WijzigUitkomst) -> bool {
    let reden = WijzigFeiten::van(&zaak.wijziging).reden();
    uitkomst == WijzigUitkomst::AndereAanbieder || reden.waarde == Some(Wijzigingsreden::BudgetOnjuist)
}

async fn taak(huis: &Huis, tx: &mut Tx, zaak: &Zaak, nu: Timestamp) -> Result<(), DienstFout> {
    let w = &zaak.wijziging;
    let werk = Werk {
        houder: w.houder.clone(),
        soort: SignaalSoort::AndereAanbieder,
        onderwerp: w.id,
        aanbieder: Some(w.aanbieder),
        jeugdige: Some(w.jeugdige),
        vanaf: huis.tijd.dag_van(nu),
        uiterlijk: None,
    };
    termijnen::zet(huis, tx, &werk, nu).await
}

/// The clock of the answer stops, or goes on to the end of the investigation.
async fn signalen(tx: &mut Tx, zaak: &Zaak, gevolg: &Gevolg, nu: Timestamp) -> Result<(), DienstFout> {
    let houder = &zaak.wijziging.houder;
    let (soort, onderwerp) = match &zaak.verzoek {
        Some(v) => (SignaalSoort::TeBeoordelen, v.bericht),
        None => (SignaalSoort::Wijziging, zaak.wijziging.id),
    };
    let klaar = match &gevolg.verzoek {
        Some(v) => v.afgehandeld_op.is_some(),
        None => gevolg.wijziging.beslist_op.is_some(),
    };
    let onderzoek = match &gevolg.verzoek {
        Some(v) => v.onderzoek_voor,
        None => gevolg.wijziging.onderzoek_voor,
    };
    if klaar {
        if zaak.verzoek.is_some() {
            tx.zet_bericht_status(onderwerp, &[BerichtStatus::TeBeoordelen], BerichtStatus::Verwerkt)
                .await?;
        }
        tx.sluit_signaal(houder, soort, onderwerp, nu).await?;
    } else if let Some(uiterlijk) = onderzoek {
        tx.verschuif_signaal(houder, soort, onderwerp, uiterlijk).await?;
    }
    Ok(())
}

/// Somebody found another aanbieder, or it is no longer needed.
pub async fn taak_klaar(huis: &Huis, wie: &Aangemeld, id: Uuid, versie: i64) -> Result<(), DienstFout> {
    eis(wie.functie(), Handeling::Beslissen)?;
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    let zaak = zaak::zoek(huis, &mut tx, id)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    if zaak.versie() != versie || zaak.wijziging.taak_klaar_op.is_some() || zaak.open() {
        return Err(DienstFout::Verouderd);
    }
    let wijziging = Wijziging {
        taak_klaar_op: Some(nu),
        ..zaak.wijziging.clone()
    };
    bewaar(&mut tx, &wijziging, zaak.wijziging.versie).await?;
    tx.sluit_signaal(&wijziging.houder, SignaalSoort::AndereAanbieder, id, nu)
        .await?;
    noteer(
        huis,
        &mut tx,
        &zaak,
        "wijziging_taak",
        "andere aanbieder gezocht",
        wie,
        None,
        nu,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// Is there a task that nobody did yet?
pub(super) fn open_taak(zaak: &Zaak) -> bool {
    zaak.wijziging.taak_klaar_op.is_none()
        && zaak
            .wijziging
            .uitkomst
            .is_some_and(|u| u != WijzigUitkomst::Gehonoreerd && zoek_andere(zaak, u))
}
