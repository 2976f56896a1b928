//! Terms as rows: a signal is made when its clock starts and becomes visible on the day it should be seen, so that no
//! job has to run on time. What closes the clock closes the signal.

use crate::bericht::verwerken::Zaak;
use crate::{DienstFout, Huis};
use houvast_begrip::{AgbCode, GemeenteCode, Houder, Werkkalender, periode::plus_weken};
use houvast_ijw::BerichtSoort;
use houvast_opslag::{Bericht, BerichtStatus, Signaal, SignaalSoort, Tx, Verzoek};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// Working days to answer a request (OP274).
pub(crate) const ANTWOORD: u32 = 5;
/// From this working day on an open request is a signal.
pub(crate) const ANTWOORD_SIGNAAL: u32 = 4;
/// Weeks after the dagtekening to close an investigation (OP274).
pub(crate) const ONDERZOEK_WEKEN: i32 = 8;
/// Working days within which a retourbericht comes (OP090).
pub(crate) const RETOUR: u32 = 3;

/// Working days to answer a declaration (OP090).
pub(crate) const DECLARATIE: u32 = 10;

/// Work for somebody; who sees it and in which words: [`crate::werkvoorraad::soorten`].
#[derive(Clone, Debug)]
pub(crate) struct Werk {
    /// The gemeente.
    pub(crate) houder: Houder,
    /// Which kind.
    pub(crate) soort: SignaalSoort,
    /// The thing it is about; one of a kind about one thing.
    pub(crate) onderwerp: Uuid,
    /// The aanbieder or verwijzer that may see it.
    pub(crate) aanbieder: Option<AgbCode>,
    /// The child.
    pub(crate) jeugdige: Option<Uuid>,
    /// First day that it shows.
    pub(crate) vanaf: Date,
    /// Last day to act.
    pub(crate) uiterlijk: Option<Date>,
}

/// Gives somebody work. The same kind about the same thing is set again: open, with these days.
pub(crate) async fn zet(huis: &Huis, tx: &mut Tx, werk: &Werk, nu: Timestamp) -> Result<(), DienstFout> {
    let rij = Signaal {
        houder: werk.houder.clone(),
        id: huis.tijd.id(),
        soort: werk.soort,
        onderwerp: werk.onderwerp,
        aanbieder: werk.aanbieder,
        jeugdige: werk.jeugdige,
        vanaf: werk.vanaf,
        uiterlijk: werk.uiterlijk,
        gemaakt_op: nu,
        klaar_op: None,
        versie: 1,
    };
    tx.zet_signalen(&[rij]).await?;
    Ok(())
}

pub(crate) fn kalender(huis: &Huis, dag: Date) -> Werkkalender {
    huis.profiel(dag).map_or_else(
        || Werkkalender::protocol(false),
        houvast_beslis::Regioprofiel::kalender,
    )
}

/// The last day to answer a request that arrived on this day.
pub(crate) fn antwoord_voor(huis: &Huis, ontvangen: Date) -> Date {
    kalender(huis, ontvangen).plus(ontvangen, ANTWOORD)
}

/// The last day to answer a declaration that arrived on this day.
pub(crate) fn declaratie_voor(huis: &Huis, ontvangen: Date) -> Date {
    kalender(huis, ontvangen).plus(ontvangen, DECLARATIE)
}

/// The last day to close an investigation.
pub(crate) fn onderzoek_voor(dagtekening: Date) -> Date {
    plus_weken(dagtekening, ONDERZOEK_WEKEN).unwrap_or(dagtekening)
}

/// Working days from `vandaag` to a day; 0 is today, negative is too late.
pub(crate) fn werkdagen_tot(huis: &Huis, vandaag: Date, dag: Date) -> i32 {
    let werkdagen = kalender(huis, vandaag).tussen(vandaag, dag);
    // On a free day after the last day no working day has passed yet, and still it is too late.
    if dag < vandaag {
        werkdagen.min(-1)
    } else {
        werkdagen
    }
}

/// The clock of the answer starts.
pub(crate) async fn antwoord(huis: &Huis, tx: &mut Tx, verzoek: &Verzoek) -> Result<(), DienstFout> {
    let ontvangen = huis.tijd.dag_van(verzoek.ontvangen_op);
    let rij = Signaal {
        houder: verzoek.houder.clone(),
        id: huis.tijd.id(),
        soort: SignaalSoort::Antwoord,
        onderwerp: verzoek.id,
        aanbieder: Some(verzoek.aanbieder),
        jeugdige: Some(verzoek.jeugdige),
        vanaf: kalender(huis, ontvangen).plus(ontvangen, ANTWOORD_SIGNAAL),
        uiterlijk: Some(verzoek.antwoord_voor),
        gemaakt_op: verzoek.ontvangen_op,
        klaar_op: None,
        versie: 1,
    };
    tx.leg_signalen_vast(&[rij]).await?;
    Ok(())
}

