//! The request, judged, as a person sees it.

use super::feiten;
use super::{Bewaard, dossier, verschil};
use crate::beeld::{
    AanvraagBeeld, Gebeurtenis, GrondBeeld, Knop, Knoppen, Merkje, NuBeeld, Reden, Rij, Rol, Termijn,
    ToekenningVelden, Toon, VerzoekBeeld, Voorstel, VoorstelUitkomst,
};
use crate::kijk::{self, Blik};
use crate::recht::{Functie, Handeling, Werkgever, eis, mag};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, taal, termijnen, werkvoorraad};
use houvast_begrip::datum;
use houvast_beslis::{Besluit, Grond, Onderwerp, RedenAfwijzing, Toekenning, Uitkomst, VerzoekFeiten};
use houvast_opslag::{
    BesluitRij, BesluitSoort, Bladzijde, HulpRegel, Jeugdige, ProductStatus, Verzoek, VerzoekProduct,
};
use jiff::civil::Date;
use uuid::Uuid;

/// One request; the look is logged.
pub async fn toon(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<VerzoekBeeld, DienstFout> {
    eis(wie.functie(), Handeling::Zien)?;
    let vandaag = huis.tijd.vandaag();
    let gevonden = {
        let mut lees = huis.opslag.lees(wie.bereik()).await?;
        match lees.verzoek(id).await? {
            None => None,
            Some(verzoek) => lees.jeugdige(verzoek.jeugdige).await?.map(|kind| (verzoek, kind)),
        }
    };
    let blik = Blik {
        houder: gevonden.as_ref().map(|(v, _)| &v.houder),
        jeugdige: gevonden.as_ref().map(|(_, k)| k.id),
        voorwerp: "verzoek",
        id: Some(id),
        handeling: "lezen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let (verzoek, kind) = gevonden.ok_or(DienstFout::NietGevonden)?;

    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let producten = lees.verzoek_producten(id).await?;
    let feitrijen = lees.feiten_van_verzoek(id).await?;
    let hulp = lees.hulp_van(&[kind.id], None).await?;
    let tijdlijn = lees.tijdlijn(kind.id, Bladzijde::eerste(20)).await?.rijen;
    let aanbieder = lees.aanbieder(verzoek.aanbieder).await?.map_or_else(
        || format!("onbekende aanbieder {}", verzoek.aanbieder),
        |a| a.naam,
    );
    let mut namen = std::collections::BTreeMap::new();
    for door in producten.iter().filter_map(|p| p.beslist_door) {
        if let Some(naam) = lees.weergavenaam(door).await? {
            namen.insert(door, naam);
        }
    }
    let aanbieders = lees.aanbieders().await?;
    let brieven = crate::brief::regels(&lees.brieven_over(id).await?);
    let mut verlopen = Vec::with_capacity(producten.len());
    for product in &producten {
        verlopen.push(lees.besluiten(product.id).await?);
    }
    drop(lees);

    let vastgelegd = dossier::vastgelegd(&feitrijen);
    let open = verzoek.afgehandeld_op.is_none();
    let mut aanvragen = Vec::with_capacity(producten.len());
    let mut eerste = None;
    for (product, verloop) in producten.iter().zip(&verlopen) {
        let besluit: Besluit = super::uit_json(&product.besluit, "besluit")?;
        if eerste.is_none() {
            eerste = Some(is_eerste_verwijzing(&besluit));
        }
        let door = product
            .beslist_door
            .and_then(|d| namen.get(&d))
            .map(String::as_str);
        let verloop = Verloop::van(verloop)?;
        aanvragen.push(aanvraag(huis, wie.functie(), product, &besluit, verloop, door));
    }
    let route = match (eerste.flatten(), taal::via(&verzoek.route)) {
        (Some(true), via) => format!("{via}, eerste verwijzing"),
        (_, via) => via,
    };
    Ok(VerzoekBeeld {
        id,
        versie: verzoek.versie,
        aanbieder,
        gemeente: huis.gemeente_naam(verzoek.houder.als_str()),
        jeugdige_id: Some(kind.id),
        jeugdige: taal::naam_van(&kind),
        leeftijd: Some(datum::leeftijd(kind.geboortedatum, vandaag)),
        route,
        ontvangen: huis.tijd.plaatselijk(verzoek.ontvangen_op),
        termijn: open.then(|| Termijn {
            uiterlijk: verzoek.antwoord_voor,
            werkdagen: termijnen::werkdagen_tot(huis, vandaag, verzoek.antwoord_voor),
        }),
        bericht: mag(wie.functie(), Handeling::BerichtenZien).then_some(verzoek.bericht),
        toelichting: toelichting(&verzoek, &producten),
        aanvragen,
        nu: nu(wie.rol(), &hulp, wat_wringt(&kind, &producten), vandaag),
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
        brieven,
        feiten: (open && mag(wie.functie(), Handeling::ContactVastleggen))
            .then(|| feiten::beeld(wie.functie(), &vastgelegd, &producten, &aanbieders)),
        hint: hint(huis, &verzoek, vandaag),
        volgende: werkvoorraad::volgende(huis, wie, id).await?,
    })
}

fn toelichting(verzoek: &Verzoek, producten: &[VerzoekProduct]) -> String {
    verzoek
        .commentaar
        .iter()
        .chain(producten.iter().filter_map(|p| p.commentaar.as_ref()))
        .map(|tekst| tekst.0.as_str())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What the decision said about 'first referral'; `None` when it did not come to that.
fn is_eerste_verwijzing(besluit: &Besluit) -> Option<bool> {
    besluit
        .gronden
        .iter()
        .find(|g| g.onderwerp == houvast_beslis::Onderwerp::EersteVerwijzing)
        .map(|g| g.uitkomst == Uitkomst::Toewijzen)
}

/// where changes do not go by message.
fn hint(huis: &Huis, verzoek: &Verzoek, vandaag: Date) -> String {
    let gemeente = verzoek
        .houder
        .gemeente()
        .and_then(|g| huis.profiel(vandaag)?.gemeente(g));
    match gemeente {
        Some(g) if !g.wijziging_via_bericht => format!(
            "{} neemt een wijziging (JW317) niet via het berichtenverkeer aan. De aanbieder vraagt die per beveiligde e-mail.",
            g.naam
        ),
        _ => String::new(),
    }
}

/// What a person must look at before anything else.
fn wat_wringt(kind: &Jeugdige, producten: &[VerzoekProduct]) -> Option<&'static str> {
    if kind.woonplaats.is_none() {
        return Some("woonplaats niet bekend");
    }
    let feiten = producten.first()?;
    let feiten: VerzoekFeiten = serde_json::from_str(&feiten.feiten).ok()?;
    feiten.herkenning.waarde.and_then(super::indienen::let_op)
}

fn nu(rol: Rol, hulp: &[HulpRegel], wringt: Option<&str>, vandaag: Date) -> NuBeeld {
    let regel = |h: &HulpRegel| {
        format!(
            "{} bij {}, {}, {}",
            taal::hulp(h.categorie.as_deref(), h.code.as_deref()),
            h.aanbieder_naam.as_deref().unwrap_or("een onbekende aanbieder"),
            taal::omvang(h.budget, h.volume, h.eenheid.as_deref(), h.frequentie.as_deref()),
            taal::periode(h.ingangsdatum, h.einddatum)
        )
    };
    let loopt = |h: &&HulpRegel| h.einddatum.is_none_or(|e| e >= vandaag);
    let mut rijen: Vec<Rij> = hulp
        .iter()
        .filter(loopt)
        .map(|h| Rij::nieuw("Lopende hulp", regel(h)))
        .collect();
    if rijen.is_empty() {
        rijen.push(Rij::nieuw("Lopende hulp", "geen"));
    }
    let vorige = hulp.iter().filter(|h| !loopt(h)).max_by_key(|h| h.einddatum);
    rijen.push(Rij::nieuw(
        "Vorige hulp",
        vorige.map_or_else(|| "geen".to_owned(), regel),
    ));
    if let (Rol::Consulent, Some(wringt)) = (rol, wringt) {
        rijen.push(Rij::nieuw("Let op", wringt));
    }
    NuBeeld { rijen }
}

/// What the kept decisions of a product tell beside the newest proposal. An aanbieder sees none of them.
#[derive(Default)]
struct Verloop {
    verschil: Vec<String>,
    toegekend: Option<Toekenning>,
}

impl Verloop {
    fn van(rijen: &[BesluitRij]) -> Result<Self, DienstFout> {
        let lees = |rij: &BesluitRij| super::uit_json::<Bewaard>(&rij.besluit, "besluit");
        let mut voorstellen = rijen.iter().rev().filter(|r| r.soort == BesluitSoort::Voorstel);
        let verschil = match (voorstellen.next(), voorstellen.next()) {
            (Some(nieuw), Some(oud)) if nieuw.door.is_some() => {
                verschil::tussen(&lees(oud)?.voorstel, &lees(nieuw)?.voorstel)
            }
            _ => Vec::new(),
        };
        let besluit = rijen.iter().rev().find(|r| r.soort == BesluitSoort::Besluit);
        let toegekend = besluit.map(lees).transpose()?.and_then(|b| b.toegekend);
        Ok(Self { verschil, toegekend })
    }
}

fn aanvraag(
    huis: &Huis,
    functie: Functie,
    product: &VerzoekProduct,
    besluit: &Besluit,
    verloop: Verloop,
    door: Option<&str>,
) -> AanvraagBeeld {
    let beantwoord = matches!(
        product.status,
        ProductStatus::Toegewezen | ProductStatus::Afgewezen
    );
    let toont_voorstel = functie.recht().werkt_voor == Werkgever::Gemeente || beantwoord;
    AanvraagBeeld {
        nummer: u32::try_from(product.volgnummer).unwrap_or_default(),
        titel: taal::hulp(product.categorie.as_deref(), product.code.as_deref()),
        gevraagd: gevraagd(product),
        voorstel: toont_voorstel.then(|| voorstel(huis, besluit)),
        stand: stand(product.status),
        besluit: beslist(huis, product, besluit, verloop.toegekend.as_ref(), door),
        verschil: if beantwoord { Vec::new() } else { verloop.verschil },
        knoppen: (mag(functie, Handeling::Beslissen) && !beantwoord).then(|| knoppen(product, besluit)),
    }
}

/// The state of a product in a word.
pub(crate) fn stand(status: ProductStatus) -> Merkje {
    match status {
        ProductStatus::Open => Merkje::nieuw("wacht op besluit", Toon::Rustig),
        ProductStatus::InOnderzoek => Merkje::nieuw("in onderzoek", Toon::LetOp),
        ProductStatus::Toegewezen => Merkje::nieuw("toegewezen", Toon::Goed),
        ProductStatus::Afgewezen => Merkje::nieuw("afgewezen", Toon::Fout),
    }
}

fn gevraagd(p: &VerzoekProduct) -> Vec<Rij> {
    let mut rijen = vec![Rij::nieuw(
        "Hulp",
        taal::hulp(p.categorie.as_deref(), p.code.as_deref()),
    )];
    let omvang = taal::omvang(p.budget, p.volume, p.eenheid.as_deref(), p.frequentie.as_deref());
    rijen.push(Rij::nieuw(
        if p.budget.is_some() { "Budget" } else { "Omvang" },
        omvang,
    ));
    rijen.push(Rij::nieuw("Van", datum::kort(p.ingangsdatum)));
    rijen.push(Rij::nieuw(
        "Tot en met",
        p.einddatum.map_or_else(|| "open".to_owned(), datum::kort),
    ));
    if let Some(verwijzer) = &p.verwijzer_naam {
        rijen.push(Rij::nieuw("Verwijzer", verwijzer.clone()));
    } else if let Some(code) = &p.verwijzer_code {
        rijen.push(Rij::nieuw("Verwijzer", format!("AGB-code {code}")));
    }
    rijen.push(Rij::nieuw("Referentie", p.referentie.clone()));
    rijen
}

fn uitkomst(uitkomst: Uitkomst) -> VoorstelUitkomst {
    match uitkomst {
        Uitkomst::Toewijzen => VoorstelUitkomst::Toewijzen,
        Uitkomst::Voorleggen => VoorstelUitkomst::Voorleggen,
        Uitkomst::Afwijzen => VoorstelUitkomst::Afwijzen,
    }
}

pub(crate) fn voorstel(huis: &Huis, besluit: &Besluit) -> Voorstel {
    let mut gronden: Vec<&Grond> = besluit.gronden.iter().collect();
    // Warnings first, then what stands against, then what speaks for; within each the order of the decision.
    gronden.sort_by_key(|g| {
        (
            !(g.let_op && g.uitkomst == Uitkomst::Toewijzen),
            std::cmp::Reverse(g.uitkomst),
        )
    });
    Voorstel {
        uitkomst: uitkomst(besluit.uitkomst),
        samenvatting: besluit.samenvatting.clone(),
        gronden: gronden.into_iter().map(grond).collect(),
        profiel: crate::gronden::profiel(huis, &besluit.profiel),
    }
}

/// What is nearly always in order: a consulent reads the rest first.
const BIJZAKEN: [Onderwerp; 8] = [
    Onderwerp::Deelname,
    Onderwerp::Perceel,
    Onderwerp::Product,
    Onderwerp::Woonplaats,
    Onderwerp::Verwijzing,
    Onderwerp::Samenloop,
    Onderwerp::Periode,
    Onderwerp::Versie,
];

fn grond(g: &Grond) -> GrondBeeld {
    let mut uitleg = g.uitleg.clone();
    if let Some(taak) = g.taak
        && !uitleg.contains("contact opnemen")
    {
        uitleg.push_str(&format!(" {}.", taak.label()));
    }
    GrondBeeld {
        uitkomst: uitkomst(g.uitkomst),
        let_op: g.let_op,
        onderwerp: g.onderwerp.label().to_owned(),
        bijzaak: g.uitkomst == Uitkomst::Toewijzen && !g.let_op && BIJZAKEN.contains(&g.onderwerp),
        uitleg,
        artikelen: g
            .artikelen
            .iter()
            .map(|a| a.0.as_str())
            .collect::<Vec<_>>()
            .join(" · "),
        feiten: g
            .feiten
            .iter()
            .map(|(naam, waarde)| Rij::nieuw(naam.clone(), waarde.clone()))
            .collect(),
        som: g.som.clone(),
    }
}

fn beslist(
    huis: &Huis,
    p: &VerzoekProduct,
    voorstel: &Besluit,
    toegekend_is: Option<&Toekenning>,
    door: Option<&str>,
) -> String {
    let Some(op) = p.beslist_op else {
        return String::new();
    };
    let wat = match p.status {
        ProductStatus::Open => return String::new(),
        ProductStatus::InOnderzoek => "In onderzoek genomen".to_owned(),
        ProductStatus::Toegewezen => "Toegewezen".to_owned(),
        ProductStatus::Afgewezen => {
            let reden = p
                .reden_afwijzing
                .as_deref()
                .and_then(|c| RedenAfwijzing::try_from(c).ok())
                .map_or("", RedenAfwijzing::label);
            format!("Afgewezen ({reden})")
        }
    };
    let door = door.map_or_else(
        || "vanzelf, volgens het protocol".to_owned(),
        |d| format!("door {d}"),
    );
    let mut tekst = format!("{wat} op {} {door}", datum::lang(huis.tijd.dag_van(op)));
    match (toegekend_is, &voorstel.toekenning) {
        (Some(is), Some(was)) if toegekend(is) != toegekend(was) => {
            tekst.push_str(&format!(
                ": {}. Het voorstel was {}.",
                toegekend(is),
                toegekend(was)
            ));
        }
        (Some(is), _) => tekst.push_str(&format!(": {}.", toegekend(is))),
        (None, _) => tekst.push('.'),
    }
    if let Some(reden) = &p.afwijkreden {
        tekst.push_str(&format!(" Reden: {reden}"));
    }
    tekst
}

/// What a person may press, and whether that departs from the proposal.
pub(super) fn knoppen(p: &VerzoekProduct, besluit: &Besluit) -> Knoppen {
    let feiten: Option<VerzoekFeiten> = serde_json::from_str(&p.feiten).ok();
    let toekenning = super::beslissen::toekenning(besluit, feiten.as_ref());
    Knoppen {
        toewijzen: match (&toekenning, super::beslissen::wijkt_af_bij_toewijzen(besluit)) {
            (None, _) => Knop::Nee,
            (Some(_), false) => Knop::Direct,
            (Some(_), true) => Knop::MetReden,
        },
        onderzoeken: if p.status == ProductStatus::Open {
            Knop::Direct
        } else {
            Knop::Nee
        },
        afwijzen: if besluit.uitkomst == Uitkomst::Afwijzen {
            Knop::Direct
        } else {
            Knop::MetReden
        },
        redenen: RedenAfwijzing::ALLE
            .into_iter()
            .map(|r| Reden {
                code: r.code().to_owned(),
                tekst: r.label().to_owned(),
            })
            .collect(),
        voorgestelde_reden: besluit.reden.map(|r| r.code().to_owned()),
        toekenning: toekenning.as_ref().map(toegekend).unwrap_or_default(),
        velden: toekenning.as_ref().map(|t| ToekenningVelden {
            budget: t.budget,
            omvang: t
                .omvang
                .as_ref()
                .map(houvast_beslis::Omvang::in_woorden)
                .unwrap_or_default(),
            van: t.periode.begin,
            tot: t.periode.eind,
        }),
    }
}

/// `€ 8.000,00 van 23-11-2026 t/m 22-11-2027`.
pub(crate) fn toegekend(t: &Toekenning) -> String {
    let omvang = taal::omvang(
        t.budget,
        t.omvang.as_ref().map(|o| o.volume.into()),
        t.omvang.as_ref().map(|o| o.eenheid.as_str()),
        t.omvang.as_ref().map(|o| o.frequentie.as_str()),
    );
    match t.periode.eind {
        Some(eind) => format!(
            "{omvang} van {} t/m {}",
            datum::kort(t.periode.begin),
            datum::kort(eind)
        ),
        None => format!("{omvang} vanaf {}", datum::kort(t.periode.begin)),
    }
}
