//! A JW315: judged, answered with its JW316, decided per product, and where the gemeente wants it answered at once.

use super::afhandelen::{self, Afhandeling, Stap, Vers};
use super::dossier;
use super::vertaal;
use crate::bericht::verwerken::{Oordeel, Zaak};
use crate::bericht::verwerkt::Gedaan;
use crate::{DienstFout, gebeurtenis, termijnen, verwijzing};
use houvast_begrip::Bsn;
use houvast_beslis::{Besluit, Feit, Herkenning, VerzoekFeiten};
use houvast_ijw::Bericht;
use houvast_ijw::berichten::{basis, codes, jw315};
use houvast_opslag::{BesluitSoort, Jeugdige, JeugdigeBron, Tx, Verzoek, VerzoekProduct, VerzoekStatus};
use uuid::Uuid;

/// Everything that follows from one JW315.
pub(crate) async fn verzoek_om_toewijzing(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
) -> Result<Gedaan, DienstFout> {
    let Bericht::Jw315(vot) = bericht else {
        return Err(DienstFout::Ongeldig("geen JW315"));
    };
    let oordeel = zaak.oordeel(tx, bericht).await?;
    let kind = zaak.kind(tx, &vot.client.bsn).await?;
    if !oordeel.is_schoon() {
        return afgekeurd(zaak, tx, bericht, &oordeel, kind.map(|k| k.id)).await;
    }
    let (kind, bekend) = match kind {
        Some(kind) => (kind, true),
        None => {
            let kind = nieuw_kind(zaak, vot).ok_or(DienstFout::Gegevens("client"))?;
            tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await?;
            (kind, false)
        }
    };
    zaak.leg_vast(tx, bericht, &oordeel, Some(kind.id), None).await?;
    zaak.antwoord(tx, bericht, &oordeel, Some(kind.id)).await?;

    let achter = verwijzing::keten::achter_verzoek(zaak, tx, &kind.bsn).await?;
    let bekende_feiten = match &achter {
        Some(v) => verwijzing::keten::als_feiten(zaak.huis, v, &kind, None, zaak.nu)?,
        None => Vec::new(),
    };
    let vastgelegd = dossier::vastgelegd(&bekende_feiten);
    let mut oordelen = Vec::new();
    let contracten = zaak.gelezen.contracten(tx, zaak.aanbieder).await?;
    let uit_dossier = dossier::haal_met(tx, zaak.huis, &kind, contracten, zaak.nu).await?;
    let herkend = match bekend {
        true => herken(&kind, &vot.client),
        false => Herkenning::Nieuw,
    };
    for product in &vot.client.aangevraagde_producten.aangevraagd_product {
        let dag = zaak.huis.tijd.dag_van(zaak.aankomst.aangekomen_op);
        let mut feiten = vertaal::uit_bericht(zaak.gemeente, zaak.aanbieder, vot, product, dag);
        vertaal::vul_aan(&mut feiten, &uit_dossier, &vastgelegd);
        feiten.herkenning = Feit::bericht(herkend);
        let besluit = super::beoordeel(zaak.huis, &feiten, zaak.nu)?;
        oordelen.push((product, feiten, besluit));
    }
    let (verzoek, producten) = leg_vast(zaak, tx, vot, &kind, &oordelen).await?;
    if let Some(v) = &achter {
        verwijzing::keten::gekoppeld(zaak, tx, v, &kind, &verzoek).await?;
    }
    gebeurtenis::verzoek_ontvangen(zaak, tx, &verzoek, let_op(herkend)).await?;
    let vanzelf = !kind.geblokkeerd && !kind.geheim && zaak.gelezen.automatisch(tx, zaak.gemeente).await?;
    let vers = Vers {
        producten: &producten,
        verwezen: achter.is_some(),
    };
    if !(vanzelf && antwoord_vanzelf(zaak, tx, &verzoek, &kind, vers, oordelen).await?) {
        // Somebody must: the clock of the answer starts.
        termijnen::antwoord(zaak.huis, tx, &verzoek).await?;
    }
    Ok(Gedaan::beoordeeld(kind.id))
}

