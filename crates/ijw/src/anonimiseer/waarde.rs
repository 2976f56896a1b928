//! Each value gets one of its own kind: as long where length counts, as right or as wrong as the old one.

use super::{Anonimiseur, Hier, datum};
use crate::schema::{Inhoud, Veld};
use jiff::civil::Date;

const BEGIN: &[&str] = &[
    "Wilgen", "Elzen", "Berken", "Molen", "Linden", "Hazel", "Iepen", "Spar", "Vlier", "Kasteel", "Zilver",
    "Koren", "Honing", "Steen", "Zomer", "Winter", "Regen", "Maan", "Appel", "Kersen", "Noten", "Riet",
    "Klaver", "Heide",
];
const EIND: &[&str] = &[
    "veld", "hoek", "dam", "stra", "ma", "horst", "kamp", "wijk", "bos", "beek", "donk", "heuvel", "broek",
    "poort", "brug", "gaard", "duin", "weide", "mark", "rode", "lo", "zand", "haar", "schot",
];
const MET_TEKEN: &[&str] = &[
    "Ékelhof",
    "Zündert",
    "Løvenstein",
    "Çarpa",
    "Dénekamp",
    "Bürgvliet",
    "Möllenkamp",
    "Ñandu",
];
const VOORVOEGSELS: &[&str] = &["van", "de", "ten", "ter", "van der", "van den", "op 't", "in de"];
/// Longer texts keep their length exactly: that may be what the problem is about.
const LANG: usize = 24;

impl Anonimiseur {
    /// The new value of an element.
    pub(super) fn waarde(
        &mut self,
        oud: &str,
        veld: &'static Veld,
        gebruik: Option<&str>,
        hier: &Hier,
    ) -> String {
        if oud.trim().is_empty() {
            return oud.to_owned();
        }
        match veld.soort {
            "LDT_BurgerServicenummer" => self.vast("bsn", oud, |a, oud| a.bsn(oud)),
            "LDT_Datum" => self.datum(oud, veld, gebruik, hier),
            "LDT_Naam" if veld.naam == "Voornamen" => self.naam("voornaam", oud, veld),
            "LDT_Naam" => self.naam("naam", oud, veld),
            "LDT_Voorletters" => self.vast("voorletters", oud, |a, oud| a.gelijk(oud, veld)),
            "LDT_Voorvoegsel" => self.vast("voorvoegsel", oud, |a, oud| a.uit_lijst(VOORVOEGSELS, oud)),
            "LDT_Straatnaam"
            | "LDT_Plaatsnaam"
            | "LDT_Organisatienaam"
            | "LDT_NaamVerwijzer"
            | "LDT_Taal" => self.naam(veld.soort, oud, veld),
            "LDT_Emailadres" => self.vast("email", oud, |a, oud| a.email(oud, veld)),
            "LDT_Commentaar" => tekst_van(oud.chars().count(), "Tekst weggelaten. "),
            "LDT_Landnummer" if matches!(oud, "+31" | "0031" | "31" | "+32" | "+49") => oud.to_owned(),
            "LDT_AgbCode" if veld.naam != "ZorgverlenerCode" && !self.partijen => self.houd(oud, veld),
            "LDT_Gemeente" if self.partijen => self.vast("gemeente", oud, |a, oud| a.gemeente(oud, veld)),
            "LDT_Huisnummer" | "LDT_Nummer" => self.vast(veld.soort, oud, |a, oud| a.nummer(oud, veld)),
            // Short ones such as 1 and 2 say nothing.
            "LDT_Persoonsid"
            | "LDT_Referentie"
            | "LDT_ReferentieNummer"
            | "LDT_IdentificatieBericht"
            | "LDT_IdentificatieDeclaratie"
                if oud.chars().count() < 4 && !self.persoonlijk.raakt(oud) =>
            {
                oud.to_owned()
            }
            "LDT_ProductCode" if is_productcode(oud) => self.houd(oud, veld),
            "LDT_Versie" | "LDT_Gemeente" => self.houd(oud, veld),
            "LDT_Tijd" if oud.chars().all(|c| c.is_ascii_digit() || ":.Z+-,".contains(c)) => oud.to_owned(),
            _ => match veld.inhoud {
                Inhoud::Codes(..) | Inhoud::Getal(_) | Inhoud::Tijd | Inhoud::Vast(..) => {
                    self.houd(oud, veld)
                }
                _ => self.vast(veld.soort, oud, |a, oud| a.gelijk(oud, veld)),
            },
        }
    }

