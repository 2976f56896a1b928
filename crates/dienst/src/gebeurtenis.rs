//! What happened, on the timeline of a child. The kind is stored; its words are made when it is shown.

use crate::bericht::verwerken::Zaak;
use crate::verzoek::afhandelen::{Afhandeling, Stap, Wat};
use crate::{DienstFout, taal};
use houvast_ijw::Bericht;
use houvast_opslag::{Gebeurtenis, Tx, Verzoek};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is stored with an event.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Gegevens {
    /// One sentence: by whom, how much, why. Holds no name of a child and no BSN.
    #[serde(default)]
    pub(crate) toelichting: String,
}

/// The words of a kind.
pub(crate) fn wat(soort: &str) -> &'static str {
    match soort {
        "verzoek_ontvangen" => "Verzoek om toewijzing ontvangen",
        "bericht_afgekeurd" => "Bericht afgekeurd",
        "toegewezen" => "Toegewezen",
        "in_onderzoek" => "In onderzoek",
        "afgewezen" => "Verzoek afgewezen",
        "niet_vanzelf" => "Niet vanzelf toegewezen",
        "feiten" => "Feiten vastgelegd",
        "hulp_gestart" => "Hulp toegewezen",
        _ => "Gebeurtenis",
    }
}

pub(crate) fn json(toelichting: impl Into<String>) -> String {
    let gegevens = Gegevens {
        toelichting: toelichting.into(),
    };
    serde_json::to_string(&gegevens).unwrap_or_else(|_| "{}".to_owned())
}

pub(crate) fn toelichting(kolom: &str) -> String {
    serde_json::from_str::<Gegevens>(kolom)
        .map(|g| g.toelichting)
        .unwrap_or_default()
}

pub(crate) async fn verzoek_ontvangen(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    verzoek: &Verzoek,
    bekend: bool,
) -> Result<(), DienstFout> {
    let tekst = if bekend {
        taal::via(&verzoek.route)
    } else {
        format!(
            "{}; let op: deze jeugdige was hier nog niet bekend, of de geboortedatum wijkt af van het dossier",
            taal::via(&verzoek.route)
        )
    };
    let rij = Gebeurtenis {
        houder: verzoek.houder.clone(),
        id: zaak.huis.tijd.id(),
        jeugdige: verzoek.jeugdige,
        op: verzoek.ontvangen_op,
        soort: "verzoek_ontvangen".to_owned(),
        aanbieder: Some(verzoek.aanbieder),
        bericht: Some(verzoek.bericht),
        verzoek: Some(verzoek.id),
        toewijzing: None,
        door: None,
        gegevens: json(tekst),
    };
    tx.leg_gebeurtenissen_vast(&[rij]).await?;
    Ok(())
}

pub(crate) async fn bericht_afgekeurd(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
    kind: Uuid,
) -> Result<(), DienstFout> {
    let rij = Gebeurtenis {
        houder: zaak.houder(),
        id: zaak.huis.tijd.id(),
        jeugdige: kind,
        op: zaak.nu,
        soort: "bericht_afgekeurd".to_owned(),
        aanbieder: Some(zaak.aanbieder),
        bericht: Some(zaak.aankomst.id),
        verzoek: None,
        toewijzing: None,
        door: None,
        gegevens: json(format!(
            "{} van de aanbieder klopte niet en telt als niet verstuurd",
            bericht.soort().as_str()
        )),
    };
    tx.leg_gebeurtenissen_vast(&[rij]).await?;
    Ok(())
}

pub(crate) async fn beantwoord(
    a: &Afhandeling<'_>,
    tx: &mut Tx,
    stap: &Stap,
    bericht: Uuid,
) -> Result<(), DienstFout> {
    let door = if a.door.is_some() {
        "door een consulent"
    } else {
        "volgens het protocol"
    };
    let (soort, wat) = match &stap.wat {
        Wat::Toewijzen(t) => {
            let omvang = taal::omvang(
                t.budget,
                t.omvang.as_ref().map(|o| o.volume.into()),
                t.omvang.as_ref().map(|o| o.eenheid.as_str()),
                t.omvang.as_ref().map(|o| o.frequentie.as_str()),
            );
            let periode = taal::periode(t.periode.begin, t.periode.eind);
            ("toegewezen", format!("{omvang}, {periode}, {door}"))
        }
        Wat::Onderzoeken => ("in_onderzoek", door.to_owned()),
        Wat::Afwijzen(reden, _) => ("afgewezen", format!("{}, {door}", reden.label())),
    };
    let tekst = match &stap.reden {
        Some(reden) => format!("{wat}: {reden}"),
        None => wat,
    };
    let rij = Gebeurtenis {
        houder: a.verzoek.houder.clone(),
        id: a.huis.tijd.id(),
        jeugdige: a.kind.id,
        op: a.nu,
        soort: soort.to_owned(),
        aanbieder: Some(a.verzoek.aanbieder),
        bericht: Some(bericht),
        verzoek: Some(a.verzoek.id),
        toewijzing: None,
        door: a.door,
        gegevens: json(tekst),
    };
    tx.leg_gebeurtenissen_vast(&[rij]).await?;
    Ok(())
}

pub(crate) async fn niet_vanzelf(a: &Afhandeling<'_>, tx: &mut Tx, waarom: &str) -> Result<(), DienstFout> {
    let rij = Gebeurtenis {
        houder: a.verzoek.houder.clone(),
        id: a.huis.tijd.id(),
        jeugdige: a.kind.id,
        op: a.nu,
        soort: "niet_vanzelf".to_owned(),
        aanbieder: Some(a.verzoek.aanbieder),
        bericht: None,
        verzoek: Some(a.verzoek.id),
        toewijzing: None,
        door: None,
        gegevens: json(waarom),
    };
    tx.leg_gebeurtenissen_vast(&[rij]).await?;
    Ok(())
}