/// Sends what is clear; not for a blocked or hidden child, of whom a person decides (AVG 18, Wet BRP 2.59). `true`: all of it has been
/// answered.
async fn antwoord_vanzelf(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    verzoek: &Verzoek,
    kind: &Jeugdige,
    vers: Vers<'_>,
    oordelen: Vec<Oordeelsregel<'_>>,
) -> Result<bool, DienstFout> {
    let stappen: Vec<Stap> = vers
        .producten
        .iter()
        .cloned()
        .zip(oordelen)
        .filter_map(|(product, (_, _, besluit))| Stap::vanzelf(product, besluit))
        .collect();
    if stappen.is_empty() {
        return Ok(false);
    }
    let afhandeling = Afhandeling {
        huis: zaak.huis,
        verzoek,
        kind,
        door: None,
        nu: zaak.nu,
        vers: Some(vers),
    };
    afhandelen::doe(&afhandeling, tx, stappen, true).await
}

/// Is the child of the message the child of the file with that BSN (Wabb 12)?
fn herken(kind: &Jeugdige, client: &jw315::Client) -> Herkenning {
    if kind.geboortedatum != client.geboortedatum.datum {
        return Herkenning::AndereGeboortedatum;
    }
    if zelfde_naam(kind, &client.naam.geslachtsnaam) {
        Herkenning::Zelfde
    } else {
        Herkenning::AndereNaam
    }
}

/// What a person must know before anything else.
pub(super) fn let_op(herkend: Herkenning) -> Option<&'static str> {
    match herkend {
        Herkenning::Zelfde => None,
        Herkenning::Nieuw => Some("deze jeugdige was hier nog niet bekend"),
        Herkenning::AndereGeboortedatum => Some("de geboortedatum in het bericht wijkt af van het dossier"),
        Herkenning::AndereNaam => Some("de achternaam in het bericht wijkt af van het dossier"),
    }
}

/// Fair to how names are written: no case, accents, hyphens or spaces; the prefix in its own field or before the name; one
/// half of a double name. A birth name and a partner's name are both the child's.
fn zelfde_naam(kind: &Jeugdige, naam: &basis::Achternaam) -> bool {
    let plat = |voorvoegsel: Option<&str>, naam: &str| {
        let heel = houvast_opslag::vouw(&format!("{} {naam}", voorvoegsel.unwrap_or_default()));
        heel.replace(' ', "")
    };
    let gevraagd = [
        plat(None, &naam.achternaam),
        plat(naam.voorvoegsel.as_deref(), &naam.achternaam),
    ];
    let namen = [
        (kind.voorvoegsel.as_deref(), Some(kind.geslachtsnaam.as_str())),
        (kind.partnervoorvoegsel.as_deref(), kind.partnernaam.as_deref()),
    ];
    namen
        .into_iter()
        .filter_map(|(voorvoegsel, naam)| Some((voorvoegsel, naam?)))
        .flat_map(|(voorvoegsel, naam)| {
            let helften = naam.split('-').map(move |deel| plat(None, deel));
            [plat(None, naam), plat(voorvoegsel, naam)]
                .into_iter()
                .chain(helften)
        })
        .chain(namen_samen(kind, plat))
        .filter(|bekend| !bekend.is_empty())
        .any(|bekend| {
            let delen = naam.achternaam.split('-').map(|deel| plat(None, deel));
            gevraagd.contains(&bekend) || delen.into_iter().any(|deel| deel == bekend)
        })
}

/// Birth name and partner's name together, either first.
fn namen_samen(kind: &Jeugdige, plat: impl Fn(Option<&str>, &str) -> String) -> Vec<String> {
    let Some(partner) = kind.partnernaam.as_deref() else {
        return Vec::new();
    };
    let eigen = plat(kind.voorvoegsel.as_deref(), &kind.geslachtsnaam);
    let partner = plat(kind.partnervoorvoegsel.as_deref(), partner);
    vec![format!("{eigen}{partner}"), format!("{partner}{eigen}")]
}

async fn afgekeurd(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
    oordeel: &Oordeel,
    kind: Option<Uuid>,
) -> Result<Gedaan, DienstFout> {
    zaak.leg_vast(tx, bericht, oordeel, kind, None).await?;
    zaak.antwoord(tx, bericht, oordeel, kind).await?;
    if let Some(kind) = kind {
        gebeurtenis::bericht_afgekeurd(zaak, tx, bericht, kind).await?;
    }
    Ok(Gedaan::over(kind))
}

