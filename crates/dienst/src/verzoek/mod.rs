//! Requests: how they come in, how they are judged, how people decide.

mod aanpassen;
pub(crate) mod afhandelen;
pub(crate) mod beslissen;
pub(crate) mod dossier;
mod feiten;
pub(crate) mod indienen;
mod invoer;
mod toon;
mod vastleggen;
mod verschil;
pub(crate) mod vertaal;

pub use beslissen::besluit;
pub(crate) use invoer::{Nieuw, raming_feiten};
pub use toon::toon;
pub(crate) use toon::{toegekend, voorstel as voorstelbeeld};
pub(crate) use vastleggen::leg_raming_vast;
pub use vastleggen::{Akkoord, leg_akkoord_vast, leg_vast};

use crate::beeld::{Merkje, Rol, Toon, VerzoekRij};
use crate::{DienstFout, Huis, taal};
use houvast_begrip::Centen;
use houvast_beslis::{Besluit, Toekenning, Uitkomst, VerzoekFeiten};
use houvast_ijw::berichten::{codes, jw315};
use houvast_opslag::{BesluitRij, BesluitSoort, ProductRegel, ProductStatus, Verzoek, VerzoekProduct};
use jiff::Timestamp;
use uuid::Uuid;

/// The decision on these facts by the text that is valid on the day of the decision.
pub(crate) fn beoordeel(huis: &Huis, feiten: &VerzoekFeiten, nu: Timestamp) -> Result<Besluit, DienstFout> {
    let vandaag = huis.tijd.dag_van(nu);
    let profiel = huis
        .profiel_of_eerste(&feiten.gemeente.into(), vandaag)
        .ok_or(DienstFout::Gegevens("regioprofiel"))?;
    Ok(houvast_beslis::beoordeel(feiten, profiel, vandaag))
}

/// An outcome as it is stored.
pub(crate) fn voorstel(uitkomst: Uitkomst) -> String {
    match uitkomst {
        Uitkomst::Toewijzen => "toewijzen",
        Uitkomst::Voorleggen => "voorleggen",
        Uitkomst::Afwijzen => "afwijzen",
    }
    .to_owned()
}

/// The strictest outcome of the products, and its line for the work list.
pub(crate) fn samengevat<'a>(besluiten: impl Iterator<Item = &'a Besluit>) -> (String, String) {
    besluiten
        .max_by_key(|b| b.uitkomst)
        .map_or_else(Default::default, |b| {
            (voorstel(b.uitkomst), b.samenvatting.clone())
        })
}

/// The row of one requested product with its first judgement.
pub(crate) fn productrij(
    huis: &Huis,
    verzoek: &Verzoek,
    plek: usize,
    gevraagd: &jw315::AangevraagdProduct,
    feiten: &VerzoekFeiten,
    besluit: &Besluit,
) -> Result<VerzoekProduct, DienstFout> {
    let tekst = |t: &houvast_ijw::Tekst| t.to_string();
    Ok(VerzoekProduct {
        houder: verzoek.houder.clone(),
        id: huis.tijd.id(),
        verzoek: verzoek.id,
        volgnummer: i64::try_from(plek + 1).unwrap_or(i64::MAX),
        jeugdige: verzoek.jeugdige,
        aanbieder: verzoek.aanbieder,
        referentie: tekst(&gevraagd.referentie_aanbieder),
        beschikkingnummer: gevraagd.beschikking_nummer.map(i64::from),
        beschikking_ingangsdatum: gevraagd.beschikking_ingangsdatum,
        categorie: gevraagd.product.as_ref().map(|p| p.categorie.as_str().to_owned()),
        code: gevraagd.product.as_ref().and_then(|p| p.code.as_ref()).map(tekst),
        ingangsdatum: gevraagd.toewijzing_ingangsdatum,
        einddatum: gevraagd.toewijzing_einddatum,
        volume: gevraagd.omvang.as_ref().map(|o| o.volume.into()),
        eenheid: gevraagd.omvang.as_ref().map(|o| o.eenheid.as_str().to_owned()),
        frequentie: gevraagd.omvang.as_ref().map(|o| o.frequentie.as_str().to_owned()),
        budget: gevraagd.budget.map(|b| Centen(b.into())),
        verwijzer_type: gevraagd.verwijzer.r#type.as_str().to_owned(),
        verwijzer_naam: gevraagd.verwijzer.naam.as_ref().map(tekst),
        verwijzer_code: gevraagd.verwijzer.zorgverlener_code.as_ref().map(tekst),
        raamcontract: gevraagd.raamcontract.map(|j| j == codes::JaNee::Ja),
        commentaar: gevraagd.commentaar.as_ref().map(|tekst| tekst.as_str().into()),
        status: ProductStatus::Open,
        feiten: naar_json(feiten, "feiten")?,
        besluit: naar_json(besluit, "besluit")?,
        besluitdatum: besluit.besluitdatum,
        voorstel: voorstel(besluit.uitkomst),
        profiel: naar_json(&besluit.profiel, "profiel")?,
        beslist_op: None,
        beslist_door: None,
        afwijkreden: None,
        reden_afwijzing: None,
        antwoord: None,
        versie: 1,
    })
}

