//! One step: show it, save it, and the two acts that follow from the last steps.

use super::{NaStap, VEROUDERD, titel};
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::koppen::met_script;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::id;
use crate::paginas::invoer::{bedrag, lees_bedrag, lees_dag};
use crate::paginas::vanzelf::{self, Vanzelf};
use crate::raam::{Hier, Raam, VeldFout, fout_bij};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_begrip::Centen;
use houvast_dienst::beeld::{Knop, StapBeeld, VeldBeeld, VeldSoort};
use houvast_dienst::{DienstFout, hulpvraag};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One field as the page shows it: what was typed, else what is known.
pub(crate) struct VeldBlad {
    pub(crate) veld: VeldBeeld,
    pub(crate) waarde: String,
    pub(crate) fout: Option<String>,
}

impl VeldBlad {
    fn is(&self, soort: &str) -> bool {
        let eigen = match self.veld.soort {
            VeldSoort::Regel => "regel",
            VeldSoort::Tekst => "tekst",
            VeldSoort::Keuze => "keuze",
            VeldSoort::Lijst => "lijst",
            VeldSoort::Dag => "dag",
            VeldSoort::Bedrag => "bedrag",
            VeldSoort::Getal => "getal",
            VeldSoort::Vink => "vink",
        };
        eigen == soort
    }

    /// The ids that describe the field, for `aria-describedby`.
    fn beschreven(&self) -> String {
        let mut delen = Vec::new();
        if !self.veld.uitleg.is_empty() {
            delen.push(format!("{}-uitleg", self.veld.naam));
        }
        if self.fout.is_some() {
            delen.push(format!("{}-fout", self.veld.naam));
        }
        delen.join(" ")
    }

    /// The first button of a group carries the name of the field, so that an error can lead to it.
    fn keuze_id(&self, plek: &usize) -> String {
        match plek {
            0 => self.veld.naam.clone(),
            n => format!("{}-{n}", self.veld.naam),
        }
    }

    fn gekozen(&self, waarde: &str) -> bool {
        self.waarde == waarde
    }
}

/// Fields under one heading.
pub(crate) struct GroepBlad {
    pub(crate) titel: String,
    pub(crate) uitleg: String,
    /// Only short fields: they may stand beside each other.
    pub(crate) smal: bool,
    pub(crate) velden: Vec<VeldBlad>,
}

/// `hulpvraag-stap.html`
#[derive(Template)]
#[template(path = "hulpvraag-stap.html")]
pub(crate) struct StapBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: StapBeeld,
    pub(crate) groepen: Vec<GroepBlad>,
    pub(crate) melding: Option<&'static str>,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) reden: String,
}

impl StapBlad {
    /// The page with what was typed and did not get saved.
    pub(crate) fn nieuw(
        raam: Raam,
        beeld: StapBeeld,
        getypt: &BTreeMap<String, String>,
        fouten: Vec<VeldFout>,
    ) -> Self {
        let groepen = beeld
            .groepen
            .iter()
            .map(|groep| GroepBlad {
                titel: groep.titel.clone(),
                uitleg: groep.uitleg.clone(),
                smal: groep
                    .velden
                    .iter()
                    .all(|v| !matches!(v.soort, VeldSoort::Tekst | VeldSoort::Keuze)),
                velden: groep
                    .velden
                    .iter()
                    .map(|veld| VeldBlad {
                        waarde: getypt.get(&veld.naam).cloned().unwrap_or_else(|| toonbaar(veld)),
                        fout: fouten
                            .iter()
                            .find(|f| f.veld == veld.naam)
                            .map(|f| f.tekst.clone()),
                        veld: veld.clone(),
                    })
                    .collect(),
            })
            .collect();
        let fout = !fouten.is_empty();
        Self {
            raam: raam.met_fout(fout),
            beeld,
            groepen,
            melding: None,
            fouten,
            reden: String::new(),
        }
    }

    /// The script that saves while somebody types; only where something can be saved.
    fn script(&self) -> Option<String> {
        (self.beeld.kop.open && !self.groepen.is_empty()).then(crate::stijl::script_pad)
    }

    fn titel(&self) -> &str {
        self.nu().map_or("", |s| s.titel.as_str())
    }

    fn nu(&self) -> Option<&houvast_dienst::beeld::StapRij> {
        self.beeld.stappen.iter().find(|s| s.nummer == self.beeld.nummer)
    }

    fn let_op(&self) -> &[String] {
        self.nu().map_or(&[], |s| s.let_op.as_slice())
    }

    fn laatste(&self) -> bool {
        usize::try_from(self.beeld.nummer).is_ok_and(|n| n == self.beeld.stappen.len())
    }

    fn vorige(&self) -> Option<u32> {
        self.beeld.nummer.checked_sub(1).filter(|n| *n > 0)
    }

    fn met_reden(&self, knop: &Knop) -> bool {
        *knop == Knop::MetReden
    }

