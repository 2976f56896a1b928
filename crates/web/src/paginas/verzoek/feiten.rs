//! The form of facts: what people know and the message does not tell.

use super::{VerzoekBlad, blad};
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
use houvast_dienst::beeld::{AfrondAfspraak, AndereHulp, Feiten, FeitenInvoer, Rol};
use houvast_dienst::{DienstFout, verzoek};
use jiff::civil::Date;

/// What was typed in the form of facts, and what the form shows when nothing was.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(crate) struct FeitVelden {
    pub(crate) contact: String,
    pub(crate) aangemeld: String,
    pub(crate) getoetst: String,
    pub(crate) past: String,
    pub(crate) soort: String,
    pub(crate) per_jaar: String,
    pub(crate) privacy: String,
    pub(crate) resultaat: String,
    pub(crate) brief: String,
    pub(crate) andere_aanbieder: String,
    pub(crate) andere_van: String,
    pub(crate) andere_tot: String,
    pub(crate) geen_andere: String,
    pub(crate) akkoord_naast: String,
    pub(crate) akkoord_bedrag: String,
    pub(crate) akkoord_duur: String,
    pub(crate) afronding: String,
}

/// The form as it is sent.
#[derive(serde::Deserialize)]
pub(crate) struct FeitenFormulier {
    versie: String,
    #[serde(flatten)]
    velden: FeitVelden,
}

impl FeitVelden {
    /// The fields as they are known.
    pub(crate) fn bekend(feiten: Option<&Feiten>) -> Self {
        let Some(f) = feiten else {
            return Self::default();
        };
        let dag = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
        let keuze = |k: Option<bool>, ja: &str, nee: &str| {
            k.map_or_else(String::new, |k| if k { ja } else { nee }.to_owned())
        };
        let geld = |b: Option<Centen>| b.map(bedrag).unwrap_or_default();
        let hulp = f.nu.andere_hulp.as_ref();
        Self {
            contact: dag(f.nu.contact),
            aangemeld: dag(f.nu.aangemeld),
            getoetst: dag(f.nu.getoetst),
            past: keuze(f.nu.past, "ja", "nee"),
            soort: keuze(f.nu.duurzaam, "duurzaam", "herstel"),
            per_jaar: geld(f.nu.per_jaar),
            privacy: keuze(f.nu.privacy, "ja", ""),
            resultaat: f.nu.resultaat.clone().unwrap_or_default(),
            brief: geld(f.nu.brief),
            andere_aanbieder: hulp.map(|h| met_naam(&h.agb, f)).unwrap_or_default(),
            andere_van: dag(hulp.map(|h| h.van)),
            andere_tot: dag(hulp.and_then(|h| h.tot)),
            geen_andere: String::new(),
            akkoord_naast: keuze(f.nu.akkoord_naast, "ja", ""),
            akkoord_bedrag: geld(f.nu.akkoord_bedrag),
            akkoord_duur: keuze(f.nu.akkoord_duur, "ja", ""),
            afronding: match f.nu.afronding {
                Some(AfrondAfspraak::Beneden) => "beneden",
                Some(AfrondAfspraak::Boven) => "boven",
                Some(AfrondAfspraak::Geen) | None => "",
            }
            .to_owned(),
        }
    }
}

/// `Jeugdhulp De Lindeboog (73990101)`, as the list of choices writes it.
fn met_naam(agb: &str, feiten: &Feiten) -> String {
    feiten
        .aanbieders
        .iter()
        .find(|(code, _)| code == agb)
        .map_or_else(|| agb.to_owned(), |(code, naam)| format!("{naam} ({code})"))
}

/// The AGB code in what was chosen or typed; the text itself when there is none, so that the mistake is told.
fn agb_uit(tekst: &str) -> String {
    tekst
        .split(|c: char| !c.is_ascii_digit())
        .find(|deel| deel.len() == 8)
        .unwrap_or(tekst)
        .to_owned()
}

/// `POST /verzoeken/{id}/feiten`
pub(crate) async fn feiten(
    wie: Wie,
    Path(verzoek_id): Path<String>,
    Formulier(formulier): Formulier<FeitenFormulier>,
) -> Result<Response, WebFout> {
    let verzoek_id = id(&verzoek_id)?;
    // Flattened fields arrive as text.
    let versie: i64 = formulier.versie.parse().map_err(|_| WebFout::Onleesbaar)?;
    let feit_invoer = formulier.velden;
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let fouten = match invoer(&feit_invoer, wie.rol()) {
        Err(fouten) => fouten,
        Ok(invoer) => match verzoek::leg_vast(&wie.huis, &wie.aangemeld, verzoek_id, versie, invoer).await {
            Ok(Ok(_)) => {
                return Ok(Redirect::to(&format!("/verzoeken/{verzoek_id}?na=feiten")).into_response());
            }
            Ok(Err(fout)) => fout
                .fouten
                .into_iter()
                .map(|(veld, tekst)| VeldFout::nieuw(veld, tekst))
                .collect(),
            Err(DienstFout::Verouderd) => {
                status = StatusCode::CONFLICT;
                vec![VeldFout::nieuw(
                    "vastleggen",
                    "Dit verzoek is intussen veranderd. Hieronder staat het zoals het nu is; wat u typte staat er nog. Leg het opnieuw vast als het nog klopt.",
                )]
            }
            Err(fout) => return Err(fout.into()),
        },
    };
    let blad = blad(&wie, verzoek_id).await?;
    Ok(VerzoekBlad { feit_invoer, ..blad }.met_fouten(status, fouten))
}

