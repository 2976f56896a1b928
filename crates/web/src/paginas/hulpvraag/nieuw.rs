//! A hulpvraag begins: for a child of the file by one button, for a new child by a form.

use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::paginas::id;
use crate::paginas::invoer::lees_dag;
use crate::raam::{Hier, Raam, VeldFout, fout_bij};
use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::NieuweJeugdige;
use houvast_dienst::hulpvraag;

/// The fields of the form, as they are typed.
#[derive(Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(crate) struct Velden {
    pub(crate) gemeente: String,
    pub(crate) bsn: String,
    pub(crate) voornamen: String,
    pub(crate) voorvoegsel: String,
    pub(crate) achternaam: String,
    pub(crate) geboren: String,
    pub(crate) geslacht: String,
    pub(crate) straat: String,
    pub(crate) huisnummer: String,
    pub(crate) postcode: String,
    pub(crate) plaats: String,
    pub(crate) woonplaats: String,
    pub(crate) gezag_voornaam: String,
    pub(crate) gezag_achternaam: String,
    pub(crate) gezag_telefoon: String,
}

/// `hulpvraag-nieuw.html`
#[derive(Template)]
#[template(path = "hulpvraag-nieuw.html")]
pub(crate) struct NieuwBlad {
    pub(crate) raam: Raam,
    pub(crate) gemeenten: Vec<(String, String)>,
    pub(crate) velden: Velden,
    pub(crate) fouten: Vec<VeldFout>,
}

impl NieuwBlad {
    fn fout(&self, veld: &str) -> bool {
        fout_bij(&self.fouten, veld)
    }
}

async fn blad(wie: &Wie, velden: Velden, fouten: Vec<VeldFout>) -> Result<NieuwBlad, WebFout> {
    Ok(NieuwBlad {
        raam: wie
            .raam("Nieuwe hulpvraag", Hier::Hulpvragen)
            .await?
            .met_fout(!fouten.is_empty()),
        gemeenten: hulpvraag::gemeenten(&wie.huis, &wie.aangemeld),
        velden,
        fouten,
    })
}

/// `GET /hulpvragen/nieuw`
pub(crate) async fn nieuw(wie: Wie) -> Result<Response, WebFout> {
    let velden = Velden {
        woonplaats: "ja".to_owned(),
        ..Velden::default()
    };
    Ok(teken(&blad(&wie, velden, Vec::new()).await?))
}

/// `POST /hulpvragen/nieuw`
pub(crate) async fn registreer(
    wie: Wie,
    Formulier(mut velden): Formulier<Velden>,
) -> Result<Response, WebFout> {
    let gemeenten = hulpvraag::gemeenten(&wie.huis, &wie.aangemeld);
    if let [(enige, _)] = gemeenten.as_slice() {
        velden.gemeente.clone_from(enige);
    }
    let kind = NieuweJeugdige {
        gemeente: velden.gemeente.clone(),
        bsn: velden.bsn.clone(),
        voornamen: velden.voornamen.clone(),
        voorvoegsel: velden.voorvoegsel.clone(),
        achternaam: velden.achternaam.clone(),
        geboren: lees_dag(velden.geboren.trim()),
        geslacht: velden.geslacht.clone(),
        straat: velden.straat.clone(),
        huisnummer: velden.huisnummer.clone(),
        postcode: velden.postcode.clone(),
        plaats: velden.plaats.clone(),
        woonplaats_hier: velden.woonplaats == "ja",
        gezag_achternaam: velden.gezag_achternaam.clone(),
        gezag_voornaam: velden.gezag_voornaam.clone(),
        gezag_telefoon: velden.gezag_telefoon.clone(),
    };
    match hulpvraag::registreer(&wie.huis, &wie.aangemeld, &kind).await? {
        Ok(nieuw) => Ok(Redirect::to(&format!("/hulpvragen/{nieuw}/stap/1")).into_response()),
        Err(fouten) => {
            let fouten = fouten
                .into_iter()
                .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst))
                .collect();
            let blad = blad(&wie, velden, fouten).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
        }
    }
}

/// The button of a dossier.
#[derive(serde::Deserialize)]
pub(crate) struct Voor {
    jeugdige: String,
}

/// `POST /hulpvragen`
pub(crate) async fn begin(wie: Wie, Formulier(voor): Formulier<Voor>) -> Result<Response, WebFout> {
    let nieuw = hulpvraag::begin(&wie.huis, &wie.aangemeld, id(&voor.jeugdige)?).await?;
    Ok(Redirect::to(&format!("/hulpvragen/{nieuw}")).into_response())
}
