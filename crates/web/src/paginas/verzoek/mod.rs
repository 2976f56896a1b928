//! A request, judged: proposal first, facts on demand, every line one reason with its article.

mod besluit;
mod feiten;

pub(crate) use besluit::{BesluitInvoer, besluit};
pub(crate) use feiten::{FeitVelden, feiten};

use super::id;
use crate::fout::{WebFout, teken};
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::{Raam, VeldFout};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use houvast_dienst::beeld::{
    AanvraagBeeld, Knop, Knoppen, Reden, Rol, ToekenningVelden, VerzoekBeeld, VoorstelUitkomst,
};
use houvast_dienst::recht::Handeling;
use houvast_dienst::verzoek;

/// `verzoek.html`
#[derive(Template)]
#[template(path = "verzoek.html")]
pub(crate) struct VerzoekBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: VerzoekBeeld,
    pub(crate) melding: Option<String>,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) invoer: BesluitInvoer,
    pub(crate) feit_invoer: FeitVelden,
    /// Somebody just registered a fact: the page says what that changed.
    pub(crate) na_feiten: bool,
}

impl VerzoekBlad {
    /// The page as it is found, without anything typed.
    pub(crate) fn nieuw(raam: Raam, beeld: VerzoekBeeld) -> Self {
        let feit_invoer = FeitVelden::bekend(beeld.feiten.as_ref());
        Self {
            raam,
            beeld,
            melding: None,
            fouten: Vec::new(),
            invoer: BesluitInvoer::default(),
            feit_invoer,
            na_feiten: false,
        }
    }

    /// The page again after a mistake, with what was typed.
    fn met_fouten(mut self, status: StatusCode, fouten: Vec<VeldFout>) -> Response {
        self.raam = self.raam.met_fout(true);
        self.fouten = fouten;
        (status, teken(&self)).into_response()
    }

    /// Initials only: a title travels to histories and task bars.
    pub(crate) fn titel(beeld: &VerzoekBeeld) -> String {
        format!("Verzoek van {} voor {}", beeld.aanbieder, beeld.jeugdige.kort())
    }

    fn consulent(&self) -> bool {
        self.raam.rol() == Some(Rol::Consulent)
    }

    /// A letter is about a decision, and for the family or who referred.
    fn mag_brief(&self) -> bool {
        self.raam.mag(Handeling::BrievenMaken)
            && self
                .beeld
                .aanvragen
                .iter()
                .any(|a| a.knoppen.is_none() && !a.besluit.is_empty())
    }

    fn terug(&self) -> &'static str {
        if self.consulent() {
            "/werkvoorraad"
        } else {
            "/verzoeken"
        }
    }

    fn terugnaam(&self) -> &'static str {
        if self.consulent() {
            "Werkvoorraad"
        } else {
            "Verzoeken"
        }
    }

    fn fout(&self, veld: &str) -> bool {
        self.fouten.iter().any(|f| f.veld == veld)
    }

    fn heeft_fout(&self, veld: &str, nummer: &u32) -> bool {
        self.fouten.iter().any(|f| f.hoort_bij(veld, nummer))
    }

    /// The form of facts stays open when a mistake stands in it.
    fn feiten_open(&self) -> bool {
        !self.fouten.is_empty() && self.invoer.actie.is_empty()
    }

    /// What stands in a field of an adjusted grant: what was typed, else what the proposal grants.
    fn veld(&self, nummer: &u32, velden: &ToekenningVelden, welk: &str) -> String {
        let open = self.open(nummer, "aangepast");
        match welk {
            _ if open && welk == "budget" => self.invoer.budget.clone(),
            _ if open && welk == "van" => self.invoer.van.clone(),
            _ if open && welk == "tot" => self.invoer.tot.clone(),
            "budget" => velden
                .budget
                .map(crate::paginas::invoer::bedrag)
                .unwrap_or_default(),
            "van" => velden.van.to_string(),
            "tot" => velden.tot.map(|d| d.to_string()).unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// A form that came back with a mistake stays open.
    fn open(&self, nummer: &u32, actie: &str) -> bool {
        !self.fouten.is_empty() && self.invoer.nummer == *nummer && self.invoer.actie == actie
    }

    fn direct(&self, knop: &Knop) -> bool {
        *knop == Knop::Direct
    }

    fn met_reden(&self, knop: &Knop) -> bool {
        *knop == Knop::MetReden
    }

    fn mag(&self, knop: &Knop) -> bool {
        *knop != Knop::Nee
    }

    /// One primary button: the one that follows the proposal.
    fn hoofd(&self, aanvraag: &AanvraagBeeld, actie: &str) -> bool {
        match aanvraag.voorstel.as_ref().map(|v| v.uitkomst) {
            Some(VoorstelUitkomst::Toewijzen) => actie == "toewijzen",
            Some(VoorstelUitkomst::Afwijzen) => actie == "afwijzen",
            _ => false,
        }
    }

    fn redentekst<'a>(&self, knoppen: &'a Knoppen) -> Option<&'a str> {
        let code = knoppen.voorgestelde_reden.as_ref()?;
        knoppen
            .redenen
            .iter()
            .find(|r| r.code == *code)
            .map(|r| r.tekst.as_str())
    }

    fn gekozen(&self, nummer: &u32, knoppen: &Knoppen, reden: &Reden) -> bool {
        if self.open(nummer, "afwijzen") {
            self.invoer.code == reden.code
        } else {
            knoppen.voorgestelde_reden.as_deref() == Some(reden.code.as_str())
        }
    }
}

/// What just happened, as a word in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Na {
    #[serde(default)]
    na: String,
}

/// `GET /verzoeken/{id}`
pub(crate) async fn toon(
    wie: Wie,
    Path(nummer): Path<String>,
    Query(na): Query<Na>,
) -> Result<Response, WebFout> {
    let mut blad = blad(&wie, id(&nummer)?).await?;
    blad.melding = match na.na.as_str() {
        "besluit" => Some("Uw besluit is vastgelegd en het bericht gaat naar de aanbieder.".to_owned()),
        "feiten" => Some("Vastgelegd. Het voorstel hieronder is opnieuw gemaakt.".to_owned()),
        _ => None,
    };
    blad.na_feiten = na.na == "feiten";
    Ok(teken(&blad))
}

async fn blad(wie: &Wie, verzoek: uuid::Uuid) -> Result<VerzoekBlad, WebFout> {
    let beeld = verzoek::toon(&wie.huis, &wie.aangemeld, verzoek).await?;
    let hier = match wie.rol() {
        Rol::Aanbieder => Hier::Verzoeken,
        _ => Hier::Werkvoorraad,
    };
    let raam = wie.raam(VerzoekBlad::titel(&beeld), hier).await?;
    Ok(VerzoekBlad::nieuw(raam, beeld))
}
