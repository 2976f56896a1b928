//! The daily mail: on working days, to who asked for it, how much waits and where. Counts and links only: a mail travels
//! through systems of others, so it holds nobody's name and no number of a case.

mod beurt;
mod brief;
mod smtp;
mod wens;

pub use brief::{Bezorging, Post, Weg};
pub use smtp::{Beveiliging, Smtp};
pub use wens::{toon, zet};

use crate::beeld::{Rol, Telling};
use crate::recht::Handeling;
use crate::werkvoorraad::soorten;
use crate::{Aangemeld, DienstFout, Huis, account, termijnen};
use brief::Inhoud;
use houvast_opslag::{Besloten, Dagmail, SignaalVraag};
use jiff::civil::{Date, time};
use smtp::{Lijn, Misluk};
use std::time::Duration;
use tokio::sync::watch;

/// From this hour on, Europe/Amsterdam.
const VANAF: jiff::civil::Time = time(7, 0, 0, 0);
/// How often to look whether it is time.
const TUSSENPOOS: Duration = Duration::from_secs(60);

/// Makes the mails of today until `stop` says so.
pub async fn draai(huis: Huis, bezorging: Bezorging, mut stop: watch::Receiver<bool>) {
    let ik = huis.tijd.id();
    while !*stop.borrow() {
        // A mail cannot be taken back, so one node at a time makes them.
        let gedaan = match beurt::neem(&huis, ik).await {
            Ok(true) => verstuur(&huis, &bezorging).await.map(|_| ()),
            Ok(false) => Ok(()),
            Err(fout) => Err(fout),
        };
        if let Err(fout) = gedaan {
            tracing::error!(%fout, "dagmail mislukt, later weer");
        }
        tokio::select! {
            () = tokio::time::sleep(TUSSENPOOS) => {}
            _ = stop.changed() => {}
        }
    }
    // Another node goes on at once; without this it would wait for the end of the lease.
    if let Err(fout) = beurt::laat_los(&huis, ik).await {
        tracing::warn!(%fout, "de beurt van de dagmail loopt vanzelf af");
    }
}

/// Makes the mails of today that were not made yet. A job that runs late makes those of today only: yesterday's counts
/// help nobody. Number of mails.
pub async fn verstuur(huis: &Huis, bezorging: &Bezorging) -> Result<usize, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let nu = huis.tijd.plaatselijk(huis.tijd.nu());
    if nu.time() < VANAF || !termijnen::kalender(huis, vandaag).is_werkdag(vandaag) {
        return Ok(0);
    }
    let systeem = huis.systeem();
    let wensen = huis.opslag.lees(&systeem).await?.dagmails_voor(vandaag).await?;
    let mut lijn = Lijn::default();
    let mut aantal = 0;
    for wens in wensen {
        let account = wens.account;
        // One address that fails must not hold up the others.
        let post = match een(huis, bezorging, &wens, vandaag).await {
            Ok(post) => post,
            Err(fout) => {
                tracing::error!(%fout, %account, "dagmail niet gemaakt, later weer");
                continue;
            }
        };
        // First the row, then the mail: whatever happens in between, nobody gets it twice. Of several nodes one gets the row.
        let mut tx = huis.opslag.begin(&systeem).await?;
        let eigen = tx.dagmail_verstuurd(account, vandaag).await?;
        tx.commit().await?;
        let Some(post) = post.filter(|_| eigen) else {
            continue;
        };
        let adres = wens.adres.as_deref().unwrap_or_default();
        let naam = format!("{vandaag}-{}", account.simple());
        let Err(fout) = bezorging.bezorg(&mut lijn, &naam, adres, &post).await else {
            aantal += 1;
            continue;
        };
        tracing::error!(%fout, %account, "dagmail niet bezorgd");
        if matches!(fout, Misluk::GeenServer(_) | Misluk::Later(_)) {
            let mut tx = huis.opslag.begin(&systeem).await?;
            tx.dagmail_niet_verstuurd(account, vandaag, wens.verstuurd_voor)
                .await?;
            tx.commit().await?;
        }
        if matches!(fout, Misluk::GeenServer(_)) {
            break;
        }
    }
    lijn.sluit().await;
    Ok(aantal)
}