/// A child that this gemeente did not know: only what the message tells; no address, no woonplaats.
fn nieuw_kind(zaak: &Zaak<'_>, vot: &jw315::Bericht) -> Option<Jeugdige> {
    let client = &vot.client;
    let tekst = |t: &houvast_ijw::Tekst| t.to_string();
    Some(Jeugdige {
        houder: zaak.houder(),
        id: zaak.huis.tijd.id(),
        bsn: Bsn::nieuw(&client.bsn).ok()?,
        geslachtsnaam: tekst(&client.naam.geslachtsnaam.achternaam),
        voorvoegsel: client.naam.geslachtsnaam.voorvoegsel.as_ref().map(tekst),
        partnernaam: None,
        partnervoorvoegsel: None,
        voornamen: client.naam.voornamen.as_ref().map(tekst),
        voorletters: client.naam.voorletters.as_ref().map(tekst),
        naamgebruik: "1".to_owned(),
        geboortedatum: client.geboortedatum.datum,
        datumgebruik: client.geboortedatum.datum_gebruik.map(|d| d.as_str().to_owned()),
        geslacht: client.geslacht.as_str().to_owned(),
        straat: None,
        huisnummer: None,
        huisletter: None,
        toevoeging: None,
        aanduiding: None,
        postcode: None,
        plaats: None,
        land: None,
        telefoon: None,
        email: None,
        communicatievorm: None,
        taal: None,
        juridische_status: None,
        vertegenwoordiging: None,
        woonplaats: None,
        geheim: false,
        geblokkeerd: false,
        bron: JeugdigeBron::Bericht,
        gewijzigd_op: zaak.nu,
        versie: 1,
    })
}

/// A product as asked, what is known, and what the protocol says of it.
type Oordeelsregel<'a> = (&'a jw315::AangevraagdProduct, VerzoekFeiten, Besluit);

/// The request, its products and the first judgement of each, with its inputs.
async fn leg_vast(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    vot: &jw315::Bericht,
    kind: &Jeugdige,
    oordelen: &[Oordeelsregel<'_>],
) -> Result<(Verzoek, Vec<VerzoekProduct>), DienstFout> {
    let ontvangen = zaak.huis.tijd.dag_van(zaak.aankomst.aangekomen_op);
    let route = oordelen
        .first()
        .map(|(p, ..)| p.verwijzer.r#type.as_str().to_owned())
        .unwrap_or_default();
    let (voorstel, samenvatting) = super::samengevat(oordelen.iter().map(|(.., b)| b));
    let verzoek = Verzoek {
        houder: zaak.houder(),
        id: zaak.huis.tijd.id(),
        bericht: zaak.aankomst.id,
        jeugdige: kind.id,
        aanbieder: zaak.aanbieder,
        dagtekening: vot.header.bericht_identificatie.dagtekening,
        ontvangen_op: zaak.aankomst.aangekomen_op,
        antwoord_voor: termijnen::antwoord_voor(zaak.huis, ontvangen),
        onderzoek_voor: None,
        status: VerzoekStatus::Open,
        route,
        voorstel,
        samenvatting,
        aantal_producten: i64::try_from(oordelen.len()).unwrap_or(i64::MAX),
        gezagsdrager_bekend: vot.client.gezagsdrager_bekend.map(|j| j == codes::JaNee::Ja),
        commentaar: vot.client.commentaar.as_ref().map(|tekst| tekst.as_str().into()),
        afgehandeld_op: None,
        versie: 1,
    };
    let mut producten = Vec::with_capacity(oordelen.len());
    let mut besluiten = Vec::with_capacity(oordelen.len());
    for (i, (gevraagd, feiten, besluit)) in oordelen.iter().enumerate() {
        let rij = super::productrij(zaak.huis, &verzoek, i, gevraagd, feiten, besluit)?;
        besluiten.push(super::besluitrij(
            zaak.huis,
            &rij,
            BesluitSoort::Voorstel,
            None,
            zaak.nu,
        ));
        producten.push(rij);
    }
    tx.leg_verzoeken_vast(std::slice::from_ref(&verzoek)).await?;
    tx.leg_verzoek_producten_vast(&producten).await?;
    tx.leg_besluiten_vast(&besluiten).await?;
    Ok((verzoek, producten))
}
