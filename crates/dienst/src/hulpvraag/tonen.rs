//! The pages of a hulpvraag: the list, the overview, one step.

use super::antwoorden::Antwoorden;
use super::beslissen;
use super::feiten::{self, Bekend, afbakening, beeld, ingeschreven, periode};
use super::keuze;
use super::stappen::{self, Maat, Stap};
use super::velden::{BETROKKENEN, GESPREKKEN, Omgeving, groepen};
use super::{toetsing, urgentie_merk};
use crate::beeld::{
    Gebeurtenis, GesprekRij, HulpvraagBeeld, HulpvraagKop, HulpvraagKort, HulpvraagLijst, HulpvraagRij,
    Merkje, Rij, StapBeeld, StapRij, Termijn, Toon, VraagBeeld,
};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, raming, taal, termijnen};
use houvast_begrip::{Centen, datum};
use houvast_beslis::vragen::{self, afbakening::Afbakening, budget, plan, regie, soort, toewijzing};
use houvast_beslis::{Feit, Regioprofiel, Soort, Verwijzer};
use houvast_opslag::{
    Bladzijde, ContractRegel, HulpRegel, Hulpvraag, HulpvraagStatus, HulpvraagVraag, Jeugdige, Lees,
    RamingOnderwerp,
};
use jiff::civil::Date;
use uuid::Uuid;

/// Rows on one page.
const PER_BLAD: u32 = 50;

/// A hulpvraag with its child and its answers.
pub(super) struct Geladen {
    pub(super) rij: Hulpvraag,
    pub(super) kind: Jeugdige,
    pub(super) antwoorden: Antwoorden,
    /// What the calculator came to; empty before it was settled.
    rekenhulp: String,
}

impl Geladen {
    pub(super) async fn van(lees: &mut Lees, rij: Hulpvraag, kind: Jeugdige) -> Result<Self, DienstFout> {
        let mut antwoorden = Antwoorden::lees(rij.inhoud.as_deref())?;
        if !antwoorden.heeft("gevraagd_op") {
            antwoorden.zet("gevraagd_op", rij.gevraagd_op.to_string());
        }
        let raming = raming::van(lees, RamingOnderwerp::Hulpvraag, rij.id).await?;
        if let Some(bedrag) = raming.as_ref().and_then(|r| r.bedrag)
            && !antwoorden.heeft("raming")
        {
            antwoorden.zet("raming", bedrag.0.to_string());
        }
        Ok(Self {
            rij,
            kind,
            antwoorden,
            rekenhulp: raming.as_ref().map(raming::raming_in_woorden).unwrap_or_default(),
        })
    }
}

/// What the calculator needs to know of a hulpvraag.
pub(crate) struct VoorRaming {
    pub(crate) houder: houvast_begrip::Houder,
    pub(crate) jeugdige: Uuid,
    pub(crate) aanbieder: Option<houvast_begrip::AgbCode>,
    pub(crate) open: bool,
    /// What was typed in the conclusion.
    pub(crate) raming: Option<Centen>,
    pub(crate) soort: Option<Soort>,
}

/// The hulpvraag behind a calculation, when it exists for this asker.
pub(crate) async fn voor_raming(lees: &mut Lees, id: Uuid) -> Result<Option<VoorRaming>, DienstFout> {
    let Some(rij) = lees.hulpvraag(id).await? else {
        return Ok(None);
    };
    let antwoorden = Antwoorden::lees(rij.inhoud.as_deref())?;
    Ok(Some(VoorRaming {
        open: rij.afgesloten_op.is_none(),
        houder: rij.houder,
        jeugdige: rij.jeugdige,
        aanbieder: rij.aanbieder,
        raming: antwoorden.bedrag("raming"),
        soort: antwoorden.soort(),
    }))
}

