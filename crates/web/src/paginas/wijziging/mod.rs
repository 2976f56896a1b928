//! A request to change running help: proposal, facts, decision; and the page to register one that came by secure mail.

mod besluit;
mod feiten;
pub(crate) mod mail;

pub(crate) use besluit::{besluit, taak};
pub(crate) use feiten::{WijzigVelden, feiten};
pub(crate) use mail::{mail, mail_vast};

use super::id;
use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use houvast_dienst::beeld::{VoorstelUitkomst, WijzigBeeld, WijzigVoorstel};
use houvast_dienst::wijziging;
use uuid::Uuid;

/// `wijziging.html`
#[derive(Template)]
#[template(path = "wijziging.html")]
pub(crate) struct WijzigBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: WijzigBeeld,
    pub(crate) melding: Option<&'static str>,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) invoer: WijzigVelden,
    /// Which form came back with a mistake.
    pub(crate) actie: String,
    pub(crate) code: String,
    pub(crate) uitkomst: String,
    pub(crate) reden: String,
}

impl WijzigBlad {
    /// The page as it is found, without anything typed.
    pub(crate) fn nieuw(raam: Raam, beeld: WijzigBeeld) -> Self {
        let invoer = WijzigVelden::bekend(beeld.feiten.as_ref());
        Self {
            raam,
            beeld,
            melding: None,
            fouten: Vec::new(),
            invoer,
            actie: String::new(),
            code: String::new(),
            uitkomst: String::new(),
            reden: String::new(),
        }
    }

    /// Initials only: a title travels to histories and task bars.
    pub(crate) fn titel(beeld: &WijzigBeeld) -> String {
        format!("Verzoek om wijziging voor {}", beeld.jeugdige.kort())
    }

    /// The page again after a mistake, with what was typed.
    fn met_fouten(mut self, status: StatusCode, fouten: Vec<VeldFout>) -> Response {
        self.raam = self.raam.met_fout(true);
        self.fouten = fouten;
        (status, teken(&self)).into_response()
    }

    fn open(&self, actie: &str) -> bool {
        !self.fouten.is_empty() && self.actie == actie
    }

    /// Nothing can be proposed before these are known, so the form is open then.
    fn feiten_open(&self) -> bool {
        self.open("feiten") || !self.beeld.ontbreekt.is_empty()
    }

    fn kleur(&self, v: &WijzigVoorstel) -> &'static str {
        match v.uitkomst {
            VoorstelUitkomst::Toewijzen => "hv-voorstel--goed",
            VoorstelUitkomst::Voorleggen => "hv-voorstel--let-op",
            VoorstelUitkomst::Afwijzen => "hv-voorstel--fout",
        }
    }

    /// One primary button: granting, where nothing stands against it.
    fn hoofd(&self) -> bool {
        self.beeld.ontbreekt.is_empty()
            && self
                .beeld
                .voorstellen
                .iter()
                .all(|v| v.uitkomst != VoorstelUitkomst::Afwijzen)
    }
}

/// What just happened, as a word in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Gedaan {
    #[serde(default)]
    na: String,
}

async fn blad(wie: &Wie, nummer: Uuid) -> Result<WijzigBlad, WebFout> {
    let beeld = wijziging::toon(&wie.huis, &wie.aangemeld, nummer).await?;
    let raam = wie.raam(WijzigBlad::titel(&beeld), Hier::Werkvoorraad).await?;
    Ok(WijzigBlad::nieuw(raam, beeld))
}

/// `GET /wijzigingen/{id}`
pub(crate) async fn toon(
    wie: Wie,
    Path(nummer): Path<String>,
    Query(gedaan): Query<Gedaan>,
) -> Result<Response, WebFout> {
    let mut blad = blad(&wie, id(&nummer)?).await?;
    blad.melding = match gedaan.na.as_str() {
        "feiten" => Some("Vastgelegd. Het voorstel is opnieuw gemaakt."),
        "mail" => Some("Het verzoek is vastgelegd met de dag van ontvangst. Vul aan wat nog ontbreekt."),
        "toewijzen" => Some("Toegewezen. Het toewijzingsbericht (JW301) gaat nu naar de aanbieder."),
        "onderzoeken" if blad.beeld.per_mail => Some("In onderzoek. U hebt acht weken vanaf de ontvangst."),
        "onderzoeken" => Some(
            "In onderzoek. De aanbieder krijgt dat bericht (JW319); u hebt acht weken vanaf de dagtekening.",
        ),
        "afwijzen" if blad.beeld.per_mail => {
            Some("Afgewezen. Laat het de aanbieder weten: over een e-mail gaat geen bericht uit.")
        }
        "afwijzen" => Some("Afgewezen. De aanbieder krijgt dat bericht (JW319)."),
        "taak" => Some("De taak is gedaan."),
        _ => None,
    };
    Ok(teken(&blad))
}
