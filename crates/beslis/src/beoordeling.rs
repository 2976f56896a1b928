//! All questions in one fixed order; the strictest grond decides, every grond stays.

use crate::besluit::{Besluit, Grond, Onderwerp, RedenAfwijzing, Toekenning, Uitkomst};
use crate::budget::{budget, toekenning};
use crate::contract::{contract, deelname, perceel, product};
use crate::feiten::VerzoekFeiten;
use crate::persoon::persoon;
use crate::regioprofiel::Regioprofiel;
use crate::samenloop::{samenloop, stapeling};
use crate::soort::{soort, terugwerkend};
use crate::toetsing::toetsing;
use crate::verwijzing::{eerste, grens, verwijzing};
use crate::woonplaats::{andere_gemeente, woonplaats};
use crate::zaak::{NIET_HET_RECHT, Zaak};
use houvast_begrip::datum;
use jiff::civil::Date;

/// May this product be granted? One call per AangevraagdProduct; `profiel` is the version valid on `besluitdatum`.
#[must_use]
pub fn beoordeel(feiten: &VerzoekFeiten, profiel: &Regioprofiel, besluitdatum: Date) -> Besluit {
    let z = Zaak {
        feiten,
        profiel,
        besluitdatum,
    };
    let mut gronden = Vec::with_capacity(GRONDEN);
    gronden.extend(nog_niet_geldig(&z));
    gronden.extend(oude_contracten(&z, profiel.eerste_ingangsdatum));
    oordeel(&z, gronden)
}

/// The same, as if this profile had been valid on that day and its contracts from `eerste_ingangsdatum`.
pub(crate) fn alsof(
    feiten: &VerzoekFeiten,
    profiel: &Regioprofiel,
    besluitdatum: Date,
    eerste_ingangsdatum: Date,
) -> Besluit {
    let z = Zaak {
        feiten,
        profiel,
        besluitdatum,
    };
    let gronden = oude_contracten(&z, eerste_ingangsdatum).into_iter().collect();
    oordeel(&z, gronden)
}

/// Room for every question, and one to spare.
const GRONDEN: usize = 16;

/// `versie`: what speaks against this text; then the machine refuses nothing, because it may hold the wrong one.
fn oordeel(z: &Zaak<'_>, versie: Vec<Grond>) -> Besluit {
    let nooit_weigeren = z.segment().is_some_and(|s| s.nooit_weigeren);
    let verkeerde_tekst = !versie.is_empty();
    let mut gronden = versie;
    gronden.push(deelname(z));
    gronden.push(contract(z));
    gronden.extend(perceel(z));
    gronden.push(product(z));
    gronden.extend(persoon(z));
    gronden.push(woonplaats(z));
    gronden.push(verwijzing(z));
    gronden.extend(eerste(z));
    gronden.extend(grens(z));
    gronden.extend(budget(z));
    gronden.push(soort(z));
    gronden.extend(terugwerkend(z));
    gronden.extend(stapeling(z));
    gronden.push(samenloop(z));
    gronden.push(toetsing(z));
    if nooit_weigeren || verkeerde_tekst {
        gronden = gronden.into_iter().map(hoogstens_voorleggen).collect();
    }
    if nooit_weigeren {
        // Not even advice: crisis help is never held up by a rule about money or contracts.
        for grond in gronden
            .iter_mut()
            .filter(|g| g.onderwerp != Onderwerp::Woonplaats)
        {
            grond.reden = None;
        }
    }

    let uitkomst = gronden
        .iter()
        .map(|g| g.uitkomst)
        .max()
        .unwrap_or(Uitkomst::Voorleggen);
    // The order of the questions settles which reason counts when more gronden are equally strict.
    let reden = gronden
        .iter()
        .filter(|g| g.uitkomst == uitkomst)
        .find_map(|g| g.reden);
    let toekenning = match uitkomst {
        Uitkomst::Toewijzen | Uitkomst::Voorleggen => toekenning(z),
        Uitkomst::Afwijzen => None,
    };
    let mut besluit = Besluit {
        uitkomst,
        gronden,
        profiel: z.profiel.versie.clone(),
        besluitdatum: z.besluitdatum,
        reden,
        verantwoordelijke_gemeente: andere_gemeente(z)
            .filter(|_| reden == Some(RedenAfwijzing::Woonplaatsbeginsel)),
        toekenning,
        samenvatting: String::new(),
    };
    besluit.samenvatting = samenvatting(&besluit);
    besluit
}

fn nog_niet_geldig(z: &Zaak<'_>) -> Option<Grond> {
    let vanaf = z.profiel.versie.geldig_vanaf;
    if z.besluitdatum >= vanaf {
        return None;
    }
    let zin = format!(
        "Deze versie van het protocol geldt pas vanaf {}.",
        datum::lang(vanaf)
    );
    let grond = z.voorleggen(Onderwerp::Versie, zin);
    Some(grond.feit("Besluitdatum", datum::lang(z.besluitdatum)))
}

fn oude_contracten(z: &Zaak<'_>, eerste: Date) -> Option<Grond> {
    let begin = z.ingangsdatum().filter(|b| *b < eerste)?;
    let zin = format!(
        "De hulp begint voor {}. Toen golden andere contracten; een medewerker beoordeelt het verzoek.",
        datum::lang(eerste)
    );
    let grond = z.voorleggen(Onderwerp::Versie, zin);
    Some(grond.feit("Ingangsdatum", datum::lang(begin)))
}

fn hoogstens_voorleggen(mut grond: Grond) -> Grond {
    if grond.uitkomst == Uitkomst::Afwijzen {
        grond.uitkomst = Uitkomst::Voorleggen;
        let zonder = grond
            .uitleg
            .strip_suffix(NIET_HET_RECHT)
            .unwrap_or(&grond.uitleg)
            .trim_end();
        grond.uitleg = format!("{zonder} Hier weigert de machine niet zelf; een medewerker beslist.");
    }
    grond
}

fn samenvatting(besluit: &Besluit) -> String {
    match besluit.uitkomst {
        Uitkomst::Toewijzen => besluit
            .toekenning
            .as_ref()
            .map_or_else(String::new, Toekenning::kort),
        Uitkomst::Voorleggen => {
            let mut wat: Vec<&str> = besluit.doorslaggevend().map(|g| g.onderwerp.label()).collect();
            wat.dedup();
            let advies = besluit.reden.map_or_else(String::new, |r| {
                format!(" (advies: afwijzen, {})", r.label().to_lowercase())
            });
            format!("Een medewerker kijkt naar: {}{advies}", wat.join(", "))
        }
        Uitkomst::Afwijzen => {
            let reden = besluit.reden.map_or("", |r| r.label());
            match besluit
                .doorslaggevend()
                .find(|g| g.reden.is_some())
                .and_then(|g| g.taak)
            {
                Some(taak) => format!("{reden}. {}", taak.label()),
                None => reden.to_owned(),
            }
        }
    }
}
