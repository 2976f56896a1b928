//! The calculator: lines in, the sum and the budget that follows out; loose, or on a case that both sides open.

mod excel;
mod velden;

pub(crate) use excel::{GROOTSTE, los_inlezen, los_uit, zaak_inlezen, zaak_uit};
pub(crate) use velden::{RegelVelden, RekenVelden};

use super::id;
use super::vanzelf::{self, Vanzelf};
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::koppen::met_script;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::{Hier, Raam, VeldFout};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{RekenBeeld, RekenInvoer, RekenOnderwerp, VoorstelUitkomst};
use houvast_dienst::raming::{self, Na};
use houvast_dienst::{DienstFout, beeld::RekenZaak};

/// `rekenhulp.html`
#[derive(Template)]
#[template(path = "rekenhulp.html")]
pub(crate) struct RekenBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: RekenBeeld,
    pub(crate) fouten: Vec<VeldFout>,
    pub(crate) melding: Option<&'static str>,
}

impl RekenBlad {
    /// A title travels to histories and task bars: no name in it.
    pub(crate) fn titel(beeld: &RekenBeeld) -> String {
        match &beeld.zaak {
            Some(zaak) => format!("Rekenhulp bij {}", zaak.wat.to_lowercase()),
            None => "Rekenhulp".to_owned(),
        }
    }

    /// Where the form goes.
    /// The script that saves while somebody types: only the calculation of a case is kept.
    fn script(&self) -> Option<String> {
        self.beeld.zaak.is_some().then(crate::stijl::script_pad)
    }

    fn pad(&self) -> String {
        self.beeld
            .zaak
            .as_ref()
            .map_or_else(|| "/rekenhulp".to_owned(), zaakpad)
    }

    fn velden(&self) -> Vec<RegelVelden> {
        velden::van(&self.beeld, &self.fouten)
    }

    fn gegeven(&self) -> bool {
        !self.beeld.invoer.wijze.is_empty()
    }

    /// A form that came back with a mistake stays open.
    fn gegeven_open(&self) -> bool {
        self.gegeven()
            || ["bedrag", "onderbouwing"]
                .iter()
                .any(|v| crate::raam::fout_bij(&self.fouten, v))
    }

    fn kleur(&self) -> &'static str {
        match self.beeld.uitslag.as_ref().map(|u| u.uitkomst) {
            Some(VoorstelUitkomst::Toewijzen) => "hv-voorstel--goed",
            Some(VoorstelUitkomst::Voorleggen) => "hv-voorstel--let-op",
            Some(VoorstelUitkomst::Afwijzen) => "hv-voorstel--fout",
            None => "hv-voorstel--rustig",
        }
    }

    fn woord(&self) -> &'static str {
        match self.beeld.uitslag.as_ref().map(|u| u.uitkomst) {
            Some(VoorstelUitkomst::Toewijzen) => "Past",
            Some(VoorstelUitkomst::Voorleggen) => "Bespreken",
            Some(VoorstelUitkomst::Afwijzen) => "Past niet",
            None => "Nog leeg",
        }
    }

    /// The estimate differs from what the request asks.
    fn verschil(&self, zaak: &RekenZaak) -> Option<String> {
        let gevraagd = zaak.gevraagd?;
        let uitslag = self.beeld.uitslag.as_ref()?;
        let past = uitslag.budget.contains(&gevraagd.to_string());
        (!past).then(|| {
            format!(
                "Gevraagd is {gevraagd}. De rekenhulp komt uit op: {}.",
                uitslag.budget
            )
        })
    }
}

fn zaakpad(zaak: &RekenZaak) -> String {
    pad_van(zaak.onderwerp)
}

fn pad_van(onderwerp: RekenOnderwerp) -> String {
    format!("/rekenhulp/{}/{}", onderwerp.woord(), onderwerp.id())
}

fn onderwerp(soort: &str, nummer: &str) -> Result<RekenOnderwerp, WebFout> {
    RekenOnderwerp::van(soort, id(nummer)?).ok_or(WebFout::NietGevonden)
}

/// What just happened, as a word in the address.
#[derive(Default, serde::Deserialize)]
pub(crate) struct Gedaan {
    #[serde(default)]
    na: String,
}

async fn blad(wie: &Wie, beeld: RekenBeeld, extra: Vec<VeldFout>) -> Result<RekenBlad, WebFout> {
    let mut fouten = extra;
    for (veld, tekst) in &beeld.fouten {
        if !fouten.iter().any(|f| f.veld == *veld) {
            fouten.push(VeldFout::nieuw(veld.clone(), tekst.clone()));
        }
    }
    let raam = wie.raam(RekenBlad::titel(&beeld), Hier::Rekenhulp).await?;
    Ok(RekenBlad {
        raam: raam.met_fout(!fouten.is_empty()),
        beeld,
        fouten,
        melding: None,
    })
}

/// `GET /rekenhulp`
pub(crate) async fn los(wie: Wie) -> Result<Response, WebFout> {
    let beeld = raming::los(&wie.huis, &wie.aangemeld, RekenInvoer::default())?;
    Ok(teken(&blad(&wie, beeld, Vec::new()).await?))
}

