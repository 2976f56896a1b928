//! The form of a decision: read, decide, or come back with what was typed.

use super::{VerzoekBlad, blad};
use crate::fout::WebFout;
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::paginas::id;
use crate::paginas::invoer::{lees_bedrag, lees_dag};
use crate::raam::VeldFout;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::Beslissing;
use houvast_dienst::{DienstFout, verzoek};

/// What was typed in a decision form, kept when it comes back with a mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BesluitInvoer {
    pub(crate) nummer: u32,
    pub(crate) actie: String,
    pub(crate) code: String,
    pub(crate) andere_gemeente: String,
    pub(crate) reden: String,
    pub(crate) budget: String,
    pub(crate) van: String,
    pub(crate) tot: String,
}

/// The form as it is sent.
#[derive(serde::Deserialize)]
pub(crate) struct BesluitVelden {
    versie: i64,
    actie: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    andere_gemeente: String,
    #[serde(default)]
    reden: String,
    #[serde(default)]
    budget: String,
    #[serde(default)]
    van: String,
    #[serde(default)]
    tot: String,
}

/// `POST /verzoeken/{id}/aanvragen/{nummer}`
pub(crate) async fn besluit(
    wie: Wie,
    Path((verzoek_id, nummer)): Path<(String, String)>,
    Formulier(velden): Formulier<BesluitVelden>,
) -> Result<Response, WebFout> {
    let verzoek_id = id(&verzoek_id)?;
    let nummer: u32 = nummer.parse().map_err(|_| WebFout::NietGevonden)?;
    let heel = |tekst: String| tekst.trim().to_owned();
    let invoer = BesluitInvoer {
        nummer,
        actie: velden.actie,
        code: heel(velden.code),
        andere_gemeente: heel(velden.andere_gemeente),
        reden: heel(velden.reden),
        budget: heel(velden.budget),
        van: heel(velden.van),
        tot: heel(velden.tot),
    };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let fouten = match beslissing(&invoer) {
        Err(fouten) => fouten,
        Ok(beslissing) => {
            let uitslag = verzoek::besluit(
                &wie.huis,
                &wie.aangemeld,
                verzoek_id,
                nummer,
                velden.versie,
                beslissing,
            )
            .await;
            match uitslag {
                Ok(_) => {
                    return Ok(Redirect::to(&format!("/verzoeken/{verzoek_id}?na=besluit")).into_response());
                }
                Err(DienstFout::RedenVerplicht) => vec![VeldFout::nieuw(
                    format!("reden-{}-{nummer}", invoer.actie),
                    "Schrijf op waarom u afwijkt van het voorstel.",
                )],
                Err(DienstFout::Ongeldig(tekst)) => vec![VeldFout::nieuw(plek(&invoer), tekst)],
                Err(DienstFout::Verouderd) => {
                    status = StatusCode::CONFLICT;
                    vec![VeldFout::nieuw(
                        format!("aanvraag-{nummer}"),
                        "Dit verzoek is intussen veranderd. Hieronder staat het zoals het nu is; wat u typte staat er nog. Er is niets verstuurd.",
                    )]
                }
                Err(fout) => return Err(fout.into()),
            }
        }
    };
    let blad = blad(&wie, verzoek_id).await?;
    Ok(VerzoekBlad { invoer, ..blad }.met_fouten(status, fouten))
}

/// Where a mistake belongs that only the use case can see.
fn plek(invoer: &BesluitInvoer) -> String {
    let nummer = invoer.nummer;
    match invoer.actie.as_str() {
        "aangepast" => format!("budget-{nummer}"),
        "afwijzen" => format!("andere-{nummer}"),
        _ => format!("aanvraag-{nummer}"),
    }
}

/// From what was typed to a decision, or every mistake in it.
fn beslissing(invoer: &BesluitInvoer) -> Result<Beslissing, Vec<VeldFout>> {
    let reden = invoer.reden.clone();
    match invoer.actie.as_str() {
        "toewijzen" => Ok(Beslissing::Toewijzen { reden }),
        "aangepast" => aangepast(invoer),
        "onderzoeken" => Ok(Beslissing::Onderzoeken { reden }),
        "afwijzen" => afwijzen(invoer),
        _ => Err(vec![VeldFout::nieuw(
            "inhoud",
            "Kies wat u met dit verzoek wilt doen.",
        )]),
    }
}

