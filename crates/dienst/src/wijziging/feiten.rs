//! What people registered about a request for change: who said it stays with each fact.

use crate::beeld::{Rij, Rol, WijzigFeitenInvoer};
use houvast_begrip::{Centen, datum};
use houvast_beslis::regioprofiel::protocol::Wijzigingsreden;
use houvast_beslis::{Bron, Feit};
use houvast_opslag::Wijziging;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Characters of a reason in words.
const TEKST_HOOGSTENS: usize = 1_000;
/// The highest amount a message can hold (RS005: eight digits).
const HOOGSTE_BEDRAG: Centen = Centen(99_999_999);

/// See the module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct WijzigFeiten {
    /// Word of a [`Wijzigingsreden`].
    pub(super) reden: Feit<String>,
    pub(super) opdracht: Feit<bool>,
    pub(super) wezenlijk: Feit<bool>,
    pub(super) geconstateerd: Feit<Date>,
    pub(super) contact: Feit<Date>,
    pub(super) gehandeld: Feit<Date>,
    pub(super) start: Feit<Date>,
    pub(super) te_laat: Feit<String>,
    pub(super) besteed: Feit<Centen>,
    pub(super) besteed_op: Feit<Date>,
    pub(super) tempo: Feit<Centen>,
}

impl WijzigFeiten {
    /// As stored; nothing when nobody registered anything.
    pub(super) fn van(w: &Wijziging) -> Self {
        w.feiten
            .as_ref()
            .and_then(|tekst| serde_json::from_str(tekst).ok())
            .unwrap_or_default()
    }

    pub(super) fn reden(&self) -> Feit<Wijzigingsreden> {
        Feit {
            waarde: self.reden.waarde().and_then(|w| Wijzigingsreden::uit_woord(w)),
            bron: self.reden.bron,
        }
    }

    /// With what is new; an empty field leaves what was there.
    pub(super) fn met(&self, invoer: WijzigFeitenInvoer, rol: Rol) -> Self {
        let bron = if rol == Rol::Consulent {
            Bron::Consulent
        } else {
            Bron::Aanbieder
        };
        fn op<T: PartialEq + Clone>(was: &Feit<T>, nieuw: Option<T>, bron: Bron) -> Feit<T> {
            match nieuw {
                Some(waarde) if was.waarde.as_ref() != Some(&waarde) => Feit::van(bron, waarde),
                _ => was.clone(),
            }
        }
        let tekst = |t: Option<String>| t.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
        Self {
            reden: op(&self.reden, tekst(invoer.reden), bron),
            opdracht: op(&self.opdracht, invoer.opdracht, bron),
            wezenlijk: op(&self.wezenlijk, invoer.wezenlijk, bron),
            geconstateerd: op(&self.geconstateerd, invoer.geconstateerd, bron),
            contact: op(&self.contact, invoer.contact, bron),
            gehandeld: op(&self.gehandeld, invoer.gehandeld, bron),
            start: op(&self.start, invoer.start, bron),
            te_laat: op(&self.te_laat, tekst(invoer.te_laat), bron),
            besteed: op(&self.besteed, invoer.besteed, bron),
            besteed_op: op(&self.besteed_op, invoer.besteed_op, bron),
            tempo: op(&self.tempo, invoer.tempo, bron),
        }
    }

    /// As the fields of the form show them.
    pub(super) fn als_velden(&self) -> WijzigFeitenInvoer {
        WijzigFeitenInvoer {
            reden: self.reden.waarde.clone(),
            opdracht: self.opdracht.waarde,
            wezenlijk: self.wezenlijk.waarde,
            geconstateerd: self.geconstateerd.waarde,
            contact: self.contact.waarde,
            gehandeld: self.gehandeld.waarde,
            start: self.start.waarde,
            te_laat: self.te_laat.waarde.clone(),
            besteed: self.besteed.waarde,
            besteed_op: self.besteed_op.waarde,
            tempo: self.tempo.waarde,
        }
    }

    /// What is known, with who said it.
    pub(super) fn bekend(&self) -> Vec<Rij> {
        let mut uit = Vec::new();
        let mut rij = |naam: &str, waarde: Option<String>, bron: Bron| {
            if let Some(waarde) = waarde {
                uit.push(Rij::nieuw(naam, format!("{waarde} ({})", door(bron))));
            }
        };
        let dag = |f: &Feit<Date>| f.waarde.map(datum::lang);
        let ja = |f: &Feit<bool>| f.waarde.map(|ja| if ja { "ja" } else { "nee" }.to_owned());
        let reden = self.reden();
        rij("Reden", reden.waarde.map(|r| r.label().to_owned()), reden.bron);
        rij("Opdracht van de jeugdige", ja(&self.opdracht), self.opdracht.bron);
        rij(
            "Wezenlijk andere aanpak",
            ja(&self.wezenlijk),
            self.wezenlijk.bron,
        );
        rij("Gezien op", dag(&self.geconstateerd), self.geconstateerd.bron);
        rij("Contact met de Toegang", dag(&self.contact), self.contact.bron);
        rij("Anders gaan werken op", dag(&self.gehandeld), self.gehandeld.bron);
        rij("Start van de hulp", dag(&self.start), self.start.bron);
        rij("Waarom later", self.te_laat.waarde.clone(), self.te_laat.bron);
        rij(
            "Besteed",
            self.besteed.waarde.map(|b| b.to_string()),
            self.besteed.bron,
        );
        rij("Geteld tot en met", dag(&self.besteed_op), self.besteed_op.bron);
        rij(
            "Besteding per week",
            self.tempo.waarde.map(|b| b.to_string()),
            self.tempo.bron,
        );
        uit
    }
}

