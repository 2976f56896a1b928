//! A toetsing that was not registered before the start: the aanbieder does it afterwards, for one toewijzing.

use super::verwijzen::{Fouten, TEKST};
use crate::beeld::{Rij, ToetsingBeeld};
use crate::gronden::artikelen;
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::verzoek::dossier::{AANBIEDER, RESULTAAT, TOETSING, ToetsingGegevens};
use crate::verzoek::naar_json;
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, taal};
use houvast_begrip::datum;
use houvast_beslis::regioprofiel::Bepaling;
use houvast_opslag::{FeitRij, Gebeurtenis, Jeugdige, SignaalSoort, Toewijzing};
use jiff::civil::Date;
use uuid::Uuid;

/// What is typed.
#[derive(Clone, Debug, Default)]
pub struct AlsnogInvoer {
    /// Day of the toetsing.
    pub getoetst: Option<Date>,
    /// Safety was looked at.
    pub veiligheid: bool,
    /// What the help must lead to.
    pub resultaat: String,
}

async fn zoek(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    handeling: &'static str,
) -> Result<(Toewijzing, Jeugdige), DienstFout> {
    eis(wie.functie(), Handeling::ToetsingVastleggen)?;
    let gevonden = {
        let mut lees = huis.opslag.lees(wie.bereik()).await?;
        match lees.toewijzing(id).await? {
            Some(t) => lees.jeugdige(t.jeugdige).await?.map(|kind| (t, kind)),
            None => None,
        }
    };
    let blik = Blik {
        houder: gevonden.as_ref().map(|(t, _)| &t.houder),
        jeugdige: gevonden.as_ref().map(|(_, k)| k.id),
        voorwerp: "toetsing",
        id: Some(id),
        handeling,
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    gevonden.ok_or(DienstFout::NietGevonden)
}

/// The page of a toewijzing whose toetsing is missing.
pub async fn ontbrekend(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<ToetsingBeeld, DienstFout> {
    let (t, kind) = zoek(huis, wie, id, "lezen").await?;
    let feiten = huis.opslag.lees(wie.bereik()).await?.feiten_van(kind.id).await?;
    let vandaag = huis.tijd.vandaag();
    let getoetst = feiten
        .iter()
        .filter(|f| f.soort == TOETSING && f.aanbieder == Some(t.aanbieder))
        .find_map(|f| f.datum);
    let op = getoetst.map(|dag| Rij::nieuw("Getoetst op", datum::kort(dag)));
    Ok(ToetsingBeeld {
        id,
        jeugdige: taal::naam_van(&kind),
        hulp: vec![
            Rij::nieuw("Toewijzing", t.nummer.to_string()),
            Rij::nieuw("Gemeente", huis.gemeente_naam(t.houder.als_str())),
            Rij::nieuw(
                "Hulp",
                format!(
                    "{}, {}",
                    taal::hulp(t.categorie.as_deref(), t.code.as_deref()),
                    taal::omvang(t.budget, t.volume, t.eenheid.as_deref(), t.frequentie.as_deref())
                ),
            ),
            Rij::nieuw("Periode", taal::periode(t.ingangsdatum, t.einddatum)),
        ]
        .into_iter()
        .chain(op)
        .collect(),
        artikel: huis
            .profiel_van(&t.houder, vandaag)
            .map(|p| artikelen(p.bepaling(Bepaling::ToetsingMoment).iter().map(|a| a.0.as_str())))
            .unwrap_or_default(),
        vandaag,
        klaar: getoetst.is_some(),
    })
}

/// Registers it; the task is done with it.
pub async fn leg_alsnog_vast(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    invoer: AlsnogInvoer,
) -> Result<Result<(), Fouten>, DienstFout> {
    let (t, kind) = zoek(huis, wie, id, "wijzigen").await?;
    let nu = huis.tijd.nu();
    let vandaag = huis.tijd.dag_van(nu);
    let resultaat = invoer.resultaat.trim();
    let mut fouten: Fouten = Vec::new();
    match invoer.getoetst {
        None => fouten.push(("getoetst", "Vul de dag van de toetsing in.".to_owned())),
        Some(dag) if dag > vandaag => {
            fouten.push((
                "getoetst",
                "De dag van de toetsing ligt in de toekomst.".to_owned(),
            ));
        }
        Some(_) => {}
    }
    if !invoer.veiligheid {
        fouten.push((
            "veiligheid",
            "Beoordeel ook of de veiligheid in het geding is.".to_owned(),
        ));
    }
    if resultaat.chars().count() > TEKST {
        fouten.push(("resultaat", format!("Gebruik hoogstens {TEKST} tekens.")));
    }
    if !fouten.is_empty() {
        return Ok(Err(fouten));
    }
    let feit = |soort: &str, datum, waarde| FeitRij {
        houder: t.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: kind.id,
        verzoek: None,
        verzoek_product: None,
        aanbieder: Some(t.aanbieder),
        soort: soort.to_owned(),
        datum,
        waarde,
        bron: AANBIEDER.to_owned(),
        door: Some(wie.account()),
        op: nu,
    };
    let gegevens = ToetsingGegevens {
        aangemeld: None,
        past: Some(true),
    };
    let mut feiten = vec![feit(TOETSING, invoer.getoetst, naar_json(&gegevens, "toetsing")?)];
    if !resultaat.is_empty() {
        feiten.push(feit(RESULTAAT, None, naar_json(&resultaat, "resultaat")?));
    }
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.leg_feiten_vast(&feiten).await?;
    tx.leg_gebeurtenissen_vast(&[Gebeurtenis {
        houder: t.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: kind.id,
        op: nu,
        soort: "toetsing_vastgelegd".to_owned(),
        aanbieder: Some(t.aanbieder),
        bericht: None,
        verzoek: None,
        toewijzing: Some(t.id),
        door: Some(wie.account()),
        gegevens: gebeurtenis::json(format!("toewijzing {}, na de start van de hulp", t.nummer)),
    }])
    .await?;
    tx.sluit_signaal(&t.houder, SignaalSoort::ToetsingOntbreekt, t.id, nu)
        .await?;
    tx.commit().await?;
    Ok(Ok(()))
}