fn aangepast(invoer: &BesluitInvoer) -> Result<Beslissing, Vec<VeldFout>> {
    let nummer = invoer.nummer;
    let mut fouten = Vec::new();
    let budget = lees_bedrag(&invoer.budget);
    if budget.is_none() && !invoer.budget.is_empty() {
        fouten.push(VeldFout::nieuw(
            format!("budget-{nummer}"),
            "Vul een bedrag in euro in, zoals 6.500 of 6.500,00.",
        ));
    }
    let mut dag = |naam: &str, getypt: &str, verplicht: bool| {
        let dag = lees_dag(getypt);
        if dag.is_none() && (verplicht || !getypt.is_empty()) {
            fouten.push(VeldFout::nieuw(
                format!("{naam}-{nummer}"),
                "Vul een datum in, zoals 4-11-2026.",
            ));
        }
        dag
    };
    let van = dag("van", &invoer.van, true);
    let tot = dag("tot", &invoer.tot, false);
    if let (Some(van), Some(tot)) = (van, tot)
        && tot < van
    {
        fouten.push(VeldFout::nieuw(
            format!("tot-{nummer}"),
            "De laatste dag ligt voor de eerste dag. Controleer beide datums.",
        ));
    }
    if budget.is_some() && invoer.tot.is_empty() {
        fouten.push(VeldFout::nieuw(
            format!("tot-{nummer}"),
            "Vul de laatste dag in: een budget geldt altijd voor een periode.",
        ));
    }
    match van {
        Some(van) if fouten.is_empty() => Ok(Beslissing::Aangepast {
            budget,
            van,
            tot,
            reden: invoer.reden.clone(),
        }),
        _ => Err(fouten),
    }
}

fn afwijzen(invoer: &BesluitInvoer) -> Result<Beslissing, Vec<VeldFout>> {
    let nummer = invoer.nummer;
    let mut fouten = Vec::new();
    if invoer.code.is_empty() {
        fouten.push(VeldFout::nieuw(
            format!("code-{nummer}"),
            "Kies een reden van afwijzing.",
        ));
    }
    let gemeente = &invoer.andere_gemeente;
    let geldig = gemeente.len() == 4 && gemeente.bytes().all(|b| b.is_ascii_digit());
    if invoer.code == "8" && !geldig {
        fouten.push(VeldFout::nieuw(
            format!("andere-{nummer}"),
            "Vul de code van de verantwoordelijke gemeente in: vier cijfers, zoals 0193.",
        ));
    } else if invoer.code != "8" && !gemeente.is_empty() {
        fouten.push(VeldFout::nieuw(
            format!("andere-{nummer}"),
            "Een andere gemeente hoort alleen bij reden 8. Maak dit veld leeg of kies reden 8.",
        ));
    }
    if fouten.is_empty() {
        Ok(Beslissing::Afwijzen {
            code: invoer.code.clone(),
            andere_gemeente: (!gemeente.is_empty()).then(|| gemeente.clone()),
            reden: invoer.reden.clone(),
        })
    } else {
        Err(fouten)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn velden(invoer: &BesluitInvoer) -> Vec<String> {
        beslissing(invoer)
            .err()
            .unwrap_or_default()
            .into_iter()
            .map(|f| f.veld)
            .collect()
    }

    #[test]
    fn afwijzen_vraagt_een_reden_en_alleen_bij_acht_een_gemeente() {
        let met = |code: &str, andere: &str| BesluitInvoer {
            nummer: 1,
            actie: "afwijzen".into(),
            code: code.into(),
            andere_gemeente: andere.into(),
            ..BesluitInvoer::default()
        };
        assert_eq!(velden(&met("", "")), ["code-1"]);
        assert_eq!(velden(&met("8", "")), ["andere-1"]);
        assert_eq!(velden(&met("8", "019")), ["andere-1"]);
        assert_eq!(velden(&met("3", "0193")), ["andere-1"]);
        assert!(velden(&met("3", "")).is_empty());
        assert!(
            matches!(beslissing(&met("8", "0193")), Ok(Beslissing::Afwijzen { andere_gemeente: Some(g), .. }) if g == "0193")
        );
    }

    #[test]
    fn een_aanpassing_vraagt_een_leesbaar_bedrag_en_leesbare_datums() {
        let met = |budget: &str, van: &str, tot: &str| BesluitInvoer {
            nummer: 2,
            actie: "aangepast".into(),
            budget: budget.into(),
            van: van.into(),
            tot: tot.into(),
            ..BesluitInvoer::default()
        };
        assert_eq!(velden(&met("veel", "", "ooit")), ["budget-2", "van-2", "tot-2"]);
        assert_eq!(velden(&met("6.500", "2026-12-01", "2026-11-30")), ["tot-2"]);
        assert!(velden(&met("6.500", "2026-12-01", "2026-12-01")).is_empty());
        assert_eq!(velden(&met("6.500", "2026-12-01", "")), ["tot-2"]);
        assert!(velden(&met("6.500", "2026-12-01", "30-11-2027")).is_empty());
        assert!(
            velden(&met("", "2026-12-01", "")).is_empty(),
            "een omvang kan blijven zoals gevraagd"
        );
    }
}
