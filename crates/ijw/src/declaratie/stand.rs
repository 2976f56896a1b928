//! What has been granted on one toewijzing, while the lines of its client are judged.

use super::Toewijzing;
use super::zicht::{Zicht, kleinste, past};
use crate::Tekst;
use crate::berichten::basis::GeslotenPeriode;
use crate::berichten::codes::Eenheid;
use crate::berichten::jw323::Prestatie;
use jiff::civil::Date;

/// What a debit comes on top of.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(crate) struct Samen {
    /// Volume in the month of the line, in the smallest eenheid.
    pub(super) maand: u64,
    /// Volume on the toewijzing, in the smallest eenheid.
    pub(super) totaal: u64,
    /// Amount on the toewijzing, in eurocents.
    pub(super) bedrag: u64,
    /// Is there a debit for the same product and period already, not credited?
    pub(super) dubbel: bool,
}

/// Which of two sums, see [`Stand`].
#[derive(Clone, Copy)]
enum Welke {
    Zeker,
    Hooguit,
}

/// A volume or an amount, counted both ways.
#[derive(Clone, Copy, Default, Debug)]
struct Paar {
    zeker: u64,
    hooguit: u64,
}

impl Paar {
    fn van(self, welke: Welke) -> u64 {
        match welke {
            Welke::Zeker => self.zeker,
            Welke::Hooguit => self.hooguit,
        }
    }

    fn bij(&mut self, welke: Welke, aantal: u64) {
        let som = match welke {
            Welke::Zeker => &mut self.zeker,
            Welke::Hooguit => &mut self.hooguit,
        };
        *som = som.saturating_add(aantal);
    }
}

/// What a line adds: month, volume in the smallest eenheid, and eurocents.
type Bijdrage = (Date, u64, u64);

/// A toewijzing with its sums.
///
/// Credits count first (OP366), but may stand after the debits that need their room. So two sums are kept: `hooguit`, without
/// the credits of this message and with every debit that was not refused yet, and `zeker`, with the credits and with granted
/// debits only. A debit that fits in `hooguit` fits whatever follows. One that does not waits for the end of its client, and
/// is then held against `zeker`.
#[derive(Clone, Debug)]
pub(super) struct Stand {
    pub(super) feiten: Toewijzing,
    /// Volume by the first day of the month; a handful.
    maanden: Vec<(Date, Paar)>,
    totaal: Paar,
    bedrag: Paar,
    /// ReferentieNummers of the debits that this message credits.
    gecrediteerd: Vec<Tekst>,
}

impl Stand {
    pub(super) fn nieuw(feiten: Toewijzing) -> Self {
        let mut stand = Self {
            maanden: Vec::new(),
            totaal: Paar::default(),
            bedrag: Paar::default(),
            gecrediteerd: Vec::new(),
            feiten,
        };
        for i in 0..stand.feiten.debetten.len() {
            let Some(debet) = stand.feiten.debetten.get(i) else {
                continue;
            };
            let volume = telt(&stand.feiten, debet.volume, debet.eenheid);
            let bijdrage = (maand_van(&debet.periode), volume, u64::from(debet.bedrag));
            stand.bij(Welke::Zeker, bijdrage);
            stand.bij(Welke::Hooguit, bijdrage);
        }
        stand
    }

    fn bij(&mut self, welke: Welke, (maand, volume, bedrag): Bijdrage) {
        self.totaal.bij(welke, volume);
        self.bedrag.bij(welke, bedrag);
        match self.maanden.iter_mut().find(|(dag, _)| *dag == maand) {
            Some((_, som)) => som.bij(welke, volume),
            None => {
                let mut som = Paar::default();
                som.bij(welke, volume);
                self.maanden.push((maand, som));
            }
        }
    }

    /// A credit of this debit was granted.
    pub(super) fn crediteer(&mut self, credit: &Prestatie) {
        let (maand, volume, bedrag) = self.bijdrage(credit);
        self.totaal.zeker = self.totaal.zeker.saturating_sub(volume);
        self.bedrag.zeker = self.bedrag.zeker.saturating_sub(bedrag);
        if let Some((_, som)) = self.maanden.iter_mut().find(|(dag, _)| *dag == maand) {
            som.zeker = som.zeker.saturating_sub(volume);
        }
        self.gecrediteerd
            .extend(credit.product_referentie.vorig_referentie_nummer.clone());
    }

    /// This debit was granted at once.
    pub(super) fn ken_toe(&mut self, debet: &Prestatie) {
        self.wacht(debet);
        self.ken_later_toe(debet);
    }

    /// This debit waits for the end of its client.
    pub(super) fn wacht(&mut self, debet: &Prestatie) {
        self.bij(Welke::Hooguit, self.bijdrage(debet));
    }

    /// This debit was granted at the end of its client.
    pub(super) fn ken_later_toe(&mut self, debet: &Prestatie) {
        self.bij(Welke::Zeker, self.bijdrage(debet));
    }

    /// What the line comes on top of, before the credits.
    pub(super) fn hooguit(&self, debet: &Prestatie) -> Samen {
        self.samen(Welke::Hooguit, debet, self.dubbel(debet, &[]))
    }

    /// What the line comes on top of, when all credits are in.
    pub(super) fn zeker(&self, debet: &Prestatie) -> Samen {
        self.samen(Welke::Zeker, debet, self.dubbel(debet, &self.gecrediteerd))
    }

    fn samen(&self, welke: Welke, debet: &Prestatie, dubbel: bool) -> Samen {
        let maand = maand_van(&debet.product_periode);
        let som = self.maanden.iter().find(|(dag, _)| *dag == maand);
        Samen {
            maand: som.map_or(0, |(_, som)| som.van(welke)),
            totaal: self.totaal.van(welke),
            bedrag: self.bedrag.van(welke),
            dubbel,
        }
    }

    fn dubbel(&self, p: &Prestatie, gecrediteerd: &[Tekst]) -> bool {
        self.feiten.debetten.iter().any(|debet| {
            (debet.categorie, &debet.code, &debet.periode)
                == (p.product_categorie, &p.product_code, &p.product_periode)
                && !gecrediteerd.contains(&debet.referentie)
        })
    }

    fn bijdrage(&self, p: &Prestatie) -> Bijdrage {
        let volume = telt(&self.feiten, p.geleverd_volume, p.eenheid);
        let maand = maand_van(&p.product_periode);
        (maand, volume, u64::from(p.ingediend_bedrag.bedrag))
    }
}

/// The volume that counts on the Omvang of the toewijzing; none in another eenheid.
fn telt(toewijzing: &Toewijzing, volume: u32, eenheid: Eenheid) -> u64 {
    match &toewijzing.omvang {
        Some(omvang) if past(eenheid, omvang.eenheid) => kleinste(volume, eenheid),
        _ => 0,
    }
}

fn maand_van(periode: &GeslotenPeriode) -> Date {
    periode.begindatum.first_of_month()
}

impl Zicht<'_> {
    /// The volume of the line that counts on the Omvang of its toewijzing.
    pub(super) fn volume(&self) -> u64 {
        let p = self.prestatie();
        kleinste(p.geleverd_volume, p.eenheid)
    }
}
