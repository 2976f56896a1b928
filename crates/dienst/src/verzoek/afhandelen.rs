//! Answering: granted products in one JW301, each refusal and each 'in onderzoek' in its own JW319. State and messages
//! in the transaction of the caller.

use crate::bericht::maken::{self, Antwoord, Kop};
use crate::bericht::verzenden::{self, Uitgaand};
use crate::toekennen::{Post, Toegekend};
use crate::{DienstFout, Huis, gebeurtenis, termijnen, verwijzing};
use houvast_begrip::GemeenteCode;
use houvast_beslis::{Besluit, RedenAfwijzing, Toekenning, Uitkomst};
use houvast_ijw::Bericht;
use houvast_opslag::{BesluitSoort, Jeugdige, ProductStatus, Tx, Verzoek, VerzoekProduct, VerzoekStatus};
use jiff::Timestamp;
use uuid::Uuid;

/// Who answers what, when.
pub(crate) struct Afhandeling<'a> {
    pub(crate) huis: &'a Huis,
    pub(crate) verzoek: &'a Verzoek,
    pub(crate) kind: &'a Jeugdige,
    /// `None`: the system itself, because the gemeente has that switched on.
    pub(crate) door: Option<Uuid>,
    pub(crate) nu: Timestamp,
    /// When the request came in within this very transaction.
    pub(crate) vers: Option<Vers<'a>>,
}

/// What there is of a request that came in just now: the store knows nothing more, and no clock runs yet.
#[derive(Clone, Copy)]
pub(crate) struct Vers<'a> {
    /// All its products.
    pub(crate) producten: &'a [VerzoekProduct],
    /// A referral led to it.
    pub(crate) verwezen: bool,
}

/// What happens to one product.
#[derive(Clone, Debug)]
pub(crate) enum Wat {
    Toewijzen(Toekenning),
    Onderzoeken,
    Afwijzen(RedenAfwijzing, Option<GemeenteCode>),
}

/// One product and what happens to it.
#[derive(Clone, Debug)]
pub(crate) struct Stap {
    pub(crate) product: VerzoekProduct,
    pub(crate) besluit: Besluit,
    pub(crate) wat: Wat,
    /// Why somebody departed from the proposal.
    pub(crate) reden: Option<String>,
}

impl Stap {
    /// What the decision answers by itself; `None` when a person must look.
    pub(crate) fn vanzelf(product: VerzoekProduct, besluit: Besluit) -> Option<Self> {
        let wat = match besluit.uitkomst {
            Uitkomst::Toewijzen => Wat::Toewijzen(besluit.toekenning.clone()?),
            Uitkomst::Afwijzen => Wat::Afwijzen(besluit.reden?, besluit.verantwoordelijke_gemeente),
            Uitkomst::Voorleggen => return None,
        };
        Some(Self {
            product,
            besluit,
            wat,
            reden: None,
        })
    }
}

/// Answers. With `vanzelf` a grant that makes no valid JW301 (no address, overlap) is left to a person instead of failing.
/// `true`: everything has been answered now.
pub(crate) async fn doe(
    a: &Afhandeling<'_>,
    tx: &mut Tx,
    stappen: Vec<Stap>,
    vanzelf: bool,
) -> Result<bool, DienstFout> {
    let (toe, rest): (Vec<_>, Vec<_>) = stappen
        .into_iter()
        .partition(|s| matches!(s.wat, Wat::Toewijzen(_)));
    let mut gedaan = Vec::new();
    if !toe.is_empty() {
        match ken_toe(a, tx, &toe).await {
            Ok(bericht) => gedaan.extend(toe.into_iter().map(|s| (s, bericht))),
            Err(DienstFout::Ongeldig(waarom)) if vanzelf => {
                gebeurtenis::niet_vanzelf(a, tx, waarom).await?;
            }
            Err(fout) => return Err(fout),
        }
    }
    for stap in rest {
        let bericht = antwoord(a, tx, &stap).await?;
        gedaan.push((stap, bericht));
    }
    let mut beantwoord = Vec::new();
    for (stap, bericht) in &gedaan {
        beantwoord.push(leg_vast(a, tx, stap, *bericht).await?);
    }
    if beantwoord.is_empty() {
        return Ok(false);
    }
    let producten = match a.vers {
        None => tx.verzoek_producten(a.verzoek.id).await?,
        Some(Vers { producten, .. }) => {
            let nieuw = |p: &VerzoekProduct| beantwoord.iter().find(|b| b.id == p.id).unwrap_or(p).clone();
            producten.iter().map(nieuw).collect()
        }
    };
    werk_verzoek_bij(a, tx, &producten).await
}

