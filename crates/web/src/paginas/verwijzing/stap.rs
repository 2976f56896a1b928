//! The forms on the page of one referral: read what was typed, carry it out, or come back with it.

use super::{VerwijzingBlad, blad};
use crate::fout::WebFout;
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::paginas::id;
use crate::paginas::invoer::{lees_bedrag, lees_dag};
use crate::raam::VeldFout;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_begrip::Centen;
use houvast_dienst::beeld::{PlanVelden, VerwijzingStap};
use houvast_dienst::{DienstFout, verwijzing};
use jiff::civil::Date;

/// What was typed; each form has some of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(crate) struct StapVelden {
    pub(crate) versie: String,
    pub(crate) actie: String,
    pub(crate) dag: String,
    pub(crate) getoetst: String,
    pub(crate) veiligheid: String,
    pub(crate) grond: String,
    pub(crate) reden: String,
    pub(crate) contact: String,
    pub(crate) bedrag: String,
    pub(crate) tekst: String,
    pub(crate) akkoord: String,
    pub(crate) weken: String,
    pub(crate) duurzaam: String,
    pub(crate) van: String,
    pub(crate) tot: String,
    pub(crate) resultaat: String,
    pub(crate) onderbouwing: String,
}

impl StapVelden {
    /// The field with this name.
    pub(super) fn veld(&self, naam: &str) -> &str {
        match naam {
            "dag" => &self.dag,
            "getoetst" => &self.getoetst,
            "veiligheid" => &self.veiligheid,
            "grond" => &self.grond,
            "reden" => &self.reden,
            "contact" => &self.contact,
            "bedrag" => &self.bedrag,
            "tekst" => &self.tekst,
            "akkoord" => &self.akkoord,
            "weken" => &self.weken,
            "duurzaam" => &self.duurzaam,
            "van" => &self.van,
            "tot" => &self.tot,
            "resultaat" => &self.resultaat,
            "onderbouwing" => &self.onderbouwing,
            _ => "",
        }
    }
}

/// What was done, for the page that follows.
pub(super) fn melding(na: &str) -> Option<&'static str> {
    Some(match na {
        "verwezen" => "De verwijzing is verstuurd. U ziet hier wat de aanbieder ermee doet.",
        "aangemeld" => "De aanmelding is vastgelegd. De termijn van de toetsing loopt.",
        "accepteren" => "U neemt het over. Wie verwees, ziet dat.",
        "ander" => "Uw vraag om een ander budget ligt bij de Toegang.",
        "weigeren" => "Uw antwoord is vastgelegd. Wie verwees, leest uw reden.",
        "anders" => "Vastgelegd: het gezin kiest een andere aanbieder.",
        "wachttijd" => "De wachttijd is gemeld aan wie verwees.",
        "overleg" => "Uw bericht ligt bij de Toegang.",
        "antwoord" => "Uw antwoord ligt bij de aanbieder.",
        "plan" => "Doorgerekend. Hieronder ziet u wat het protocol ervan zegt.",
        "versturen" => "Het verzoek is verstuurd en beoordeeld. Hieronder ziet u hoe het staat.",
        "toewijzen" => "Toegewezen. Het bericht (JW301) gaat nu naar de aanbieder.",
        "resultaat" => "Het resultaat is vastgelegd.",
        "intrekken" => "De verwijzing is ingetrokken.",
        "gezien" => "Afgerond.",
        _ => return None,
    })
}

/// `POST /verwijzingen/{id}`
pub(crate) async fn stap(
    wie: Wie,
    Path(nummer): Path<String>,
    Formulier(velden): Formulier<StapVelden>,
) -> Result<Response, WebFout> {
    let nummer = id(&nummer)?;
    let versie: i64 = velden.versie.parse().map_err(|_| WebFout::Onleesbaar)?;
    let actie = velden.actie.clone();
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let fouten = match lees(&velden) {
        Err(fouten) => fouten,
        Ok(gelezen) => match verwijzing::stap(&wie.huis, &wie.aangemeld, nummer, versie, gelezen).await {
            Ok(Ok(())) => {
                return Ok(Redirect::to(&format!("/verwijzingen/{nummer}?na={actie}")).into_response());
            }
            Ok(Err(fouten)) => fouten
                .into_iter()
                .map(|(veld, tekst)| VeldFout::nieuw(format!("{actie}-{veld}"), tekst))
                .collect(),
            Err(DienstFout::Ongeldig(tekst)) => vec![VeldFout::nieuw("stand", tekst)],
            Err(DienstFout::Verouderd) => {
                status = StatusCode::CONFLICT;
                vec![VeldFout::nieuw(
                    "stand",
                    "Deze verwijzing is intussen veranderd. Hieronder staat zij zoals zij nu is. Er is niets vastgelegd.",
                )]
            }
            Err(fout) => return Err(fout.into()),
        },
    };
    let blad = blad(&wie, nummer).await?;
    Ok(VerwijzingBlad {
        invoer: velden,
        ..blad
    }
    .met_fouten(status, fouten))
}

/// Reads fields and keeps every mistake, at the id of its field.
struct Lezer<'a> {
    actie: &'a str,
    fouten: Vec<VeldFout>,
}

