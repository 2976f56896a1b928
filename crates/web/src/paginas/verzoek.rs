//! A request, judged: proposal first, facts on demand, every line one reason with its article.

use super::id;
use crate::fout::{WebFout, teken};
use crate::laag::formulier::Formulier;
use crate::laag::toegang::Wie;
use crate::opmaak as filters;
use crate::raam::Hier;
use crate::raam::{Raam, VeldFout};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use houvast_dienst::beeld::{
    AanvraagBeeld, Beslissing, Feiten, FeitenInvoer, Knop, Knoppen, Reden, Rol, VerzoekBeeld,
    VoorstelUitkomst,
};
use houvast_dienst::{DienstFout, verzoek};

/// What was typed in a decision form, kept when it comes back with a mistake.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct BesluitInvoer {
    pub(crate) nummer: u32,
    pub(crate) actie: String,
    pub(crate) code: String,
    pub(crate) andere_gemeente: String,
    pub(crate) reden: String,
}

/// What was typed in the form of facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FeitVelden {
    pub(crate) contact: String,
    pub(crate) aangemeld: String,
    pub(crate) getoetst: String,
    pub(crate) past: String,
    pub(crate) soort: String,
}

impl FeitVelden {
    /// The fields as they are known.
    pub(crate) fn bekend(feiten: Option<&Feiten>) -> Self {
        let Some(f) = feiten else {
            return Self::default();
        };
        let dag = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
        let keuze = |k: Option<bool>, ja: &str, nee: &str| {
            k.map_or_else(String::new, |k| if k { ja } else { nee }.to_owned())
        };
        Self {
            contact: dag(f.contact),
            aangemeld: dag(f.aangemeld),
            getoetst: dag(f.getoetst),
            past: keuze(f.past, "ja", "nee"),
            soort: keuze(f.duurzaam, "duurzaam", "herstel"),
        }
    }
}

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
        }
    }

    /// Initials only: a title travels to histories and task bars.
    pub(crate) fn titel(beeld: &VerzoekBeeld) -> String {
        format!("Verzoek van {} voor {}", beeld.aanbieder, beeld.jeugdige.kort())
    }

    fn consulent(&self) -> bool {
        self.raam.rol() == Some(Rol::Consulent)
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

/// The form of a decision.
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
}

/// The form of facts.
#[derive(serde::Deserialize)]
pub(crate) struct FeitenVelden {
    versie: i64,
    #[serde(default)]
    contact: String,
    #[serde(default)]
    aangemeld: String,
    #[serde(default)]
    getoetst: String,
    #[serde(default)]
    past: String,
    #[serde(default)]
    soort: String,
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
    Ok(teken(&blad))
}

async fn blad(wie: &Wie, verzoek: uuid::Uuid) -> Result<VerzoekBlad, WebFout> {
    let beeld = verzoek::toon(&wie.huis, &wie.aangemeld, verzoek).await?;
    let hier = match wie.rol() {
        Rol::Consulent => Hier::Werkvoorraad,
        Rol::Aanbieder => Hier::Verzoeken,
    };
    let raam = wie.raam(VerzoekBlad::titel(&beeld), hier).await?;
    Ok(VerzoekBlad::nieuw(raam, beeld))
}

/// `POST /verzoeken/{id}/aanvragen/{nummer}`
pub(crate) async fn besluit(
    wie: Wie,
    Path((verzoek_id, nummer)): Path<(String, String)>,
    Formulier(velden): Formulier<BesluitVelden>,
) -> Result<Response, WebFout> {
    let verzoek_id = id(&verzoek_id)?;
    let nummer: u32 = nummer.parse().map_err(|_| WebFout::NietGevonden)?;
    let invoer = BesluitInvoer {
        nummer,
        actie: velden.actie,
        code: velden.code.trim().to_owned(),
        andere_gemeente: velden.andere_gemeente.trim().to_owned(),
        reden: velden.reden.trim().to_owned(),
    };
    let fouten = match beslissing(&invoer) {
        Err(fouten) => fouten,
        Ok(beslissing) => {
            match verzoek::besluit(
                &wie.huis,
                &wie.aangemeld,
                verzoek_id,
                nummer,
                velden.versie,
                beslissing,
            )
            .await
            {
                Ok(_) => {
                    return Ok(Redirect::to(&format!("/verzoeken/{verzoek_id}?na=besluit")).into_response());
                }
                Err(DienstFout::RedenVerplicht) => vec![VeldFout::nieuw(
                    format!("reden-{}-{nummer}", invoer.actie),
                    "Schrijf op waarom u afwijkt van het voorstel.",
                )],
                Err(fout) => return Err(fout.into()),
            }
        }
    };
    let mut blad = blad(&wie, verzoek_id).await?;
    blad.raam = blad.raam.met_fout(true);
    blad.fouten = fouten;
    blad.invoer = invoer;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

/// From what was typed to a decision, or every mistake in it.
fn beslissing(invoer: &BesluitInvoer) -> Result<Beslissing, Vec<VeldFout>> {
    let reden = invoer.reden.clone();
    match invoer.actie.as_str() {
        "toewijzen" => Ok(Beslissing::Toewijzen { reden }),
        "onderzoeken" => Ok(Beslissing::Onderzoeken { reden }),
        "afwijzen" => {
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
                    reden,
                })
            } else {
                Err(fouten)
            }
        }
        _ => Err(vec![VeldFout::nieuw(
            "inhoud",
            "Kies wat u met dit verzoek wilt doen.",
        )]),
    }
}

