//! What happened, on the timeline of a child. The kind is stored; its words are made when it is shown.

use crate::bericht::verwerken::Zaak;
use crate::verzoek::afhandelen::{Afhandeling, Stap, Wat};
use crate::{DienstFout, taal};
use houvast_begrip::datum;
use houvast_ijw::Bericht;
use houvast_opslag::{Gebeurtenis, LeveringRij, LeveringSoort, Tx, Verzoek};
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
        "raming" => "Raming vastgelegd",
        "wijziging_feiten" => "Feiten bij de wijziging vastgelegd",
        "wijziging_per_mail" => "Verzoek om wijziging per beveiligde e-mail",
        "wijziging_toegewezen" => "Wijziging toegewezen",
        "wijziging_taak" => "Taak na een wijziging gedaan",
        "hulp_gestart" => "Hulp toegewezen",
        "brief" => "Brief gemaakt",
        "start_gemeld" => "Hulp gestart",
        "stop_gemeld" => "Hulp gestopt",
        "tijdelijk_gestopt" => "Hulp tijdelijk gestopt",
        "start_verwijderd" => "Start van de hulp teruggenomen",
        "stop_verwijderd" => "Stop van de hulp teruggenomen",
        "signaal_afgedaan" => "Signaal afgedaan",
        "evaluatie" => "Evaluatie gehouden",
        "wijziging_gevraagd" => "Verzoek om wijziging ontvangen",
        "wijziging_onderzoek" => "Verzoek om wijziging in onderzoek",
        "wijziging_afgewezen" => "Verzoek om wijziging afgewezen",
        "hulpvraag_ontvangen" => "Hulpvraag ontvangen",
        "plan_klaar" => "Plan opgesteld",
        "hulpvraag_afgesloten" => "Hulpvraag afgesloten",
        "toetsing_gevraagd" => "Toetsing gevraagd",
        "toetsing_geaccepteerd" => "Aanbieder neemt het over",
        "toetsing_geweigerd" => "Aanbieder neemt het niet over",
        "toetsing_ander_budget" => "Aanbieder vraagt een ander budget",
        "toetsing_andere_aanbieder" => "Gezin kiest een andere aanbieder",
        "toetsing_ingetrokken" => "Verwijzing ingetrokken",
        "toetsing_vastgelegd" => "Toetsing vastgelegd",
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
    let_op: Option<&str>,
) -> Result<(), DienstFout> {
    let via = taal::via(&verzoek.route);
    let tekst = match let_op {
        None => via,
        Some(let_op) => format!("{via}; let op: {let_op}"),
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

/// The kind of event of a start or stop, and what it says.
pub(crate) fn van_levering(rij: &LeveringRij) -> (&'static str, String) {
    let dag = datum::kort(rij.begindatum);
    let nummer = match rij.toewijzing {
        Some(nummer) => format!("toewijzing {nummer}"),
        None => "hulp zonder toewijzing".to_owned(),
    };
    match (rij.soort, rij.verwijderen, rij.einddatum) {
        (LeveringSoort::Start, false, _) => ("start_gemeld", format!("op {dag}, {nummer}")),
        (LeveringSoort::Start, true, _) => ("start_verwijderd", format!("die van {dag}, {nummer}")),
        (LeveringSoort::Stop, true, eind) => {
            let eind = datum::kort(eind.unwrap_or(rij.begindatum));
            ("stop_verwijderd", format!("die van {eind}, {nummer}"))
        }
        (LeveringSoort::Stop, false, eind) => {
            let eind = datum::kort(eind.unwrap_or(rij.begindatum));
            let soort = if rij.reden.as_deref() == Some(TIJDELIJK) {
                "tijdelijk_gestopt"
            } else {
                "stop_gemeld"
            };
            (soort, format!("laatste dag {eind}, {nummer}"))
        }
    }
}

/// RedenBeeindiging of a temporary stop.
const TIJDELIJK: &str = "20";

/// Starts and stops on the timeline, each on its own.
pub(crate) async fn leveringen(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    kind: Uuid,
    rijen: &[LeveringRij],
) -> Result<(), DienstFout> {
    let gebeurtenissen: Vec<Gebeurtenis> = rijen
        .iter()
        .map(|rij| {
            let (soort, tekst) = van_levering(rij);
            nieuw(zaak, kind, soort, &tekst, zaak.aankomst.id)
        })
        .collect();
    tx.leg_gebeurtenissen_vast(&gebeurtenissen).await?;
    Ok(())
}

pub(crate) async fn wijziging_gevraagd(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    kind: Uuid,
    producten: i64,
) -> Result<(), DienstFout> {
    let tekst = match producten {
        1 => "over 1 product".to_owned(),
        n => format!("over {n} producten"),
    };
    let rij = nieuw(zaak, kind, "wijziging_gevraagd", &tekst, zaak.aankomst.id);
    tx.leg_gebeurtenissen_vast(&[rij]).await?;
    Ok(())
}

/// refused at once, because this gemeente takes no such request by message.
pub(crate) async fn wijziging_afgewezen(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    kind: Uuid,
    antwoord: Uuid,
) -> Result<(), DienstFout> {
    let tekst = "deze gemeente neemt geen verzoek om wijziging aan via een bericht; de aanbieder vraagt het per beveiligde e-mail";
    let rij = nieuw(zaak, kind, "wijziging_afgewezen", tekst, antwoord);
    tx.leg_gebeurtenissen_vast(&[rij]).await?;
    Ok(())
}

fn nieuw(zaak: &Zaak<'_>, kind: Uuid, soort: &str, tekst: &str, bericht: Uuid) -> Gebeurtenis {
    Gebeurtenis {
        houder: zaak.houder(),
        id: zaak.huis.tijd.id(),
        jeugdige: kind,
        op: zaak.nu,
        soort: soort.to_owned(),
        aanbieder: Some(zaak.aanbieder),
        bericht: Some(bericht),
        verzoek: None,
        toewijzing: None,
        door: None,
        gegevens: json(tekst),
    }
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