impl Lezer<'_> {
    fn mis(&mut self, veld: &str, tekst: &str) {
        self.fouten
            .push(VeldFout::nieuw(format!("{}-{veld}", self.actie), tekst));
    }

    fn dag(&mut self, veld: &str, tekst: &str, verplicht: bool) -> Option<Date> {
        let tekst = tekst.trim();
        let dag = lees_dag(tekst);
        if dag.is_none() && (verplicht || !tekst.is_empty()) {
            self.mis(veld, "Vul een datum in, zoals 4-11-2026.");
        }
        dag
    }

    fn geld(&mut self, veld: &str, tekst: &str) -> Option<Centen> {
        let tekst = tekst.trim();
        let geld = lees_bedrag(tekst);
        if geld.is_none() && !tekst.is_empty() {
            self.mis(veld, "Vul een bedrag in euro in, zoals 6.500 of 6.500,00.");
        }
        geld
    }
}

/// From what was typed to a step, or every mistake in it.
fn lees(v: &StapVelden) -> Result<VerwijzingStap, Vec<VeldFout>> {
    let mut lees = Lezer {
        actie: &v.actie,
        fouten: Vec::new(),
    };
    let veiligheid = v.veiligheid == "ja";
    let stap = match v.actie.as_str() {
        "intrekken" => Some(VerwijzingStap::Intrekken {
            reden: v.reden.clone(),
        }),
        "gezien" => Some(VerwijzingStap::Gezien),
        "resultaat" => Some(VerwijzingStap::Resultaat {
            tekst: v.resultaat.clone(),
            onderbouwing: v.onderbouwing.clone(),
        }),
        "aangemeld" => lees
            .dag("aangemeld", &v.dag, true)
            .map(|dag| VerwijzingStap::Aangemeld { dag }),
        "accepteren" => lees
            .dag("getoetst", &v.getoetst, true)
            .map(|getoetst| VerwijzingStap::Accepteren { getoetst, veiligheid }),
        "ander" => {
            let getoetst = lees.dag("getoetst", &v.getoetst, true);
            let bedrag = lees.geld("bedrag", &v.bedrag);
            getoetst.map(|getoetst| VerwijzingStap::AnderBudget {
                getoetst,
                veiligheid,
                bedrag: bedrag.unwrap_or(Centen::NUL),
                reden: v.reden.clone(),
            })
        }
        "weigeren" => {
            let contact = lees.dag("contact", &v.contact, false);
            lees.dag("getoetst", &v.getoetst, true)
                .map(|getoetst| VerwijzingStap::Weigeren {
                    getoetst,
                    veiligheid,
                    grond: v.grond.clone(),
                    reden: v.reden.clone(),
                    contact,
                })
        }
        "anders" => Some(VerwijzingStap::AndereAanbieder),
        "wachttijd" => {
            let weken = v.weken.trim().parse().ok();
            if weken.is_none() {
                lees.mis("weken", "Vul een aantal weken in, zoals 6.");
            }
            weken.map(|weken| VerwijzingStap::Wachttijd { weken })
        }
        "overleg" => {
            let bedrag = lees.geld("bedrag", &v.bedrag);
            lees.dag("dag", &v.dag, true).map(|dag| VerwijzingStap::Overleg {
                dag,
                bedrag,
                tekst: v.tekst.clone(),
            })
        }
        "antwoord" => Some(VerwijzingStap::Antwoord {
            akkoord: match v.akkoord.as_str() {
                "ja" => Some(true),
                "nee" => Some(false),
                _ => None,
            },
            bedrag: lees.geld("bedrag", &v.bedrag),
            tekst: v.tekst.clone(),
        }),
        "plan" => Some(VerwijzingStap::Plan(PlanVelden {
            raming: lees.geld("raming", &v.bedrag),
            duurzaam: match v.duurzaam.as_str() {
                "duurzaam" => Some(true),
                "herstel" => Some(false),
                _ => None,
            },
            van: lees.dag("van", &v.van, false),
            tot: lees.dag("tot", &v.tot, false),
        })),
        "versturen" => Some(VerwijzingStap::Versturen),
        "toewijzen" => Some(VerwijzingStap::Toewijzen {
            reden: v.reden.clone(),
        }),
        _ => {
            lees.fouten.push(VeldFout::nieuw(
                "stand",
                "Kies wat u met deze verwijzing wilt doen.",
            ));
            None
        }
    };
    match stap {
        Some(stap) if lees.fouten.is_empty() => Ok(stap),
        _ => Err(lees.fouten),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn velden(v: &StapVelden) -> Vec<String> {
        lees(v)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|f| f.veld)
            .collect()
    }

    #[test]
    fn elke_fout_wijst_naar_het_veld_van_haar_formulier() {
        let met = |actie: &str| StapVelden {
            actie: actie.into(),
            dag: "ooit".into(),
            getoetst: "ooit".into(),
            contact: "ooit".into(),
            bedrag: "veel".into(),
            van: "x".into(),
            tot: "y".into(),
            ..StapVelden::default()
        };
        assert_eq!(velden(&met("aangemeld")), ["aangemeld-aangemeld"]);
        assert_eq!(velden(&met("accepteren")), ["accepteren-getoetst"]);
        assert_eq!(velden(&met("ander")), ["ander-getoetst", "ander-bedrag"]);
        assert_eq!(
            velden(&met("weigeren")),
            ["weigeren-contact", "weigeren-getoetst"]
        );
        assert_eq!(velden(&met("overleg")), ["overleg-bedrag", "overleg-dag"]);
        assert_eq!(velden(&met("antwoord")), ["antwoord-bedrag"]);
        assert_eq!(velden(&met("plan")), ["plan-raming", "plan-van", "plan-tot"]);
        assert_eq!(velden(&met("wachttijd")), ["wachttijd-weken"]);
        assert_eq!(velden(&met("iets")), ["stand"]);
        assert!(velden(&met("versturen")).is_empty());
    }
}
