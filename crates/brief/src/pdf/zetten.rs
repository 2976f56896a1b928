//! Where each line of a letter stands, in whole hundredths of a point from the left and the top of its sheet.

use super::letter::Letter;
use crate::{Blok, Brief, Exemplaar};
use houvast_begrip::datum;

/// A4.
pub(super) const BLAD_BREED: i32 = 59_528;
/// A4.
pub(super) const BLAD_HOOG: i32 = 84_189;
/// 25 mm.
const MARGE: i32 = 7_087;
const BREED: i32 = BLAD_BREED - 2 * MARGE;
/// Where the text of a next sheet begins.
const BOVEN: i32 = 6_200;
/// Text ends here; the page number stands below it.
const ONDER: i32 = BLAD_HOOG - 7_500;
/// 50 mm from the top: the window of an envelope.
const VENSTER: i32 = 14_173;
const AFZENDER_X: i32 = 37_500;

const GEWOON: i32 = 1_100;
const KLEIN: i32 = 950;
const KOP: i32 = 1_300;
const TITEL: i32 = 1_800;
/// Where a value stands beside its label.
const WAARDE_X: i32 = 9_000;
const INSPRING: i32 = 1_400;

/// Colour of a text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Tint {
    Inkt,
    Zacht,
    Accent,
}

/// A line of text in its place; `y` is that of its base.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Stuk {
    pub(super) blad: usize,
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) grootte: i32,
    pub(super) vet: bool,
    pub(super) tint: Tint,
    /// Not for a screen reader.
    pub(super) bladnummer: bool,
    pub(super) tekst: String,
}

/// What lines are together: a list of their numbers in `Opmaak::stukken`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Knoop {
    Alinea(Vec<usize>),
    Kop(u16, String, Vec<usize>),
    /// Sign and text of each point.
    Lijst(Vec<(Vec<usize>, Vec<usize>)>),
    /// Label and value of each row.
    Tabel(Vec<(Vec<usize>, Vec<usize>)>),
}

/// A letter on its sheets.
#[derive(Default)]
pub(super) struct Opmaak {
    pub(super) bladen: usize,
    pub(super) stukken: Vec<Stuk>,
    pub(super) knopen: Vec<Knoop>,
}

/// How a line looks.
#[derive(Clone, Copy)]
struct Vorm {
    grootte: i32,
    vet: bool,
    tint: Tint,
}

const TEKST: Vorm = Vorm {
    grootte: GEWOON,
    vet: false,
    tint: Tint::Inkt,
};

impl Vorm {
    /// 1.4 times the size (WCAG asks that text may be read with space between its lines).
    fn regel(self) -> i32 {
        self.grootte * 14 / 10
    }
}

/// Sets a letter.
pub(super) struct Zet<'a> {
    letter: &'a Letter,
    uit: Opmaak,
    y: i32,
}

impl<'a> Zet<'a> {
    pub(super) fn nieuw(letter: &'a Letter) -> Self {
        Self {
            letter,
            uit: Opmaak {
                bladen: 1,
                ..Opmaak::default()
            },
            y: BOVEN,
        }
    }

    /// The whole letter.
    pub(super) fn brief(mut self, brief: &Brief, exemplaar: &Exemplaar) -> Opmaak {
        let klein = Vorm {
            grootte: KLEIN,
            tint: Tint::Zacht,
            ..TEKST
        };
        self.y = 4_200;
        let afzender = self.regels_op(AFZENDER_X, &brief.afzender, klein);
        let onder_afzender = self.y;
        self.y = VENSTER;
        let aan: Vec<String> = exemplaar.namen.iter().chain(&exemplaar.adres).cloned().collect();
        let aan = self.regels_op(MARGE, &aan, TEKST);
        self.uit.knopen.push(Knoop::Alinea(afzender));
        self.uit.knopen.push(Knoop::Alinea(aan));
        self.y = self.y.max(onder_afzender).max(VENSTER + 8_000) + 1_000;

        self.feiten(&[
            ("Datum".to_owned(), datum::voluit(brief.dagtekening)),
            ("Kenmerk".to_owned(), brief.kenmerk.clone()),
        ]);
        self.y += 800;
        self.kop(1, &brief.titel);
        self.alinea(&exemplaar.aanhef);
        for blok in &exemplaar.blokken {
            match blok {
                Blok::Kop(tekst) => self.kop(2, tekst),
                Blok::Alinea(tekst) => self.alinea(tekst),
                Blok::Lijst(punten) => self.lijst(punten),
                Blok::Feiten(feiten) => self.feiten(feiten),
                Blok::Adres(regels) => self.samen(regels, INSPRING),
            }
        }
        self.y += 1_000;
        self.samen(&brief.slot, 0);
        self.bladnummers();
        self.uit
    }

