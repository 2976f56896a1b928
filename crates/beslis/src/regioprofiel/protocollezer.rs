//! Reads the parts of a profile that only the questions of the protocol ask for.

use super::bepaling::Bepaling;
use super::lezer::{Fouten, Tabel, Waarde};
use super::protocol::{
    AfbakeningItem, Betrokkenheid, Consultatie, Documentwijziging, Functie, Groepsintensiteit, Inzet,
    Looptijd, MedicatieHerkomst, Privacy, RedenRegel, Regie, Rekentijd, Strekking, Tariefgroep, Traject,
    Uitzonderingsgrond, Weigeringsgrond, Wijzigingsreden, Wijzigingsregels,
};
use super::{Protocol, Standaardbudget, planlezer};
use crate::besluit::Artikel;
use crate::feiten::Soort;
use crate::vragen::Honderdsten;
use std::collections::{BTreeMap, BTreeSet};

/// A word of a closed list.
macro_rules! woord {
    ($w:expr, $fouten:expr, $soort:ty) => {
        $w.code(
            $fouten,
            &<$soort as crate::vragen::Waarde>::verwacht(),
            <$soort>::uit_woord,
        )
    };
}
pub(super) use woord;

pub(super) fn protocol(
    t: &mut Tabel<'_>,
    afbakening: Vec<AfbakeningItem>,
    budgetten: &[Standaardbudget],
    fouten: &mut Fouten<'_>,
) -> Option<Protocol> {
    let bepalingen = t.tabel_mag("bepalingen", fouten).map(|t| bepalingen(t, fouten));
    let groepen = groepen(t, fouten);
    let tariefgroepen = tariefgroepen(t, fouten);
    let functies = functies(t, &tariefgroepen, fouten);
    let inzet = t.tabel_mag("inzet", fouten).map(|t| inzet(t, fouten));
    let rekentijd = t.tabel_mag("rekentijd", fouten).map(|t| rekentijd(t, fouten));
    let trajecten = trajecten(t, fouten);
    let looptijd = t.tabel_mag("looptijd", fouten).map(|t| looptijd(t, fouten));
    let weigeringsgronden = t
        .lijst_mag("weigeringsgronden", fouten)
        .iter()
        .filter_map(|w| woord!(w, fouten, Weigeringsgrond))
        .collect();
    let wijzigingsregels = t
        .tabel_mag("wijzigingsregels", fouten)
        .map(|t| wijzigingsregels(t, fouten));
    let consultatie = t.tabel_mag("consultatie", fouten).map(|t| consultatie(t, fouten));
    let medicatieherkomst = medicatieherkomst(t, budgetten, fouten);
    let regie = t.tabel_mag("regie", fouten).map(|mut t| {
        let vanaf = t.getal("afspraken_vanaf_hulpverleners", 1..=99, fouten);
        t.klaar(fouten);
        Some(Regie {
            afspraken_vanaf_hulpverleners: vanaf?,
        })
    });
    let privacy = t.tabel_mag("privacyverklaring", fouten).map(|mut t| {
        let tot = t.bedrag("aanbieder_stelt_vast_tot", fouten);
        t.klaar(fouten);
        Some(Privacy {
            aanbieder_stelt_vast_tot: tot?,
        })
    });
    let plan = t.tabel_mag("plan", fouten).map(|t| planlezer::plan(t, fouten));
    let oude_termen = planlezer::oude_termen(t, fouten);
    let wachttijden = planlezer::wachttijden(t, fouten);
    let rekenhulp = t
        .tabel_mag("rekenhulp", fouten)
        .map(|t| planlezer::rekenhulp(t, fouten));
    let herijking = t
        .tabel_mag("herijking", fouten)
        .map(|t| planlezer::herijking(t, fouten));
    let signalen = t
        .tabel_mag("signalen", fouten)
        .map(|t| planlezer::signalen(t, fouten));
    let wijzigingsbeheer = wijzigingsbeheer(t, fouten);
    Some(Protocol {
        bepalingen: bepalingen.unwrap_or_default(),
        afbakening,
        groepen,
        tariefgroepen,
        functies,
        inzet: deel(inzet)?,
        rekentijd: deel(rekentijd)?,
        trajecten,
        looptijd: deel(looptijd)?,
        weigeringsgronden,
        wijzigingsregels: deel(wijzigingsregels)?,
        consultatie: deel(consultatie)?,
        medicatieherkomst,
        regie: deel(regie)?,
        privacy: deel(privacy)?,
        plan: deel(plan)?,
        oude_termen,
        wachttijden,
        rekenhulp: deel(rekenhulp)?,
        herijking: deel(herijking)?,
        signalen: deel(signalen)?,
        wijzigingsbeheer,
    })
}

