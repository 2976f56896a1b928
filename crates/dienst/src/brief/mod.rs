//! Letters about a decision: to the family, with how to object, and to who referred, when the request was refused.
//!
//! A letter is made once, on the day it is sent, for the terms count from that day (Awb 6:8). What was made is stored with
//! every word and never changes; a new letter takes its place.

mod adressering;
mod grondslag;
mod tekst;

use crate::beeld::{BriefAan, BriefBeeld, BriefInvoer, BriefMaken, BriefOver, BriefRegel, Rij};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, taal, verzoek};
use houvast_begrip::datum;
use houvast_brief::Brief;
use houvast_opslag::{Bladzijde, BriefRij, BriefSoort, Gebeurtenis, Geheim, Lees, OpslagFout};
use std::collections::BTreeSet;
use tekst::Opzet;
use uuid::Uuid;

/// Highest number of a letter in a gemeente.
const HOOGSTE: i64 = 999_999_999;
/// Longest explanation.
pub const LANGSTE_TOELICHTING: usize = 4000;

pub(crate) fn soort(aan: BriefAan) -> BriefSoort {
    match aan {
        BriefAan::Gezin => BriefSoort::Besluit,
        BriefAan::Verwijzer => BriefSoort::Verwijzer,
    }
}

fn aan(soort: BriefSoort) -> BriefAan {
    match soort {
        BriefSoort::Besluit => BriefAan::Gezin,
        BriefSoort::Verwijzer => BriefAan::Verwijzer,
    }
}

/// Letters as lines; those that another took the place of are marked.
pub(crate) fn regels(rijen: &[BriefRij]) -> Vec<BriefRegel> {
    let vervangen: BTreeSet<Uuid> = rijen.iter().filter_map(|r| r.vervangt).collect();
    rijen
        .iter()
        .map(|rij| BriefRegel {
            id: rij.id,
            kenmerk: rij.kenmerk.clone(),
            wat: match rij.soort {
                BriefSoort::Besluit => "Besluit aan het gezin",
                BriefSoort::Verwijzer => "Brief aan de verwijzer",
            }
            .to_owned(),
            dag: rij.dagtekening,
            bezwaar_tot: rij.bezwaar_tot,
            vervangen: vervangen.contains(&rij.id),
        })
        .collect()
}

/// The letters of a child, newest first; none for whoever may not see them.
pub(crate) async fn van_kind(lees: &mut Lees, kind: Uuid) -> Result<Vec<BriefRegel>, DienstFout> {
    let rijen = lees.brieven_van(kind, Bladzijde::eerste(100)).await?.rijen;
    Ok(regels(&rijen))
}