/// `POST /verzoeken/{id}/feiten`
pub(crate) async fn feiten(
    wie: Wie,
    Path(verzoek_id): Path<String>,
    Formulier(velden): Formulier<FeitenVelden>,
) -> Result<Response, WebFout> {
    let verzoek_id = id(&verzoek_id)?;
    let versie = velden.versie;
    let getypt = FeitVelden {
        contact: velden.contact,
        aangemeld: velden.aangemeld,
        getoetst: velden.getoetst,
        past: velden.past,
        soort: velden.soort,
    };
    let fouten = match feiten_invoer(&getypt) {
        Err(fouten) => fouten,
        Ok(invoer) => match verzoek::leg_vast(&wie.huis, &wie.aangemeld, verzoek_id, versie, invoer).await? {
            Ok(_) => return Ok(Redirect::to(&format!("/verzoeken/{verzoek_id}?na=feiten")).into_response()),
            Err(fout) => fout
                .fouten
                .into_iter()
                .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst))
                .collect(),
        },
    };
    let mut blad = blad(&wie, verzoek_id).await?;
    blad.raam = blad.raam.met_fout(true);
    blad.fouten = fouten;
    blad.feit_invoer = getypt;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, teken(&blad)).into_response())
}

fn feiten_invoer(velden: &FeitVelden) -> Result<FeitenInvoer, Vec<VeldFout>> {
    let mut fouten = Vec::new();
    let mut dag = |veld: &str, tekst: &str| {
        let tekst = tekst.trim();
        let dag = lees_dag(tekst);
        if dag.is_none() && !tekst.is_empty() {
            fouten.push(VeldFout::nieuw(veld, "Vul een datum in, zoals 4-11-2026."));
        }
        dag
    };
    let contact = dag("contact", &velden.contact);
    let aangemeld = dag("aangemeld", &velden.aangemeld);
    let getoetst = dag("getoetst", &velden.getoetst);
    let keuze = |tekst: &str, ja: &str, nee: &str| match tekst {
        t if t == ja => Some(true),
        t if t == nee => Some(false),
        _ => None,
    };
    if !fouten.is_empty() {
        return Err(fouten);
    }
    Ok(FeitenInvoer {
        contact,
        aangemeld,
        getoetst,
        past: keuze(&velden.past, "ja", "nee"),
        duurzaam: keuze(&velden.soort, "duurzaam", "herstel"),
    })
}

/// As a browser sends it (`2026-11-04`), or as somebody types it where there is no date field (`4-11-2026`).
fn lees_dag(tekst: &str) -> Option<jiff::civil::Date> {
    if let Ok(dag) = tekst.parse() {
        return Some(dag);
    }
    let mut delen = tekst.split(['-', '/', '.']);
    let (dag, maand, jaar) = (delen.next()?, delen.next()?, delen.next()?);
    if delen.next().is_some() || jaar.len() != 4 {
        return None;
    }
    jiff::civil::Date::new(jaar.parse().ok()?, maand.parse().ok()?, dag.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn afwijzen(code: &str, andere: &str) -> Result<Beslissing, Vec<VeldFout>> {
        beslissing(&BesluitInvoer {
            nummer: 1,
            actie: "afwijzen".into(),
            code: code.into(),
            andere_gemeente: andere.into(),
            reden: String::new(),
        })
    }

    #[test]
    fn afwijzen_vraagt_een_reden_en_alleen_bij_acht_een_gemeente() {
        let velden = |uit: Result<Beslissing, Vec<VeldFout>>| {
            uit.unwrap_err().into_iter().map(|f| f.veld).collect::<Vec<_>>()
        };
        assert_eq!(velden(afwijzen("", "")), ["code-1"]);
        assert_eq!(velden(afwijzen("8", "")), ["andere-1"]);
        assert_eq!(velden(afwijzen("8", "019")), ["andere-1"]);
        assert_eq!(velden(afwijzen("3", "0193")), ["andere-1"]);
        assert!(afwijzen("3", "").is_ok());
        assert!(
            matches!(afwijzen("8", "0193"), Ok(Beslissing::Afwijzen { andere_gemeente: Some(g), .. }) if g == "0193")
        );
    }

    #[test]
    fn een_datum_mag_op_twee_manieren() {
        for (tekst, dag) in [
            ("2026-11-04", Some(date(2026, 11, 4))),
            ("4-11-2026", Some(date(2026, 11, 4))),
            ("04/11/2026", Some(date(2026, 11, 4))),
            ("31-2-2026", None),
            ("4-11-26", None),
            ("morgen", None),
        ] {
            assert_eq!(lees_dag(tekst), dag, "{tekst}");
        }
    }

    #[test]
    fn een_leeg_veld_blijft_zoals_het_was() {
        let leeg = feiten_invoer(&FeitVelden::default()).unwrap();
        assert_eq!(leeg, FeitenInvoer::default());
        let fout = feiten_invoer(&FeitVelden {
            contact: "gisteren".into(),
            ..FeitVelden::default()
        })
        .unwrap_err();
        assert_eq!(fout[0].veld, "contact");
    }
}
