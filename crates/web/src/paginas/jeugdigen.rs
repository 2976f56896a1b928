//! Finding a child, and one child on one screen.

use super::aanmelden::Niets;
use super::{Na, id};
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::{Raam, VeldFout};
use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use houvast_dienst::beeld::Zoekvraag;
use houvast_dienst::beeld::{Dossier, Rol, Zoekresultaten};
use houvast_dienst::recht::Handeling;
use houvast_dienst::{DienstFout, jeugdige};

/// `jeugdigen.html`
#[derive(Template)]
#[template(path = "jeugdigen.html")]
pub(crate) struct ZoekBlad {
    pub(crate) raam: Raam,
    pub(crate) tekst: String,
    pub(crate) beeld: Option<Zoekresultaten>,
    pub(crate) fouten: Vec<VeldFout>,
}

/// `dossier.html`
#[derive(Template)]
#[template(path = "dossier.html")]
pub(crate) struct DossierBlad {
    pub(crate) raam: Raam,
    pub(crate) beeld: Dossier,
}

impl DossierBlad {
    fn mag(&self, handeling: Handeling) -> bool {
        self.raam.mag(handeling)
    }

    fn terug(&self) -> &'static str {
        match self.raam.rol() {
            Some(Rol::Aanbieder) if self.mag(Handeling::ClientenZien) => "/clienten",
            Some(Rol::Aanbieder) => "/verzoeken",
            Some(Rol::Expert) => "/werkvoorraad",
            _ => "/jeugdigen",
        }
    }

    fn terugnaam(&self) -> &'static str {
        match self.raam.rol() {
            Some(Rol::Aanbieder) if self.mag(Handeling::ClientenZien) => "Cliënten",
            Some(Rol::Aanbieder) => "Verzoeken",
            Some(Rol::Expert) => "Werkvoorraad",
            _ => "Jeugdigen",
        }
    }

    fn begin(&self) -> Option<String> {
        self.beeld
            .verder
            .then(|| format!("/jeugdigen/{}#gebeurd", self.beeld.id))
    }

    fn ouder(&self) -> Option<String> {
        let na = self.beeld.ouder?;
        Some(format!("/jeugdigen/{}?na={na}#gebeurd", self.beeld.id))
    }
}

/// The search form.
#[derive(serde::Deserialize)]
pub(crate) struct Vraag {
    #[serde(default)]
    tekst: String,
    #[serde(default)]
    na: String,
}

/// `GET /jeugdigen`: the empty search.
pub(crate) async fn zoekpagina(wie: Wie) -> Result<Response, WebFout> {
    Ok(teken(&ZoekBlad {
        raam: wie.raam("Jeugdigen", Hier::Jeugdigen).await?,
        tekst: String::new(),
        beeld: None,
        fouten: Vec::new(),
    }))
}

/// `POST /jeugdigen`: names and numbers stay out of addresses.
pub(crate) async fn zoek(wie: Wie, Formulier(vraag): Formulier<Vraag>) -> Result<Response, WebFout> {
    let tekst = vraag.tekst.trim().to_owned();
    let vraag = Zoekvraag {
        tekst: tekst.clone(),
        na: vraag.na.parse().ok(),
    };
    let beeld = jeugdige::zoek(&wie.huis, &wie.aangemeld, vraag);
    let (raam, beeld) = wie.raam_naast("Jeugdigen", Hier::Jeugdigen, beeld).await?;
    let fouten = if beeld.fout.is_empty() {
        Vec::new()
    } else {
        vec![VeldFout::nieuw("tekst", beeld.fout.clone())]
    };
    Ok(teken(&ZoekBlad {
        raam: raam.met_fout(!fouten.is_empty()),
        tekst,
        beeld: Some(beeld),
        fouten,
    }))
}

/// `GET /jeugdigen/{id}`
pub(crate) async fn dossier(
    wie: Wie,
    Path(nummer): Path<String>,
    Query(na): Query<Na>,
) -> Result<Response, WebFout> {
    toon(&wie, &nummer, false, na.rij()).await
}

/// `POST /jeugdigen/{id}/bsn`: the same page with the whole BSN; this is a logged action.
pub(crate) async fn bsn(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(Niets {}): Formulier<Niets>,
) -> Result<Response, WebFout> {
    toon(&wie, &nummer, true, None).await
}

/// `POST /jeugdigen/{id}/adres`: the same page with the secret address; this is a logged action.
pub(crate) async fn adres(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(Niets {}): Formulier<Niets>,
) -> Result<Response, WebFout> {
    let beeld = jeugdige::dossier_met_adres(&wie.huis, &wie.aangemeld, id(&nummer)?);
    blad(&wie, beeld).await
}

async fn toon(wie: &Wie, nummer: &str, met_bsn: bool, na: Option<uuid::Uuid>) -> Result<Response, WebFout> {
    let beeld = jeugdige::dossier(&wie.huis, &wie.aangemeld, id(nummer)?, met_bsn, na);
    blad(wie, beeld).await
}

async fn blad(
    wie: &Wie,
    beeld: impl Future<Output = Result<Dossier, DienstFout>>,
) -> Result<Response, WebFout> {
    let hier = match wie.rol() {
        Rol::Aanbieder => Hier::Clienten,
        _ => Hier::Jeugdigen,
    };
    let (mut raam, beeld) = wie.raam_naast("", hier, beeld).await?;
    raam.titel = format!("Dossier van {}", beeld.naam.kort());
    Ok(teken(&DossierBlad { raam, beeld }))
}
