//! What somebody wants: a daily mail or none, and where to.

use super::rij;
use crate::beeld::{DagmailBeeld, DagmailFout};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_opslag::Besloten;

/// Longest address (RFC 5321: 254 characters).
const LANGST: usize = 254;

/// The wish of this person.
pub async fn toon(huis: &Huis, wie: &Aangemeld) -> Result<DagmailBeeld, DienstFout> {
    let wens = huis
        .opslag
        .lees(wie.bereik())
        .await?
        .dagmail(wie.account())
        .await?;
    Ok(DagmailBeeld {
        aan: wens.as_ref().is_some_and(|w| w.aan),
        adres: wens
            .as_ref()
            .and_then(|w| w.adres.as_deref())
            .unwrap_or_default()
            .to_owned(),
        laatste: wens.and_then(|w| w.verstuurd_voor),
    })
}

/// Stores the wish. Turned off, the address goes too.
pub async fn zet(
    huis: &Huis,
    wie: &Aangemeld,
    aan: bool,
    adres: &str,
) -> Result<Result<(), DagmailFout>, DienstFout> {
    let adres = adres.trim();
    if aan {
        if adres.is_empty() {
            return Ok(Err(DagmailFout::Leeg));
        }
        if !is_adres(adres) {
            return Ok(Err(DagmailFout::GeenAdres));
        }
    }
    let was = huis
        .opslag
        .lees(wie.bereik())
        .await?
        .dagmail(wie.account())
        .await?;
    let adres = aan.then(|| Besloten::from(adres));
    let mut nieuw = rij(huis, wie.account(), adres, aan);
    nieuw.verstuurd_voor = was.and_then(|w| w.verstuurd_voor);
    // Written by the program: the table is the region's, and nobody writes there for himself.
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    tx.zet_dagmails(&[nieuw]).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Good enough to put in a header: one at-sign, a domain with a dot, and nothing that ends a line or starts a second
/// address.
fn is_adres(tekst: &str) -> bool {
    let goed = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let Some((naam, domein)) = tekst.split_once('@') else {
        return false;
    };
    let label = |l: &str| {
        !l.is_empty()
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !l.starts_with('-')
            && !l.ends_with('-')
    };
    tekst.len() <= LANGST
        && !naam.is_empty()
        && naam.len() <= 64
        && naam.chars().all(goed)
        && !naam.starts_with('.')
        && !naam.ends_with('.')
        && !naam.contains("..")
        && domein.contains('.')
        && domein.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_adres_past_in_een_kop_en_begint_geen_tweede() {
        for goed in [
            "s.terpstra@zwolle.nl",
            "a+b@post.voorbeeld.example",
            "o'neil@x-y.nl",
        ] {
            assert!(is_adres(goed), "{goed}");
        }
        let te_lang = format!("{}@x.nl", "a".repeat(65));
        for fout in [
            "",
            "zwolle.nl",
            "@zwolle.nl",
            "a@",
            "a@zwolle",
            "a@@b.nl",
            "a@b.nl\r\nBcc: c@d.nl",
            "a@b.nl, c@d.nl",
            "a b@c.nl",
            "<a@b.nl>",
            ".a@b.nl",
            "a..b@c.nl",
            "a@-b.nl",
            "a@b..nl",
            "é@b.nl",
            &te_lang,
        ] {
            assert!(!is_adres(fout), "{fout:?}");
        }
    }
}