/// One hulpvraag; the look is logged, also when it is not there.
pub(super) async fn laad(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    handeling: &'static str,
) -> Result<Geladen, DienstFout> {
    let nodig = match handeling {
        "lezen" => Handeling::HulpvraagZien,
        _ => Handeling::HulpvraagBehandelen,
    };
    eis(wie.functie(), nodig)?;
    let gevonden = {
        let mut lees = huis.opslag.lees(wie.bereik()).await?;
        match lees.hulpvraag(id).await? {
            None => None,
            Some(rij) => lees.jeugdige(rij.jeugdige).await?.map(|kind| (rij, kind)),
        }
    };
    let blik = Blik {
        houder: gevonden.as_ref().map(|(rij, _)| &rij.houder),
        jeugdige: gevonden.as_ref().map(|(_, kind)| kind.id),
        voorwerp: "hulpvraag",
        id: Some(id),
        handeling,
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let (rij, kind) = gevonden.ok_or(DienstFout::NietGevonden)?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    Geladen::van(&mut lees, rij, kind).await
}

/// What lies around the answers of a hulpvraag.
pub(super) struct Omstandigheden {
    contracten: Vec<ContractRegel>,
    gevraagd: Vec<&'static str>,
    andere_hulp: bool,
}

impl Omstandigheden {
    pub(super) async fn haal(
        huis: &Huis,
        lees: &mut Lees,
        geladen: &Geladen,
        antwoorden: &Antwoorden,
    ) -> Result<Self, DienstFout> {
        let vandaag = huis.tijd.vandaag();
        let contracten = lees
            .contracthouders(antwoorden.dag("van").unwrap_or(vandaag))
            .await?;
        let loopt = lees
            .hulp_sinds(
                &geladen.kind.houder,
                geladen.kind.id,
                antwoorden.dag("van").unwrap_or(vandaag),
            )
            .await?;
        let gevraagd = match bekend(huis, &geladen.kind, vandaag) {
            Some(b) if antwoorden.heeft("item") => afbakening(antwoorden, &b)
                .ontbreekt
                .iter()
                .map(|o| o.feit)
                .collect(),
            _ => Vec::new(),
        };
        Ok(Self {
            contracten,
            gevraagd,
            andere_hulp: !loopt.is_empty(),
        })
    }

    pub(super) fn voor_velden<'a>(&'a self, huis: &'a Huis, geladen: &Geladen) -> Omgeving<'a> {
        let vandaag = huis.tijd.vandaag();
        Omgeving {
            profiel: profiel(huis, &geladen.kind, vandaag),
            contracten: &self.contracten,
            gevraagd: &self.gevraagd,
            andere_hulp: self.andere_hulp,
            ingeschreven: ingeschreven(&geladen.kind),
        }
    }
}

/// The text of the gemeente of this child.
pub(super) fn profiel<'a>(huis: &'a Huis, kind: &Jeugdige, dag: Date) -> Option<&'a Regioprofiel> {
    huis.profiel_of_eerste(&kind.houder, dag)
}

pub(super) fn bekend<'a>(huis: &'a Huis, kind: &'a Jeugdige, vandaag: Date) -> Option<Bekend<'a>> {
    Some(Bekend {
        kind,
        profiel: profiel(huis, kind, vandaag)?,
        vandaag,
    })
}

fn termijn(huis: &Huis, vandaag: Date, uiterlijk: Date) -> Termijn {
    Termijn {
        uiterlijk,
        werkdagen: termijnen::werkdagen_tot(huis, vandaag, uiterlijk),
    }
}

pub(super) async fn kop(huis: &Huis, lees: &mut Lees, geladen: &Geladen) -> Result<HulpvraagKop, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let (rij, kind) = (&geladen.rij, &geladen.kind);
    let consulent = match rij.consulent {
        Some(wie) => lees.weergavenaam(wie).await?.unwrap_or_default(),
        None => String::new(),
    };
    let open = rij.afgesloten_op.is_none();
    Ok(HulpvraagKop {
        id: rij.id,
        versie: rij.versie,
        jeugdige_id: kind.id,
        jeugdige: taal::naam_van(kind),
        leeftijd: datum::leeftijd(kind.geboortedatum, vandaag),
        gemeente: huis.gemeente_naam(rij.houder.als_str()),
        gevraagd: rij.gevraagd_op,
        termijn: open.then(|| termijn(huis, vandaag, rij.besluit_voor)),
        urgentie: urgentie_merk(rij.urgentie),
        consulent,
        open,
    })
}

