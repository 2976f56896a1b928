//! What a letter is made of: the decided products of a request, a toewijzing that no request asked for, or a hulpvraag
//! that ended without jeugdhulp.

use crate::beeld::{BriefAan, BriefOver};
use crate::verzoek::{Bewaard, uit_json};
use crate::{DienstFout, Huis, hulpvraag, instellingen, taal};
use houvast_beslis::{Besluit, RedenAfwijzing, Verwijzer};
use houvast_ijw::berichten::codes::ProductCategorie;
use houvast_opslag::{
    BriefRij, BriefSoort, Hulpvraag, HulpvraagStatus, Jeugdige, Lees, ProductStatus, Relatie, Toewijzing,
    Verzoek, VerzoekProduct,
};
use jiff::civil::Date;

/// What was decided about one product.
pub(super) enum Uitkomst {
    /// Granted; the toewijzing says what.
    Toegekend,
    /// Refused, for a reason of WJ759.
    Afgewezen(RedenAfwijzing),
    /// The Toegang found that no jeugdhulp is needed; the reason is in words only.
    GeenHulp,
}

/// One decided product.
pub(super) struct Onderdeel {
    /// Number within the request; 0 for a toewijzing without one.
    pub(super) nummer: i64,
    pub(super) uitkomst: Uitkomst,
    /// `ambulante jeugdhulp`.
    pub(super) hulp: String,
    /// `€ 8.000,00`, `3 uur per week`; empty when nobody asked so much.
    pub(super) omvang: String,
    pub(super) van: Option<Date>,
    pub(super) tot: Option<Date>,
    /// The day of the decision.
    pub(super) besloten: Date,
    /// The program decided, without a person.
    pub(super) automatisch: bool,
    /// Why a person departed from the proposal.
    pub(super) reden: Option<String>,
    /// What the protocol proposed.
    pub(super) besluit: Option<Besluit>,
}

impl Onderdeel {
    pub(super) fn toegekend(&self) -> bool {
        matches!(self.uitkomst, Uitkomst::Toegekend)
    }

    /// "Toegewezen", "Afgewezen".
    pub(super) fn stand(&self) -> &'static str {
        if self.toegekend() {
            "Toegewezen"
        } else {
            "Afgewezen"
        }
    }

    /// `ambulante jeugdhulp, € 8.000,00, 23-11-2026 t/m 22-11-2027`.
    pub(super) fn in_een_regel(&self) -> String {
        let periode = self.van.map(|van| taal::periode(van, self.tot));
        let delen = [Some(self.hulp.clone()), Some(self.omvang.clone()), periode];
        let delen: Vec<String> = delen.into_iter().flatten().filter(|d| !d.is_empty()).collect();
        delen.join(", ")
    }
}

/// Everything a letter is made of.
pub(super) struct Grondslag {
    pub(super) over: BriefOver,
    pub(super) kind: Jeugdige,
    pub(super) relaties: Vec<Relatie>,
    /// Name; empty when there is none.
    pub(super) aanbieder: String,
    /// The day of the request; of a toewijzing its own day.
    pub(super) gevraagd_op: Date,
    /// Who referred; `None` when nobody did.
    pub(super) verwijzer: Option<Verwijzer>,
    /// Name and AGB code of who referred, as far as known.
    pub(super) verwijzer_naam: Option<String>,
    pub(super) verwijzer_code: Option<String>,
    /// What was decided, in order of the message; what waits is not here.
    pub(super) onderdelen: Vec<Onderdeel>,
    /// Letters about the same, oldest first.
    pub(super) eerdere: Vec<BriefRij>,
    /// All data here is invented.
    pub(super) synthetisch: bool,
}

impl Grondslag {
    /// Key of what the letter is about.
    pub(super) fn bron(&self) -> uuid::Uuid {
        let (BriefOver::Verzoek(id) | BriefOver::Toewijzing(id) | BriefOver::Hulpvraag(id)) = self.over;
        id
    }

    /// Letters of this kind so far.
    pub(super) fn aantal(&self, soort: BriefSoort) -> i64 {
        let aantal = self.eerdere.iter().filter(|r| r.soort == soort).count();
        i64::try_from(aantal).unwrap_or(i64::MAX)
    }

    /// Somebody outside the gemeente referred, so that there is somebody to answer.
    pub(super) fn verwezen(&self) -> bool {
        use Verwijzer as V;
        matches!(
            self.verwijzer,
            Some(V::Huisarts | V::Jeugdarts | V::MedischSpecialist | V::Gi)
        )
    }

