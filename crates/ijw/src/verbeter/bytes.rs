//! Files that are no XML in UTF-8 yet.

/// Windows-1252 where it differs from ISO-8859-1: 0x80 up to and including 0x9F.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The mended file and what was done.
pub(super) fn mend(bytes: &[u8], regel: &str) -> Option<(Vec<u8>, String)> {
    let (tekst, wat) = match regel {
        "HV:codering" => (naar_utf8(bytes)?, "Het bestand is omgezet naar UTF-8."),
        "HV:stuurteken" => (
            zonder_stuurtekens(bytes)?,
            "Stuurtekens die niet in XML mogen, zijn weggehaald.",
        ),
        "HV:doctype" => (zonder_doctype(bytes)?, "De DOCTYPE is weggehaald."),
        _ => xml(bytes)?,
    };
    (tekst.as_bytes() != bytes).then(|| (tekst.into_bytes(), wat.to_owned()))
}

fn xml(bytes: &[u8]) -> Option<(String, &'static str)> {
    let tekst = std::str::from_utf8(bytes).ok()?;
    let kaal = tekst.trim_start_matches('\u{feff}').trim_start();
    if kaal.len() < tekst.len() && kaal.starts_with("<?xml") && !tekst.starts_with("<?xml") {
        return Some((
            kaal.to_owned(),
            "De witregels voor de eerste regel zijn weggehaald.",
        ));
    }
    Some((met_amp(tekst), "Een los &-teken is geschreven als &amp;."))
}

/// An & that cannot begin a reference is a plain sign.
fn met_amp(tekst: &str) -> String {
    let mut uit = String::with_capacity(tekst.len() + 16);
    let mut rest = tekst;
    while let Some((voor, na)) = rest.split_once('&') {
        uit.push_str(voor);
        let naam = na
            .get(..na.find([';', ' ', '<', '&', '\n', '\r']).unwrap_or(na.len()))
            .unwrap_or_default();
        let verwijst = na[naam.len()..].starts_with(';') && !naam.is_empty();
        uit.push_str(if verwijst { "&" } else { "&amp;" });
        rest = na;
    }
    uit.push_str(rest);
    uit
}

fn zonder_stuurtekens(bytes: &[u8]) -> Option<String> {
    let goed: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|b| *b >= b' ' || matches!(b, b'\t' | b'\n' | b'\r'))
        .collect();
    let tekst = String::from_utf8(goed).ok()?;
    Some(tekst.replace(['\u{FFFE}', '\u{FFFF}'], ""))
}

/// One that only names; one with declarations inside may say what texts mean.
fn zonder_doctype(bytes: &[u8]) -> Option<String> {
    let tekst = std::str::from_utf8(bytes).ok()?;
    let begin = tekst.find("<!DOCTYPE")?;
    let eind = tekst[begin..].find('>')? + begin;
    let binnen = &tekst[begin..eind];
    (!binnen.contains('[') && !binnen.contains('"') && !binnen.contains('\''))
        .then(|| format!("{}{}", &tekst[..begin], tekst[eind + 1..].trim_start()))
}

/// By the byte order mark, by the bytes of the first sign, or by what the first line says.
fn naar_utf8(bytes: &[u8]) -> Option<String> {
    let tekst = match bytes {
        [0xFF, 0xFE, ..] | [b'<', 0, ..] => utf16(bytes, u16::from_le_bytes)?,
        [0xFE, 0xFF, ..] | [0, b'<', ..] => utf16(bytes, u16::from_be_bytes)?,
        _ => {
            let eerste = bytes.get(..bytes.iter().position(|b| *b == b'>')?)?;
            let eerste = std::str::from_utf8(eerste).ok()?.to_ascii_lowercase();
            let (_, na) = eerste.split_once("encoding")?;
            let naam = na.split(['"', '\'']).nth(1)?;
            match naam {
                "iso-8859-1" | "latin1" | "latin-1" => bytes.iter().map(|b| char::from(*b)).collect(),
                "windows-1252" | "cp1252" => bytes
                    .iter()
                    .map(|b| match b {
                        0x80..=0x9F => WINDOWS[usize::from(*b) - 0x80],
                        _ => char::from(*b),
                    })
                    .collect(),
                "us-ascii" | "ascii" if bytes.is_ascii() => std::str::from_utf8(bytes).ok()?.to_owned(),
                // What it says of itself is wrong, but the bytes are UTF-8 that is more than ASCII.
                _ => return None,
            }
        }
    };
    let tekst = tekst.trim_start_matches('\u{feff}');
    let romp = match tekst.strip_prefix("<?xml") {
        Some(na) => na.split_once("?>")?.1,
        None => return Some(tekst.to_owned()),
    };
    Some(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>{romp}"))
}

fn utf16(bytes: &[u8], volgorde: fn([u8; 2]) -> u16) -> Option<String> {
    let (paren, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    char::decode_utf16(paren.iter().map(|paar| volgorde(*paar)))
        .collect::<Result<_, _>>()
        .ok()
}
