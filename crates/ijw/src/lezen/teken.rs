//! What XML 1.0 allows where: characters, names, attributes, references.

/// Whether XML 1.0 can hold the character at all (production 2).
pub(super) fn mag(teken: char) -> bool {
    matches!(teken, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// Where the first character stands that XML cannot hold.
pub(super) fn verboden(tekst: &str) -> Option<usize> {
    let verdacht = |b: u8| b < 0x20 && !is_wit(b) || b == 0xEF;
    // No early end: so the compiler can look at many bytes at once.
    if !tekst.bytes().fold(false, |er, b| er | verdacht(b)) {
        return None;
    }
    tekst.find(|c| !mag(c))
}

/// White space in XML (production 3).
pub(super) const fn is_wit(b: u8) -> bool {
    matches!(b, b' ' | b'\t' | b'\n' | b'\r')
}

/// Whether there is nothing but white space.
pub(super) fn alleen_wit(tekst: &str) -> bool {
    tekst.bytes().all(is_wit)
}

/// White space at both ends off, and runs of it in the middle left: enough to see whether a date or number is one.
pub(super) fn zonder_wit(tekst: &str) -> &str {
    tekst.trim_matches([' ', '\t', '\n', '\r'])
}

/// Names (production 5), colons included.
pub(super) fn is_naam(naam: &str) -> bool {
    if naam.is_ascii() {
        let mut bytes = naam.bytes();
        return bytes
            .next()
            .is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b':'))
            && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b':' | b'-' | b'.'));
    }
    let mut tekens = naam.chars();
    tekens.next().is_some_and(naam_begin) && tekens.all(naam_teken)
}

fn naam_begin(c: char) -> bool {
    matches!(c, ':' | '_' | 'A'..='Z' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

fn naam_teken(c: char) -> bool {
    naam_begin(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// The character that `&naam;` stands for; only the five of XML itself and numbers exist without a DTD.
pub(super) fn verwijzing(naam: &str) -> Option<char> {
    match naam {
        "amp" => return Some('&'),
        "lt" => return Some('<'),
        "gt" => return Some('>'),
        "quot" => return Some('"'),
        "apos" => return Some('\''),
        _ => {}
    }
    let getal = naam.strip_prefix('#')?;
    let (cijfers, grondtal) = getal.strip_prefix('x').map_or((getal, 10), |hex| (hex, 16));
    let goed = !cijfers.is_empty() && cijfers.chars().all(|c| c.is_digit(grondtal));
    let cijfers = if goed {
        cijfers.trim_start_matches('0')
    } else {
        return None;
    };
    let teken = char::from_u32(u32::from_str_radix(cijfers, grondtal).ok()?)?;
    mag(teken).then_some(teken)
}

/// The attributes of a tag, one by one: name and value as written.
pub(super) struct Attributen<'t> {
    rest: &'t str,
}

impl<'t> Attributen<'t> {
    /// `rest` is what follows the name of the tag.
    pub(super) fn van(rest: &'t str) -> Self {
        Self { rest }
    }

    /// The next attribute; an error when the tag is not well-formed.
    pub(super) fn volgende(&mut self) -> Result<Option<(&'t str, &'t str)>, ()> {
        let kaal = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        if kaal.is_empty() {
            return Ok(None);
        }
        if kaal.len() == self.rest.len() {
            return Err(()); // two attributes without white space between them
        }
        let (naam, rest) = kaal.split_once('=').ok_or(())?;
        let naam = naam.trim_end_matches([' ', '\t', '\n', '\r']);
        let rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
        let aanhaling = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\''))
            .ok_or(())?;
        let (waarde, rest) = rest[1..].split_once(aanhaling).ok_or(())?;
        if !is_naam(naam) || waarde.contains('<') {
            return Err(());
        }
        self.rest = rest;
        Ok(Some((naam, waarde)))
    }
}

/// The value of an attribute: references resolved, white space as spaces.
pub(super) fn attribuutwaarde(ruw: &str) -> Result<std::borrow::Cow<'_, str>, ()> {
    if !ruw.contains(['&', '\t', '\n', '\r']) {
        return Ok(ruw.into());
    }
    let mut uit = String::with_capacity(ruw.len());
    let mut rest = ruw;
    while let Some(teken) = rest.chars().next() {
        match teken {
            '&' => {
                let (naam, na) = rest[1..].split_once(';').ok_or(())?;
                uit.push(verwijzing(naam).ok_or(())?);
                rest = na;
                continue;
            }
            '\t' | '\n' => uit.push(' '),
            '\r' => {
                if !rest[1..].starts_with('\n') {
                    uit.push(' ');
                }
            }
            gewoon => uit.push(gewoon),
        }
        rest = &rest[teken.len_utf8()..];
    }
    Ok(uit.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verwijzingen_zijn_die_van_xml_zelf() {
        assert_eq!(verwijzing("amp"), Some('&'));
        assert_eq!(verwijzing("#65"), Some('A'));
        assert_eq!(verwijzing("#00065"), Some('A'));
        assert_eq!(verwijzing("#x1F600"), Some('😀'));
        for fout in [
            "foo", "#0", "#xFFFE", "#xD800", "#x110000", "#X41", "#x", "#", "#+65", "",
        ] {
            assert_eq!(verwijzing(fout), None, "{fout}");
        }
    }

    #[test]
    fn attributen_staan_los_van_elkaar_en_tussen_aanhalingstekens() {
        let alle = |t| {
            let mut a = Attributen::van(t);
            let mut uit = Vec::new();
            while let Some(paar) = a.volgende()? {
                uit.push(paar);
            }
            Ok::<_, ()>(uit)
        };
        assert_eq!(alle(" a='1' b = \"2\" "), Ok(vec![("a", "1"), ("b", "2")]));
        for fout in [
            " a=1",
            " a='1'b='2'",
            " a",
            " ='1'",
            " a='<'",
            " a='1",
            " 1='a'",
            "/",
        ] {
            assert_eq!(alle(fout), Err(()), "{fout}");
        }
    }

    #[test]
    fn namen_volgen_xml() {
        assert!(is_naam("jw315:Bericht") && is_naam("_a.b-1") && is_naam("é"));
        assert!(!is_naam("1a") && !is_naam("") && !is_naam("-a") && !is_naam("a b") && !is_naam("×"));
    }
}
