//! From text to [`Regioprofiel`]: the schema, and what the values say together.

use super::lezer::{Fouten, Tabel, canoniek};
use super::opname::Opname;
use super::{
    Dyslexie, Kracht, Medicatiecontrole, ProfielFout, ProfielVersie, Regioprofiel, TermijnInstelling,
    Wijziging,
};
use super::{lijsten, protocollezer};
use crate::besluit::{Artikel, Artikelen, Onderwerp};
use houvast_begrip::Houder;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use toml::de::DeTable;

impl Regioprofiel {
    /// Reads and checks a profile. All faults at once (the first 200), each with its line and key; none of them means: usable.
    pub fn lees(toml: &str, bestand: &str) -> Result<Self, Vec<ProfielFout>> {
        let mut fouten = Fouten::nieuw(bestand, toml);
        if fouten.te_groot() {
            return Err(fouten.klaar());
        }
        let (tabel, schrijffouten) = DeTable::parse_recoverable(toml);
        if !schrijffouten.is_empty() {
            for fout in &schrijffouten {
                fouten.meld_schrijfwijze(fout);
            }
            return Err(fouten.klaar());
        }
        let profiel = lees_profiel(Tabel::wortel(&tabel), vingerafdruk(tabel.get_ref()), &mut fouten);
        match profiel {
            Some(profiel) if fouten.geen() => Ok(profiel),
            _ => Err(fouten.klaar()),
        }
    }
}

impl Regioprofiel {
    /// Reads a text for what the reader asks of it, faults aside.
    pub(super) fn neem_op(toml: &str, opname: Opname) -> Opname {
        let mut fouten = Fouten::nieuw("", toml);
        fouten.opname = Some(opname);
        let (tabel, _) = DeTable::parse_recoverable(toml);
        lees_profiel(Tabel::wortel(&tabel), String::new(), &mut fouten);
        fouten.opname.unwrap_or_default()
    }
}