async fn kop<'a>(
    a: &'a Afhandeling<'_>,
    tx: &mut Tx,
    gemeente: GemeenteCode,
    identificatie: &'a mut String,
) -> Result<Kop<'a>, DienstFout> {
    *identificatie = verzenden::identificatie(tx, gemeente).await?;
    Ok(Kop {
        afzender: gemeente,
        ontvanger: a.verzoek.aanbieder.als_str(),
        identificatie,
        dagtekening: a.huis.tijd.dag_van(a.nu),
        instellingen: &a.huis.instellingen,
    })
}

fn gemeente(a: &Afhandeling<'_>) -> Result<GemeenteCode, DienstFout> {
    a.verzoek.houder.gemeente().ok_or(DienstFout::Gegevens("houder"))
}

fn uitgaand(a: &Afhandeling<'_>) -> Uitgaand {
    Uitgaand {
        aanbieder: Some(a.verzoek.aanbieder),
        jeugdige: Some(a.kind.id),
        hoort_bij: Some(a.verzoek.bericht),
    }
}

/// The JW301 with what is granted.
async fn ken_toe(a: &Afhandeling<'_>, tx: &mut Tx, stappen: &[Stap]) -> Result<Uuid, DienstFout> {
    let post = Post {
        huis: a.huis,
        kind: a.kind,
        aanbieder: a.verzoek.aanbieder,
        hoort_bij: Some(a.verzoek.bericht),
        gezag_bekend: a.verzoek.gezagsdrager_bekend == Some(true),
        nu: a.nu,
    };
    let toegekend = stappen
        .iter()
        .filter_map(|stap| match &stap.wat {
            Wat::Toewijzen(toekenning) => Some(Toegekend {
                toekenning,
                gevraagd: Some((stap.product.id, stap.product.referentie.clone())),
                perceel: None,
            }),
            Wat::Onderzoeken | Wat::Afwijzen(..) => None,
        })
        .collect();
    let (bericht, _) = post.ken_toe(tx, toegekend).await?;
    Ok(bericht)
}

/// One JW319.
async fn antwoord(a: &Afhandeling<'_>, tx: &mut Tx, stap: &Stap) -> Result<Uuid, DienstFout> {
    let inhoud = match &stap.wat {
        Wat::Onderzoeken => Antwoord::InOnderzoek,
        Wat::Afwijzen(reden, ander) => Antwoord::Afgewezen(*reden, *ander),
        Wat::Toewijzen(_) => return Err(DienstFout::Ongeldig("geen antwoordbericht")),
    };
    let gemeente = gemeente(a)?;
    let mut identificatie = String::new();
    let kop = kop(a, tx, gemeente, &mut identificatie).await?;
    let bericht =
        maken::antwoord(&kop, &stap.product.referentie, inhoud).ok_or(DienstFout::Gegevens("antwoord"))?;
    if !houvast_ijw::regels::inhoud(&bericht).is_empty() {
        return Err(DienstFout::Ongeldig(
            "Bij woonplaatsbeginsel hoort de gemeente die wel verantwoordelijk is.",
        ));
    }
    stuur(a, tx, gemeente, &bericht).await
}

async fn stuur(
    a: &Afhandeling<'_>,
    tx: &mut Tx,
    gemeente: GemeenteCode,
    bericht: &Bericht,
) -> Result<Uuid, DienstFout> {
    let id = verzenden::verzend(a.huis, tx, gemeente, bericht, uitgaand(a), a.nu).await?;
    let aanbieder = Some(a.verzoek.aanbieder);
    termijnen::wacht_op_retour(a.huis, tx, gemeente, id, aanbieder, Some(a.kind.id), a.nu).await?;
    Ok(id)
}

