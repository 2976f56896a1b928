//! Where elements began: a stream has no bytes to look at again.

use super::bron::Plek;

/// Where the elements stand that were read lately, for findings of a later level.
#[derive(Debug, Default)]
pub(crate) struct Spoor {
    rijen: Vec<Stip>,
}

#[derive(Clone, Copy, Debug)]
struct Stip {
    diepte: usize,
    naam: &'static str,
    nummer: u32,
    plek: Plek,
}

impl Spoor {
    /// An element began.
    pub(super) fn zet(&mut self, diepte: usize, naam: &'static str, nummer: u32, plek: Plek) {
        self.rijen.push(Stip {
            diepte,
            naam,
            nummer,
            plek,
        });
    }

    /// Forgets all.
    pub(super) fn wis(&mut self) {
        self.rijen.clear();
    }

    /// Forgets all but the element that began last.
    pub(crate) fn alleen_laatste(&mut self) {
        if let Some(laatste) = self.rijen.pop() {
            self.rijen.clear();
            self.rijen.push(laatste);
        }
    }

    /// The place of an element below one of this depth; where it is not there, that of its deepest ancestor.
    pub(crate) fn zoek(&self, diepte: usize, onder: &str) -> Plek {
        let mut beste = self.rijen.iter().find(|s| s.diepte == diepte || diepte == 0);
        let mut stappen = onder.split('/').filter(|stap| !stap.is_empty()).peekable();
        let mut gezocht = diepte + 1;
        for stip in &self.rijen {
            let Some(stap) = stappen.peek() else { break };
            if stip.diepte == gezocht && stip.is(stap) {
                beste = Some(stip);
                stappen.next();
                gezocht += 1;
            }
        }
        beste.map_or(Plek { regel: 1, kolom: 1 }, |stip| stip.plek)
    }
}

impl Stip {
    fn is(&self, stap: &str) -> bool {
        match stap.strip_suffix(']').and_then(|s| s.split_once('[')) {
            Some((naam, nummer)) => naam == self.naam && nummer.parse() == Ok(self.nummer),
            None => stap == self.naam && self.nummer <= 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_pad_wijst_naar_zijn_element_of_naar_wat_er_het_dichtst_bij_staat() {
        let mut spoor = Spoor::default();
        let op = |regel| Plek { regel, kolom: 1 };
        spoor.zet(4, "Prestatie", 2, op(10));
        spoor.zet(5, "ProductReferentie", 0, op(11));
        spoor.zet(6, "ReferentieNummer", 0, op(12));
        spoor.zet(5, "ProductPeriode", 0, op(14));
        spoor.zet(6, "Begindatum", 0, op(15));
        for (pad, regel) in [
            ("", 10),
            ("ProductPeriode/Begindatum", 15),
            ("ProductReferentie/VorigReferentieNummer", 11),
            ("ProductTarief", 10),
        ] {
            assert_eq!(spoor.zoek(4, pad), op(regel), "{pad}");
        }
        spoor.alleen_laatste();
        assert_eq!(spoor.zoek(6, ""), op(15));
    }
}