/// The open hulpvragen, the urgent ones first.
pub async fn lijst(
    huis: &Huis,
    wie: &Aangemeld,
    alleen_eigen: bool,
    na: Option<Uuid>,
) -> Result<HulpvraagLijst, DienstFout> {
    eis(wie.functie(), Handeling::HulpvraagBehandelen)?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let vraag = HulpvraagVraag {
        consulent: alleen_eigen.then(|| wie.account()),
    };
    let blad = na.map_or(Bladzijde::eerste(PER_BLAD), |na| Bladzijde::na(na, PER_BLAD));
    let lijst = lees.hulpvragen(vraag, blad).await?;
    let rijen = lijst
        .rijen
        .iter()
        .map(|h| HulpvraagRij {
            id: h.id,
            jeugdige: taal::naam(
                h.voornamen.as_deref(),
                h.voorletters.as_deref(),
                h.voorvoegsel.as_deref(),
                &h.geslachtsnaam,
            ),
            leeftijd: datum::leeftijd(h.geboortedatum, vandaag),
            gemeente: huis.gemeente_naam(h.houder.als_str()),
            urgentie: urgentie_merk(h.urgentie),
            gevraagd: h.gevraagd_op,
            termijn: termijn(huis, vandaag, h.besluit_voor),
            consulent: h.consulent_naam.clone().unwrap_or_default(),
            stand: match (&h.aanbieder_naam, h.toetsing) {
                (Some(naam), Some(_)) => format!("Toetsing gevraagd aan {naam}"),
                (Some(naam), None) => format!("Aanbieder gekozen: {naam}"),
                (None, _) => "In voorbereiding".to_owned(),
            },
        })
        .collect();
    Ok(HulpvraagLijst {
        rijen,
        alleen_eigen,
        verder: na.is_some(),
        volgende: lijst.volgende,
    })
}

/// The hulpvragen of a child for its dossier; nothing for who may not see them.
pub(crate) async fn van_dossier(lees: &mut Lees, jeugdige: Uuid) -> Result<Vec<HulpvraagKort>, DienstFout> {
    Ok(lees
        .hulpvragen_van(jeugdige)
        .await?
        .iter()
        .map(|h| HulpvraagKort {
            id: h.id,
            gevraagd: h.gevraagd_op,
            stand: match h.status {
                HulpvraagStatus::Open => Merkje::nieuw("loopt", Toon::LetOp),
                HulpvraagStatus::Toegewezen => Merkje::nieuw("toegewezen", Toon::Goed),
                HulpvraagStatus::Afgesloten => Merkje::nieuw("afgesloten", Toon::Rustig),
            },
        })
        .collect())
}

