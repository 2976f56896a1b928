//! May a second provider run beside the first?

use super::waarde::keuze;
use super::zitting::{Zitting, feit, feiten, nodig, uitkomst};
use super::{Rol, Vraag};
use crate::regioprofiel::Bepaling as B;
use jiff::civil::Date;

keuze! {
    /// What runs already.
    pub enum Lopend {
        Niets = "niets", "er loopt geen budget";
        AndereAanbieder = "andere-aanbieder", "een budget bij een andere aanbieder";
        DezelfdeAanbieder = "dezelfde-aanbieder", "een budget bij dezelfde aanbieder";
    }
}

feiten! {
    /// Help that is asked beside other help.
    pub struct TweedeFeiten {
        moet lopend: Lopend => "Wat er al loopt";
        mag akkoord: bool => "De Toegang gaat akkoord met hulp naast elkaar";
        mag contact: Date => "Contact met de Toegang";
    }
}

uitkomst! {
    /// Beside it or not.
    pub struct TweedeUitkomst {
        mag_ernaast: bool => "Mag ernaast";
        eigen_budget: bool => "Elk een eigen budget";
        procesregie: Rol => "Procesregie";
    }
}

/// See the module.
pub struct TweedeAanbieder;

impl Vraag for TweedeAanbieder {
    const ID: &'static str = "tweede-aanbieder";
    const TITEL: &'static str = "Mag er een tweede aanbieder of traject naast?";
    const BEPALINGEN: &'static [B] = &[B::TweedeAanbieder, B::ProcesregieAanbieders, B::WijzigingToegang];
    const EISEN: &'static [&'static str] = &["R-109", "R-112", "R-113"];
    type Feiten = TweedeFeiten;
    type Uitkomst = TweedeUitkomst;

    fn antwoord(f: &TweedeFeiten, z: &mut Zitting<'_>) -> Option<TweedeUitkomst> {
        if !z.geregeld(B::TweedeAanbieder) {
            z.niet_geregeld(B::TweedeAanbieder);
            return None;
        }
        let mut uit = TweedeUitkomst::default();
        match f.lopend.waarde()? {
            Lopend::Niets => {
                z.voor(B::TweedeAanbieder, "Er loopt geen ander budget.")
                    .met(feit!(f.lopend));
                uit.mag_ernaast = Some(true);
            }
            Lopend::AndereAanbieder => {
                nodig!(z, f.akkoord)?;
                // An aanbieder cannot agree on behalf of the Toegang.
                let akkoord = f.akkoord.van_gemeente() == Some(&true);
                if akkoord {
                    z.voor(
                        B::TweedeAanbieder,
                        "De Toegang gaat akkoord: de budgetten lopen naast elkaar, elk met een eigen bedrag.",
                    )
                } else {
                    z.opdracht(Rol::Aanbieder, "Neem eerst contact op met de Toegang.");
                    z.tegen(
                        B::TweedeAanbieder,
                        "Er loopt al een budget bij een andere aanbieder en de Toegang is niet akkoord.",
                    )
                }
                .met(feit!(f.lopend))
                .met(feit!(f.akkoord));
                uit.mag_ernaast = Some(akkoord);
                uit.eigen_budget = Some(akkoord);
                if akkoord {
                    z.voor(
                        B::ProcesregieAanbieders,
                        "Bij meer aanbieders heeft de Toegang de procesregie: één gezin, één plan.",
                    );
                    uit.procesregie = Some(Rol::Toegang);
                }
            }
            Lopend::DezelfdeAanbieder => {
                let contact = f.contact.waarde.is_some_and(|dag| dag <= z.peildatum);
                if contact {
                    z.voorleggen(B::WijzigingToegang, "Er loopt al een traject bij deze aanbieder. Er is contact geweest; de Toegang beslist over een andere aanpak.")
                } else {
                    z.opdracht(Rol::Aanbieder, "Neem eerst contact op met de Toegang.");
                    z.tegen(B::WijzigingToegang, "Er loopt al een traject bij deze aanbieder. Een tweede traject start niet zonder de Toegang.")
                }
                .met(feit!(f.lopend))
                .met(feit!(f.contact));
                uit.mag_ernaast = Some(false);
            }
        }
        Some(uit)
    }
}
