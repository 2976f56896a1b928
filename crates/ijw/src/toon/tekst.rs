//! The page as text.

use super::{Blad, Kop, Regel};
use std::io::{self, Write};

/// Names of elements take so many columns.
const KOLOM: usize = 30;

/// A page of text; each section two columns further in.
pub struct TekstBlad<W> {
    uit: W,
    diepte: usize,
}

impl<W: Write> TekstBlad<W> {
    /// A page on this writer.
    pub fn op(uit: W) -> Self {
        Self { uit, diepte: 0 }
    }

    fn inspringen(&mut self) -> io::Result<()> {
        write!(self.uit, "{:1$}", "", self.diepte * 2)
    }
}

impl<W: Write> Blad for TekstBlad<W> {
    fn kop(&mut self, kop: &Kop) -> io::Result<()> {
        writeln!(
            self.uit,
            "{} {} (iJw {})",
            kop.soort.as_str(),
            kop.soort.naam(),
            kop.soort.release()
        )?;
        kop.zinnen
            .iter()
            .try_for_each(|zin| writeln!(self.uit, "{}", schoon(zin, 0)))
    }

    fn sectie(&mut self, titel: &str, _: &str) -> io::Result<()> {
        writeln!(self.uit)?;
        self.inspringen()?;
        writeln!(self.uit, "{}", schoon(titel, 0))?;
        self.diepte += 1;
        Ok(())
    }

    fn regel(&mut self, regel: &Regel) -> io::Result<()> {
        self.inspringen()?;
        let tekst = schoon(&regel.tekst, self.diepte * 2 + KOLOM);
        if regel.naam.is_empty() {
            return writeln!(self.uit, "{tekst}");
        }
        let breed = KOLOM.saturating_sub(1);
        writeln!(self.uit, "{:breed$} {tekst}", regel.naam)
    }

    fn eind(&mut self) -> io::Result<()> {
        self.diepte = self.diepte.saturating_sub(1);
        Ok(())
    }
}

/// A message is somebody else's text: no control character of it reaches the screen. A new line goes on below itself.
fn schoon(tekst: &str, kolom: usize) -> String {
    let mut uit = String::with_capacity(tekst.len());
    for teken in tekst.chars() {
        match teken {
            '\n' => {
                uit.push('\n');
                uit.extend(std::iter::repeat_n(' ', kolom));
            }
            '\t' => uit.push(' '),
            // Bidirectional overrides can make a line read as another one.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => uit.push('\u{fffd}'),
            teken if teken.is_control() => uit.push('\u{fffd}'),
            teken => uit.push(teken),
        }
    }
    uit
}

#[cfg(test)]
mod tests {
    use super::schoon;

    #[test]
    fn een_stuurteken_uit_een_bericht_komt_niet_op_het_scherm() {
        assert_eq!(schoon("a\u{9b}31mb\u{202e}c\td", 0), "a\u{fffd}31mb\u{fffd}c d");
        assert_eq!(schoon("een\ntwee", 3), "een\n   twee");
    }
}