/// From what was typed to facts, or every mistake in it. A box that is not ticked says 'no', to the roles that have it.
fn invoer(velden: &FeitVelden, rol: Rol) -> Result<FeitenInvoer, Vec<VeldFout>> {
    let mut fouten = Vec::new();
    let mut lees = Lezer { fouten: &mut fouten };
    let contact = lees.dag("contact", &velden.contact);
    let aangemeld = lees.dag("aangemeld", &velden.aangemeld);
    let getoetst = lees.dag("getoetst", &velden.getoetst);
    let per_jaar = lees.geld("per_jaar", &velden.per_jaar);
    let brief = lees.geld("brief", &velden.brief);
    let van = lees.dag("andere_van", &velden.andere_van);
    let tot = lees.dag("andere_tot", &velden.andere_tot);
    let akkoord_bedrag = lees.geld("akkoord_bedrag", &velden.akkoord_bedrag);
    let agb = velden.andere_aanbieder.trim();
    let geen_andere_hulp = velden.geen_andere == "ja";
    let andere_hulp = match (agb.is_empty(), van) {
        _ if geen_andere_hulp => None,
        (true, None) if tot.is_none() => None,
        (true, _) => {
            lees.mis(
                "andere_aanbieder",
                "Vul ook in bij welke aanbieder de andere hulp loopt.",
            );
            None
        }
        (false, None) => {
            lees.mis("andere_van", "Vul ook in sinds wanneer de andere hulp loopt.");
            None
        }
        (false, Some(van)) => Some(AndereHulp {
            agb: agb_uit(agb),
            van,
            tot,
        }),
    };
    if !fouten.is_empty() {
        return Err(fouten);
    }
    let keuze = |tekst: &str, ja: &str, nee: &str| match tekst {
        t if t == ja => Some(true),
        t if t == nee => Some(false),
        _ => None,
    };
    let consulent = rol == Rol::Consulent;
    Ok(FeitenInvoer {
        contact,
        aangemeld,
        getoetst,
        past: keuze(&velden.past, "ja", "nee"),
        duurzaam: keuze(&velden.soort, "duurzaam", "herstel"),
        per_jaar,
        privacy: Some(velden.privacy == "ja"),
        resultaat: Some(velden.resultaat.trim().to_owned()).filter(|r| !r.is_empty()),
        brief,
        andere_hulp,
        geen_andere_hulp,
        akkoord_naast: consulent.then(|| velden.akkoord_naast == "ja"),
        akkoord_bedrag: akkoord_bedrag.or(consulent.then_some(Centen::NUL)),
        akkoord_duur: consulent.then(|| velden.akkoord_duur == "ja"),
        afronding: match velden.afronding.as_str() {
            "beneden" => Some(AfrondAfspraak::Beneden),
            "boven" => Some(AfrondAfspraak::Boven),
            _ => consulent.then_some(AfrondAfspraak::Geen),
        },
    })
}

/// Reads fields and keeps every mistake.
struct Lezer<'a> {
    fouten: &'a mut Vec<VeldFout>,
}

impl Lezer<'_> {
    fn mis(&mut self, veld: &str, tekst: &str) {
        self.fouten.push(VeldFout::nieuw(veld, tekst));
    }

    fn dag(&mut self, veld: &str, tekst: &str) -> Option<Date> {
        let tekst = tekst.trim();
        let dag = lees_dag(tekst);
        if dag.is_none() && !tekst.is_empty() {
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

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn een_leeg_veld_zegt_niets_en_een_leeg_vakje_zegt_nee() {
        let leeg = invoer(&FeitVelden::default(), Rol::Aanbieder).unwrap();
        let verwacht = FeitenInvoer {
            privacy: Some(false),
            ..FeitenInvoer::default()
        };
        assert_eq!(leeg, verwacht, "een aanbieder zegt niets over een akkoord");
        let leeg = invoer(&FeitVelden::default(), Rol::Consulent).unwrap();
        assert_eq!(
            (leeg.akkoord_naast, leeg.akkoord_duur),
            (Some(false), Some(false))
        );
        assert_eq!(
            (leeg.akkoord_bedrag, leeg.afronding),
            (Some(Centen::NUL), Some(AfrondAfspraak::Geen))
        );
    }

    #[test]
    fn elke_fout_hoort_bij_haar_veld() {
        let velden = FeitVelden {
            contact: "gisteren".into(),
            per_jaar: "veel".into(),
            andere_aanbieder: "73990101".into(),
            ..FeitVelden::default()
        };
        let fouten = invoer(&velden, Rol::Consulent).unwrap_err();
        let velden: Vec<_> = fouten.iter().map(|f| f.veld.as_str()).collect();
        assert_eq!(velden, ["contact", "per_jaar", "andere_van"]);
    }

    #[test]
    fn een_aanbieder_kiezen_geeft_zijn_code() {
        let velden = FeitVelden {
            andere_aanbieder: "Jeugdhulp De Lindeboog (73990101)".into(),
            andere_van: "1-11-2026".into(),
            ..FeitVelden::default()
        };
        let hulp = invoer(&velden, Rol::Consulent).unwrap().andere_hulp.unwrap();
        assert_eq!((hulp.agb.as_str(), hulp.van), ("73990101", date(2026, 11, 1)));
        assert_eq!(agb_uit("Lindeboog"), "Lindeboog", "de dienst zegt wat er mis is");
    }

    #[test]
    fn een_formulier_met_een_versie_en_losse_velden_is_te_lezen() {
        let formulier: FeitenFormulier =
            serde_urlencoded::from_str("csrf=x&versie=3&contact=2026-11-04&soort=herstel").unwrap();
        assert_eq!(
            (formulier.versie.as_str(), formulier.velden.soort.as_str()),
            ("3", "herstel")
        );
    }
}
