//! Referrals: the list, one referral for whoever is looking, a new one, and a toetsing that was forgotten.

mod alsnog;
mod nieuw;
mod stap;

#[cfg(test)]
pub(crate) use alsnog::{ToetsingBlad, ToetsingVelden};
pub(crate) use alsnog::{leg_vast, ontbrekend};
#[cfg(test)]
pub(crate) use nieuw::{NieuwBlad, NieuwVelden};
pub(crate) use nieuw::{nieuw, verwijs};
pub(crate) use stap::{StapVelden, stap};

use super::id;
use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::invoer;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use houvast_dienst::beeld::{Rol, VerwijzingBeeld, VerwijzingLijst};
use houvast_dienst::verwijzing;

/// `verwijzingen.html`
#[derive(Template)]
#[template(path = "verwijzingen.html")]
pub(crate) struct VerwijzingenBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: VerwijzingLijst,
}

impl VerwijzingenBlad {
    fn verwijzer(&self) -> bool {
        self.raam.rol() == Some(Rol::Verwijzer)
    }

    fn wiekop(&self) -> &'static str {
        match self.raam.rol() {
            Some(Rol::Aanbieder) => "Van",
            _ => "Naar",
        }
    }

    fn leeg(&self) -> &'static str {
        match (self.raam.rol(), self.beeld.klaar) {
            (_, true) => {
                "Een verwijzing is afgerond als de hulp is toegewezen, of als niemand er nog iets mee hoeft."
            }
            (Some(Rol::Verwijzer), _) => {
                "Kies Nieuwe verwijzing. U ziet hier daarna of de aanbieder het overneemt."
            }
            (Some(Rol::Aanbieder), _) => {
                "Als een verwijzer of de Toegang uw hulp vraagt, staat dat hier, met de laatste dag voor uw antwoord."
            }
            _ => {
                "Vraagt u een aanbieder om toetsing, of zoekt een aanbieder contact met de Toegang, dan staat dat hier."
            }
        }
    }

    fn pad(&self, na: Option<uuid::Uuid>) -> String {
        super::pad_met(
            "/verwijzingen",
            &[
                ("klaar", if self.beeld.klaar { "ja" } else { "" }),
                ("na", &na.map(|n| n.to_string()).unwrap_or_default()),
            ],
        )
    }

    fn begin(&self) -> Option<String> {
        self.beeld.verder.then(|| self.pad(None))
    }

    fn volgende(&self) -> Option<String> {
        self.beeld.volgende.map(|na| self.pad(Some(na)))
    }
}

/// Which part of the list.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Deel {
    #[serde(default)]
    klaar: String,
    #[serde(default)]
    na: String,
}

/// `GET /verwijzingen`
pub(crate) async fn lijst(wie: Wie, Query(deel): Query<Deel>) -> Result<Response, WebFout> {
    let klaar = deel.klaar == "ja";
    let beeld = verwijzing::lijst(&wie.huis, &wie.aangemeld, klaar, deel.na.parse().ok()).await?;
    let raam = wie.raam("Verwijzingen", Hier::Verwijzingen).await?;
    Ok(teken(&VerwijzingenBlad { raam, beeld }))
}

/// `verwijzing.html`
#[derive(Template)]
#[template(path = "verwijzing.html")]
pub(crate) struct VerwijzingBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: VerwijzingBeeld,
    pub(crate) melding: Option<String>,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) invoer: StapVelden,
}

impl VerwijzingBlad {
    pub(crate) fn nieuw(raam: Raam, beeld: VerwijzingBeeld) -> Self {
        Self {
            raam,
            beeld,
            melding: None,
            fouten: Vec::new(),
            invoer: StapVelden::default(),
        }
    }

    /// Initials only: a title travels to histories and task bars.
    pub(crate) fn titel(beeld: &VerwijzingBeeld) -> String {
        format!("Verwijzing van {}", beeld.jeugdige.kort())
    }

    fn met_fouten(mut self, status: StatusCode, fouten: Vec<VeldFout>) -> Response {
        self.raam = self.raam.met_fout(true);
        self.fouten = fouten;
        (status, teken(&self)).into_response()
    }

    fn adres(&self) -> String {
        format!("/verwijzingen/{}", self.beeld.id)
    }

    fn aanbieder(&self) -> bool {
        self.raam.rol() == Some(Rol::Aanbieder)
    }

    fn verwijzer(&self) -> bool {
        self.raam.rol() == Some(Rol::Verwijzer)
    }

    fn lezer(&self) -> &'static str {
        if self.beeld.verwijzer == "de Toegang" {
            "De Toegang"
        } else {
            "De verwijzer"
        }
    }

    /// A form that came back with a mistake stays open.
    fn open(&self, actie: &str) -> bool {
        !self.fouten.is_empty() && self.invoer.actie == actie
    }

    /// The id of the nth ground; the first is where a mistake points to.
    fn grond_id(&self, nummer: &usize) -> String {
        match nummer {
            0 => "weigeren-grond".to_owned(),
            n => format!("weigeren-grond-{n}"),
        }
    }

    /// What stands in a field: what was typed, else what is known or usual.
    fn w(&self, actie: &str, veld: &str) -> String {
        if self.open(actie) {
            return self.invoer.veld(veld).to_owned();
        }
        let plan = &self.beeld.plan;
        let dag = |dag: Option<jiff::civil::Date>| dag.map(|d| d.to_string()).unwrap_or_default();
        match (actie, veld) {
            ("accepteren" | "ander" | "weigeren", "getoetst") | ("overleg", "dag") => {
                self.beeld.vandaag.to_string()
            }
            ("antwoord", "bedrag") => self.beeld.budget.map(invoer::bedrag).unwrap_or_default(),
            ("plan", "bedrag") => plan.raming.map(invoer::bedrag).unwrap_or_default(),
            ("plan", "duurzaam") => match plan.duurzaam {
                Some(true) => "duurzaam".to_owned(),
                Some(false) => "herstel".to_owned(),
                None => String::new(),
            },
            ("plan", "van") => dag(plan.van),
            ("plan", "tot") => dag(plan.tot),
            ("resultaat", "resultaat") => self.beeld.resultaat.clone(),
            _ => String::new(),
        }
    }
}

/// What just happened, as a word in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Gedaan {
    #[serde(default)]
    na: String,
}

/// `GET /verwijzingen/{id}`
pub(crate) async fn toon(
    wie: Wie,
    Path(nummer): Path<String>,
    Query(na): Query<Gedaan>,
) -> Result<Response, WebFout> {
    let mut blad = blad(&wie, id(&nummer)?).await?;
    blad.melding = stap::melding(&na.na).map(str::to_owned);
    Ok(teken(&blad))
}

async fn blad(wie: &Wie, id: uuid::Uuid) -> Result<VerwijzingBlad, WebFout> {
    let beeld = verwijzing::toon(&wie.huis, &wie.aangemeld, id).await?;
    let raam = wie
        .raam(VerwijzingBlad::titel(&beeld), Hier::Verwijzingen)
        .await?;
    Ok(VerwijzingBlad::nieuw(raam, beeld))
}