fn vingerafdruk(tabel: &DeTable<'_>) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(canoniek(tabel).as_bytes()) {
        // Writing to a String does not fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// Reads every part before it gives up, so that each fault is seen.
fn lees_profiel(mut t: Tabel<'_>, vingerafdruk: String, fouten: &mut Fouten<'_>) -> Option<Regioprofiel> {
    let regio = t.moet("regio", fouten).and_then(|w| {
        w.code(fouten, "kleine letters, cijfers en streepjes", |s| {
            Houder::regio(s).ok().map(String::from)
        })
    });
    let naam = t.tekst("naam", fouten);
    let document = t.tekst("document", fouten);
    let vastgesteld = t.jaofnee_mag("vastgesteld", fouten);
    let geldig_vanaf = t.datum("geldig_vanaf", fouten);
    let eerste_ingangsdatum = t.datum("eerste_ingangsdatum", fouten);
    let gelijkgestelde_dagen = t.jaofnee("gelijkgestelde_dagen", fouten);
    let herstel_maanden = t.getal("herstel_maanden", 1..=240, fouten);
    let eerste_verwijzing_maanden = t.getal("eerste_verwijzing_maanden", 0..=240, fouten);
    let kleine_overschrijding_procent = t.getal("kleine_overschrijding_procent", 0..=100, fouten);

    let segmenten = lijsten::segmenten(&mut t, fouten);
    let gemeenten = lijsten::gemeenten(&mut t, &segmenten, fouten);
    let percelen = lijsten::percelen(&mut t, &segmenten, fouten);
    let afbakening = protocollezer::afbakening(&mut t, fouten);
    let producten = lijsten::producten(&mut t, &segmenten, &percelen, &afbakening, fouten);
    let routes = lijsten::routes(&mut t, fouten);
    let standaardbudgetten = lijsten::standaardbudgetten(&mut t, &routes, fouten);
    if let Some(s) = segmenten.iter().find(|s| s.standaardbudgetten)
        && standaardbudgetten.is_empty()
        && !fouten.raakt("standaardbudgetten")
    {
        let zin = format!(
            "deze lijst ontbreekt of is leeg, en segment {} werkt met standaardbudgetten",
            s.sleutel
        );
        fouten.meld(t.plek, "standaardbudgetten", zin);
    }
    let uitzonderingen = lijsten::uitzonderingen(&mut t, &routes, fouten);
    let voorzieningen = lijsten::voorzieningen(&mut t, fouten);

    let termijnen = t.tabel("termijnen", fouten).and_then(|t| termijnen(t, fouten));
    let wijziging = t
        .tabel_mag("wijziging", fouten)
        .and_then(|t| wijziging(t, fouten));
    let medicatiecontrole = t.tabel_mag("medicatiecontrole", fouten).and_then(|mut t| {
        let kracht = kracht(&mut t, fouten);
        let nummers = lijsten::budgetnummers(&mut t, &standaardbudgetten, fouten);
        t.klaar(fouten);
        Some(Medicatiecontrole {
            kracht: kracht?,
            standaardbudgetten: nummers,
        })
    });
    let dyslexie = t.tabel_mag("dyslexie", fouten).and_then(|mut t| {
        let diagnostiek = t.getal("diagnostiek_minuten", 1..=100_000, fouten);
        let behandeling = t.getal("behandeling_minuten", 1..=100_000, fouten);
        t.klaar(fouten);
        Some(Dyslexie {
            diagnostiek_minuten: diagnostiek?,
            behandeling_minuten: behandeling?,
        })
    });
    let artikelen = t.tabel("artikelen", fouten).map(|t| artikelen(t, fouten));
    let protocol = protocollezer::protocol(&mut t, afbakening, &standaardbudgetten, fouten);
    t.klaar(fouten);

    Some(Regioprofiel {
        versie: ProfielVersie {
            regio: regio?,
            geldig_vanaf: geldig_vanaf?,
            vingerafdruk,
        },
        lokaal: None,
        naam: naam?,
        document: document?,
        vastgesteld: vastgesteld.unwrap_or(true),
        eerste_ingangsdatum: eerste_ingangsdatum?,
        gelijkgestelde_dagen: gelijkgestelde_dagen?,
        herstel_maanden: herstel_maanden?,
        eerste_verwijzing_maanden: eerste_verwijzing_maanden?,
        kleine_overschrijding_procent: kleine_overschrijding_procent?,
        gemeenten,
        segmenten,
        percelen,
        producten,
        standaardbudgetten,
        routes,
        uitzonderingen,
        termijnen: termijnen?,
        wijziging,
        medicatiecontrole,
        dyslexie,
        voorzieningen,
        artikelen: artikelen?,
        protocol: protocol?,
    })
}

fn termijnen(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<TermijnInstelling> {
    let toetsing = t.getal_mag("toetsing_werkdagen", 1..=250, fouten);
    let antwoord: Option<u32> = t.getal("antwoord_werkdagen", 1..=250, fouten);
    let signaal: Option<u32> = t.getal("signaal_werkdag", 1..=250, fouten);
    let onderzoek = t.getal("onderzoek_weken", 1..=104, fouten);
    let retour = t.getal("retour_werkdagen", 1..=250, fouten);
    if let (Some(a), Some(s), Some(w)) = (antwoord, signaal, t.mag("signaal_werkdag"))
        && s > a
    {
        let zin = format!("het signaal op werkdag {s} komt na de laatste werkdag voor het antwoord ({a})");
        fouten.meld(w.plek, w.sleutel, zin);
    }
    t.klaar(fouten);
    Some(TermijnInstelling {
        toetsing_werkdagen: toetsing,
        antwoord_werkdagen: antwoord?,
        signaal_werkdag: signaal?,
        onderzoek_weken: onderzoek?,
        retour_werkdagen: retour?,
    })
}

fn wijziging(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Wijziging> {
    let weken = t.getal("weken_vooraf", 0..=104, fouten);
    let kracht = kracht(&mut t, fouten);
    t.klaar(fouten);
    Some(Wijziging {
        weken_vooraf: weken?,
        kracht: kracht?,
    })
}

fn kracht(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Kracht> {
    let verwacht = "hard, streven, afspraak of advies";
    t.moet("kracht", fouten)?.code(fouten, verwacht, |s| match s {
        "hard" => Some(Kracht::Hard),
        "streven" => Some(Kracht::Streven),
        "afspraak" => Some(Kracht::Afspraak),
        "advies" => Some(Kracht::Advies),
        _ => None,
    })
}

fn artikelen(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> BTreeMap<Onderwerp, Artikelen> {
    let mut uit = BTreeMap::new();
    for onderwerp in Onderwerp::ALLE {
        let rij = t.lijst(onderwerp.sleutel(), fouten);
        let plekken = rij.iter().filter_map(|w| w.tekst(fouten)).map(Artikel).collect();
        uit.insert(onderwerp, plekken);
    }
    t.klaar(fouten);
    uit
}