/// Absent is fine, broken is not: `None` stops the profile.
#[expect(clippy::option_option, reason = "absent and broken are two things")]
fn deel<T>(gelezen: Option<Option<T>>) -> Option<Option<T>> {
    match gelezen {
        None => Some(None),
        Some(deel) => deel.map(Some),
    }
}

fn bepalingen(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> BTreeMap<Bepaling, Vec<Artikel>> {
    let mut uit = BTreeMap::new();
    for &bepaling in Bepaling::ALLE {
        let rij = t.lijst_mag(bepaling.woord(), fouten);
        let plekken: Vec<Artikel> = rij.iter().filter_map(|w| w.tekst(fouten)).map(Artikel).collect();
        if !plekken.is_empty() {
            uit.insert(bepaling, plekken);
        }
    }
    t.klaar(fouten);
    uit
}

fn tekst_mag(t: &mut Tabel<'_>, naam: &str, fouten: &mut Fouten<'_>) -> Option<String> {
    t.mag(naam)?.tekst(fouten)
}

fn honderdsten(t: &mut Tabel<'_>, naam: &str, fouten: &mut Fouten<'_>) -> Option<Honderdsten> {
    t.moet(naam, fouten)?.code(
        fouten,
        "een getal met hoogstens twee decimalen als tekst, zoals \"6,5\"",
        Honderdsten::uit_tekst,
    )
}

fn soort(w: &Waarde<'_>, fouten: &mut Fouten<'_>) -> Option<Soort> {
    w.code(fouten, "herstel of duurzaam", |s| match s {
        "herstel" => Some(Soort::Herstel),
        "duurzaam" => Some(Soort::Duurzaam),
        _ => None,
    })
}

pub(super) fn uniek(
    gezien: &mut BTreeSet<String>,
    t: &mut Tabel<'_>,
    sleutel: Option<&String>,
    fouten: &mut Fouten<'_>,
) {
    if let (Some(sleutel), Some(w)) = (sleutel, t.mag("sleutel"))
        && !gezien.insert(sleutel.clone())
    {
        fouten.meld(w.plek, w.sleutel, format!("{sleutel} staat er al"));
    }
}

pub(super) fn afbakening(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<AfbakeningItem> {
    let mut gezien = BTreeSet::new();
    let mut uit = Vec::new();
    for mut i in t.tabellen_mag("afbakening", fouten) {
        let sleutel = i.tekst("sleutel", fouten);
        uniek(&mut gezien, &mut i, sleutel.as_ref(), fouten);
        let naam = i.tekst("naam", fouten);
        let strekking = i
            .moet("strekking", fouten)
            .and_then(|w| woord!(w, fouten, Strekking));
        let voorliggend = tekst_mag(&mut i, "voorliggend", fouten);
        let tot_leeftijd = i.getal_mag("tot_leeftijd", 1..=99, fouten);
        let uitzondering = i
            .mag("uitzondering")
            .and_then(|w| woord!(w, fouten, Uitzonderingsgrond));
        let geldig_vanaf = i.datum_mag("geldig_vanaf", fouten);
        i.klaar(fouten);
        if let (Some(sleutel), Some(naam), Some(strekking)) = (sleutel, naam, strekking) {
            uit.push(AfbakeningItem {
                sleutel,
                naam,
                strekking,
                voorliggend,
                tot_leeftijd,
                uitzondering,
                geldig_vanaf,
            });
        }
    }
    uit
}

fn groepen(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<Groepsintensiteit> {
    let mut gezien = BTreeSet::new();
    let mut uit = Vec::new();
    for mut g in t.tabellen_mag("groepen", fouten) {
        let sleutel = g.tekst("sleutel", fouten);
        uniek(&mut gezien, &mut g, sleutel.as_ref(), fouten);
        let naam = g.tekst("naam", fouten);
        let jeugdigen = honderdsten(&mut g, "jeugdigen_per_begeleider", fouten);
        let hbo = g.getal("minimum_hbo_procent", 0..=100, fouten);
        let fte = honderdsten(&mut g, "minimum_fte_gedragswetenschapper", fouten);
        let rij = g.lijst("soorten", fouten);
        let soorten = rij.iter().filter_map(|w| soort(w, fouten)).collect();
        let rij = g.lijst_mag("ook_op_locatie", fouten);
        let ook_op_locatie = rij.iter().filter_map(|w| w.tekst(fouten)).collect();
        g.klaar(fouten);
        if let (Some(sleutel), Some(naam), Some(jeugdigen), Some(hbo), Some(fte)) =
            (sleutel, naam, jeugdigen, hbo, fte)
        {
            uit.push(Groepsintensiteit {
                sleutel,
                naam,
                jeugdigen_per_begeleider: jeugdigen,
                minimum_hbo_procent: hbo,
                minimum_fte_gedragswetenschapper: fte,
                soorten,
                ook_op_locatie,
            });
        }
    }
    uit
}

fn tariefgroepen(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<Tariefgroep> {
    let mut uit: Vec<Tariefgroep> = Vec::new();
    for mut g in t.tabellen_mag("tariefgroepen", fouten) {
        let nummer: Option<u8> = g.getal("nummer", 1..=99, fouten);
        if let (Some(nummer), Some(vorig), Some(w)) = (nummer, uit.last(), g.mag("nummer"))
            && nummer <= vorig.nummer
        {
            let zin = format!(
                "nummer {nummer} volgt op nummer {}; de nummers lopen op",
                vorig.nummer
            );
            fouten.meld(w.plek, w.sleutel, zin);
        }
        let fwg_van: Option<u32> = g.getal("fwg_van", 1..=100, fouten);
        let fwg_tot: Option<u32> = g.getal("fwg_tot", 1..=100, fouten);
        let van: Option<u32> = g.getal_mag("schaal_van", 1..=20, fouten);
        let tot: Option<u32> = g.getal_mag("schaal_tot", 1..=20, fouten);
        for (laag, hoog, sleutel) in [(fwg_van, fwg_tot, "fwg_tot"), (van, tot, "schaal_tot")] {
            if let (Some(laag), Some(hoog), Some(w)) = (laag, hoog, g.mag(sleutel))
                && hoog < laag
            {
                fouten.meld(
                    w.plek,
                    w.sleutel,
                    format!("{hoog} is lager dan het begin ({laag})"),
                );
            }
        }
        g.klaar(fouten);
        if let (Some(nummer), Some(fwg_van), Some(fwg_tot)) = (nummer, fwg_van, fwg_tot) {
            uit.push(Tariefgroep {
                nummer,
                fwg_van,
                fwg_tot,
                schaal: van.zip(tot),
            });
        }
    }
    uit
}

fn functies(t: &mut Tabel<'_>, groepen: &[Tariefgroep], fouten: &mut Fouten<'_>) -> Vec<Functie> {
    let mut uit = Vec::new();
    for mut f in t.tabellen_mag("functies", fouten) {
        let naam = f.tekst("naam", fouten);
        let nummer: Option<u8> = f.getal("tariefgroep", 1..=99, fouten);
        if let (Some(nummer), Some(w)) = (nummer, f.mag("tariefgroep"))
            && !fouten.raakt("tariefgroepen")
            && !groepen.iter().any(|g| g.nummer == nummer)
        {
            fouten.meld(
                w.plek,
                w.sleutel,
                format!("tariefgroep {nummer} bestaat niet in dit profiel"),
            );
        }
        let afgeleid = f.jaofnee("afgeleid", fouten);
        f.klaar(fouten);
        if let (Some(naam), Some(tariefgroep), Some(afgeleid)) = (naam, nummer, afgeleid) {
            uit.push(Functie {
                naam,
                tariefgroep,
                afgeleid,
            });
        }
    }
    uit
}

fn nummers(t: &mut Tabel<'_>, naam: &str, fouten: &mut Fouten<'_>) -> BTreeSet<u8> {
    let rij = t.lijst(naam, fouten);
    rij.iter()
        .filter_map(|w| w.geheel(fouten, &(1..=99)))
        .filter_map(|n| u8::try_from(n).ok())
        .collect()
}

fn inzet(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Inzet> {
    let herstel = nummers(&mut t, "herstel", fouten);
    let duurzaam = nummers(&mut t, "duurzaam", fouten);
    let vrij = t.jaofnee("vrij_bij_medicatiecontrole", fouten);
    t.klaar(fouten);
    Some(Inzet {
        herstel,
        duurzaam,
        vrij_bij_medicatiecontrole: vrij?,
    })
}

fn rekentijd(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Rekentijd> {
    let indirect = t.jaofnee("indirect", fouten);
    let intake = t.jaofnee("intake", fouten);
    let reistijd_maximum = t.getal_mag("reistijd_maximum", 1..=600, fouten);
    let vrij = t.jaofnee("vrij_bij_eerste_medische", fouten);
    t.klaar(fouten);
    Some(Rekentijd {
        indirect: indirect?,
        intake: intake?,
        reistijd_maximum,
        vrij_bij_eerste_medische: vrij?,
    })
}

fn trajecten(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<Traject> {
    let mut gezien = BTreeSet::new();
    let mut uit: Vec<Traject> = Vec::new();
    for mut p in t.tabellen_mag("trajecten", fouten) {
        let sleutel = p.tekst("sleutel", fouten);
        uniek(&mut gezien, &mut p, sleutel.as_ref(), fouten);
        let naam = p.tekst("naam", fouten);
        let soort = p.moet("soort", fouten).and_then(|w| soort(&w, fouten));
        let uren: Option<u32> = p.getal_mag("uren", 1..=10_000, fouten);
        let vorig = uit.iter().rfind(|v| Some(v.soort) == soort).and_then(|v| v.uren);
        if let (Some(uren), Some(vorig), Some(w)) = (uren, vorig, p.mag("uren"))
            && uren <= vorig
        {
            let zin = format!("{uren} uur is niet meer dan het vorige traject ({vorig}); de uren lopen op");
            fouten.meld(w.plek, w.sleutel, zin);
        }
        let maanden = p.getal("maanden", 1..=240, fouten);
        let mix = p.getal("mix_mbo_procent", 0..=100, fouten);
        let wlz = p.jaofnee("onderzoek_wlz", fouten);
        p.klaar(fouten);
        if let (Some(sleutel), Some(naam), Some(soort), Some(maanden), Some(mix), Some(wlz)) =
            (sleutel, naam, soort, maanden, mix, wlz)
        {
            uit.push(Traject {
                sleutel,
                naam,
                soort,
                uren,
                maanden,
                mix_mbo_procent: mix,
                onderzoek_wlz: wlz,
            });
        }
    }
    uit
}

fn looptijd(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Looptijd> {
    let duurzaam = t.getal_mag("duurzaam_langer_dan_maanden", 1..=240, fouten);
    let indicatie = t.getal_mag("indicatie_maanden", 1..=240, fouten);
    let spreiding = t.getal_mag("spreiding_maanden", 1..=240, fouten);
    let hard = t.jaofnee("kort_is_hard", fouten);
    let per_jaar = t.jaofnee("duurzaam_budget_per_jaar", fouten);
    t.klaar(fouten);
    Some(Looptijd {
        duurzaam_langer_dan_maanden: duurzaam,
        indicatie_maanden: indicatie,
        spreiding_maanden: spreiding,
        kort_is_hard: hard?,
        duurzaam_budget_per_jaar: per_jaar?,
    })
}

fn wijzigingsregels(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Wijzigingsregels> {
    let prognose = t.getal("prognose_weken", 1..=104, fouten);
    let mut gezien = BTreeSet::new();
    let mut redenen = Vec::new();
    for mut r in t.tabellen("redenen", fouten) {
        let reden = r.moet("reden", fouten).and_then(|w| {
            let reden = woord!(w, fouten, Wijzigingsreden)?;
            if !gezien.insert(reden) {
                fouten.meld(w.plek, &w.sleutel, format!("{} staat er al", reden.woord()));
            }
            Some(reden)
        });
        let nummer = r.getal("nummer", 1..=99, fouten);
        let alleen_voor_start = r.jaofnee("alleen_voor_start", fouten);
        let maanden_na_start = r.getal_mag("maanden_na_start", 1..=240, fouten);
        let eerst_contact = r.jaofnee("eerst_contact", fouten);
        r.klaar(fouten);
        if let (Some(reden), Some(nummer), Some(alleen_voor_start), Some(eerst_contact)) =
            (reden, nummer, alleen_voor_start, eerst_contact)
        {
            redenen.push(RedenRegel {
                reden,
                nummer,
                alleen_voor_start,
                maanden_na_start,
                eerst_contact,
            });
        }
    }
    t.klaar(fouten);
    Some(Wijzigingsregels {
        redenen,
        prognose_weken: prognose?,
    })
}

fn consultatie(mut t: Tabel<'_>, fouten: &mut Fouten<'_>) -> Option<Consultatie> {
    let rij = t.lijst("uitgesloten", fouten);
    let uitgesloten = rij
        .iter()
        .filter_map(|w| woord!(w, fouten, Betrokkenheid))
        .collect();
    let toestemming = t.jaofnee("toestemming", fouten);
    let via_bericht = t.jaofnee("via_bericht", fouten);
    t.klaar(fouten);
    Some(Consultatie {
        uitgesloten,
        toestemming: toestemming?,
        via_bericht: via_bericht?,
    })
}

fn medicatieherkomst(
    t: &mut Tabel<'_>,
    budgetten: &[Standaardbudget],
    fouten: &mut Fouten<'_>,
) -> Vec<MedicatieHerkomst> {
    let mut uit = Vec::new();
    for mut m in t.tabellen_mag("medicatieherkomst", fouten) {
        let minuten = m.getal("minuten", 1..=100_000, fouten);
        let nummer: Option<u8> = m.getal("standaardbudget", 1..=99, fouten);
        if let (Some(nummer), Some(w)) = (nummer, m.mag("standaardbudget"))
            && !fouten.raakt("standaardbudgetten")
            && !budgetten.iter().any(|b| b.nummer == nummer)
        {
            fouten.meld(
                w.plek,
                w.sleutel,
                format!("standaardbudget {nummer} bestaat niet"),
            );
        }
        m.klaar(fouten);
        if let (Some(minuten), Some(standaardbudget)) = (minuten, nummer) {
            uit.push(MedicatieHerkomst {
                minuten,
                standaardbudget,
            });
        }
    }
    uit
}

/// a change without its reason is not a change of the document.
fn wijzigingsbeheer(t: &mut Tabel<'_>, fouten: &mut Fouten<'_>) -> Vec<Documentwijziging> {
    let mut uit = Vec::new();
    for mut w in t.tabellen_mag("wijzigingsbeheer", fouten) {
        let datum = w.datum("datum", fouten);
        let artikel = w.tekst("artikel", fouten);
        let wijziging = w.tekst("wijziging", fouten);
        let reden = w.tekst("reden", fouten);
        w.klaar(fouten);
        if let (Some(datum), Some(artikel), Some(wijziging), Some(reden)) = (datum, artikel, wijziging, reden)
        {
            uit.push(Documentwijziging {
                datum,
                artikel,
                wijziging,
                reden,
            });
        }
    }
    uit
}
