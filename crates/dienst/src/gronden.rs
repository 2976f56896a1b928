//! The answer to a question of the protocol, as a page shows it.

use crate::Huis;
use crate::beeld::{GrondBeeld, Rij, VoorstelUitkomst};
use houvast_begrip::datum;
use houvast_beslis::ProfielVersie;
use houvast_beslis::vragen::{Antwoord, Grond, Oordeel, Weging};

/// How strict a ground is.
fn strengheid(weging: Weging) -> VoorstelUitkomst {
    match weging {
        Weging::Voor | Weging::LetOp => VoorstelUitkomst::Toewijzen,
        Weging::Voorleggen => VoorstelUitkomst::Voorleggen,
        Weging::Tegen | Weging::Hard => VoorstelUitkomst::Afwijzen,
    }
}

/// How strict an answer is; missing facts are for a person.
pub(crate) fn uitkomst(oordeel: Oordeel) -> VoorstelUitkomst {
    match oordeel {
        Oordeel::Akkoord => VoorstelUitkomst::Toewijzen,
        Oordeel::Voorleggen | Oordeel::Onvolledig => VoorstelUitkomst::Voorleggen,
        Oordeel::VoorstelAfwijzen | Oordeel::Afwijzen => VoorstelUitkomst::Afwijzen,
    }
}

/// One ground; `waarvan` names the part of the case it is about.
pub(crate) fn beeld(grond: &Grond, waarvan: &str) -> GrondBeeld {
    GrondBeeld {
        uitkomst: strengheid(grond.weging),
        let_op: grond.weging == Weging::LetOp,
        onderwerp: waarvan.to_owned(),
        bijzaak: false,
        uitleg: grond.uitleg.clone(),
        artikelen: artikelen(grond.artikelen.iter().map(|a| a.0.as_str())),
        feiten: grond
            .feiten
            .iter()
            .map(|f| Rij::nieuw(f.label, format!("{} ({})", f.waarde, f.bron)))
            .collect(),
        som: grond.som.clone(),
    }
}

/// `Eis 72 · RTP 2.4.2`.
pub(crate) fn artikelen<'a>(lijst: impl Iterator<Item = &'a str>) -> String {
    lijst.collect::<Vec<_>>().join(" · ")
}

/// Warnings first, then what speaks against, then what a person must look at, then what speaks for.
pub(crate) fn sorteer(gronden: &mut [GrondBeeld]) {
    gronden.sort_by_key(|g| {
        let streng = match g.uitkomst {
            VoorstelUitkomst::Afwijzen => 0,
            VoorstelUitkomst::Voorleggen => 1,
            VoorstelUitkomst::Toewijzen => 2,
        };
        (!(g.let_op && g.uitkomst == VoorstelUitkomst::Toewijzen), streng)
    });
}

/// All grounds of an answer.
pub(crate) fn van<U>(antwoord: &Antwoord<U>) -> Vec<GrondBeeld> {
    let mut uit: Vec<GrondBeeld> = antwoord.gronden.iter().map(|g| beeld(g, "")).collect();
    sorteer(&mut uit);
    uit
}

/// "Protocol IJsselland, versie vanaf maandag 8 januari 2024, met de lokale afspraken van Raalte".
pub(crate) fn profiel(huis: &Huis, versie: &ProfielVersie) -> String {
    let gebruikt = huis.profielen.iter().find(|p| p.versie == *versie);
    let naam = gebruikt.map_or(versie.regio.as_str(), |p| p.naam.as_str());
    let eigen = gebruikt
        .and_then(|p| p.lokaal.as_ref())
        .map(|l| format!(", met de lokale afspraken van {}", l.naam))
        .unwrap_or_default();
    format!(
        "Protocol {naam}, versie vanaf {}{eigen}",
        datum::lang(versie.geldig_vanaf)
    )
}
