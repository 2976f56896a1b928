//! What a request for change rests on, registered by aanbieder or consulent; nothing leaves because of it.

use super::feiten::{self, WijzigFeiten};
use super::zaak::{self, Zaak};
use crate::beeld::{Rol, WijzigFeitenInvoer};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis};
use houvast_opslag::{Gebeurtenis, Tx, Wijziging};
use jiff::Timestamp;
use uuid::Uuid;

/// Stores facts; `versie` is that of the page. What was typed wrong comes back per field.
pub async fn leg_vast(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    versie: i64,
    invoer: WijzigFeitenInvoer,
) -> Result<Result<(), Vec<(String, String)>>, DienstFout> {
    eis(wie.functie(), Handeling::WijzigingVastleggen)?;
    // Seen through the scope of the person; written by the program, because an aanbieder changes no case.
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    zaak::zoek(huis, &mut lees, id)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    drop(lees);
    let fouten = feiten::controleer(&invoer, huis.tijd.vandaag());
    if !fouten.is_empty() {
        return Ok(Err(fouten));
    }
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let zaak = zaak::zoek(huis, &mut tx, id)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    if zaak.versie() != versie || !zaak.open() {
        return Err(DienstFout::Verouderd);
    }
    let was = WijzigFeiten::van(&zaak.wijziging);
    let wordt = was.met(invoer, wie.rol());
    if wordt == was {
        let zin = "Vul ten minste één nieuw gegeven in. Wat er al stond, is niet veranderd.";
        return Ok(Err(vec![("vastleggen".to_owned(), zin.to_owned())]));
    }
    let mut wijziging = zaak.wijziging.clone();
    wijziging.feiten = Some(json(&wordt)?.into());
    bewaar(&mut tx, &wijziging, zaak.wijziging.versie).await?;
    let door = if wie.rol() == Rol::Consulent {
        "consulent"
    } else {
        "aanbieder"
    };
    noteer(
        huis,
        &mut tx,
        &zaak,
        "wijziging_feiten",
        &format!("door de {door}"),
        wie,
        None,
        nu,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

pub(super) fn json<T: serde::Serialize>(waarde: &T) -> Result<String, DienstFout> {
    serde_json::to_string(waarde).map_err(|_| DienstFout::Gegevens("wijziging"))
}

/// Stores what is known, the first time or again.
pub(super) async fn bewaar(tx: &mut Tx, wijziging: &Wijziging, versie: i64) -> Result<(), DienstFout> {
    let gelukt = if versie == 0 {
        let eerste = Wijziging {
            versie: 1,
            ..wijziging.clone()
        };
        tx.leg_wijziging_vast(&eerste).await?
    } else {
        tx.werk_wijziging_bij(wijziging, versie).await?
    };
    if gelukt {
        Ok(())
    } else {
        Err(DienstFout::Verouderd)
    }
}

/// A line on the timeline, and one in the log.
#[expect(clippy::too_many_arguments, reason = "each of them is a column")]
pub(super) async fn noteer(
    huis: &Huis,
    tx: &mut Tx,
    zaak: &Zaak,
    soort: &str,
    tekst: &str,
    wie: &Aangemeld,
    bericht: Option<Uuid>,
    op: Timestamp,
) -> Result<(), DienstFout> {
    let w = &zaak.wijziging;
    tx.leg_gebeurtenissen_vast(&[Gebeurtenis {
        houder: w.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: w.jeugdige,
        op,
        soort: soort.to_owned(),
        aanbieder: Some(w.aanbieder),
        bericht: bericht.or(zaak.verzoek.as_ref().map(|v| v.bericht)),
        verzoek: None,
        toewijzing: None,
        door: Some(wie.account()),
        gegevens: gebeurtenis::json(tekst),
    }])
    .await?;
    let blik = Blik {
        houder: Some(&w.houder),
        jeugdige: Some(w.jeugdige),
        voorwerp: "wijziging",
        id: Some(w.id),
        handeling: "wijzigen",
    };
    kijk::daad(huis, wie, tx, blik)
}
