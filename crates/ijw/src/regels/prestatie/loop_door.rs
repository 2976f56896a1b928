//! The pass: hands each part of the message to the rules that look at it, and collects what they find.

use super::geheugen::Bewaard;
use super::geheugen::{Credit, Geheugen};
use super::sleutel::{Kort, Sleutelaar};
use super::zicht::{Kop, Lijn, omhulsel};
use super::{ClientWerk, KopWerk, PrestatieWerk, VerbandWerk};
use crate::lezen::Plek;
use crate::regels::{MEESTE, Regel, Werk, lijst};
use crate::{Bericht, BerichtSoort, Bevinding};
use std::borrow::Cow;
use std::sync::LazyLock;

/// Tells where an element stands in the file.
pub(crate) trait Plaatser {
    /// The place of an element below the one that is being judged; of the head, below the root. An element that is not
    /// there is placed at its deepest ancestor that is.
    fn plek(&mut self, onder: &str) -> Plek;
}

/// No file: places are looked up later, when anybody wants them.
struct Nergens;

impl Plaatser for Nergens {
    fn plek(&mut self, _: &str) -> Plek {
        Plek::default()
    }
}

/// What is being judged.
#[derive(Clone, Copy)]
enum Hier {
    Kop,
    Client(u32),
    Prestatie(u32, u32),
}

/// Collects what one rule finds.
pub(super) struct Melder<'a> {
    regel: &'static Regel,
    soort: BerichtSoort,
    hier: Hier,
    plaatser: &'a mut dyn Plaatser,
    uit: &'a mut Vec<Bevinding>,
}

impl Melder<'_> {
    /// A finding at an element below the one that is being judged.
    pub(super) fn op(&mut self, onder: &str, tekst: impl Into<String>) {
        if self.uit.len() < MEESTE {
            let plek = self.plaatser.plek(onder);
            self.zet(self.hier, onder, plek, tekst.into());
        }
    }

    /// A finding at the VorigReferentieNummer of an earlier line.
    pub(super) fn bij_credit(&mut self, credit: Credit, tekst: impl Into<String>) {
        if self.uit.len() < MEESTE {
            let hier = Hier::Prestatie(credit.client, credit.prestatie);
            self.zet(hier, VORIGE, credit.plek, tekst.into());
        }
    }

    fn zet(&mut self, hier: Hier, onder: &str, plek: Plek, tekst: String) {
        let om = omhulsel(self.soort);
        let boven = match hier {
            Hier::Kop => String::new(),
            Hier::Client(c) => format!("{om}/Clienten/Client[{c}]"),
            Hier::Prestatie(c, p) => format!("{om}/Clienten/Client[{c}]/Prestaties/Prestatie[{p}]"),
        };
        let streep = if boven.is_empty() || onder.is_empty() {
            ""
        } else {
            "/"
        };
        self.uit.push(Bevinding {
            niveau: 2,
            regel: Cow::Borrowed(self.regel.id),
            retourcode: self.regel.retourcode.map(Cow::Borrowed),
            pad: format!("{boven}{streep}{onder}"),
            regelnummer: plek.regel,
            kolom: plek.kolom,
            tekst,
        });
    }
}

/// Below a Prestatie.
pub(super) const VORIGE: &str = "ProductReferentie/VorigReferentieNummer";