    fn direct(&self, knop: &Knop) -> bool {
        *knop == Knop::Direct
    }

    fn fout(&self, veld: &str) -> bool {
        fout_bij(&self.fouten, veld)
    }
}

/// Amounts are kept in eurocents.
fn toonbaar(veld: &VeldBeeld) -> String {
    match (veld.soort, veld.waarde.parse()) {
        (VeldSoort::Bedrag, Ok(centen)) => bedrag(Centen(centen)),
        _ => veld.waarde.clone(),
    }
}

/// `GET /hulpvragen/{id}/stap/{nummer}`
pub(crate) async fn stap(
    wie: Wie,
    Path((hulp, nummer)): Path<(String, String)>,
    Query(na): Query<NaStap>,
) -> Result<Response, WebFout> {
    let (hulp, nummer) = (id(&hulp)?, getal(&nummer)?);
    let mut blad = blad(&wie, hulp, nummer, &BTreeMap::new(), Vec::new()).await?;
    blad.melding = na.melding();
    Ok(met_script(teken(&blad)))
}

fn getal(tekst: &str) -> Result<u32, WebFout> {
    tekst.parse().map_err(|_| WebFout::NietGevonden)
}

async fn blad(
    wie: &Wie,
    hulp: Uuid,
    nummer: u32,
    getypt: &BTreeMap<String, String>,
    fouten: Vec<VeldFout>,
) -> Result<StapBlad, WebFout> {
    let beeld = hulpvraag::stap(&wie.huis, &wie.aangemeld, hulp, nummer).await?;
    let raam = wie.raam(titel(&beeld.kop), Hier::Hulpvragen).await?;
    Ok(StapBlad::nieuw(raam, beeld, getypt, fouten))
}

/// What a person types becomes what is kept: a day as ISO, an amount in eurocents. What cannot be read is a mistake.
fn lees(beeld: &StapBeeld, getypt: &BTreeMap<String, String>) -> (Vec<(String, String)>, Vec<VeldFout>) {
    let soort = |naam: &str| {
        let mut velden = beeld.groepen.iter().flat_map(|g| &g.velden);
        velden.find(|v| v.naam == naam).map(|v| v.soort)
    };
    let mut velden = Vec::new();
    let mut fouten = Vec::new();
    for (naam, tekst) in getypt {
        let tekst = tekst.trim();
        let waarde = match soort(naam) {
            _ if tekst.is_empty() => Ok(String::new()),
            Some(VeldSoort::Dag) => lees_dag(tekst)
                .map(|dag| dag.to_string())
                .ok_or("Vul een datum in, zoals 4-11-2026."),
            Some(VeldSoort::Bedrag) => lees_bedrag(tekst)
                .map(|centen| centen.0.to_string())
                .ok_or("Vul een bedrag in euro in, zoals 6.500 of 6.500,00."),
            _ => Ok(tekst.to_owned()),
        };
        match waarde {
            Ok(waarde) => velden.push((naam.clone(), waarde)),
            Err(tekst) => fouten.push(VeldFout::nieuw(naam.clone(), tekst)),
        }
    }
    (velden, fouten)
}

/// `POST /hulpvragen/{id}/stap/{nummer}`
pub(crate) async fn bewaar(
    wie: Wie,
    Path((hulp, nummer)): Path<(String, String)>,
    Vanzelf(vanzelf): Vanzelf,
    Formulier(paren): Formulier<Vec<(String, String)>>,
) -> Result<Response, WebFout> {
    let (hulp, nummer) = (id(&hulp)?, getal(&nummer)?);
    let mut getypt: BTreeMap<String, String> = paren.into_iter().collect();
    let versie: i64 = getypt
        .remove("versie")
        .and_then(|v| v.parse().ok())
        .ok_or(WebFout::Onleesbaar)?;
    let naar = getypt.remove("naar").unwrap_or_default();
    getypt.remove("csrf");
    let beeld = hulpvraag::stap(&wie.huis, &wie.aangemeld, hulp, nummer).await?;
    let (velden, mut fouten) = lees(&beeld, &getypt);
    match hulpvraag::bewaar(&wie.huis, &wie.aangemeld, hulp, nummer, versie, &velden).await {
        Ok(bewaard) => fouten.extend(
            bewaard
                .fouten
                .into_iter()
                .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst)),
        ),
        Err(DienstFout::Verouderd) if vanzelf => return Ok(vanzelf::verouderd()),
        Err(DienstFout::Verouderd) => {
            let fouten = vec![VeldFout::nieuw("stap", VEROUDERD)];
            let blad = blad(&wie, hulp, nummer, &getypt, fouten).await?;
            return Ok(met_script((StatusCode::CONFLICT, teken(&blad)).into_response()));
        }
        Err(fout) => return Err(fout.into()),
    }
    if vanzelf {
        return Ok(vanzelf::bewaard(&wie.huis.tijd, versie, fouten.len()));
    }
    if fouten.is_empty() {
        let doel = match naar.as_str() {
            "verder" => format!("/hulpvragen/{hulp}/stap/{}?na=bewaard", nummer.saturating_add(1)),
            "overzicht" => format!("/hulpvragen/{hulp}?na=bewaard"),
            _ => format!("/hulpvragen/{hulp}/stap/{nummer}?na=bewaard"),
        };
        return Ok(Redirect::to(&doel).into_response());
    }
    // What was good is saved; only what was not keeps its typed text.
    getypt.retain(|naam, _| fout_bij(&fouten, naam));
    let blad = blad(&wie, hulp, nummer, &getypt, fouten).await?;
    Ok(met_script(
        (StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response(),
    ))
}

