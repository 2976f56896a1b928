//! A row as bytes: the same on both databases, so that two stores can be compared and a row can travel in a file.

use crate::catalogus::Soort;
use crate::fout::Uitslag;
use crate::sleutel::sha256;
use crate::waarde::{Lezer, Waarde};
use std::io::Read;
use uuid::Uuid;

/// A value of one column is never larger: a message is at most 25 MB (OP179), sealed as text it takes twice that.
const GROOTSTE: u32 = 256 * 1024 * 1024;

const LEEG: u8 = 0;
const TEKST: u8 = 1;
const GETAL: u8 = 2;
const ID: u8 = 3;
const BYTES: u8 = 4;
const JA: u8 = 5;

/// How many rows, and a sum over them in their order: a row that is changed, gone, added or elsewhere gives another sum.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Som {
    /// Rows.
    pub aantal: u64,
    /// SHA-256 over the sum so far and the next row.
    pub keten: [u8; 32],
}

impl Som {
    pub(crate) fn erbij(&mut self, rij: &[u8]) {
        let mut deel = Vec::with_capacity(32 + rij.len());
        deel.extend_from_slice(&self.keten);
        deel.extend_from_slice(rij);
        self.keten = sha256(&deel);
        self.aantal += 1;
    }

    /// The first bytes, for a screen.
    #[must_use]
    pub fn kort(&self) -> String {
        self.keten.iter().take(4).map(|b| format!("{b:02x}")).collect()
    }
}

pub(crate) fn lees(rij: &dyn Lezer, naam: &'static str, soort: Soort) -> Uitslag<Waarde> {
    Ok(match soort {
        Soort::Tekst => Waarde::Tekst(rij.tekst(naam)?),
        Soort::Getal => Waarde::Getal(rij.getal(naam)?),
        Soort::Id => Waarde::Id(rij.id(naam)?),
        Soort::Bytes => Waarde::Bytes(rij.bytes(naam)?),
        Soort::Ja => Waarde::Ja(rij.ja(naam)?),
    })
}

/// An empty value of a kind: PostgreSQL must know which kind of nothing it is.
pub(crate) fn leeg(soort: Soort) -> Waarde {
    match soort {
        Soort::Tekst => Waarde::Tekst(None),
        Soort::Getal => Waarde::Getal(None),
        Soort::Id => Waarde::Id(None),
        Soort::Bytes => Waarde::Bytes(None),
        Soort::Ja => Waarde::Ja(None),
    }
}

pub(crate) fn in_bytes(rij: &[Waarde], uit: &mut Vec<u8>) {
    for waarde in rij {
        match waarde {
            Waarde::Tekst(Some(t)) => met_lengte(TEKST, t.as_bytes(), uit),
            Waarde::Bytes(Some(b)) => met_lengte(BYTES, b, uit),
            Waarde::Getal(Some(n)) => {
                uit.push(GETAL);
                uit.extend_from_slice(&n.to_be_bytes());
            }
            Waarde::Id(Some(id)) => {
                uit.push(ID);
                uit.extend_from_slice(id.as_bytes());
            }
            Waarde::Ja(Some(ja)) => uit.extend_from_slice(&[JA, u8::from(*ja)]),
            // A list is bound to a question and never stands in a row.
            _ => uit.push(LEEG),
        }
    }
}