/// The judgement of a product as it is kept for ever, with its inputs.
pub(crate) fn besluitrij(
    huis: &Huis,
    product: &VerzoekProduct,
    soort: BesluitSoort,
    door: Option<Uuid>,
    nu: Timestamp,
) -> BesluitRij {
    BesluitRij {
        houder: product.houder.clone(),
        id: huis.tijd.id(),
        verzoek_product: product.id,
        aanbieder: product.aanbieder,
        op: nu,
        door,
        soort,
        besluitdatum: product.besluitdatum,
        feiten: product.feiten.clone(),
        besluit: product.besluit.clone(),
        uitkomst: product.voorstel.clone(),
        profiel: product.profiel.clone(),
        reden: None,
    }
}

/// A decision as it is kept: the proposal as it was, and beside it what was really granted.
#[derive(serde::Serialize, serde::Deserialize)]
pub(crate) struct Bewaard {
    /// What the protocol proposed on these facts.
    #[serde(flatten)]
    pub(crate) voorstel: Besluit,
    /// What was granted, by a person or by the system.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) toegekend: Option<Toekenning>,
}

/// A value for a column of JSON.
pub(crate) fn naar_json<T: serde::Serialize>(waarde: &T, wat: &'static str) -> Result<String, DienstFout> {
    serde_json::to_string(waarde).map_err(|_| DienstFout::Gegevens(wat))
}

/// Back from a column of JSON.
pub(crate) fn uit_json<T: serde::de::DeserializeOwned>(
    tekst: &str,
    wat: &'static str,
) -> Result<T, DienstFout> {
    serde_json::from_str(tekst).map_err(|_| DienstFout::Gegevens(wat))
}

/// Why it is, or would be, so. A grant has no single reason, so there it says what the protocol grants. Empty where a
/// person decided otherwise than the protocol proposed: the reason stands at the request.
fn waarom(status: ProductStatus, besluit: &Besluit) -> String {
    let grond = || {
        besluit
            .doorslaggevend()
            .next()
            .map(|g| g.uitleg.clone())
            .unwrap_or_default()
    };
    match (status, besluit.uitkomst) {
        (ProductStatus::Toegewezen, Uitkomst::Toewijzen) => besluit.samenvatting.clone(),
        (ProductStatus::Afgewezen, Uitkomst::Afwijzen) => grond(),
        (ProductStatus::Toegewezen | ProductStatus::Afgewezen, _) => String::new(),
        (_, Uitkomst::Toewijzen) => format!("Voorstel toewijzen: {}", besluit.samenvatting),
        (_, Uitkomst::Afwijzen) => format!("Voorstel afwijzen: {}", grond()),
        (_, Uitkomst::Voorleggen) => grond(),
    }
}

/// One requested product as a row of a list.
pub(crate) fn rij_van(huis: &Huis, rol: Rol, p: &ProductRegel) -> Result<VerzoekRij, DienstFout> {
    let beantwoord = matches!(p.status, ProductStatus::Toegewezen | ProductStatus::Afgewezen);
    let waarom = if beantwoord || rol == Rol::Consulent {
        waarom(p.status, &uit_json(&p.besluit, "besluit")?)
    } else {
        String::new()
    };
    let stand = match (rol, p.status) {
        (Rol::Aanbieder, ProductStatus::Open) => Merkje::nieuw("wacht op antwoord", Toon::Rustig),
        (_, status) => toon::stand(status),
    };
    Ok(VerzoekRij {
        id: p.verzoek,
        referentie: p.referentie.clone(),
        jeugdige: taal::naam(
            p.voornamen.as_deref(),
            p.voorletters.as_deref(),
            p.voorvoegsel.as_deref(),
            &p.geslachtsnaam,
        ),
        gemeente: huis.gemeente_naam(p.houder.als_str()),
        gevraagd: format!(
            "{}, {}",
            taal::hulp(p.categorie.as_deref(), p.code.as_deref()),
            taal::omvang(p.budget, p.volume, p.eenheid.as_deref(), p.frequentie.as_deref())
        ),
        ontvangen: p.dagtekening,
        stand,
        waarom,
    })
}