/// `POST /rekenhulp`: nothing is kept, so the answer is the page itself.
pub(crate) async fn los_reken(
    wie: Wie,
    Formulier(velden): Formulier<RekenVelden>,
) -> Result<Response, WebFout> {
    let (actie, invoer) = (velden.actie().to_owned(), velden.invoer());
    if actie == "regel" {
        // More room is no mistake, however much is not filled in yet.
        let mut beeld = raming::los_met_regel(&wie.huis, &wie.aangemeld, invoer)?;
        beeld.fouten.clear();
        return Ok(teken(&blad(&wie, beeld, Vec::new()).await?));
    }
    let beeld = raming::los(&wie.huis, &wie.aangemeld, invoer)?;
    let status = if beeld.fouten.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok((status, teken(&blad(&wie, beeld, Vec::new()).await?)).into_response())
}

/// `GET /rekenhulp/{soort}/{id}`
pub(crate) async fn zaak(
    wie: Wie,
    Path((soort, nummer)): Path<(String, String)>,
    Query(gedaan): Query<Gedaan>,
) -> Result<Response, WebFout> {
    let mut beeld = raming::toon(&wie.huis, &wie.aangemeld, onderwerp(&soort, &nummer)?).await?;
    if gedaan.na == "regel" {
        beeld.fouten.clear();
    }
    let mut blad = blad(&wie, beeld, Vec::new()).await?;
    blad.melding = match gedaan.na.as_str() {
        "bewaard" => Some("Bewaard. U kunt hier later mee verder; de andere kant ziet dezelfde berekening."),
        "ingelezen" => Some("Het Excel-bestand is ingelezen en bewaard. Controleer de regels."),
        "vastgelegd" => {
            Some("Vastgelegd. De raming staat nu bij deze zaak en het voorstel is opnieuw gemaakt.")
        }
        _ => None,
    };
    Ok(met_script(teken(&blad)))
}

/// `POST /rekenhulp/{soort}/{id}`
pub(crate) async fn zaak_reken(
    wie: Wie,
    Path((soort, nummer)): Path<(String, String)>,
    Vanzelf(vanzelf): Vanzelf,
    Formulier(velden): Formulier<RekenVelden>,
) -> Result<Response, WebFout> {
    let onderwerp = onderwerp(&soort, &nummer)?;
    let versie = velden.versie().ok_or(WebFout::Onleesbaar)?;
    let (na, woord) = match velden.actie() {
        "regel" => (Na::Regel, "regel"),
        "vastleggen" => (Na::Vaststellen, "vastgelegd"),
        _ => (Na::Bewaren, "bewaard"),
    };
    let invoer = velden.invoer();
    let (status, extra) = match raming::bewaar(
        &wie.huis,
        &wie.aangemeld,
        onderwerp,
        versie,
        invoer.clone(),
        na,
    )
    .await
    {
        Ok(Ok(())) if vanzelf => return Ok(vanzelf::bewaard(&wie.huis.tijd, versie, 0)),
        Err(DienstFout::Verouderd) if vanzelf => return Ok(vanzelf::verouderd()),
        Ok(Ok(())) => {
            return Ok(Redirect::to(&format!("{}?na={woord}", pad_van(onderwerp))).into_response());
        }
        Ok(Err(fouten)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            fouten
                .into_iter()
                .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst))
                .collect(),
        ),
        Err(DienstFout::Verouderd) => (
            StatusCode::CONFLICT,
            vec![VeldFout::nieuw(
                "rekenhulp",
                "De andere kant heeft deze berekening intussen veranderd. Wat u typte staat hieronder nog; kijk het na en bewaar het opnieuw.",
            )],
        ),
        Err(fout) => return Err(fout.into()),
    };
    let mut beeld = raming::toon(&wie.huis, &wie.aangemeld, onderwerp).await?;
    // What stands there was not worked out: no outcome beside it that belongs to something else.
    beeld.invoer = invoer;
    beeld.uitslag = None;
    beeld.fouten.clear();
    Ok(met_script(
        (status, teken(&blad(&wie, beeld, extra).await?)).into_response(),
    ))
}

#[cfg(test)]
mod tests {
    use crate::paginas::voorbeelden;
    use std::collections::BTreeMap;

    /// the explanation is on the page itself, with where the region has its own.
    #[test]
    fn r613_de_uitleg_is_bereikbaar_vanaf_de_rekenhulp() {
        let bladen: BTreeMap<_, _> = voorbeelden::alle().into_iter().collect();
        for blad in ["rekenhulp", "rekenhulp-fout", "rekenhulp-zaak-aanbieder"] {
            let html = &bladen[blad];
            for deel in [
                "Zo werkt het",
                "RTP bijlage 3",
                "href=\"https://regio.example/inkoop/rekenhulp\"",
                "met een instructievideo",
            ] {
                assert!(html.contains(deel), "{blad}: {deel}");
            }
        }
    }

    /// what the Toegang agreed is not for an aanbieder to fill in.
    #[test]
    fn een_aanbieder_ziet_geen_veld_voor_de_afspraak_van_de_toegang() {
        let bladen: BTreeMap<_, _> = voorbeelden::alle().into_iter().collect();
        for veld in ["name=\"afronding\"", "name=\"besluit_toegang\""] {
            assert!(bladen["rekenhulp-zaak"].contains(veld));
            assert!(!bladen["rekenhulp-zaak-aanbieder"].contains(veld), "{veld}");
        }
    }
}