/// The overview.
pub async fn toon(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<HulpvraagBeeld, DienstFout> {
    let geladen = laad(huis, wie, id, "lezen").await?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let kop = kop(huis, &mut lees, &geladen).await?;
    let hulp = lees.hulp_van(&[geladen.kind.id], None).await?;
    let tijdlijn = lees.tijdlijn(geladen.kind.id, Bladzijde::eerste(20)).await?.rijen;
    let a = &geladen.antwoorden;
    Ok(HulpvraagBeeld {
        stappen: lijst_van(huis, &geladen.kind, a, !kop.open),
        verder: stappen::verder(a),
        nu: nu(&hulp, vandaag),
        gesprekken: gesprekken(a),
        gebeurd: tijdlijn
            .into_iter()
            .map(|g| Gebeurtenis {
                moment: huis.tijd.plaatselijk(g.op),
                met_tijd: true,
                wat: gebeurtenis::wat(&g.soort).to_owned(),
                toelichting: gebeurtenis::toelichting(&g.gegevens),
                bericht: g.bericht,
            })
            .collect(),
        afloop: afloop(huis, &geladen.rij, a),
        mag_afsluiten: kop.open,
        kop,
    })
}

/// The steps with their state.
fn lijst_van(huis: &Huis, kind: &Jeugdige, a: &Antwoorden, klaar: bool) -> Vec<StapRij> {
    let vandaag = huis.tijd.vandaag();
    profiel(huis, kind, vandaag)
        .map(|profiel| stappen::lijst(a, Maat { profiel, vandaag }, klaar))
        .unwrap_or_default()
}

fn afloop(huis: &Huis, rij: &Hulpvraag, a: &Antwoorden) -> String {
    let Some(op) = rij.afgesloten_op else {
        return String::new();
    };
    let dag = datum::lang(huis.tijd.dag_van(op));
    match rij.status {
        HulpvraagStatus::Open => String::new(),
        HulpvraagStatus::Toegewezen => format!("Op {dag} is de hulp toegewezen."),
        HulpvraagStatus::Afgesloten => {
            format!("Op {dag} afgesloten zonder jeugdhulp. {}", a.tekst("afsluiting"))
        }
    }
}

fn nu(hulp: &[HulpRegel], vandaag: Date) -> Vec<Rij> {
    let lopend: Vec<Rij> = hulp
        .iter()
        .filter(|h| h.einddatum.is_none_or(|e| e >= vandaag))
        .map(|h| {
            Rij::nieuw(
                "Lopende hulp",
                format!(
                    "{} bij {}, {}",
                    taal::hulp(h.categorie.as_deref(), h.code.as_deref()),
                    h.aanbieder_naam.as_deref().unwrap_or("een onbekende aanbieder"),
                    taal::periode(h.ingangsdatum, h.einddatum)
                ),
            )
        })
        .collect();
    if lopend.is_empty() {
        return vec![Rij::nieuw("Lopende hulp", "geen")];
    }
    lopend
}

fn gesprekken(a: &Antwoorden) -> Vec<GesprekRij> {
    a.gevuld(&GESPREKKEN)
        .into_iter()
        .map(|n| {
            let veld = |welk: &str| GESPREKKEN.naam(n, welk);
            GesprekRij {
                op: a.dag(&veld("op")),
                met: a.tekst(&veld("met")).to_owned(),
                over: a.tekst(&veld("over")).to_owned(),
                ouders: a.vink(&veld("ouders")),
            }
        })
        .collect()
}

/// One step with its fields.
pub async fn stap(huis: &Huis, wie: &Aangemeld, id: Uuid, nummer: u32) -> Result<StapBeeld, DienstFout> {
    let stap = Stap::van(nummer).ok_or(DienstFout::NietGevonden)?;
    let geladen = laad(huis, wie, id, "lezen").await?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let kop = kop(huis, &mut lees, &geladen).await?;
    let a = &geladen.antwoorden;
    let om = Omstandigheden::haal(huis, &mut lees, &geladen, a).await?;
    let groepen = groepen(stap, a, &om.voor_velden(huis, &geladen));
    let vragen = bekend(huis, &geladen.kind, vandaag)
        .map(|b| vragen_van(stap, a, &b))
        .unwrap_or_default();
    let keuze = match (stap, bekend(huis, &geladen.kind, vandaag)) {
        (Stap::Aanbieder, Some(b)) => keuze::oordelen(a, &om.contracten, b.profiel, b.vandaag),
        _ => Vec::new(),
    };
    let toetsing = match stap {
        Stap::Aanbieder | Stap::Besluit => Some(toetsing::beeld(huis, &mut lees, &geladen).await?),
        _ => None,
    };
    let besluit = match stap {
        Stap::Besluit => Some(beslissen::beeld(huis, &mut lees, &geladen).await?),
        _ => None,
    };
    Ok(StapBeeld {
        stappen: lijst_van(huis, &geladen.kind, a, !kop.open),
        nummer,
        uitleg: stap.uitleg().to_owned(),
        groepen,
        vragen,
        keuze,
        toetsing,
        besluit,
        rekenhulp: (stap == Stap::Conclusie).then(|| geladen.rekenhulp.clone()),
        kop,
    })
}

/// The questions of the protocol that this step leans on; one about which nothing is known yet is left out.
fn vragen_van(stap: Stap, a: &Antwoorden, b: &Bekend<'_>) -> Vec<VraagBeeld> {
    match stap {
        Stap::Aanpak => vec![beeld::<regie::Regievraag>(&regie(a, b))],
        Stap::Plan => vec![beeld::<plan::Planvraag>(&feiten::plan(a, b.profiel, b.vandaag))],
        Stap::Conclusie => {
            let mut uit = Vec::new();
            if a.heeft("item") {
                uit.push(beeld::<Afbakening>(&afbakening(a, b)));
            }
            if a.heeft("vraagtype") {
                uit.push(beeld::<soort::Soortvraag>(&feiten::soort(a, b)));
            }
            if a.heeft("raming") {
                uit.push(beeld::<budget::Budget>(&feiten::budget(a, b)));
            }
            uit
        }
        Stap::Besluit => vec![beeld::<toewijzing::Toewijzingsvraag>(&feiten::volledig(a, b))],
        Stap::Vraag | Stap::Screening | Stap::Analyse | Stap::Aanbieder => Vec::new(),
    }
}

/// Who directs when the Toegang refers.
fn regie(a: &Antwoorden, b: &Bekend<'_>) -> vragen::Antwoord<regie::RegieUitkomst> {
    let aantal = u32::try_from(a.gevuld(&BETROKKENEN).len()).unwrap_or(u32::MAX);
    let feiten = regie::RegieFeiten {
        begin: Feit::consulent(periode(a).map_or(b.vandaag, |p| p.begin).min(b.vandaag)),
        verwijzer: Feit::dossier(Verwijzer::Gemeente),
        hulpverleners: Feit::consulent(aantal),
        aanspreekpunt: Feit::consulent(a.heeft("aanspreekpunt")),
        inhoudelijke_regie: Feit::consulent(a.heeft("inhoudelijke_regie")),
        ..regie::RegieFeiten::default()
    };
    vragen::stel::<regie::Regievraag>(&feiten, b.profiel, b.vandaag)
}
