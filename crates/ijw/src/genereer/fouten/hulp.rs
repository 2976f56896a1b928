//! What faults do to a message: look, set, add, take away. Each gives the path, or `None` where it does not fit.

use super::Werk;
use crate::boom::Element;
use jiff::civil::Date;

/// A product and the names of its days.
pub(super) struct Product {
    pub(super) pad: String,
    pub(super) begin: &'static str,
    pub(super) eind: &'static str,
}

impl Werk<'_> {
    pub(super) fn tekst(&mut self, pad: &str) -> Option<String> {
        self.blad.wortel.vind(pad).map(|element| element.tekst())
    }

    pub(super) fn datum(&mut self, pad: &str) -> Option<Date> {
        self.tekst(pad)?.parse().ok()
    }

    pub(super) fn dagtekening(&mut self) -> Option<Date> {
        self.datum("Header/BerichtIdentificatie/Dagtekening")
    }

    pub(super) fn zet(&mut self, pad: &str, waarde: &str) -> Option<String> {
        self.blad.wortel.vind(pad)?.zet_tekst(waarde);
        Some(pad.to_owned())
    }

    /// Sets an element of one of the elements at a path.
    pub(super) fn zet_in(&mut self, pad: &str, naam: &str, waarde: &str) -> Option<String> {
        let pad = self.een_van(pad)?;
        self.zet(&format!("{pad}/{naam}"), waarde)
    }

    /// It must have this value.
    pub(super) fn is(&mut self, pad: &str, waarde: &str) -> Option<()> {
        (self.tekst(pad)? == waarde).then_some(())
    }

    /// It must be there.
    pub(super) fn vul(&mut self, pad: &str) -> Option<()> {
        self.blad.wortel.vind(pad).map(|_| ())
    }

    /// It may not be there.
    pub(super) fn zonder(&mut self, pad: &str) -> Option<()> {
        self.blad.wortel.vind(pad).is_none().then_some(())
    }

    pub(super) fn weg(&mut self, pad: &str) -> Option<String> {
        let (boven, naam) = pad.rsplit_once('/')?;
        let aantal = self
            .blad
            .wortel
            .vind(boven)?
            .verwijder(|kind| kind.naam() == naam);
        (aantal > 0).then(|| pad.to_owned())
    }

    fn prefix(&self, boven: &str) -> Option<String> {
        let basis = self.soort.wortel().op(boven)?.basis;
        Some(if basis {
            "ijw:".to_owned()
        } else {
            crate::genereer::prefix(self.soort)
        })
    }

    pub(super) fn erbij(&mut self, boven: &str, naam: &str, waarde: &str) -> Option<String> {
        let element = Element::waarde(format!("{}{naam}", self.prefix(boven)?), waarde);
        self.voeg(boven, naam, element)
    }

    pub(super) fn klasse_erbij(
        &mut self,
        boven: &str,
        naam: &str,
        waarden: &[(&str, &str)],
    ) -> Option<String> {
        let binnen = format!("{boven}/{naam}");
        let prefix = self.prefix(&binnen)?;
        let kinderen = waarden
            .iter()
            .map(|(naam, waarde)| Element::waarde(format!("{prefix}{naam}"), *waarde));
        let element = Element::klasse(format!("{}{naam}", self.prefix(boven)?), kinderen);
        self.voeg(boven, naam, element)
    }

    fn voeg(&mut self, boven: &str, naam: &str, element: Element) -> Option<String> {
        let klasse = self.soort.wortel().op(boven)?;
        let ouder = self.blad.wortel.vind(boven)?;
        if ouder.kinderen().any(|kind| kind.naam() == naam) {
            return None;
        }
        ouder.voeg_in(element, klasse);
        Some(format!("{boven}/{naam}"))
    }

    /// A copy of an element, at the end of those of its name; the path of the copy.
    pub(super) fn verdubbel(&mut self, pad: &str) -> Option<String> {
        let kopie = self.blad.wortel.vind(pad)?.clone();
        let (boven, naam) = pad.rsplit_once('/')?;
        let naam = naam.split('[').next()?;
        let ouder = self.blad.wortel.vind(boven)?;
        ouder.voeg(kopie);
        let aantal = ouder.kinderen().filter(|kind| kind.naam() == naam).count();
        Some(format!("{boven}/{naam}[{aantal}]"))
    }

    /// One of the elements of this name.
    pub(super) fn een_van(&mut self, pad: &str) -> Option<String> {
        let paden = self.blad.wortel.paden(pad);
        paden.get(self.kans.plaats(paden.len())).cloned()
    }

    /// A Contact of this Soort (any for an empty text) of a JW301.
    pub(super) fn een_contact(&mut self, soort: &str) -> Option<String> {
        let mut paden = self.blad.wortel.paden("Client/Contactgegevens/Contact");
        let relaties = self.blad.wortel.paden("Client/Relaties/Relatie");
        paden.extend(relaties.into_iter().map(|relatie| format!("{relatie}/Contact")));
        paden.retain(|pad| soort.is_empty() || self.tekst(&format!("{pad}/Soort")).as_deref() == Some(soort));
        paden.get(self.kans.plaats(paden.len())).cloned()
    }

    /// One of the products that are granted or asked for.
    pub(super) fn een_product(&mut self) -> Option<Product> {
        const PLEKKEN: [(&str, &str, &str); 4] = [
            (
                "Client/ToegewezenProducten/ToegewezenProduct",
                "Ingangsdatum",
                "Einddatum",
            ),
            (
                "Client/AangevraagdeProducten/AangevraagdProduct",
                "ToewijzingIngangsdatum",
                "ToewijzingEinddatum",
            ),
            (
                "Client/Verzoek/NieuweProducten/NieuwProduct",
                "GewensteIngangsdatum",
                "Einddatum",
            ),
            (
                "Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct",
                "GewensteIngangsdatum",
                "Einddatum",
            ),
        ];
        let mut uit: Vec<Product> = Vec::new();
        for (pad, begin, eind) in PLEKKEN {
            let paden = self.blad.wortel.paden(pad);
            uit.extend(paden.into_iter().map(|pad| Product { pad, begin, eind }));
        }
        let plaats = self.kans.plaats(uit.len());
        uit.into_iter().nth(plaats)
    }

    /// The date of birth of the child, and how exact it is.
    pub(super) fn geboren(&mut self, datum: &str, gebruik: Option<&str>) -> Option<String> {
        self.weg("Client/Geboortedatum/DatumGebruik");
        let pad = self.zet("Client/Geboortedatum/Datum", datum)?;
        match gebruik {
            Some(code) => self.erbij("Client/Geboortedatum", "DatumGebruik", code),
            None => Some(pad),
        }
    }

    /// A unit that is not counted per day, per day.
    pub(super) fn eenheid_per_dag(&mut self, pad: &str) -> Option<String> {
        let code = self.kans.een(&["14", "16", "83", "84"]);
        self.zet(&format!("{pad}/Omvang/Eenheid"), code)?;
        self.zet(&format!("{pad}/Omvang/Frequentie"), "1")
    }

    /// The last digit becomes another: no two numbers that pass the elfproef differ in one digit.
    pub(super) fn ander_cijfer(&mut self, pad: &str) -> Option<String> {
        let mut bsn = self.tekst(pad)?;
        let laatste = bsn.pop()?.to_digit(10)?;
        bsn.push(char::from_digit((laatste + 1) % 10, 10)?);
        self.zet(pad, &bsn)
    }
}
