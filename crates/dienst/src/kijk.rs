//! What a use case says to the audit log: who did what with which dossier, also with one that was not there.

use crate::logboek::Spoor;
use crate::logboek::woorden::{actie, doel};
use crate::recht::{Relatie, Werkgever};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::Houder;
use houvast_opslag::{Bereik, LogUitkomst, Logpost, Rol, Tx};
use uuid::Uuid;

/// What was done with what.
#[derive(Clone, Copy)]
pub(crate) struct Blik<'a> {
    /// `None`: nothing was found; the gemeente of who asked then holds the line, or the region.
    pub(crate) houder: Option<&'a Houder>,
    pub(crate) jeugdige: Option<Uuid>,
    /// `dossier`, `verzoek`, `bericht`, `bsn`, `zoeken`: the words of `logboek/woorden.rs`.
    pub(crate) voorwerp: &'static str,
    pub(crate) id: Option<Uuid>,
    /// `lezen`, `wijzigen`, `zoeken`: likewise.
    pub(crate) handeling: &'static str,
}

/// Writes lines. Done before anything is shown: what cannot be logged is not shown.
pub(crate) async fn noteer(huis: &Huis, wie: &Aangemeld, blikken: &[Blik<'_>]) -> Result<(), DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    for blik in blikken {
        daad(huis, wie, &mut tx, *blik)?;
    }
    tx.commit().await?;
    Ok(())
}

/// A line in the transaction of the act itself: both are there, or neither.
pub(crate) fn daad(huis: &Huis, wie: &Aangemeld, tx: &mut Tx, blik: Blik<'_>) -> Result<(), DienstFout> {
    let uitkomst = if blik.houder.is_some() {
        LogUitkomst::Gelukt
    } else {
        LogUitkomst::NietGevonden
    };
    tx.noteer(post(huis, wie, blik, uitkomst))?;
    wie.spoor().tel();
    Ok(())
}

/// The line for this person.
pub(crate) fn post(huis: &Huis, wie: &Aangemeld, blik: Blik<'_>, uitkomst: LogUitkomst) -> Logpost {
    let bereik = wie.bereik();
    let eigen = eigen_houder(bereik);
    let houder = blik.houder.or(eigen).unwrap_or(&huis.instellingen.regio).clone();
    let mut uit = kaal(
        huis,
        wie.spoor(),
        houder,
        blik.voorwerp,
        blik.handeling,
        bereik.rol(),
    );
    uit.uitkomst = uitkomst;
    uit.account = Some(wie.account());
    uit.organisatie = organisatie(bereik, &uit.houder);
    uit.voorwerp_id = blik.id;
    uit.jeugdige = blik.jeugdige;
    uit
}

/// A line of which nothing is known yet but what was done in which role.
pub(crate) fn kaal(
    huis: &Huis,
    spoor: &Spoor,
    houder: Houder,
    voorwerp: &str,
    handeling: &str,
    rol: Rol,
) -> Logpost {
    let doel = doel(rol, voorwerp);
    Logpost {
        houder,
        id: huis.tijd.id(),
        begin: spoor.begin(),
        op: huis.tijd.nu(),
        code: format!("{voorwerp}.{handeling}"),
        actie: actie(handeling),
        uitkomst: LogUitkomst::Gelukt,
        account: None,
        rol,
        organisatie: "programma".to_owned(),
        namens: spoor.namens(),
        doel: doel.code.to_owned(),
        activiteit: doel.activiteit(),
        voorwerp: voorwerp.to_owned(),
        voorwerp_id: None,
        jeugdige: None,
        aantal: None,
        herkomst: spoor.herkomst(),
        sessie: spoor.sessie(),
        verwerking: spoor.verwerking(),
    }
}

/// The gemeente somebody works for, when there is one.
fn eigen_houder(bereik: &Bereik) -> Option<&Houder> {
    match bereik.rol().recht().ziet {
        Relatie::Gemeente => bereik.houders().first(),
        Relatie::Logboek => bereik.logboeken().first(),
        _ => None,
    }
}

/// `aanbieder 73990101`, `gemeente 0193`: the kind and the key of the organisation somebody works for.
fn organisatie(bereik: &Bereik, houder: &Houder) -> String {
    match bereik.rol().recht().werkt_voor {
        Werkgever::Aanbieder => bereik.agb().map(|agb| format!("aanbieder {agb}")),
        Werkgever::Praktijk => bereik.praktijk().map(|agb| format!("verwijzer {agb}")),
        Werkgever::Gemeente => {
            let eigen = bereik.omvat(houder) || bereik.logboeken().contains(houder);
            let van = if eigen { Some(houder) } else { eigen_houder(bereik) };
            van.map(|h| format!("gemeente {}", h.als_str()))
        }
        Werkgever::Regio | Werkgever::Programma | Werkgever::Niemand => None,
    }
    .unwrap_or_else(|| format!("regio {}", bereik.regio().als_str()))
}
