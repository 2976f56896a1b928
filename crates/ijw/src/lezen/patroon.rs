//! The patterns of the standard, decided by hand: each in one pass over the text, none with backtracking.

/// A pattern facet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Patroon {
    /// No pattern.
    Vrij,
    /// `[0-9]{n}`
    Cijfers(usize),
    /// `[0-9]*`
    AlleenCijfers,
    /// `.*[^\s].*`: no line ends, and something other than white space.
    EenRegel,
    /// `([.\s]*\S+[.\s]*)+`: something other than white space.
    NietLeeg,
    /// `([a-zA-Z0-9])+`
    Alfanumeriek,
    /// `([a-zA-ZÀ-ỳ])+`: with the range taken literally, U+00C0 to U+1EF3.
    Letters,
    /// Three numbers without leading zeros, with full stops between them.
    Versie,
}

impl Patroon {
    /// Whether the whole text is of this form.
    pub(crate) fn past(self, tekst: &str) -> bool {
        match self {
            Self::Vrij => true,
            Self::Cijfers(n) => tekst.len() == n && cijfers(tekst),
            Self::AlleenCijfers => cijfers(tekst),
            Self::EenRegel => !tekst.contains(['\n', '\r']) && heeft_inhoud(tekst),
            Self::NietLeeg => heeft_inhoud(tekst),
            Self::Alfanumeriek => !tekst.is_empty() && tekst.bytes().all(|b| b.is_ascii_alphanumeric()),
            Self::Letters => !tekst.is_empty() && tekst.chars().all(letter),
            Self::Versie => {
                let mut delen = tekst.split('.');
                delen.by_ref().take(3).filter(|deel| getal(deel)).count() == 3 && delen.next().is_none()
            }
        }
    }

    /// What the pattern asks, to follow "verwacht:".
    pub(crate) fn uitleg(self) -> String {
        match self {
            Self::Vrij => "elke tekst".to_owned(),
            Self::Cijfers(n) => format!("precies {n} cijfers, zonder spaties"),
            Self::AlleenCijfers => "alleen cijfers, zonder spaties".to_owned(),
            Self::EenRegel => "tekst op één regel, niet alleen spaties".to_owned(),
            Self::NietLeeg => "tekst, niet alleen spaties".to_owned(),
            Self::Alfanumeriek => "alleen letters zonder accent en cijfers".to_owned(),
            Self::Letters => "alleen letters, zonder punten of spaties".to_owned(),
            Self::Versie => "drie getallen met punten ertussen, zoals 1.0.0".to_owned(),
        }
    }
}

fn cijfers(tekst: &str) -> bool {
    tekst.bytes().all(|b| b.is_ascii_digit())
}

/// White space in XML is these four characters and no others.
fn heeft_inhoud(tekst: &str) -> bool {
    tekst.bytes().any(|b| !matches!(b, b' ' | b'\t' | b'\n' | b'\r'))
}

fn letter(teken: char) -> bool {
    teken.is_ascii_alphabetic() || ('\u{C0}'..='\u{1EF3}').contains(&teken)
}

fn getal(deel: &str) -> bool {
    !deel.is_empty() && cijfers(deel) && (deel == "0" || !deel.starts_with('0'))
}

#[cfg(test)]
mod tests {
    use super::Patroon::*;

    #[test]
    fn een_regel_mag_geen_regeleinde_hebben_en_niet_leeg_zijn() {
        assert!(EenRegel.past(" de Groot "));
        assert!(
            EenRegel.past("\u{a0}"),
            "een harde spatie is voor XML geen witruimte"
        );
        assert!(!EenRegel.past("a\nb"));
        assert!(!EenRegel.past("a\rb"));
        assert!(!EenRegel.past(" \t"));
        assert!(!EenRegel.past(""));
    }

    #[test]
    fn commentaar_mag_regels_hebben() {
        assert!(NietLeeg.past("\n a \n\n b"));
        assert!(!NietLeeg.past(" \n\r\t"));
    }

    #[test]
    fn cijfers_zijn_ascii_cijfers() {
        assert!(Cijfers(4).past("0193"));
        assert!(!Cijfers(4).past("019"));
        assert!(!Cijfers(4).past("٠١٩٣"));
        assert!(AlleenCijfers.past(""));
    }

    #[test]
    fn letters_lopen_tot_en_met_u1ef3() {
        assert!(Letters.past("ÀẼz"));
        assert!(
            Letters.past("\u{d7}"),
            "het maalteken valt in het bereik van de standaard"
        );
        assert!(Letters.past("\u{1EF3}"));
        assert!(!Letters.past("\u{1EF4}"));
        assert!(!Letters.past("A."));
    }

    #[test]
    fn versies_zijn_drie_getallen_zonder_voorloopnullen() {
        assert!(Versie.past("1.0.0"));
        assert!(Versie.past("0.10.200"));
        for fout in ["1.0", "1.0.0.0", "01.0.0", "1..0", "1.0.a", "", "1.0.0."] {
            assert!(!Versie.past(fout), "{fout}");
        }
    }
}