/// `None`: nothing waits, or the account is closed.
async fn een(
    huis: &Huis,
    bezorging: &Bezorging,
    wens: &Dagmail,
    vandaag: Date,
) -> Result<Option<Post>, DienstFout> {
    let Some(wie) = account::als(huis, wens.account).await? else {
        return Ok(None);
    };
    let Some(adres) = wens.adres.as_deref() else {
        return Ok(None);
    };
    let inhoud = inhoud(huis, &wie, vandaag).await?;
    if inhoud.leeg() {
        return Ok(None);
    }
    Ok(Some(inhoud.post(adres, bezorging, huis.tijd.nu(), wens.account)))
}

async fn inhoud(huis: &Huis, wie: &Aangemeld, vandaag: Date) -> Result<Inhoud, DienstFout> {
    let week = termijnen::kalender(huis, vandaag).plus(vandaag, 5);
    let mut uit = Inhoud {
        dag: vandaag,
        later: Some(0),
        ..Inhoud::default()
    };
    let n = |aantal: i64| u64::try_from(aantal).unwrap_or_default();
    match wie.rol() {
        Rol::Regio => {
            let werk = crate::sturing::werk(huis, wie).await?;
            let getal = |t: Telling| match t {
                Telling::Aantal(n) => n,
                Telling::Klein | Telling::Verborgen => 0,
            };
            uit.nu = getal(werk.te_laat);
            uit.later = Some(getal(werk.open).saturating_sub(uit.nu));
        }
        // What to look at afterwards: each use of noodtoegang, the morning after.
        Rol::Privacy => {
            let mut lees = huis.opslag.lees(wie.bereik()).await?;
            let open = n(lees.aantal_noodtoegangen().await?);
            uit.nu = open;
            if open > 0 {
                uit.soorten = vec![("Noodtoegang om na te gaan".to_owned(), open)];
            }
        }
        // A list of accounts or of cases brought in holds no terms.
        Rol::Beheer | Rol::Expert => {}
        Rol::Verwijzer => {
            uit.nu = u64::from(account::kader(huis, wie).await?.werk);
        }
        Rol::Consulent | Rol::Aanbieder => {
            let mut lees = huis.opslag.lees(wie.bereik()).await?;
            let verzoeken = if wie.functie().mag(Handeling::Zien) {
                lees.werktelling(vandaag, week).await?
            } else {
                houvast_opslag::WerkTelling::default()
            };
            let vraag = SignaalVraag::van(vandaag, soorten::zichtbaar(wie.functie())).los();
            let signalen = lees.signaaltelling(&vraag, week).await?;
            uit.nu = n(verzoeken.vandaag + signalen.vandaag);
            uit.week = n(verzoeken.tot + signalen.tot);
            uit.later = signalen.later.map(|later| n(verzoeken.later + later));
            let mut soorten: Vec<(String, u64)> = Vec::new();
            let wachtend = n(verzoeken.open + verzoeken.in_onderzoek);
            if wachtend > 0 {
                soorten.push(("Verzoek om toewijzing".to_owned(), wachtend));
            }
            for rij in lees.soorttelling(&vraag).await? {
                let Some(woorden) = soorten::woorden(rij.soort, wie.functie(), None) else {
                    continue;
                };
                match soorten.iter_mut().find(|(wat, _)| wat == woorden.wat) {
                    Some((_, aantal)) => *aantal += n(rij.aantal),
                    None => soorten.push((woorden.wat.to_owned(), n(rij.aantal))),
                }
            }
            uit.soorten = soorten;
        }
    }
    Ok(uit)
}

/// The row of an account that gave this address.
pub(crate) fn rij(huis: &Huis, account: uuid::Uuid, adres: Option<Besloten>, aan: bool) -> Dagmail {
    Dagmail {
        houder: huis.instellingen.regio.clone(),
        account,
        adres,
        aan,
        verstuurd_voor: None,
        gewijzigd_op: huis.tijd.nu(),
        versie: 1,
    }
}