fn door(bron: Bron) -> &'static str {
    match bron {
        Bron::Consulent => "door een consulent",
        Bron::Aanbieder => "door de aanbieder",
        Bron::Bericht => "in het bericht",
        Bron::Dossier | Bron::Aanname => "in het dossier",
    }
}

/// Everything wrong with what was typed, per field.
pub(super) fn controleer(invoer: &WijzigFeitenInvoer, vandaag: Date) -> Vec<(String, String)> {
    let mut fouten = Vec::new();
    let mut fout = |veld: &str, zin: &str| fouten.push((veld.to_owned(), zin.to_owned()));
    if *invoer == WijzigFeitenInvoer::default() {
        fout("vastleggen", "Vul ten minste één gegeven in.");
    }
    for (veld, dag) in [
        ("geconstateerd", invoer.geconstateerd),
        ("contact", invoer.contact),
        ("gehandeld", invoer.gehandeld),
        ("start", invoer.start),
        ("besteed_op", invoer.besteed_op),
    ] {
        if dag.is_some_and(|d| d > vandaag) {
            fout(
                veld,
                "Deze datum ligt in de toekomst. Vul de dag in waarop het gebeurd is.",
            );
        }
    }
    for (veld, bedrag) in [("besteed", invoer.besteed), ("tempo", invoer.tempo)] {
        if bedrag.is_some_and(|b| b < Centen::NUL || b > HOOGSTE_BEDRAG) {
            fout(veld, "Vul een bedrag in van € 0 tot € 999.999,99.");
        }
    }
    let reden = invoer.reden.as_deref().filter(|r| !r.is_empty());
    if reden.is_some_and(|r| Wijzigingsreden::uit_woord(r).is_none()) {
        fout("reden", "Kies een reden uit de lijst.");
    }
    if invoer
        .te_laat
        .as_ref()
        .is_some_and(|t| t.chars().count() > TEKST_HOOGSTENS)
    {
        fout("te_laat", "Dit is te lang. Gebruik hoogstens 1.000 tekens.");
    }
    fouten
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const VANDAAG: Date = date(2025, 7, 14);

    #[test]
    fn wie_iets_vastlegt_blijft_bij_het_feit_staan() {
        let eerst = WijzigFeiten::default().met(
            WijzigFeitenInvoer {
                opdracht: Some(true),
                contact: Some(VANDAAG),
                ..WijzigFeitenInvoer::default()
            },
            Rol::Aanbieder,
        );
        let daarna = eerst.met(
            WijzigFeitenInvoer {
                opdracht: Some(true),
                contact: Some(date(2025, 7, 10)),
                ..WijzigFeitenInvoer::default()
            },
            Rol::Consulent,
        );
        assert_eq!(
            daarna.opdracht,
            Feit::aanbieder(true),
            "hetzelfde zeggen verandert niets"
        );
        assert_eq!(daarna.contact, Feit::consulent(date(2025, 7, 10)));
        assert_eq!(daarna.met(WijzigFeitenInvoer::default(), Rol::Consulent), daarna);
        let json = serde_json::to_string(&daarna).unwrap();
        assert_eq!(serde_json::from_str::<WijzigFeiten>(&json).unwrap(), daarna);
    }

    #[test]
    fn elk_veld_heeft_zijn_grens() {
        let velden = |pas: fn(&mut WijzigFeitenInvoer)| -> Vec<String> {
            let mut invoer = WijzigFeitenInvoer::default();
            pas(&mut invoer);
            controleer(&invoer, VANDAAG).into_iter().map(|(v, _)| v).collect()
        };
        assert_eq!(velden(|_| ()), ["vastleggen"]);
        assert!(velden(|i| i.contact = Some(VANDAAG)).is_empty());
        assert_eq!(velden(|i| i.contact = Some(date(2025, 7, 15))), ["contact"]);
        assert!(velden(|i| i.tempo = Some(HOOGSTE_BEDRAG)).is_empty());
        assert_eq!(velden(|i| i.tempo = Some(Centen(100_000_000))), ["tempo"]);
        assert!(velden(|i| i.reden = Some("omstandigheden".into())).is_empty());
        assert_eq!(velden(|i| i.reden = Some("zomaar".into())), ["reden"]);
    }
}