/// The product's new state, the decision with its inputs, the line on the timeline. The product as it is now.
async fn leg_vast(
    a: &Afhandeling<'_>,
    tx: &mut Tx,
    stap: &Stap,
    bericht: Uuid,
) -> Result<VerzoekProduct, DienstFout> {
    let (status, soort, code) = match &stap.wat {
        Wat::Toewijzen(_) => (ProductStatus::Toegewezen, BesluitSoort::Besluit, None),
        Wat::Onderzoeken => (ProductStatus::InOnderzoek, BesluitSoort::Onderzoek, None),
        Wat::Afwijzen(reden, _) => (
            ProductStatus::Afgewezen,
            BesluitSoort::Besluit,
            Some(reden.code().to_owned()),
        ),
    };
    let mut product = stap.product.clone();
    product.status = status;
    product.beslist_op = Some(a.nu);
    product.beslist_door = a.door;
    product.afwijkreden.clone_from(&stap.reden);
    product.reden_afwijzing = code;
    product.antwoord = Some(bericht);
    if !tx
        .beantwoord_verzoek_product(&product, stap.product.versie)
        .await?
    {
        return Err(DienstFout::Verouderd);
    }
    let mut rij = super::besluitrij(a.huis, &product, soort, a.door, a.nu);
    rij.reden.clone_from(&stap.reden);
    rij.besluitdatum = stap.besluit.besluitdatum;
    rij.profiel = super::naar_json(&stap.besluit.profiel, "profiel")?;
    let toegekend = match &stap.wat {
        Wat::Toewijzen(toegekend) => Some(toegekend.clone()),
        Wat::Onderzoeken | Wat::Afwijzen(..) => None,
    };
    let bewaard = super::Bewaard {
        voorstel: stap.besluit.clone(),
        toegekend,
    };
    rij.besluit = super::naar_json(&bewaard, "besluit")?;
    rij.uitkomst = match &stap.wat {
        Wat::Toewijzen(_) => "toewijzen",
        Wat::Onderzoeken => "onderzoeken",
        Wat::Afwijzen(..) => "afwijzen",
    }
    .to_owned();
    tx.leg_besluiten_vast(&[rij]).await?;
    gebeurtenis::beantwoord(a, tx, stap, bericht).await?;
    Ok(product)
}

/// The request is done when all its products are answered; under investigation when one is. `true`: done.
async fn werk_verzoek_bij(
    a: &Afhandeling<'_>,
    tx: &mut Tx,
    producten: &[VerzoekProduct],
) -> Result<bool, DienstFout> {
    let open = producten.iter().any(|p| p.status == ProductStatus::Open);
    let onderzoek = producten.iter().any(|p| p.status == ProductStatus::InOnderzoek);
    let mut verzoek = a.verzoek.clone();
    if open {
        // Part is answered; the rest keeps the proposal and the term it had.
        let besluiten = producten
            .iter()
            .filter(|p| p.status == ProductStatus::Open)
            .map(|p| super::uit_json(&p.besluit, "besluit"))
            .collect::<Result<Vec<Besluit>, _>>()?;
        (verzoek.voorstel, verzoek.samenvatting) = super::samengevat(besluiten.iter());
    } else if onderzoek {
        let voor = termijnen::onderzoek_voor(verzoek.dagtekening);
        verzoek.status = VerzoekStatus::InOnderzoek;
        verzoek.onderzoek_voor = Some(voor);
        verzoek.antwoord_voor = voor;
    } else {
        verzoek.status = VerzoekStatus::Afgehandeld;
        verzoek.afgehandeld_op = Some(a.nu);
    }
    if !tx.wijzig_verzoek(&verzoek, a.verzoek.versie).await? {
        return Err(DienstFout::Verouderd);
    }
    if !open && !onderzoek && a.vers.is_none_or(|v| v.verwezen) {
        let toegewezen = producten.iter().any(|p| p.status == ProductStatus::Toegewezen);
        verwijzing::keten::beantwoord(a.huis, tx, &verzoek, toegewezen, a.nu).await?;
    }
    if a.vers.is_none() {
        termijnen::beantwoord(a.huis, tx, &verzoek, open, onderzoek, a.nu).await?;
    }
    Ok(!open && !onderzoek)
}

/// What a person grants where the proposal holds no grant: what was asked.
pub(crate) fn zoals_gevraagd(feiten: &houvast_beslis::VerzoekFeiten) -> Option<Toekenning> {
    let periode = *feiten.periode.waarde()?;
    Some(Toekenning {
        product: feiten.product.waarde().cloned(),
        periode,
        budget: feiten.budget.waarde().copied(),
        omvang: feiten.omvang.waarde().cloned(),
        standaardbudget: None,
        offertebudget: false,
        per_jaar: None,
        soort: feiten.soort.waarde().copied(),
    })
}