    /// The other reader who may get a letter.
    pub(super) fn ook_aan(&self, aan: BriefAan) -> Option<BriefAan> {
        match aan {
            BriefAan::Gezin if self.verwezen() && self.onderdelen.iter().any(|o| !o.toegekend()) => {
                Some(BriefAan::Verwijzer)
            }
            BriefAan::Gezin => None,
            BriefAan::Verwijzer => Some(BriefAan::Gezin),
        }
    }
}

/// `None`: it does not exist for this person. A toewijzing that a request asked for is about that request.
pub(super) async fn laad(
    huis: &Huis,
    lees: &mut Lees,
    over: BriefOver,
) -> Result<Option<Grondslag>, DienstFout> {
    match over {
        BriefOver::Verzoek(id) => match lees.verzoek(id).await? {
            Some(verzoek) => van_verzoek(huis, lees, verzoek).await,
            None => Ok(None),
        },
        BriefOver::Toewijzing(id) => {
            let Some(toewijzing) = lees.toewijzing(id).await? else {
                return Ok(None);
            };
            let verzoek = match toewijzing.verzoek_product {
                Some(product) => match lees.verzoek_product(product).await? {
                    Some(product) => lees.verzoek(product.verzoek).await?,
                    None => None,
                },
                None => None,
            };
            match verzoek {
                Some(verzoek) => van_verzoek(huis, lees, verzoek).await,
                None => van_toewijzing(lees, toewijzing).await,
            }
        }
        BriefOver::Hulpvraag(id) => {
            let Some(rij) = lees.hulpvraag(id).await? else {
                return Ok(None);
            };
            let toewijzing = match rij.toewijzing {
                Some(toewijzing) => lees.toewijzing(toewijzing).await?,
                None => None,
            };
            match toewijzing {
                Some(toewijzing) => van_toewijzing(lees, toewijzing).await,
                None => van_hulpvraag(huis, lees, rij).await,
            }
        }
    }
}

async fn van_verzoek(
    huis: &Huis,
    lees: &mut Lees,
    verzoek: Verzoek,
) -> Result<Option<Grondslag>, DienstFout> {
    let Some(kind) = lees.jeugdige(verzoek.jeugdige).await? else {
        return Ok(None);
    };
    let producten = lees.verzoek_producten(verzoek.id).await?;
    let toewijzingen = lees.toewijzingen_van(kind.id).await?;
    let mut onderdelen = Vec::new();
    for product in &producten {
        let toewijzing = toewijzingen
            .iter()
            .find(|t| t.verzoek_product == Some(product.id));
        onderdelen.extend(onderdeel(huis, product, toewijzing)?);
    }
    let eerste = producten.first();
    Ok(Some(Grondslag {
        over: BriefOver::Verzoek(verzoek.id),
        relaties: lees.relaties(kind.id).await?,
        kind,
        aanbieder: naam(lees, verzoek.aanbieder).await?,
        gevraagd_op: verzoek.dagtekening,
        verwijzer: Verwijzer::try_from(verzoek.route.as_str()).ok(),
        verwijzer_naam: eerste.and_then(|p| p.verwijzer_naam.clone()),
        verwijzer_code: eerste.and_then(|p| p.verwijzer_code.clone()),
        onderdelen,
        eerdere: lees.brieven_over(verzoek.id).await?,
        synthetisch: instellingen::synthetisch(lees).await?,
    }))
}

async fn van_toewijzing(lees: &mut Lees, t: Toewijzing) -> Result<Option<Grondslag>, DienstFout> {
    let Some(kind) = lees.jeugdige(t.jeugdige).await? else {
        return Ok(None);
    };
    // When the Toegang decided of its own accord, its grounds are there.
    let beslist = lees.besluit_bij_toewijzing(t.id).await?;
    let besluit = match &beslist {
        Some(rij) => Some(uit_json::<Bewaard>(&rij.besluit, "besluit")?.voorstel),
        None => None,
    };
    let onderdeel = Onderdeel {
        nummer: 0,
        uitkomst: Uitkomst::Toegekend,
        hulp: hulp(t.categorie.as_deref(), t.code.as_deref()),
        omvang: hoeveel(&t),
        van: Some(t.ingangsdatum),
        tot: t.einddatum,
        besloten: t.toewijzingsdatum,
        automatisch: false,
        reden: beslist.and_then(|rij| rij.reden).map(|reden| reden.0),
        besluit,
    };
    Ok(Some(Grondslag {
        over: BriefOver::Toewijzing(t.id),
        relaties: lees.relaties(kind.id).await?,
        kind,
        aanbieder: naam(lees, t.aanbieder).await?,
        gevraagd_op: t.toewijzingsdatum,
        verwijzer: None,
        verwijzer_naam: None,
        verwijzer_code: None,
        onderdelen: vec![onderdeel],
        eerdere: lees.brieven_over(t.id).await?,
        synthetisch: instellingen::synthetisch(lees).await?,
    }))
}

