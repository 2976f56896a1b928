//! Settling a signal: somebody writes what was agreed, or registers the evaluation. Seen through the scope of the person,
//! written by the program, because an aanbieder changes no case.

use super::{OVER_HULP, bereken};
use crate::beeld::SignaalFout;
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::werkvoorraad::soorten;
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis};
use houvast_begrip::datum;
use houvast_opslag::{Evaluatie, Gebeurtenis, Signaal, SignaalSoort, Toewijzing, Tx};
use jiff::civil::Date;
use uuid::Uuid;

/// Characters of a note.
const LANGST: usize = 500;

/// Settles a signal with what was agreed about it.
pub async fn doe_af(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    reden: &str,
) -> Result<Result<(), SignaalFout>, DienstFout> {
    let signaal = zoek(huis, wie, id).await?;
    if signaal.soort == SignaalSoort::Evaluatie {
        return Err(DienstFout::Ongeldig(
            "een evaluatie wordt met haar dag vastgelegd",
        ));
    }
    let reden = reden.trim();
    match reden.chars().count() {
        0 => return Ok(Err(SignaalFout::Leeg)),
        n if n > LANGST => return Ok(Err(SignaalFout::TeLang)),
        _ => {}
    }
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let nog = open(&mut tx, id, versie).await?;
    let mut som = tx
        .signaalsommen(&[id])
        .await?
        .pop()
        .ok_or(DienstFout::Gegevens("signaal_som"))?;
    som.afgedaan_door = Some(wie.account());
    som.afgedaan_reden = Some(reden.into());
    tx.leg_signaalsommen_vast(&[som]).await?;
    tx.sluit_signaal(&nog.houder, nog.soort, nog.onderwerp, nu)
        .await?;
    let wat = soorten::woorden(nog.soort, wie.functie(), None).map_or("", |w| w.wat);
    vertel(
        huis,
        wie,
        &mut tx,
        &nog,
        "signaal_afgedaan",
        &format!("{wat}: {reden}"),
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Registers that the evaluation was held; the next one is counted from this day.
pub async fn evaluatie_gehouden(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    dag: Option<Date>,
) -> Result<Result<(), SignaalFout>, DienstFout> {
    let signaal = zoek(huis, wie, id).await?;
    if signaal.soort != SignaalSoort::Evaluatie {
        return Err(DienstFout::Ongeldig("dit signaal vraagt niet om een evaluatie"));
    }
    let Some(dag) = dag else {
        return Ok(Err(SignaalFout::GeenDatum));
    };
    if dag > huis.tijd.vandaag() {
        return Ok(Err(SignaalFout::Toekomst));
    }
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let nog = open(&mut tx, id, versie).await?;
    let toewijzing: Toewijzing = tx
        .toewijzing(nog.onderwerp)
        .await?
        .ok_or(DienstFout::Gegevens("toewijzing"))?;
    if dag < toewijzing.ingangsdatum {
        return Ok(Err(SignaalFout::VoorBegin));
    }
    let nu = huis.tijd.nu();
    tx.leg_evaluaties_vast(&[Evaluatie {
        houder: toewijzing.houder.clone(),
        id: huis.tijd.id(),
        toewijzing: toewijzing.id,
        aanbieder: toewijzing.aanbieder,
        jeugdige: toewijzing.jeugdige,
        gehouden_op: dag,
        door: Some(wie.account()),
        op: nu,
    }])
    .await?;
    let tekst = format!("op {}, toewijzing {}", datum::kort(dag), toewijzing.nummer);
    vertel(huis, wie, &mut tx, &nog, "evaluatie", &tekst).await?;
    bereken(huis, &mut tx, &[toewijzing.id]).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// The signal, when this person may settle it. The act is logged.
async fn zoek(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<Signaal, DienstFout> {
    eis(wie.functie(), Handeling::SignaalAfdoen)?;
    let signaal = huis.opslag.lees(wie.bereik()).await?.signaal(id).await?;
    let blik = Blik {
        houder: signaal.as_ref().map(|s| &s.houder),
        jeugdige: signaal.as_ref().and_then(|s| s.jeugdige),
        voorwerp: "signaal",
        id: Some(id),
        handeling: "wijzigen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    signaal
        .filter(|s| OVER_HULP.contains(&s.soort) && soorten::woorden(s.soort, wie.functie(), None).is_some())
        .ok_or(DienstFout::NietGevonden)
}

/// The same row in this transaction, still open and as it was seen.
async fn open(tx: &mut Tx, id: Uuid, versie: i64) -> Result<Signaal, DienstFout> {
    let signaal = tx.signaal(id).await?.ok_or(DienstFout::NietGevonden)?;
    tx.vergrendel(&signaal.houder, "signaal").await?;
    let signaal = tx.signaal(id).await?.ok_or(DienstFout::NietGevonden)?;
    if signaal.versie != versie || signaal.klaar_op.is_some() {
        return Err(DienstFout::Verouderd);
    }
    Ok(signaal)
}

async fn vertel(
    huis: &Huis,
    wie: &Aangemeld,
    tx: &mut Tx,
    signaal: &Signaal,
    soort: &str,
    tekst: &str,
) -> Result<(), DienstFout> {
    let Some(jeugdige) = signaal.jeugdige else {
        return Ok(());
    };
    tx.leg_gebeurtenissen_vast(&[Gebeurtenis {
        houder: signaal.houder.clone(),
        id: huis.tijd.id(),
        jeugdige,
        op: huis.tijd.nu(),
        soort: soort.to_owned(),
        aanbieder: signaal.aanbieder,
        bericht: None,
        verzoek: None,
        toewijzing: Some(signaal.onderwerp),
        door: Some(wie.account()),
        gegevens: gebeurtenis::json(tekst),
    }])
    .await?;
    Ok(())
}
