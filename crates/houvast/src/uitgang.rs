//! Exit codes: 0 well, 1 findings or a negative outcome, 2 usage or unreadable input (wins over 1), 3 the system failed.

use std::process::ExitCode;

/// How a command ended. The order is the order in which one outcome wins over another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Uitgang {
    /// Everything in order.
    Goed,
    /// Findings, or an answer that is not what was asked.
    Bevindingen,
    /// Wrong usage, or something that could not be read.
    Gebruik,
    /// The program or its surroundings failed.
    Systeem,
}

impl From<Uitgang> for ExitCode {
    fn from(uitgang: Uitgang) -> Self {
        Self::from(match uitgang {
            Uitgang::Goed => 0,
            Uitgang::Bevindingen => 1,
            Uitgang::Gebruik => 2,
            Uitgang::Systeem => 3,
        })
    }
}

/// The person at the keyboard can mend this: exit code 2.
#[derive(Debug)]
pub(crate) struct GebruikFout(pub(crate) String);

impl std::fmt::Display for GebruikFout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for GebruikFout {}

/// A [`GebruikFout`] as the error of a command.
pub(crate) fn gebruik(tekst: impl Into<String>) -> anyhow::Error {
    anyhow::Error::new(GebruikFout(tekst.into()))
}

/// Prints the error with its causes and picks the exit code.
pub(crate) fn meld(fout: &anyhow::Error) -> Uitgang {
    // `houvast … | head`: the reader has enough.
    let pijp = |f: &std::io::Error| f.kind() == std::io::ErrorKind::BrokenPipe;
    if fout.downcast_ref().is_some_and(pijp) {
        return Uitgang::Goed;
    }
    eprintln!("houvast: {fout:#}");
    // Somebody else's folder or key: not ours to mend, and nothing has failed.
    let verboden = |f: &std::io::Error| f.kind() == std::io::ErrorKind::PermissionDenied;
    if fout.is::<GebruikFout>() || fout.chain().any(|f| f.downcast_ref().is_some_and(verboden)) {
        Uitgang::Gebruik
    } else {
        Uitgang::Systeem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn onleesbaar_wint_van_bevindingen_en_een_storing_van_alles() {
        let zwaarste = [Uitgang::Bevindingen, Uitgang::Gebruik, Uitgang::Goed]
            .into_iter()
            .max();
        assert_eq!(zwaarste, Some(Uitgang::Gebruik));
        assert!(Uitgang::Systeem > Uitgang::Gebruik);
    }
}
