//! Faults of level 1: what the schema forbids.

use super::{Ingreep, Werk};
use crate::boom::{Blad, Deel, Element};
use crate::schema::{Inhoud, Klasse, Veld};

/// Every value of a message, with its path as findings write it.
pub(super) fn bladeren(
    element: &mut Element,
    klasse: &'static Klasse,
    pad: &str,
    doe: &mut impl FnMut(&str, &'static Veld),
) {
    let mut geteld: Vec<(String, usize)> = Vec::new();
    for kind in element.kinderen_mut() {
        let Some(veld) = klasse.veld(kind.naam()) else {
            continue;
        };
        let n = match geteld.iter_mut().find(|(naam, _)| naam == veld.naam) {
            Some((_, n)) => {
                *n += 1;
                *n
            }
            None => {
                geteld.push((veld.naam.to_owned(), 1));
                1
            }
        };
        let scheiding = if pad.is_empty() { "" } else { "/" };
        let hier = if veld.herhaalt {
            format!("{pad}{scheiding}{}[{n}]", veld.naam)
        } else {
            format!("{pad}{scheiding}{}", veld.naam)
        };
        match veld.inhoud {
            Inhoud::Klasse(binnen) => bladeren(kind, binnen, &hier, doe),
            _ => doe(&hier, veld),
        }
    }
}

/// The path of a class of the message that has elements, what it holds, and one of them.
fn een_klasse(w: &mut Werk<'_>, wil: fn(&Veld) -> bool) -> Option<(String, &'static Klasse, &'static Veld)> {
    let klasse = w.soort.wortel();
    let mut paden: Vec<String> = vec![String::new()];
    bladeren(&mut w.blad.wortel, klasse, "", &mut |pad, _| {
        let boven = pad.rsplit_once('/').map_or("", |(boven, _)| boven);
        if !paden.iter().any(|p| p == boven) {
            paden.push(boven.to_owned());
        }
    });
    let pad = paden.get(w.kans.plaats(paden.len()))?.clone();
    let binnen = klasse.op(&pad)?;
    let hier = w.blad.wortel.vind(&pad)?;
    let velden: Vec<_> = binnen
        .velden
        .iter()
        .filter(|veld| wil(veld) && hier.kinderen().any(|kind| kind.naam() == veld.naam))
        .collect();
    let veld = *velden.get(w.kans.plaats(velden.len()))?;
    Some((pad, binnen, veld))
}

fn onder(pad: &str, naam: &str) -> String {
    if pad.is_empty() {
        naam.to_owned()
    } else {
        format!("{pad}/{naam}")
    }
}

fn plaats_van(element: &Element, naam: &str) -> Option<usize> {
    element
        .inhoud
        .iter()
        .position(|deel| matches!(deel, Deel::Element(kind) if kind.naam() == naam))
}

fn attribuut(w: &mut Werk<'_>, attribuut: &str) -> Option<String> {
    let (pad, _, veld) = een_klasse(w, |_| true)?;
    let hier = w.blad.wortel.vind(&onder(&pad, veld.naam))?;
    hier.attributen.push_str(attribuut);
    Some(onder(&pad, veld.naam))
}

pub(super) const INGREPEN: &[Ingreep] = &[
    Ingreep {
        niveau: 1,
        volgens: "XSD:minOccurs",
        regels: &["XSD:minOccurs"],
        wat: "een verplicht element is weggelaten",
        berichten: "",
        doe: |w| {
            let (pad, _, veld) = een_klasse(w, |veld| veld.verplicht && !veld.herhaalt)?;
            w.blad
                .wortel
                .vind(&pad)?
                .verwijder(|kind| kind.naam() == veld.naam);
            Some(onder(&pad, veld.naam))
        },
    },
    Ingreep {
        niveau: 1,
        volgens: "XSD:maxOccurs",
        regels: &["XSD:maxOccurs"],
        wat: "een element staat er twee keer",
        berichten: "",
        doe: |w| {
            let (pad, _, veld) = een_klasse(w, |veld| !veld.herhaalt)?;
            let hier = w.blad.wortel.vind(&pad)?;
            let i = plaats_van(hier, veld.naam)?;
            let dubbel = hier.inhoud[i].clone();
            hier.inhoud.insert(i, dubbel);
            Some(onder(&pad, veld.naam))
        },
    },
    Ingreep {
        niveau: 1,
        volgens: "XSD:sequence",
        regels: &["XSD:sequence"],
        wat: "een element staat op de verkeerde plaats",
        berichten: "",
        doe: |w| {
            let (pad, klasse, veld) = een_klasse(w, |veld| !veld.herhaalt)?;
            let hier = w.blad.wortel.vind(&pad)?;
            let i = plaats_van(hier, veld.naam)?;
            let deel = hier.inhoud.remove(i);
            hier.inhoud.push(deel);
            // An element that was last already is still in its place; then the check sees no fault.
            klasse.plaats(veld.naam)?;
            Some(onder(&pad, veld.naam))
        },
    },
    Ingreep {
        niveau: 1,
        volgens: "XSD:element",
        regels: &["XSD:element"],
        wat: "een element dat niet bestaat",
        berichten: "",
        doe: |w| {
            let (pad, _, _) = een_klasse(w, |_| true)?;
            let hier = w.blad.wortel.vind(&pad)?;
            let merk = format!("{}Kenmerk", hier.prefix());
            hier.voeg(Element::waarde(merk, "1"));
            Some(onder(&pad, "Kenmerk"))
        },
    },
    Ingreep {
        niveau: 1,
        volgens: "XSD:namespace",
        regels: &["XSD:namespace"],
        wat: "een element in een verkeerde naamruimte",
        berichten: "",
        doe: |w| {
            let (pad, klasse, veld) = een_klasse(w, |veld| veld.klasse().is_none())?;
            let ander = if klasse.basis {
                crate::genereer::prefix(w.soort)
            } else {
                "ijw:".to_owned()
            };
            let hier = w.blad.wortel.vind(&onder(&pad, veld.naam))?;
            hier.merk = format!("{ander}{}", veld.naam);
            Some(onder(&pad, veld.naam))
        },
    },
    Ingreep {
        niveau: 1,
        volgens: "XSD:attribute",
        regels: &["XSD:attribute"],
        wat: "een attribuut dat niet bestaat",
        berichten: "",
        doe: |w| attribuut(w, " id=\"1\""),
    },
    Ingreep {
        niveau: 1,
        volgens: "XSD:nillable",
        regels: &["XSD:nillable"],
        wat: "xsi:nil waar dat niet mag",
        berichten: "",
        doe: |w| {
            attribuut(
                w,
                " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"false\"",
            )
        },
    },
    Ingreep {
        niveau: 1,
        volgens: "XSD:content",
        regels: &["XSD:content"],
        wat: "losse tekst tussen de elementen",
        berichten: "",
        doe: |w| {
            let (pad, _, _) = een_klasse(w, |_| true)?;
            let hier = w.blad.wortel.vind(&pad)?;
            hier.inhoud.push(Deel::Tekst("los".to_owned()));
            Some(pad)
        },
    },
    Ingreep {
        niveau: 1,
        volgens: "HV:doctype",
        regels: &["HV:doctype"],
        wat: "een DOCTYPE voor het bericht",
        berichten: "",
        doe: |_| Some(String::new()),
    },
    Ingreep {
        niveau: 1,
        volgens: "HV:codering",
        regels: &["HV:codering"],
        wat: "een bericht in UTF-16",
        berichten: "",
        doe: |_| Some(String::new()),
    },
    Ingreep {
        niveau: 1,
        volgens: "XSD:xml",
        regels: &["XSD:xml"],
        wat: "een bericht dat halverwege ophoudt",
        berichten: "",
        doe: |_| Some(String::new()),
    },
];

/// Faults that no tree can hold.
pub(super) fn ruw(volgens: &str, blad: &Blad) -> Option<Vec<u8>> {
    let mut bytes = blad.als_bytes();
    match volgens {
        "HV:doctype" => {
            let mut met = format!("{}<!DOCTYPE Bericht>\r\n", blad.voor).into_bytes();
            met.extend(bytes.get(blad.voor.len()..)?);
            Some(met)
        }
        "HV:codering" => {
            let tekst = String::from_utf8(bytes).ok()?;
            let tekst = format!("\u{feff}{}", tekst.replacen("UTF-8", "UTF-16", 1));
            Some(tekst.encode_utf16().flat_map(u16::to_le_bytes).collect())
        }
        "XSD:xml" => {
            // Inside the last end tag, so that only the end is missing.
            bytes.truncate(bytes.len().saturating_sub(6));
            Some(bytes)
        }
        _ => None,
    }
}