/// The rules of one kind of message, by what they look at.
#[derive(Debug, Default)]
struct Werklijst {
    kop: Vec<(&'static Regel, KopWerk)>,
    client: Vec<(&'static Regel, ClientWerk)>,
    prestatie: Vec<(&'static Regel, PrestatieWerk)>,
    verband: Vec<(&'static Regel, VerbandWerk)>,
    slot: Vec<(&'static Regel, KopWerk)>,
}

impl Werklijst {
    fn van(soort: BerichtSoort) -> Self {
        let mut lijsten = Self::default();
        for regel in lijst().iter().filter(|regel| regel.berichten.contains(&soort)) {
            let (Werk::Lijn(deel) | Werk::InhoudOfLijn(_, deel)) = regel.werk else {
                continue;
            };
            lijsten.kop.extend(deel.kop.map(|f| (regel, f)));
            lijsten.client.extend(deel.client.map(|f| (regel, f)));
            lijsten.prestatie.extend(deel.prestatie.map(|f| (regel, f)));
            lijsten.verband.extend(deel.verband.map(|f| (regel, f)));
            lijsten.slot.extend(deel.slot.map(|f| (regel, f)));
        }
        lijsten
    }
}

static VAN_323: LazyLock<Werklijst> = LazyLock::new(|| Werklijst::van(BerichtSoort::Jw323));
static VAN_325: LazyLock<Werklijst> = LazyLock::new(|| Werklijst::van(BerichtSoort::Jw325));

/// Level 2 of one message, under way.
#[derive(Debug)]
pub(crate) struct Loop {
    soort: BerichtSoort,
    werk: &'static Werklijst,
    geheugen: Geheugen,
    uit: Vec<Bevinding>,
}

impl Loop {
    /// Of a JW323 or JW325.
    pub(crate) fn nieuw(soort: BerichtSoort) -> Self {
        Self {
            soort,
            werk: match soort {
                BerichtSoort::Jw323 => &VAN_323,
                _ => &VAN_325,
            },
            geheugen: Geheugen::nieuw(soort),
            uit: Vec::new(),
        }
    }

    /// Whether nothing was found so far.
    pub(crate) fn is_schoon(&self) -> bool {
        self.uit.is_empty()
    }

    /// How many Prestaties passed.
    pub(crate) fn aantal(&self) -> u64 {
        self.geheugen.aantal
    }

    fn kopwerk(
        &mut self,
        bericht: &Bericht,
        plaatser: &mut dyn Plaatser,
        werk: &'static [(&'static Regel, KopWerk)],
    ) {
        let Some(kop) = Kop::van(bericht) else { return };
        for (regel, f) in werk {
            let mut meld = Melder {
                regel,
                soort: self.soort,
                hier: Hier::Kop,
                plaatser: &mut *plaatser,
                uit: &mut self.uit,
            };
            f(&kop, &mut self.geheugen, &mut meld);
        }
    }

    /// The head, before the first Client.
    pub(crate) fn kop(&mut self, bericht: &Bericht, plaatser: &mut dyn Plaatser) {
        if let Some(kop) = Kop::van(bericht) {
            self.geheugen.onthoud(&kop);
        }
        self.kopwerk(bericht, plaatser, &self.werk.kop);
    }

    /// A Client begins.
    pub(crate) fn client(&mut self, nummer: u32, bsn: &str, plaatser: &mut dyn Plaatser) {
        (self.geheugen.client, self.geheugen.prestatie) = (nummer, 0);
        for (regel, f) in &self.werk.client {
            let mut meld = Melder {
                regel,
                soort: self.soort,
                hier: Hier::Client(nummer),
                plaatser: &mut *plaatser,
                uit: &mut self.uit,
            };
            f(bsn, &mut self.geheugen, &mut meld);
        }
    }

    /// A Prestatie of this Client.
    pub(crate) fn prestatie(&mut self, nummer: u32, lijn: &Lijn<'_>, plaatser: &mut dyn Plaatser) {
        self.geheugen.plek_vorige = match lijn.referentie.vorig_referentie_nummer {
            Some(_) => plaatser.plek(VORIGE),
            None => Plek::default(),
        };
        for (regel, f) in &self.werk.prestatie {
            let mut meld = Melder {
                regel,
                soort: self.soort,
                hier: Hier::Prestatie(self.geheugen.client, nummer),
                plaatser: &mut *plaatser,
                uit: &mut self.uit,
            };
            f(lijn, &self.geheugen.bewaard, &mut meld);
        }
        let kort = self.geheugen.sleutelaar().kort(lijn);
        self.kort(nummer, &kort, plaatser);
    }

    /// A Prestatie of this Client of which [`Los`] found that nothing is wrong with it by itself.
    pub(crate) fn kort(&mut self, nummer: u32, kort: &Kort, plaatser: &mut dyn Plaatser) {
        self.geheugen.prestatie = nummer;
        let beeld = self.geheugen.neem(kort);
        for (regel, f) in &self.werk.verband {
            let mut meld = Melder {
                regel,
                soort: self.soort,
                hier: Hier::Prestatie(self.geheugen.client, nummer),
                plaatser: &mut *plaatser,
                uit: &mut self.uit,
            };
            f(&beeld, &mut meld);
        }
    }

    /// Such a Prestatie comes soon.
    pub(crate) fn straks(&self, kort: &Kort) {
        self.geheugen.straks(kort);
    }

    /// What others need to look at lines by themselves.
    pub(crate) fn los(&self) -> Los {
        Los {
            soort: self.soort,
            werk: self.werk,
            bewaard: self.geheugen.bewaard,
            sleutelaar: self.geheugen.sleutelaar(),
        }
    }

    /// The end: `bericht` is the whole head.
    pub(crate) fn slot(mut self, bericht: &Bericht, plaatser: &mut dyn Plaatser) -> Vec<Bevinding> {
        self.kopwerk(bericht, plaatser, &self.werk.slot);
        self.uit
    }
}

/// The rules that look at a line by itself, for whoever reads ahead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Los {
    soort: BerichtSoort,
    werk: &'static Werklijst,
    bewaard: Bewaard,
    sleutelaar: Sleutelaar,
}

impl Los {
    /// What the walk needs of a line in which nothing is wrong; `None` when it must look itself. The place of a
    /// VorigReferentieNummer is remembered, so those it looks at as well.
    pub(crate) fn kort(&self, lijn: &Lijn<'_>) -> Option<Kort> {
        if lijn.referentie.vorig_referentie_nummer.is_some() {
            return None;
        }
        let mut uit = Vec::new();
        for (regel, f) in &self.werk.prestatie {
            let mut meld = Melder {
                regel,
                soort: self.soort,
                hier: Hier::Kop,
                plaatser: &mut Nergens,
                uit: &mut uit,
            };
            f(lijn, &self.bewaard, &mut meld);
        }
        uit.is_empty().then(|| self.sleutelaar.kort(lijn))
    }
}

/// Level 2 of a message that is held whole; `None` when it is no JW323 or JW325.
pub(crate) fn heel(bericht: &Bericht) -> Option<Vec<Bevinding>> {
    let mut gang = Loop::nieuw(bericht.soort());
    match bericht {
        Bericht::Jw323(b) => {
            gang.kop(bericht, &mut Nergens);
            for (client, c) in b.declaratie.clienten.client.iter().zip(1..) {
                gang.client(c, &client.bsn, &mut Nergens);
                for (prestatie, p) in client.prestaties.prestatie.iter().zip(1..) {
                    gang.prestatie(p, &prestatie.into(), &mut Nergens);
                }
            }
        }
        Bericht::Jw325(b) => {
            gang.kop(bericht, &mut Nergens);
            let clienten = b.declaratie_antwoord.as_ref().and_then(|a| a.clienten.as_ref());
            for (client, c) in clienten.iter().flat_map(|alle| &alle.client).zip(1..) {
                gang.client(c, &client.bsn, &mut Nergens);
                for (prestatie, p) in client.prestaties.prestatie.iter().zip(1..) {
                    gang.prestatie(p, &prestatie.into(), &mut Nergens);
                }
            }
        }
        _ => return None,
    }
    Some(gang.slot(bericht, &mut Nergens))
}