    /// What an old value became before, or becomes now. No two old values become the same, and no new one is an old one.
    fn vast(&mut self, soort: &'static str, oud: &str, maak: impl Fn(&mut Self, &str) -> String) -> String {
        let sleutel = (soort, oud.to_owned());
        if let Some(eerder) = self.nieuw.get(&sleutel) {
            return eerder.clone();
        }
        let mut nieuw = maak(self, oud);
        for keer in 0..120 {
            let bezet = self.persoonlijk.raakt(&nieuw)
                || nieuw == oud
                || self.vergeven.contains(&(soort, nieuw.clone()))
                || self.nieuw.contains_key(&(soort, nieuw.clone()));
            if !bezet {
                break;
            }
            nieuw = if keer < 60 {
                maak(self, oud)
            } else {
                // Of one digit after many noughts there are only nine: then the noughts change too.
                self.andere_tekens(&oud.replace('0', "1"))
            };
        }
        self.vergeven.insert((soort, nieuw.clone()));
        self.nieuw.insert(sleutel, nieuw.clone());
        nieuw
    }

    /// A harmless value stays, when it is one: valid, and nothing of a person. White space around a number is no part of it;
    /// where it is a fault, it stays a fault.
    fn houd(&mut self, oud: &str, veld: &'static Veld) -> String {
        if veld.past(oud.trim()) && !self.persoonlijk.raakt(oud) {
            return oud.to_owned();
        }
        self.vast(veld.soort, oud, |a, oud| a.gelijk(oud, veld))
    }

    fn bsn(&mut self, oud: &str) -> String {
        let negen = oud.len() == 9 && oud.bytes().all(|b| b.is_ascii_digit());
        if !negen {
            return self.andere_tekens(oud);
        }
        let mut nieuw = self.bsns.volgende();
        if !elfproef(oud)
            && let Some(laatste) = nieuw.pop().and_then(|c| c.to_digit(10))
        {
            // As wrong as it was: one digit off never passes.
            nieuw.push(char::from_digit((laatste + 1) % 10, 10).unwrap_or('0'));
        }
        nieuw
    }

    fn datum(&mut self, oud: &str, veld: &'static Veld, gebruik: Option<&str>, hier: &Hier) -> String {
        let geboren = veld.naam == "Datum";
        // With a time zone or the like it is wrong, and stays wrong in the same way.
        let (kop, staart) = oud.trim().split_at_checked(10).unwrap_or((oud.trim(), ""));
        if !staart.is_empty() && kop.parse::<Date>().is_ok() && staart.chars().all(|c| "Z0:+-T.".contains(c))
        {
            return format!("{}{staart}", self.datum(kop, veld, gebruik, hier));
        }
        let Ok(dag) = oud.trim().parse::<Date>() else {
            let alleen_cijfers = oud
                .trim()
                .chars()
                .all(|c| c.is_ascii_digit() || "-+:Z/. ".contains(c));
            if geboren || !alleen_cijfers || self.persoonlijk.raakt(oud) {
                return self.gelijk(oud, veld);
            }
            return oud.to_owned();
        };
        // A day of care that is the day of birth moves with it.
        let sleutel = |dag: Date| ("geboren", format!("{} {dag}", hier.bsn));
        if !geboren {
            if let Some(nieuw) = self.nieuw.get(&sleutel(dag)) {
                return nieuw.clone();
            }
            if !self.persoonlijk.raakt(oud) {
                return oud.to_owned();
            }
        }
        let (soort, oud) = sleutel(dag);
        let gebruik = gebruik.filter(|_| geboren);
        // Twins share a day: two persons may get the same new one.
        if let Some(eerder) = self.nieuw.get(&(soort, oud.clone())) {
            return eerder.clone();
        }
        let mut nieuw = datum::andere(dag, gebruik, hier.dagtekening, &mut self.kans);
        for _ in 0..20 {
            if !self.persoonlijk.raakt(&nieuw.to_string()) || nieuw == dag {
                break;
            }
            nieuw = datum::andere(dag, gebruik, hier.dagtekening, &mut self.kans);
        }
        self.nieuw.insert((soort, oud), nieuw.to_string());
        nieuw.to_string()
    }

    /// An invented name, as long as the old one when that was long.
    fn naam(&mut self, soort: &'static str, oud: &str, veld: &'static Veld) -> String {
        self.vast(soort, oud, |a, oud| {
            if !veld.past(oud) {
                return a.gelijk(oud, veld);
            }
            let lengte = oud.chars().count();
            let mut naam = if oud.is_ascii() {
                format!("{}{}", a.kans.een(BEGIN), a.kans.een(EIND))
            } else {
                format!("{}{}", a.kans.een(MET_TEKEN), a.kans.een(EIND))
            };
            if lengte > LANG {
                let vulling = format!("{naam} ");
                naam = tekst_van(lengte, &vulling);
            }
            if veld.past(&naam) {
                naam
            } else {
                a.gelijk(oud, veld)
            }
        })
    }

    fn uit_lijst(&mut self, lijst: &[&str], oud: &str) -> String {
        if oud.chars().count() > 10 {
            return self.andere_tekens(oud);
        }
        let andere: Vec<_> = lijst.iter().filter(|w| **w != oud).copied().collect();
        self.kans.een(&andere).to_owned()
    }