/// A form with only the state of the page.
#[derive(serde::Deserialize)]
pub(crate) struct Handeling {
    versie: i64,
    #[serde(default)]
    reden: String,
}

/// The step of the aanbieder.
const AANBIEDER: u32 = 7;
/// The step of the decision.
const BESLUIT: u32 = 8;

/// `POST /hulpvragen/{id}/toetsing`
pub(crate) async fn toetsing(
    wie: Wie,
    Path(hulp): Path<String>,
    Formulier(velden): Formulier<Handeling>,
) -> Result<Response, WebFout> {
    let hulp = id(&hulp)?;
    let (status, tekst) =
        match hulpvraag::vraag_toetsing(&wie.huis, &wie.aangemeld, hulp, velden.versie).await {
            Ok(()) => {
                let doel = format!("/hulpvragen/{hulp}/stap/{AANBIEDER}?na=toetsing");
                return Ok(Redirect::to(&doel).into_response());
            }
            Err(DienstFout::Ongeldig(tekst)) => (StatusCode::UNPROCESSABLE_ENTITY, tekst),
            Err(DienstFout::Verouderd) => (StatusCode::CONFLICT, VEROUDERD),
            Err(fout) => return Err(fout.into()),
        };
    let fouten = vec![VeldFout::nieuw("toetsing", tekst)];
    let blad = blad(&wie, hulp, AANBIEDER, &BTreeMap::new(), fouten).await?;
    Ok((status, teken(&blad)).into_response())
}

/// `POST /hulpvragen/{id}/toewijzen`
pub(crate) async fn toewijzen(
    wie: Wie,
    Path(hulp): Path<String>,
    Formulier(velden): Formulier<Handeling>,
) -> Result<Response, WebFout> {
    let hulp = id(&hulp)?;
    let uitslag = hulpvraag::wijs_toe(&wie.huis, &wie.aangemeld, hulp, velden.versie, &velden.reden).await;
    let (status, veld, tekst) = match uitslag {
        Ok(_) => return Ok(Redirect::to(&format!("/hulpvragen/{hulp}?na=toegewezen")).into_response()),
        Err(DienstFout::RedenVerplicht) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "reden",
            "Schrijf op waarom u zo besluit.",
        ),
        Err(DienstFout::Ongeldig(tekst)) => (StatusCode::UNPROCESSABLE_ENTITY, "besluit", tekst),
        Err(DienstFout::Verouderd) => (StatusCode::CONFLICT, "besluit", VEROUDERD),
        Err(fout) => return Err(fout.into()),
    };
    let fouten = vec![VeldFout::nieuw(veld, tekst)];
    let mut blad = blad(&wie, hulp, BESLUIT, &BTreeMap::new(), fouten).await?;
    blad.reden = velden.reden;
    Ok((status, teken(&blad)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paginas::voorbeelden::stap_met;

    #[test]
    fn wat_iemand_typt_wordt_een_dag_of_een_bedrag_of_een_fout_bij_zijn_veld() {
        let beeld = stap_met(&[
            ("van", VeldSoort::Dag),
            ("raming", VeldSoort::Bedrag),
            ("naam", VeldSoort::Regel),
        ]);
        let getypt = |van: &str, raming: &str| {
            [("van", van), ("raming", raming), ("naam", " Oma ")]
                .into_iter()
                .map(|(v, w)| (v.to_owned(), w.to_owned()))
                .collect()
        };
        let (velden, fouten) = lees(&beeld, &getypt("1-12-2026", "6.500"));
        assert!(fouten.is_empty());
        let paar = |v: &str, w: &str| (v.to_owned(), w.to_owned());
        assert_eq!(
            velden,
            [
                paar("naam", "Oma"),
                paar("raming", "650000"),
                paar("van", "2026-12-01")
            ]
        );
        let (velden, fouten) = lees(&beeld, &getypt("morgen", "veel"));
        let waar: Vec<&str> = fouten.iter().map(|f| f.veld.as_str()).collect();
        assert_eq!(waar, ["raming", "van"]);
        assert_eq!(velden, [paar("naam", "Oma")], "het goede veld wordt wel bewaard");
        assert!(lees(&beeld, &getypt("", "")).1.is_empty(), "leeg maken mag");
    }
}