fn met_lengte(merk: u8, bytes: &[u8], uit: &mut Vec<u8>) {
    uit.push(merk);
    uit.extend_from_slice(&u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
    uit.extend_from_slice(bytes);
}

fn hap<const N: usize>(van: &mut dyn Read) -> std::io::Result<[u8; N]> {
    let mut uit = [0; N];
    van.read_exact(&mut uit)?;
    Ok(uit)
}

/// Bytes with their length before them.
pub(crate) fn stuk(van: &mut dyn Read) -> std::io::Result<Vec<u8>> {
    let lengte = u32::from_be_bytes(hap(van)?);
    if lengte > GROOTSTE {
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    let mut uit = Vec::new();
    if van.take(lengte.into()).read_to_end(&mut uit)? as u64 != u64::from(lengte) {
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    Ok(uit)
}

/// One row of these kinds. A value of another kind than its column is an error.
pub(crate) fn uit_bytes(van: &mut dyn Read, soorten: &[Soort]) -> std::io::Result<Vec<Waarde>> {
    let krom = || std::io::Error::from(std::io::ErrorKind::InvalidData);
    let mut rij = Vec::with_capacity(soorten.len());
    for soort in soorten {
        let [merk] = hap(van)?;
        rij.push(match (merk, soort) {
            (LEEG, _) => leeg(*soort),
            (TEKST, Soort::Tekst) => Waarde::Tekst(Some(String::from_utf8(stuk(van)?).map_err(|_| krom())?)),
            (BYTES, Soort::Bytes) => Waarde::Bytes(Some(stuk(van)?)),
            (GETAL, Soort::Getal) => Waarde::Getal(Some(i64::from_be_bytes(hap(van)?))),
            (ID, Soort::Id) => Waarde::Id(Some(Uuid::from_bytes(hap(van)?))),
            (JA, Soort::Ja) => match hap(van)? {
                [0] => Waarde::Ja(Some(false)),
                [1] => Waarde::Ja(Some(true)),
                _ => return Err(krom()),
            },
            _ => return Err(krom()),
        });
    }
    Ok(rij)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOORTEN: [Soort; 7] = [
        Soort::Tekst,
        Soort::Getal,
        Soort::Id,
        Soort::Bytes,
        Soort::Ja,
        Soort::Tekst,
        Soort::Id,
    ];

    fn rij() -> Vec<Waarde> {
        vec![
            Waarde::Tekst(Some("één".into())),
            Waarde::Getal(Some(i64::MIN)),
            Waarde::Id(Some(Uuid::from_u128(7))),
            Waarde::Bytes(Some(vec![0, 255])),
            Waarde::Ja(Some(true)),
            Waarde::Tekst(None),
            Waarde::Id(None),
        ]
    }

    fn bytes(rij: &[Waarde]) -> Vec<u8> {
        let mut uit = Vec::new();
        in_bytes(rij, &mut uit);
        uit
    }

    #[test]
    fn een_rij_komt_heel_terug() {
        let heen = bytes(&rij());
        assert_eq!(uit_bytes(&mut heen.as_slice(), &SOORTEN).unwrap(), rij());
        for tot in 0..heen.len() {
            assert!(uit_bytes(&mut &heen[..tot], &SOORTEN).is_err(), "na {tot} bytes");
        }
        assert!(uit_bytes(&mut heen.as_slice(), &[Soort::Getal]).is_err());
    }

    #[test]
    fn leeg_is_iets_anders_dan_niets_en_een_grens_schuift_niet() {
        let t = |a: &str, b: &str| bytes(&[Waarde::Tekst(Some(a.into())), Waarde::Tekst(Some(b.into()))]);
        assert_ne!(t("ab", "c"), t("a", "bc"));
        assert_ne!(
            bytes(&[Waarde::Tekst(None)]),
            bytes(&[Waarde::Tekst(Some(String::new()))])
        );
        assert_ne!(bytes(&[Waarde::Getal(Some(1))]), bytes(&[Waarde::Ja(Some(true))]));
    }

    #[test]
    fn een_lengte_die_niet_kan_vraagt_geen_geheugen() {
        let te_lang = [&[TEKST][..], &u32::MAX.to_be_bytes(), b"x"].concat();
        assert!(uit_bytes(&mut te_lang.as_slice(), &[Soort::Tekst]).is_err());
    }

    #[test]
    fn de_som_ziet_elke_rij_en_haar_plaats() {
        let som = |rijen: &[&[u8]]| {
            let mut som = Som::default();
            rijen.iter().for_each(|rij| som.erbij(rij));
            som
        };
        let goed = som(&[b"een", b"twee", b"drie"]);
        assert_eq!((goed, goed.aantal), (som(&[b"een", b"twee", b"drie"]), 3));
        for anders in [
            &[b"een" as &[u8], b"drie", b"twee"][..],
            &[b"een", b"twee"],
            &[b"twee", b"drie"],
            &[b"een", b"twee", b"drie", b""],
            &[b"een", b"tweedrie"],
        ] {
            assert_ne!(goed.keten, som(anders).keten, "{anders:?}");
        }
    }
}
