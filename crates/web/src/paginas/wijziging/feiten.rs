//! The form of facts about a request for change.

use super::{WijzigBlad, blad};
use crate::fout::WebFout;
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::paginas::id;
use crate::paginas::invoer::{bedrag, lees_bedrag, lees_dag};
use crate::raam::VeldFout;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_begrip::Centen;
use houvast_dienst::beeld::{WijzigFeitenInvoer, WijzigFeitenVeld};
use houvast_dienst::{DienstFout, wijziging};
use jiff::civil::Date;

/// What was typed, and what the form shows when nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(crate) struct WijzigVelden {
    pub(crate) reden: String,
    pub(crate) opdracht: String,
    pub(crate) wezenlijk: String,
    pub(crate) geconstateerd: String,
    pub(crate) contact: String,
    pub(crate) gehandeld: String,
    pub(crate) start: String,
    pub(crate) te_laat: String,
    pub(crate) besteed: String,
    pub(crate) besteed_op: String,
    pub(crate) tempo: String,
}

/// The form as it is sent.
#[derive(serde::Deserialize)]
pub(crate) struct FeitenFormulier {
    versie: String,
    #[serde(flatten)]
    velden: WijzigVelden,
}

impl WijzigVelden {
    /// The fields as they are known.
    pub(crate) fn bekend(feiten: Option<&WijzigFeitenVeld>) -> Self {
        let Some(f) = feiten.map(|f| &f.nu) else {
            return Self::default();
        };
        let dag = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
        let ja = |k: Option<bool>| k.map_or("", |k| if k { "ja" } else { "nee" }).to_owned();
        let geld = |b: Option<Centen>| b.map(bedrag).unwrap_or_default();
        Self {
            reden: f.reden.clone().unwrap_or_default(),
            opdracht: ja(f.opdracht),
            wezenlijk: ja(f.wezenlijk),
            geconstateerd: dag(f.geconstateerd),
            contact: dag(f.contact),
            gehandeld: dag(f.gehandeld),
            start: dag(f.start),
            te_laat: f.te_laat.clone().unwrap_or_default(),
            besteed: geld(f.besteed),
            besteed_op: dag(f.besteed_op),
            tempo: geld(f.tempo),
        }
    }

    fn invoer(&self) -> Result<WijzigFeitenInvoer, Vec<VeldFout>> {
        let mut fouten = Vec::new();
        let mut dag = |veld: &str, tekst: &str| lees(veld, tekst, lees_dag, DAG, &mut fouten);
        let geconstateerd = dag("geconstateerd", &self.geconstateerd);
        let contact = dag("contact", &self.contact);
        let gehandeld = dag("gehandeld", &self.gehandeld);
        let start = dag("start", &self.start);
        let besteed_op = dag("besteed_op", &self.besteed_op);
        let mut geld = |veld: &str, tekst: &str| lees(veld, tekst, lees_bedrag, GELD, &mut fouten);
        let besteed = geld("besteed", &self.besteed);
        let tempo = geld("tempo", &self.tempo);
        let tekst = |t: &String| Some(t.trim().to_owned()).filter(|t| !t.is_empty());
        if !fouten.is_empty() {
            return Err(fouten);
        }
        Ok(WijzigFeitenInvoer {
            reden: tekst(&self.reden),
            opdracht: ja_nee(&self.opdracht),
            wezenlijk: ja_nee(&self.wezenlijk),
            geconstateerd,
            contact,
            gehandeld,
            start,
            te_laat: tekst(&self.te_laat),
            besteed,
            besteed_op,
            tempo,
        })
    }
}

pub(super) const DAG: &str = "Vul een datum in, zoals 4-11-2026.";
pub(super) const GELD: &str = "Vul een bedrag in euro in, zoals 6.500 of 6.500,00.";

pub(super) fn ja_nee(tekst: &str) -> Option<bool> {
    match tekst {
        "ja" => Some(true),
        "nee" => Some(false),
        _ => None,
    }
}

/// A value, nothing for an empty field, or a mistake with its field.
pub(super) fn lees<T>(
    veld: &str,
    tekst: &str,
    lezer: fn(&str) -> Option<T>,
    zin: &str,
    fouten: &mut Vec<VeldFout>,
) -> Option<T> {
    let tekst = tekst.trim();
    let waarde = lezer(tekst);
    if waarde.is_none() && !tekst.is_empty() {
        fouten.push(VeldFout::nieuw(veld, zin));
    }
    waarde
}

/// `POST /wijzigingen/{id}/feiten`
pub(crate) async fn feiten(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(formulier): Formulier<FeitenFormulier>,
) -> Result<Response, WebFout> {
    let nummer = id(&nummer)?;
    // Flattened fields arrive as text.
    let versie: i64 = formulier.versie.parse().map_err(|_| WebFout::Onleesbaar)?;
    let invoer = formulier.velden;
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let fouten = match invoer.invoer() {
        Err(fouten) => fouten,
        Ok(gelezen) => match wijziging::leg_vast(&wie.huis, &wie.aangemeld, nummer, versie, gelezen).await {
            Ok(Ok(())) => {
                return Ok(Redirect::to(&format!("/wijzigingen/{nummer}?na=feiten")).into_response());
            }
            Ok(Err(fouten)) => fouten
                .into_iter()
                .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst))
                .collect(),
            Err(DienstFout::Verouderd) => {
                status = StatusCode::CONFLICT;
                vec![VeldFout::nieuw("vastleggen", VEROUDERD)]
            }
            Err(fout) => return Err(fout.into()),
        },
    };
    let blad = blad(&wie, nummer).await?;
    let blad = WijzigBlad {
        invoer,
        actie: "feiten".to_owned(),
        ..blad
    };
    Ok(blad.met_fouten(status, fouten))
}

pub(super) const VEROUDERD: &str = "Dit verzoek is intussen veranderd. Hieronder staat het zoals het nu is; wat u typte staat er nog. Er is niets verstuurd.";

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn elke_fout_hoort_bij_haar_veld_en_leeg_zegt_niets() {
        let velden = WijzigVelden {
            contact: "gisteren".into(),
            tempo: "veel".into(),
            ..WijzigVelden::default()
        };
        let fouten = velden.invoer().unwrap_err();
        assert_eq!(
            fouten.iter().map(|f| f.veld.as_str()).collect::<Vec<_>>(),
            ["contact", "tempo"]
        );
        assert_eq!(
            WijzigVelden::default().invoer(),
            Ok(WijzigFeitenInvoer::default())
        );
    }

    #[test]
    fn wat_bekend_is_staat_in_het_formulier_en_leest_hetzelfde_terug() {
        let nu = WijzigFeitenInvoer {
            reden: Some("omstandigheden".into()),
            opdracht: Some(true),
            wezenlijk: Some(false),
            contact: Some(date(2025, 7, 7)),
            tempo: Some(Centen(35_000)),
            ..WijzigFeitenInvoer::default()
        };
        let veld = WijzigFeitenVeld {
            nu: nu.clone(),
            redenen: Vec::new(),
            start_gemeld: false,
            besteding_bekend: false,
        };
        assert_eq!(WijzigVelden::bekend(Some(&veld)).invoer(), Ok(nu));
    }
}