    /// A new sheet when so much does not fit any more.
    fn ruimte(&mut self, nodig: i32) {
        if self.y + nodig > ONDER {
            self.uit.bladen += 1;
            self.y = BOVEN;
        }
    }

    fn zet(&mut self, x: i32, vorm: Vorm, tekst: String) -> usize {
        self.uit.stukken.push(Stuk {
            blad: self.uit.bladen - 1,
            x,
            y: self.y,
            grootte: vorm.grootte,
            vet: vorm.vet,
            tint: vorm.tint,
            bladnummer: false,
            tekst,
        });
        self.uit.stukken.len() - 1
    }

    /// Lines of which each begins anew, such as an address.
    fn regels_op(&mut self, x: i32, regels: &[String], vorm: Vorm) -> Vec<usize> {
        let mut uit = Vec::new();
        for (i, regel) in regels.iter().enumerate() {
            let breed = BLAD_BREED - MARGE - x;
            let gebroken = self.breek(regel, vorm, breed);
            let laatste = gebroken.len();
            for (j, deel) in gebroken.into_iter().enumerate() {
                self.ruimte(vorm.regel());
                self.y += vorm.regel();
                // A screen reader reads the lines as one: a space keeps their words apart.
                let einde = i + 1 == regels.len() && j + 1 == laatste;
                uit.push(self.zet(x, vorm, if einde { deel } else { format!("{deel} ") }));
            }
        }
        uit
    }

    fn kop(&mut self, niveau: u16, tekst: &str) {
        let vorm = Vorm {
            grootte: if niveau == 1 { TITEL } else { KOP },
            vet: true,
            tint: if niveau == 1 { Tint::Inkt } else { Tint::Accent },
        };
        self.y += if niveau == 1 { 600 } else { 900 };
        // A heading never stands alone at the foot of a sheet.
        self.ruimte(vorm.regel() + 3 * TEKST.regel());
        let stukken = self.regels_op(MARGE, &[tekst.to_owned()], vorm);
        self.uit
            .knopen
            .push(Knoop::Kop(niveau, self.letter.leesbaar(tekst), stukken));
        self.y += 300;
    }

    fn alinea(&mut self, tekst: &str) {
        let stukken = self.regels_op(MARGE, &[tekst.to_owned()], TEKST);
        self.uit.knopen.push(Knoop::Alinea(stukken));
        self.y += 600;
    }

    /// Lines that stay on one sheet.
    fn samen(&mut self, regels: &[String], inspring: i32) {
        let aantal = i32::try_from(regels.len()).unwrap_or(1);
        self.ruimte(aantal * TEKST.regel());
        let stukken = self.regels_op(MARGE + inspring, regels, TEKST);
        self.uit.knopen.push(Knoop::Alinea(stukken));
        self.y += 600;
    }

    fn lijst(&mut self, punten: &[String]) {
        let mut uit = Vec::new();
        for punt in punten {
            self.ruimte(TEKST.regel());
            let voor = self.y;
            self.y += TEKST.regel();
            let teken = self.zet(MARGE + 300, TEKST, "• ".to_owned());
            self.y = voor;
            let tekst = self.regels_op(MARGE + INSPRING, std::slice::from_ref(punt), TEKST);
            uit.push((vec![teken], tekst));
        }
        self.uit.knopen.push(Knoop::Lijst(uit));
        self.y += 600;
    }

