//! A hulpvraag at the Toegang: the list, the overview, one page per step, the plan on paper.

pub(super) mod nieuw;
pub(super) mod stap;

pub(crate) use nieuw::{begin, nieuw, registreer};
pub(crate) use stap::{bewaar, stap, toetsing, toewijzen};

use super::{Na, id};
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam, VeldFout, fout_bij};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{HulpvraagBeeld, HulpvraagKop, HulpvraagLijst, PlanBeeld};
use houvast_dienst::{DienstFout, hulpvraag};

/// What stands above a page that was saved on an older one.
pub(crate) const VEROUDERD: &str = "Iemand anders heeft deze hulpvraag intussen bewaard. Hieronder staat wat er nu is; wat u typte staat er nog. Bewaar opnieuw als het nog klopt.";

/// Initials only: a title travels to histories and task bars.
pub(crate) fn titel(kop: &HulpvraagKop) -> String {
    format!("Hulpvraag van {}", kop.jeugdige.kort())
}

/// `hulpvragen.html`
#[derive(Template)]
#[template(path = "hulpvragen.html")]
pub(crate) struct HulpvragenBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: HulpvraagLijst,
}

impl HulpvragenBlad {
    fn pad(&self, na: &str) -> String {
        let van = if self.beeld.alleen_eigen { "mij" } else { "" };
        super::pad_met("/hulpvragen", &[("van", van), ("na", na)])
    }

    fn begin(&self) -> Option<String> {
        self.beeld.verder.then(|| self.pad(""))
    }

    fn volgende(&self) -> Option<String> {
        self.beeld.volgende.map(|na| self.pad(&na.to_string()))
    }
}

/// Which list, and which part of it.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Keuze {
    #[serde(default)]
    van: String,
    #[serde(flatten)]
    na: Na,
}

/// `GET /hulpvragen`
pub(crate) async fn lijst(wie: Wie, Query(keuze): Query<Keuze>) -> Result<Response, WebFout> {
    let eigen = keuze.van == "mij";
    let beeld = hulpvraag::lijst(&wie.huis, &wie.aangemeld, eigen, keuze.na.rij()).await?;
    let raam = wie.raam("Hulpvragen", Hier::Hulpvragen).await?;
    Ok(teken(&HulpvragenBlad { raam, beeld }))
}

/// `hulpvraag.html`
#[derive(Template)]
#[template(path = "hulpvraag.html")]
pub(crate) struct HulpvraagBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: HulpvraagBeeld,
    pub(crate) melding: Option<&'static str>,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) reden: String,
}

impl HulpvraagBlad {
    fn fout(&self, veld: &str) -> bool {
        fout_bij(&self.fouten, veld)
    }
}

/// What just happened, as a word in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct NaStap {
    #[serde(default)]
    na: String,
}

impl NaStap {
    fn melding(&self) -> Option<&'static str> {
        match self.na.as_str() {
            "bewaard" => Some("Bewaard. U kunt stoppen en later verdergaan."),
            "toetsing" => Some("De aanbieder is om toetsing gevraagd en heeft daar zijn termijn voor."),
            "toegewezen" => Some("Toegewezen. Het toewijzingsbericht (JW301) gaat nu naar de aanbieder."),
            "afgesloten" => Some("De hulpvraag is afgesloten zonder jeugdhulp."),
            _ => None,
        }
    }
}

async fn blad(wie: &Wie, nummer: &str) -> Result<HulpvraagBlad, WebFout> {
    let beeld = hulpvraag::toon(&wie.huis, &wie.aangemeld, id(nummer)?).await?;
    let raam = wie.raam(titel(&beeld.kop), Hier::Hulpvragen).await?;
    Ok(HulpvraagBlad {
        raam,
        beeld,
        melding: None,
        fouten: Vec::new(),
        reden: String::new(),
    })
}

/// `GET /hulpvragen/{id}`
pub(crate) async fn toon(
    wie: Wie,
    Path(nummer): Path<String>,
    Query(na): Query<NaStap>,
) -> Result<Response, WebFout> {
    let blad = HulpvraagBlad {
        melding: na.melding(),
        ..blad(&wie, &nummer).await?
    };
    Ok(teken(&blad))
}

/// The form that closes a hulpvraag.
#[derive(serde::Deserialize)]
pub(crate) struct Afsluiting {
    versie: i64,
    #[serde(default)]
    reden: String,
}

/// `POST /hulpvragen/{id}/afsluiten`
pub(crate) async fn afsluiten(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<Afsluiting>,
) -> Result<Response, WebFout> {
    let hulp = id(&nummer)?;
    let uitslag = hulpvraag::sluit_af(&wie.huis, &wie.aangemeld, hulp, velden.versie, &velden.reden).await;
    let (status, tekst) = match uitslag {
        Ok(()) => return Ok(Redirect::to(&format!("/hulpvragen/{hulp}?na=afgesloten")).into_response()),
        Err(DienstFout::RedenVerplicht) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            "Schrijf op waarom er geen jeugdhulp komt.",
        ),
        Err(DienstFout::Ongeldig(tekst)) => (StatusCode::UNPROCESSABLE_ENTITY, tekst),
        Err(DienstFout::Verouderd) => (StatusCode::CONFLICT, VEROUDERD),
        Err(fout) => return Err(fout.into()),
    };
    let mut blad = blad(&wie, &nummer).await?;
    blad.raam = blad.raam.met_fout(true);
    let waar = if blad.beeld.mag_afsluiten {
        "reden"
    } else {
        "stappen"
    };
    blad.fouten = vec![VeldFout::nieuw(waar, tekst)];
    blad.reden = velden.reden;
    Ok((status, teken(&blad)).into_response())
}

/// `gezinsplan.html`
#[derive(Template)]
#[template(path = "gezinsplan.html")]
pub(crate) struct PlanBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: PlanBeeld,
}

/// `GET /hulpvragen/{id}/gezinsplan`
pub(crate) async fn plan(wie: Wie, Path(nummer): Path<String>) -> Result<Response, WebFout> {
    let beeld = hulpvraag::plan(&wie.huis, &wie.aangemeld, id(&nummer)?).await?;
    let titel = format!("Plan voor {}", beeld.kop.jeugdige.kort());
    let raam = wie.raam(titel, Hier::Hulpvragen).await?;
    Ok(teken(&PlanBlad { raam, beeld }))
}
