//! The page What if: which decisions of a period another text changes, how many, what it costs, and why.

use super::periode;
use super::simulatie::simulatie;
use crate::beeld::{
    Merkje, OnderwerpRij, OvergangRij, Toon, WatAlsBeeld, WatAlsGrond, WatAlsUitslag, WatAlsVraag, WatAlsZaak,
};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::datum;
use houvast_beslis::besluit::Grond;
use houvast_beslis::regioprofiel::{Kader, tekst_van};
use houvast_beslis::simulatie::{Kant, Vergelijking};
use houvast_beslis::{Artikel, Onderwerp, Regioprofiel, Uitkomst};
use houvast_opslag::BesluitRegel;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Cases on the page.
const ZAKEN: usize = 100;
/// Differences between the texts on the page.
const TEKSTEN: usize = 30;
/// How a draft is called in its faults.
const CONCEPT: &str = "concept";

type Fouten = Vec<(&'static str, String)>;

/// The page; with both texts chosen also what came out.
pub async fn wat_als(huis: &Huis, wie: &Aangemeld, vraag: WatAlsVraag) -> Result<WatAlsBeeld, DienstFout> {
    eis(wie.functie(), Handeling::RegelsBeheren)?;
    let vandaag = huis.tijd.vandaag();
    let periodes = periode::alle(vandaag);
    let gekozen = periode::kies(&periodes, &vraag.periode, vandaag);
    let mut beeld = WatAlsBeeld {
        versies: huis
            .regionaal()
            .map(|p| (p.versie.geldig_vanaf.to_string(), naam(p)))
            .collect(),
        periodes,
        fouten: Vec::new(),
        uitslag: None,
        vraag,
    };
    if beeld.vraag.oud.is_empty() {
        return Ok(beeld);
    }
    let (oud, nieuw, tekstverschillen) = match kies(huis, &beeld.vraag) {
        Ok(gekozen) => gekozen,
        Err(fouten) => {
            beeld.fouten = fouten;
            return Ok(beeld);
        }
    };
    let mut zaken: Vec<WatAlsZaak> = Vec::new();
    let mut meer = false;
    let mut artikelen: BTreeMap<Onderwerp, Vec<Artikel>> = BTreeMap::new();
    let gespeeld = simulatie(huis, (gekozen.van, gekozen.tot), &oud, &nieuw, |rij, v| {
        if !v.gewijzigd() {
            return;
        }
        for g in &v.gronden {
            artikelen
                .entry(g.onderwerp)
                .or_insert_with(|| g.artikelen.clone());
        }
        zaken.push(zaak(huis, rij, &v));
        if zaken.len() >= 4 * ZAKEN {
            meer |= houd_de_grootste(&mut zaken);
        }
    })
    .await?;
    meer |= houd_de_grootste(&mut zaken);
    let s = gespeeld.simulatie;
    beeld.uitslag = Some(WatAlsUitslag {
        oud: naam(oud.regionaal()),
        nieuw: naam(nieuw.regionaal()),
        lokaal: nieuw.gemeenten().join(", "),
        past_niet: past_niet(&[&oud, &nieuw]),
        van: gekozen.van,
        tot: gekozen.tot,
        tekstverschillen,
        verschil: s.verschil(),
        gevallen: s.gevallen,
        van_toegang: gespeeld.van_toegang,
        gewijzigd: s.gewijzigd,
        anders_dan_toen: s.anders_dan_toen,
        onleesbaar: gespeeld.onleesbaar,
        toegekend: (s.toegekend_oud, s.toegekend_nieuw),
        voorgesteld: (s.voorgesteld_oud, s.voorgesteld_nieuw),
        overgangen: s
            .overgangen
            .iter()
            .map(|o| OvergangRij {
                oud: uitkomst(o.oud).tekst,
                nieuw: uitkomst(o.nieuw).tekst,
                aantal: o.aantal,
                gewijzigd: o.gewijzigd,
                verschil: o.verschil,
            })
            .collect(),
        onderwerpen: s
            .per_onderwerp
            .iter()
            .map(|(onderwerp, aantal)| OnderwerpRij {
                naam: onderwerp.label().to_owned(),
                artikelen: artikelen.get(onderwerp).map_or_else(String::new, |a| samen(a)),
                aantal: *aantal,
            })
            .collect(),
        zaken,
        meer,
    });
    Ok(beeld)
}

/// The text that is valid now and its name, to begin a draft with.
pub fn profieltekst(huis: &Huis, wie: &Aangemeld) -> Result<(String, String), DienstFout> {
    eis(wie.functie(), Handeling::RegelsBeheren)?;
    let profiel = huis
        .profiel(huis.tijd.vandaag())
        .ok_or(DienstFout::NietGevonden)?;
    let (_, tekst) =
        tekst_van(&profiel.versie.regio, profiel.versie.geldig_vanaf).ok_or(DienstFout::NietGevonden)?;
    Ok((naam(profiel), tekst.to_owned()))
}

/// Agreements that do not fit on one of the texts, a sentence each.
fn past_niet(kaders: &[&Kader]) -> Vec<String> {
    let mut uit = Vec::new();
    for kader in kaders {
        for (gemeente, fouten) in kader.past_niet() {
            let waarom = fouten
                .first()
                .map_or_else(String::new, |f| format!(" ({}: {})", f.sleutel, f.tekst));
            uit.push(format!(
                "De lokale afspraken van {gemeente} passen niet op de tekst {}{waarom}. Haar besluiten zijn gespeeld met alleen die tekst.",
                naam(kader.regionaal())
            ));
        }
    }
    uit
}

/// Both texts with what the gemeenten agreed on top, and how they differ.
fn kies(huis: &Huis, vraag: &WatAlsVraag) -> Result<(Kader, Kader, Vec<String>), Fouten> {
    let versie = |sleutel: &str| {
        huis.regionaal()
            .find(|p| p.versie.geldig_vanaf.to_string() == sleutel)
    };
    let oud =
        versie(&vraag.oud).ok_or_else(|| vec![("oud", "Kies de tekst om mee te vergelijken.".to_owned())])?;
    let concept = vraag.concept.trim();
    let nieuw = if concept.is_empty() {
        let nieuw = versie(&vraag.nieuw)
            .ok_or_else(|| vec![("nieuw", "Kies de andere tekst, of plak een concept.".to_owned())])?;
        Cow::Borrowed(nieuw)
    } else {
        Cow::Owned(Regioprofiel::lees(concept, CONCEPT).map_err(|fouten| {
            fouten
                .iter()
                .map(|f| {
                    (
                        "concept",
                        format!("Regel {}, {}: {}", f.regel, f.sleutel, f.tekst),
                    )
                })
                .collect::<Fouten>()
        })?)
    };
    if nieuw.versie == oud.versie {
        return Err(vec![(
            "nieuw",
            "Dit zijn twee keer dezelfde teksten. Kies een andere.".to_owned(),
        )]);
    }
    let tekst = |p: &Regioprofiel| tekst_van(&p.versie.regio, p.versie.geldig_vanaf);
    let ander = if concept.is_empty() {
        tekst(&nieuw).map(|(bestand, tekst)| (tekst, bestand))
    } else {
        Some((concept, CONCEPT))
    };
    let mut verschillen: Vec<String> = match (tekst(oud), ander) {
        (Some((bestand, tekst)), Some(ander)) => Regioprofiel::verschillen((tekst, bestand), ander)
            .unwrap_or_default()
            .into_iter()
            .map(|v| v.tekst)
            .collect(),
        _ => Vec::new(),
    };
    if verschillen.len() > TEKSTEN {
        let over = verschillen.len() - TEKSTEN;
        verschillen.truncate(TEKSTEN);
        verschillen.push(format!("en nog {over} verschillen"));
    }
    let afspraken = || huis.profielen.iter().filter_map(|p| p.lokaal.as_ref());
    let kader = |p: &Regioprofiel, tekst: Option<&str>| match tekst {
        Some(tekst) => Kader::met(p.clone(), tekst, afspraken()),
        None => Kader::kaal(p.clone()),
    };
    let oud = kader(oud, tekst(oud).map(|(_, tekst)| tekst));
    Ok((oud, kader(&nieuw, ander.map(|(tekst, _)| tekst)), verschillen))
}

fn naam(profiel: &Regioprofiel) -> String {
    format!(
        "{}, vanaf {}",
        profiel.naam,
        datum::voluit(profiel.versie.geldig_vanaf)
    )
}

/// Leaves the cases with the largest difference. `true` when some went.
fn houd_de_grootste(zaken: &mut Vec<WatAlsZaak>) -> bool {
    zaken.sort_by(|a, b| {
        (b.verschil.0.unsigned_abs(), b.datum, &a.kenmerk).cmp(&(
            a.verschil.0.unsigned_abs(),
            a.datum,
            &b.kenmerk,
        ))
    });
    let meer = zaken.len() > ZAKEN;
    zaken.truncate(ZAKEN);
    meer
}

fn uitkomst(uitkomst: Uitkomst) -> Merkje {
    let toon = match uitkomst {
        Uitkomst::Toewijzen => Toon::Goed,
        Uitkomst::Voorleggen => Toon::LetOp,
        Uitkomst::Afwijzen => Toon::Fout,
    };
    Merkje::nieuw(uitkomst.label().to_lowercase(), toon)
}

fn samen(artikelen: &[Artikel]) -> String {
    artikelen
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" · ")
}

fn zaak(huis: &Huis, rij: &BesluitRegel, v: &Vergelijking) -> WatAlsZaak {
    let tekst = |kant: &Kant| kant.samenvatting.clone();
    // Sentences and articles; the facts of a case stay with the gemeente.
    let zinnen = |gronden: &[Grond]| gronden.iter().map(|g| g.uitleg.clone()).collect();
    WatAlsZaak {
        kenmerk: v.kenmerk.clone(),
        gemeente: huis.gemeente_naam(rij.houder.als_str()),
        datum: v.besluitdatum,
        van_toegang: rij.verzoek.is_none(),
        oud: uitkomst(v.oud.uitkomst),
        oud_tekst: tekst(&v.oud),
        nieuw: uitkomst(v.nieuw.uitkomst),
        nieuw_tekst: tekst(&v.nieuw),
        verschil: v.verschil,
        gronden: v
            .gronden
            .iter()
            .map(|g| WatAlsGrond {
                onderwerp: g.onderwerp.label().to_owned(),
                artikelen: samen(&g.artikelen),
                oud: zinnen(&g.oud),
                nieuw: zinnen(&g.nieuw),
            })
            .collect(),
    }
}