    fn feiten(&mut self, feiten: &[(String, String)]) {
        let label = Vorm {
            tint: Tint::Zacht,
            ..TEKST
        };
        let mut uit = Vec::new();
        for (naam, waarde) in feiten {
            let hoog = self.breek(waarde, TEKST, BREED - WAARDE_X).len();
            self.ruimte(TEKST.regel() * i32::try_from(hoog).unwrap_or(1));
            let voor = self.y;
            let links = self.regels_op(MARGE, &[format!("{naam}:")], label);
            self.y = voor;
            let rechts = self.regels_op(MARGE + WAARDE_X, std::slice::from_ref(waarde), TEKST);
            uit.push((links, rechts));
        }
        self.uit.knopen.push(Knoop::Tabel(uit));
        self.y += 600;
    }

    fn bladnummers(&mut self) {
        let totaal = self.uit.bladen;
        for blad in 0..totaal {
            let tekst = format!("bladzijde {} van {totaal}", blad + 1);
            let breed = self.letter.breedte(&tekst, KLEIN, false);
            self.uit.stukken.push(Stuk {
                blad,
                x: BLAD_BREED - MARGE - breed,
                y: BLAD_HOOG - 4_200,
                grootte: KLEIN,
                vet: false,
                tint: Tint::Zacht,
                bladnummer: true,
                tekst,
            });
        }
    }

    /// Breaks a text at its spaces, ragged right: even spaces read easier than filled lines.
    fn breek(&self, tekst: &str, vorm: Vorm, breed: i32) -> Vec<String> {
        let past = |regel: &str| self.letter.breedte(regel, vorm.grootte, vorm.vet) <= breed;
        let mut uit = vec![String::new()];
        for woord in self.letter.leesbaar(tekst).split(' ').filter(|w| !w.is_empty()) {
            let Some(regel) = uit.last_mut() else { break };
            let samen = if regel.is_empty() {
                woord.to_owned()
            } else {
                format!("{regel} {woord}")
            };
            if past(&samen) {
                *regel = samen;
                continue;
            }
            if !regel.is_empty() {
                uit.push(String::new());
            }
            // A word that is wider than the sheet is cut between its letters.
            for teken in woord.chars() {
                let Some(regel) = uit.last_mut() else { break };
                regel.push(teken);
                if !past(regel) {
                    regel.pop();
                    uit.push(teken.to_string());
                }
            }
        }
        uit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zet(letter: &Letter, tekst: &str) -> Vec<String> {
        Zet::nieuw(letter).breek(tekst, TEKST, BREED)
    }

    #[test]
    fn elke_regel_past_en_geen_woord_gaat_verloren() {
        let letter = Letter::lees().unwrap();
        let tekst = "Een computer heeft dit besluit genomen, volgens vaste regels. ".repeat(9);
        let regels = zet(&letter, &tekst);
        assert!(regels.len() > 4);
        for regel in &regels {
            assert!(letter.breedte(regel, GEWOON, false) <= BREED, "{regel}");
        }
        assert_eq!(regels.join(" "), tekst.trim());
        let lang = "x".repeat(400);
        assert_eq!(zet(&letter, &lang).concat(), lang);
        assert_eq!(zet(&letter, ""), [""]);
    }

    #[test]
    fn een_teken_dat_het_lettertype_mist_wordt_een_vraagteken() {
        let letter = Letter::lees().unwrap();
        assert_eq!(
            letter.leesbaar("Zoë Ağır €\u{a0}5 👍\t\u{7}"),
            "Zoë Ağır €\u{a0}5 ? ?"
        );
        assert!(letter.breedte("vet", GEWOON, true) > letter.breedte("vet", GEWOON, false));
    }
}