/// The letter as it would be made today. The look is logged. `toelichting`: what was typed; `None` takes the reason that
/// was given with the decision.
pub async fn voorbereiden(
    huis: &Huis,
    wie: &Aangemeld,
    over: BriefOver,
    aan: BriefAan,
    toelichting: Option<&str>,
) -> Result<BriefMaken, DienstFout> {
    eis(wie.functie(), Handeling::BrievenMaken)?;
    let gevonden = {
        let mut lees = huis.opslag.lees(wie.bereik()).await?;
        grondslag::laad(huis, &mut lees, over).await?
    };
    let (BriefOver::Verzoek(id) | BriefOver::Toewijzing(id) | BriefOver::Hulpvraag(id)) = over;
    let blik = Blik {
        houder: gevonden.as_ref().map(|g| &g.kind.houder),
        jeugdige: gevonden.as_ref().map(|g| g.kind.id),
        voorwerp: "brief",
        id: Some(id),
        handeling: "lezen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let grondslag = gevonden.ok_or(DienstFout::NietGevonden)?;
    let opzet = Opzet::nieuw(huis, &grondslag, aan, wie.naam());
    let toelichting = toelichting.map_or_else(|| opzet.reden_bij_besluit(), str::to_owned);
    let (voorbeeld, kan_niet) = match opzet.kan() {
        Err(waarom) => (None, waarom.to_owned()),
        Ok(()) => (
            Some(opzet.brief("volgt bij het maken", &toelichting)?),
            String::new(),
        ),
    };
    Ok(BriefMaken {
        over: grondslag.over,
        aan,
        jeugdige_id: grondslag.kind.id,
        jeugdige: taal::naam_van(&grondslag.kind),
        aanbieder: grondslag.aanbieder.clone(),
        besloten: opzet
            .onderdelen()
            .map(|o| Rij::nieuw(o.stand(), o.in_een_regel()))
            .collect(),
        eerdere: regels(&grondslag.eerdere),
        stand: grondslag.aantal(soort(aan)),
        kan_niet,
        voorbeeld,
        toelichting_verplicht: opzet.toelichting_verplicht(),
        toelichting,
        vervangt: opzet.vervangt().map(|rij| rij.kenmerk.clone()),
        ook_aan: grondslag.ook_aan(aan),
    })
}

/// Makes a letter, dated today, and keeps it. A letter that somebody else made meanwhile is `Verouderd`; a decision
/// without a reason is `RedenVerplicht` (Awb 3:46).
pub async fn maak(
    huis: &Huis,
    wie: &Aangemeld,
    over: BriefOver,
    aan: BriefAan,
    invoer: &BriefInvoer,
) -> Result<Uuid, DienstFout> {
    eis(wie.functie(), Handeling::BrievenMaken)?;
    houvast_opslag::opnieuw(
        async || leg_vast(huis, wie, over, aan, invoer).await,
        |fout| matches!(fout, DienstFout::Opslag(o) if OpslagFout::herhaalbaar(o)),
    )
    .await
}

async fn leg_vast(
    huis: &Huis,
    wie: &Aangemeld,
    over: BriefOver,
    aan: BriefAan,
    invoer: &BriefInvoer,
) -> Result<Uuid, DienstFout> {
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    let grondslag = grondslag::laad(huis, &mut tx, over)
        .await?
        .ok_or(DienstFout::NietGevonden)?;
    let soort = soort(aan);
    if grondslag.aantal(soort) != invoer.stand {
        return Err(DienstFout::Verouderd);
    }
    let opzet = Opzet::nieuw(huis, &grondslag, aan, wie.naam());
    opzet.kan().map_err(DienstFout::Ongeldig)?;
    let toelichting = invoer.toelichting.trim();
    if toelichting.is_empty() && opzet.toelichting_verplicht() {
        return Err(DienstFout::RedenVerplicht);
    }
    if toelichting.chars().count() > LANGSTE_TOELICHTING {
        return Err(DienstFout::Ongeldig(
            "Maak de uitleg korter: hoogstens 4000 tekens.",
        ));
    }
    let houder = grondslag.kind.houder.clone();
    let nummer = tx.volgend_nummer(&houder, "brief", HOOGSTE).await?;
    let kenmerk = format!("{}-{nummer:06}", houder.als_str());
    let brief = opzet.brief(&kenmerk, toelichting)?;
    let (verzoek, toewijzing) = match grondslag.over {
        BriefOver::Verzoek(id) => (Some(id), None),
        BriefOver::Toewijzing(id) => (None, Some(id)),
        BriefOver::Hulpvraag(_) => (None, None),
    };
    let rij = BriefRij {
        houder: houder.clone(),
        id: huis.tijd.id(),
        jeugdige: grondslag.kind.id,
        soort,
        bron: grondslag.bron(),
        volgnummer: invoer.stand + 1,
        verzoek,
        toewijzing,
        onderdelen: opzet.nummers(),
        kenmerk,
        dagtekening: brief.dagtekening,
        bezwaar_tot: opzet.bezwaar_tot(),
        huisstijl: huis.instellingen.regio.als_str().to_owned(),
        vervangt: opzet.vervangt().map(|rij| rij.id),
        inhoud: Geheim(verzoek::naar_json(&brief, "brief")?.into_bytes()),
        door: wie.account(),
        op: nu,
    };
    match tx.leg_brief_vast(&rij).await {
        Err(OpslagFout::BestaatAl(_)) => return Err(DienstFout::Verouderd),
        uitslag => uitslag?,
    }
    let wat = match (soort, rij.bezwaar_tot) {
        (BriefSoort::Besluit, Some(tot)) => format!(
            "aan het gezin, kenmerk {}, bezwaar tot en met {}",
            rij.kenmerk,
            datum::kort(tot)
        ),
        _ => format!("aan de verwijzer, kenmerk {}", rij.kenmerk),
    };
    tx.leg_gebeurtenissen_vast(&[Gebeurtenis {
        houder,
        id: huis.tijd.id(),
        jeugdige: rij.jeugdige,
        op: nu,
        soort: "brief".to_owned(),
        aanbieder: None,
        bericht: None,
        verzoek,
        toewijzing,
        door: Some(wie.account()),
        gegevens: gebeurtenis::json(wat),
    }])
    .await?;
    let blik = Blik {
        houder: Some(&rij.houder),
        jeugdige: Some(rij.jeugdige),
        voorwerp: "brief",
        id: Some(rij.id),
        handeling: "maken",
    };
    kijk::daad(huis, wie, &mut tx, blik)?;
    tx.commit().await?;
    Ok(rij.id)
}

/// A letter as it was made. The look is logged.
pub async fn toon(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<BriefBeeld, DienstFout> {
    eis(wie.functie(), Handeling::BrievenMaken)?;
    let gevonden = {
        let mut lees = huis.opslag.lees(wie.bereik()).await?;
        match lees.brief(id).await? {
            None => None,
            Some(rij) => {
                let kind = lees.jeugdige(rij.jeugdige).await?;
                let reeks = lees.brieven_over(rij.bron).await?;
                let door = lees.weergavenaam(rij.door).await?.unwrap_or_default();
                kind.map(|kind| (rij, kind, reeks, door))
            }
        }
    };
    let blik = Blik {
        houder: gevonden.as_ref().map(|(rij, ..)| &rij.houder),
        jeugdige: gevonden.as_ref().map(|(rij, ..)| rij.jeugdige),
        voorwerp: "brief",
        id: Some(id),
        handeling: "lezen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let (rij, kind, reeks, door) = gevonden.ok_or(DienstFout::NietGevonden)?;
    let brief: Brief = serde_json::from_slice(&rij.inhoud.0).map_err(|_| DienstFout::Gegevens("brief"))?;
    let regel = regels(&reeks)
        .into_iter()
        .find(|r| r.id == id)
        .ok_or(DienstFout::Gegevens("brief"))?;
    Ok(BriefBeeld {
        regel,
        over: match (rij.verzoek, rij.toewijzing) {
            (Some(verzoek), _) => BriefOver::Verzoek(verzoek),
            (None, Some(toewijzing)) => BriefOver::Toewijzing(toewijzing),
            (None, None) => BriefOver::Hulpvraag(rij.bron),
        },
        aan: aan(rij.soort),
        jeugdige_id: kind.id,
        jeugdige: taal::naam_van(&kind),
        door,
        brief,
    })
}