async fn van_hulpvraag(huis: &Huis, lees: &mut Lees, h: Hulpvraag) -> Result<Option<Grondslag>, DienstFout> {
    let Some(kind) = lees.jeugdige(h.jeugdige).await? else {
        return Ok(None);
    };
    let onderdelen = match (h.status, h.afgesloten_op) {
        (HulpvraagStatus::Afgesloten, Some(op)) => vec![Onderdeel {
            nummer: 0,
            uitkomst: Uitkomst::GeenHulp,
            hulp: "jeugdhulp".to_owned(),
            omvang: String::new(),
            van: None,
            tot: None,
            besloten: huis.tijd.dag_van(op),
            automatisch: false,
            reden: Some(hulpvraag::reden_van_afsluiten(&h)?),
            besluit: None,
        }],
        _ => Vec::new(),
    };
    Ok(Some(Grondslag {
        over: BriefOver::Hulpvraag(h.id),
        relaties: lees.relaties(kind.id).await?,
        kind,
        aanbieder: String::new(),
        gevraagd_op: h.gevraagd_op,
        verwijzer: None,
        verwijzer_naam: None,
        verwijzer_code: None,
        onderdelen,
        eerdere: lees.brieven_over(h.id).await?,
        synthetisch: instellingen::synthetisch(lees).await?,
    }))
}

async fn naam(lees: &mut Lees, agb: houvast_begrip::AgbCode) -> Result<String, DienstFout> {
    let rij = lees.aanbieder(agb).await?;
    Ok(rij.map_or_else(|| format!("de aanbieder met AGB-code {agb}"), |a| a.naam))
}

/// `None` while it waits.
fn onderdeel(
    huis: &Huis,
    p: &VerzoekProduct,
    toewijzing: Option<&Toewijzing>,
) -> Result<Option<Onderdeel>, DienstFout> {
    let (Some(op), status) = (p.beslist_op, p.status) else {
        return Ok(None);
    };
    let uitkomst = match status {
        ProductStatus::Toegewezen => Uitkomst::Toegekend,
        ProductStatus::Afgewezen => {
            let code = p.reden_afwijzing.as_deref().unwrap_or_default();
            Uitkomst::Afgewezen(RedenAfwijzing::try_from(code).map_err(|_| DienstFout::Gegevens("reden"))?)
        }
        ProductStatus::Open | ProductStatus::InOnderzoek => return Ok(None),
    };
    let gevraagd = taal::omvang(p.budget, p.volume, p.eenheid.as_deref(), p.frequentie.as_deref());
    Ok(Some(Onderdeel {
        nummer: p.volgnummer,
        uitkomst,
        hulp: hulp(p.categorie.as_deref(), p.code.as_deref()),
        omvang: toewijzing.map_or(gevraagd, hoeveel),
        van: Some(toewijzing.map_or(p.ingangsdatum, |t| t.ingangsdatum)),
        tot: toewijzing.map_or(p.einddatum, |t| t.einddatum),
        besloten: huis.tijd.dag_van(op),
        automatisch: p.beslist_door.is_none(),
        reden: p.afwijkreden.clone(),
        besluit: Some(uit_json(&p.besluit, "besluit")?),
    }))
}

/// In words that a family knows: no code, no capital.
fn hulp(categorie: Option<&str>, code: Option<&str>) -> String {
    let product = code
        .and_then(houvast_ijw::codelijsten::product)
        .map(|p| p.naam.to_owned());
    let soort = categorie
        .and_then(|c| ProductCategorie::try_from(c).ok())
        .map(|c| c.betekenis().to_owned());
    match (soort, product) {
        (Some(soort), Some(product)) => format!("{soort}: {product}"),
        (Some(soort), None) => soort,
        (None, Some(product)) => product,
        (None, None) => "jeugdhulp".to_owned(),
    }
}

/// A budget is a ceiling (V-10), and of lasting help it counts per year (V-24).
fn hoeveel(t: &Toewijzing) -> String {
    match (t.jaarplafond, t.budget) {
        (Some(per_jaar), _) => format!("hoogstens {per_jaar} per jaar"),
        (None, Some(budget)) => format!("hoogstens {budget} in deze periode"),
        (None, None) => taal::omvang(None, t.volume, t.eenheid.as_deref(), t.frequentie.as_deref()),
    }
}