/// Something was answered: the clock of the answer stops when nothing is open, that of the investigation starts or stops.
pub(crate) async fn beantwoord(
    huis: &Huis,
    tx: &mut Tx,
    verzoek: &Verzoek,
    open: bool,
    onderzoek: bool,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    if !open {
        tx.sluit_signaal(&verzoek.houder, SignaalSoort::Antwoord, verzoek.id, nu)
            .await?;
    }
    if !onderzoek {
        tx.sluit_signaal(&verzoek.houder, SignaalSoort::Onderzoek, verzoek.id, nu)
            .await?;
        return Ok(());
    }
    if open {
        return Ok(());
    }
    let uiterlijk = onderzoek_voor(verzoek.dagtekening);
    let rij = Signaal {
        houder: verzoek.houder.clone(),
        id: huis.tijd.id(),
        soort: SignaalSoort::Onderzoek,
        onderwerp: verzoek.id,
        aanbieder: Some(verzoek.aanbieder),
        jeugdige: Some(verzoek.jeugdige),
        vanaf: plus_weken(uiterlijk, -1).unwrap_or(uiterlijk),
        uiterlijk: Some(uiterlijk),
        gemaakt_op: nu,
        klaar_op: None,
        versie: 1,
    };
    tx.leg_signalen_vast(&[rij]).await?;
    Ok(())
}

/// A message of ours is out: its retourbericht should come within three working days; the day after it is a signal.
pub(crate) async fn wacht_op_retour(
    huis: &Huis,
    tx: &mut Tx,
    gemeente: GemeenteCode,
    bericht: Uuid,
    aanbieder: Option<AgbCode>,
    jeugdige: Option<Uuid>,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let dag = huis.tijd.dag_van(nu);
    let uiterlijk = kalender(huis, dag).plus(dag, RETOUR);
    let rij = Signaal {
        houder: gemeente.into(),
        id: huis.tijd.id(),
        soort: SignaalSoort::GeenRetour,
        onderwerp: bericht,
        aanbieder,
        jeugdige,
        vanaf: uiterlijk.tomorrow().unwrap_or(uiterlijk),
        uiterlijk: Some(uiterlijk),
        gemaakt_op: nu,
        klaar_op: None,
        versie: 1,
    };
    tx.leg_signalen_vast(&[rij]).await?;
    Ok(())
}

/// The retourbericht is here. With faults in it, a person must look at our message.
pub(crate) async fn retour_ontvangen(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    heen: &Bericht,
    status: BerichtStatus,
) -> Result<(), DienstFout> {
    tx.sluit_signaal(&heen.houder, SignaalSoort::GeenRetour, heen.id, zaak.nu)
        .await?;
    if status != BerichtStatus::Teruggekomen {
        return Ok(());
    }
    let dag = zaak.huis.tijd.dag_van(zaak.nu);
    let rij = Signaal {
        houder: heen.houder.clone(),
        id: zaak.huis.tijd.id(),
        soort: SignaalSoort::Teruggekomen,
        onderwerp: heen.id,
        aanbieder: heen.aanbieder,
        jeugdige: heen.jeugdige,
        vanaf: dag,
        uiterlijk: None,
        gemaakt_op: zaak.nu,
        klaar_op: None,
        versie: 1,
    };
    tx.leg_signalen_vast(&[rij]).await?;
    Ok(())
}

/// A message that waits for a person, with the term of its kind (OP346, OP090).
pub(crate) async fn te_beoordelen(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    soort: BerichtSoort,
    jeugdige: Option<Uuid>,
) -> Result<(), DienstFout> {
    let dag = zaak.huis.tijd.dag_van(zaak.aankomst.aangekomen_op);
    // A JW317 otherwise: the whole of it within five working days (OP346).
    let uiterlijk = match soort {
        BerichtSoort::Jw323 => declaratie_voor(zaak.huis, dag),
        _ => antwoord_voor(zaak.huis, dag),
    };
    let rij = Signaal {
        houder: zaak.houder(),
        id: zaak.huis.tijd.id(),
        soort: SignaalSoort::TeBeoordelen,
        onderwerp: zaak.aankomst.id,
        aanbieder: Some(zaak.aanbieder),
        jeugdige,
        vanaf: dag,
        uiterlijk: Some(uiterlijk),
        gemaakt_op: zaak.nu,
        klaar_op: None,
        versie: 1,
    };
    tx.leg_signalen_vast(&[rij]).await?;
    Ok(())
}

/// A message cannot be processed: people see it until it can.
pub(crate) async fn vastgelopen(
    huis: &Huis,
    tx: &mut Tx,
    houder: &Houder,
    bericht: Uuid,
    aanbieder: Option<AgbCode>,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let rij = Signaal {
        houder: houder.clone(),
        id: huis.tijd.id(),
        soort: SignaalSoort::Vastgelopen,
        onderwerp: bericht,
        aanbieder,
        jeugdige: None,
        vanaf: huis.tijd.dag_van(nu),
        uiterlijk: None,
        gemaakt_op: nu,
        klaar_op: None,
        versie: 1,
    };
    tx.leg_signalen_vast(&[rij]).await?;
    Ok(())
}