    fn email(&mut self, oud: &str, veld: &'static Veld) -> String {
        if !veld.past(oud) {
            return self.gelijk(oud, veld);
        }
        let kop = format!("persoon{}", self.kans.onder(1_000_000));
        let staart = "@voorbeeld.invalid";
        let ruimte = oud.chars().count().saturating_sub(kop.len() + staart.len());
        let vulling = if oud.chars().count() > LANG + 20 {
            "x".repeat(ruimte)
        } else {
            String::new()
        };
        format!("{kop}{vulling}{staart}")
    }

    fn gemeente(&mut self, oud: &str, veld: &'static Veld) -> String {
        if crate::codelijsten::gemeente(oud).is_none() {
            return self.gelijk(oud, veld);
        }
        let alle: Vec<&str> = crate::codelijsten::gemeenten()
            .map(|(code, _)| code)
            .filter(|c| *c != oud)
            .collect();
        self.kans.een(&alle).to_owned()
    }

    /// A number of as many digits. Noughts before it stay, or it would become too large; now and then it takes some of their room,
    /// for of one digit there are only nine.
    fn nummer(&mut self, oud: &str, veld: &'static Veld) -> String {
        if oud.trim() != oud || !oud.bytes().all(|b| b.is_ascii_digit()) || !veld.past(oud) {
            return self.gelijk(oud, veld);
        }
        let eigen = oud.trim_start_matches('0').len().max(1);
        for _ in 0..40 {
            let mut cijfers = eigen;
            while cijfers < oud.len() && self.kans.onder(4) == 0 {
                cijfers += 1;
            }
            let nieuw = format!(
                "{}{}{}",
                "0".repeat(oud.len() - cijfers),
                self.kans.tussen(1, 9),
                self.kans.cijfers(cijfers - 1)
            );
            if veld.past(&nieuw) {
                return nieuw;
            }
        }
        self.gelijk(oud, veld)
    }

    /// Other characters of the same kinds, as valid or invalid as the old ones.
    fn gelijk(&mut self, oud: &str, veld: &'static Veld) -> String {
        let (past, nederlands) = (veld.past(oud), nederlandse_postcode(oud));
        let mut nieuw = self.andere_tekens(oud);
        for _ in 0..40 {
            let even_goed = veld.past(&nieuw) == past && nederlandse_postcode(&nieuw) == nederlands;
            if even_goed && !self.persoonlijk.raakt(&nieuw) {
                break;
            }
            nieuw = self.andere_tekens(oud);
        }
        nieuw
    }

    /// A letter for a letter and a digit for a digit, never the same but for noughts; other signs stay.
    pub(super) fn andere_tekens(&mut self, oud: &str) -> String {
        oud.chars()
            .map(|teken| {
                // A nought says nothing, and whether there is one decides whether some values are right.
                if teken == '0' {
                    return teken;
                }
                let reeks: &[char] = if teken.is_ascii_digit() {
                    &['1', '2', '3', '4', '5', '6', '7', '8', '9']
                } else if teken.is_ascii_uppercase() {
                    &[
                        'A', 'B', 'D', 'E', 'G', 'H', 'K', 'L', 'M', 'N', 'P', 'R', 'S', 'T', 'V', 'W',
                    ]
                } else if teken.is_ascii_lowercase() {
                    &[
                        'a', 'b', 'd', 'e', 'g', 'h', 'k', 'l', 'm', 'n', 'p', 'r', 's', 't', 'v', 'w',
                    ]
                } else if teken.is_ascii() || teken.is_whitespace() {
                    return teken;
                } else {
                    &['é', 'ü', 'ö', 'ç', 'ñ', 'à']
                };
                loop {
                    let nieuw = self.kans.een(reeks);
                    if nieuw != teken {
                        return nieuw;
                    }
                }
            })
            .collect()
    }
}

/// The form of CS089.
fn nederlandse_postcode(tekst: &str) -> bool {
    let b = tekst.as_bytes();
    b.len() == 6
        && (b'1'..=b'9').contains(&b[0])
        && b[1..4].iter().all(u8::is_ascii_digit)
        && b[4..].iter().all(u8::is_ascii_alphabetic)
}

pub(super) fn elfproef(tekst: &str) -> bool {
    houvast_begrip::Bsn::nieuw(tekst).is_ok()
}

/// A text of so many characters that says nothing, and does not end in a space.
fn tekst_van(lengte: usize, vulling: &str) -> String {
    let mut uit: String = vulling.chars().cycle().take(lengte).collect();
    if uit.ends_with(' ') {
        uit.pop();
        uit.push('.');
    }
    uit
}

/// The form that all codes of the national list have, and most of regions.
fn is_productcode(tekst: &str) -> bool {
    let b = tekst.as_bytes();
    b.len() == 5 && b[..2].iter().chain(&b[3..]).all(u8::is_ascii_digit) && b[2].is_ascii_uppercase()
}
