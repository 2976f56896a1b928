//! A whole message over the fast road, from its first byte to its last.

use super::snel::{Merken, Snel};
use super::stroom::{Naamruimte, ruimte};
use super::teken::{self, Attributen};
use super::{Grenzen, Lezing};
use crate::BerichtSoort;

/// The first lines that are common.
const DECLARATIES: [&[u8]; 5] = [
    b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
    b"<?xml version=\"1.0\" encoding=\"utf-8\"?>",
    b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>",
    b"<?xml version=\"1.0\"?>",
];

/// A larger message is for the general reader, which has limits per piece.
const HOOGUIT: usize = 25 * 1024 * 1024;

/// The message, when all of it has the common shape and nothing is wrong with it. `wil` says for which kinds.
pub(crate) fn heel(
    bytes: &[u8],
    grenzen: &Grenzen,
    wil: impl FnOnce(BerichtSoort) -> bool,
) -> Option<Lezing> {
    if bytes.len() > HOOGUIT || bytes.len() as u64 > grenzen.maximum {
        return None;
    }
    let (wortel, inhoud) = wortel(bytes)?;
    let soort = wortel.soort;
    if !wil(soort) {
        return None;
    }
    let merken = Merken::van(wortel.prefix, wortel.basis)?;
    let mut s = Snel::op(inhoud, &merken);
    let bericht = soort.snel(&mut s)?;
    s.wit();
    // The last tag may be shorter than what the fast road compares at once.
    let slot = s
        .rest()
        .strip_prefix(b"</")?
        .strip_prefix(wortel.prefix.as_bytes())?;
    let punt: &[u8] = if wortel.prefix.is_empty() { b"" } else { b":" };
    let na = slot.strip_prefix(punt)?.strip_prefix(b"Bericht>")?;
    if !na.iter().all(|b| teken::is_wit(*b)) {
        return None;
    }
    Some(Lezing {
        soort: Some(soort),
        release: Some(soort.release().to_owned()),
        bericht: Some(bericht),
        bevindingen: Vec::new(),
    })
}

struct Wortel<'a> {
    soort: BerichtSoort,
    prefix: &'a str,
    basis: &'a str,
}

/// The root, and what follows its start tag.
fn wortel(bytes: &[u8]) -> Option<(Wortel<'_>, &[u8])> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let declaratie = DECLARATIES.iter().find_map(|d| bytes.strip_prefix(*d));
    let mut rest = declaratie.unwrap_or(bytes);
    while let [b, meer @ ..] = rest
        && declaratie.is_some()
        && teken::is_wit(*b)
    {
        rest = meer;
    }
    let merk = rest.strip_prefix(b"<")?;
    let sluit = memchr::memchr(b'>', merk.get(..merk.len().min(2_000))?)?;
    let (merk, inhoud) = merk.split_at_checked(sluit)?;
    let merk = std::str::from_utf8(merk).ok()?;
    if !merk
        .bytes()
        .all(|b| matches!(b, b' '..=b'~' | b'\t' | b'\r' | b'\n'))
    {
        return None;
    }
    let naam = merk.split([' ', '\t', '\r', '\n']).next()?;
    let (prefix, lokaal) = naam.split_once(':').unwrap_or(("", naam));
    if lokaal != "Bericht" || !teken::is_naam(naam) {
        return None;
    }
    let mut lijst = Attributen::van(merk.get(naam.len()..)?);
    let mut gezien: [&str; 8] = [""; 8];
    let (mut soort, mut basis, mut xsi, mut plaats) = (None, None, None, None);
    let mut aantal = 0;
    while let Some((naam, waarde)) = lijst.volgende().ok()? {
        if gezien.contains(&naam) || waarde.contains('&') {
            return None;
        }
        *gezien.get_mut(aantal)? = naam;
        aantal += 1;
        let gebonden = match naam.split_once(':') {
            None if naam == "xmlns" => "",
            Some(("xmlns", prefix)) if !matches!(prefix, "" | "xml" | "xmlns") && !waarde.is_empty() => {
                prefix
            }
            Some((prefix, "schemaLocation")) => {
                plaats = Some(prefix);
                continue;
            }
            _ => return None,
        };
        match ruimte(waarde) {
            Naamruimte::Bericht(s) if gebonden == prefix => soort = Some(s),
            Naamruimte::Basis => basis = Some(gebonden),
            Naamruimte::Xsi => xsi = Some(gebonden),
            _ => {}
        }
    }
    if plaats.is_some() && plaats != xsi {
        return None;
    }
    let wortel = Wortel {
        soort: soort?,
        prefix,
        basis: basis?,
    };
    Some((wortel, inhoud.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regels::prestatie::proef::{jw323, jw325};
    use crate::regels::proef::{jw301, jw302, jw315, jw319};
    use crate::{Bericht, schrijf};

    fn snel(bytes: &[u8]) -> Option<Bericht> {
        heel(bytes, &Grenzen::default(), |_| true)?.bericht
    }

    #[test]
    fn wat_wij_schrijven_gaat_over_de_snelle_weg() {
        let berichten: [Bericht; 6] = [
            jw301().into(),
            jw302().into(),
            jw315().into(),
            jw319().into(),
            jw323().met_credit().into(),
            jw325().into(),
        ];
        for bericht in berichten {
            let bytes = schrijf(&bericht);
            assert_eq!(
                snel(&bytes),
                Some(bericht.clone()),
                "{}",
                String::from_utf8_lossy(&bytes)
            );
            let tekst = String::from_utf8(bytes).unwrap();
            let mut zonder = tekst.replace("\r\n", "");
            assert_eq!(
                snel(zonder.as_bytes()),
                Some(bericht.clone()),
                "zonder regeleinden"
            );
            zonder = zonder
                .replace("xmlns:ijw=", "xmlns=")
                .replace("<ijw:", "<")
                .replace("</ijw:", "</");
            assert_eq!(
                snel(zonder.as_bytes()),
                Some(bericht.clone()),
                "zonder voorvoegsel"
            );
            assert_eq!(snel(&tekst.as_bytes()[..tekst.len() - 4]), None, "afgebroken");
        }
    }

    #[test]
    fn wat_ongewoon_is_gaat_niet_over_de_snelle_weg() {
        let tekst = String::from_utf8(schrijf(&jw315().into())).unwrap();
        for (oud, nieuw) in [
            ("<?xml ", "<?xml  "),
            ("Zoë", "Zo&#235;"),
            ("Zoë", "Zo\u{FFFE}"),
            ("Zoë", "Zo]]>"),
            ("Zoë", "Zo\rë"),
            ("jw315:Client>", "jw315:Client >"),
            ("</jw315:Bericht>", "</jw315:Bericht><!-- x -->"),
            ("xmlns:ijw=", "xmlns:xml="),
            ("<ijw:Datum>2", "<ijw:Datum>+2"),
        ] {
            let anders = tekst.replacen(oud, nieuw, 2);
            assert_ne!(anders, tekst, "{oud}");
            assert_eq!(snel(anders.as_bytes()), None, "{nieuw}");
        }
    }
}
