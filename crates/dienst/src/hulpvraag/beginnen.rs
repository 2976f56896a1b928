//! A hulpvraag begins: for a child of the file, or for one that is registered first.

use super::antwoorden::Antwoorden;
use super::stappen::{Stap, op_antwoorden};
use super::{actie_voor, besluit_voor, urgentie_van};
use crate::beeld::{NieuweJeugdige, VeldFout};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::termijnen::{self, Werk};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis};
use houvast_begrip::{Bsn, GemeenteCode, Houder};
use houvast_opslag::{
    Besloten, Gebeurtenis, Hulpvraag, HulpvraagStatus, Jeugdige, JeugdigeBron, Relatie, SignaalSoort, Tx,
};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// The gemeenten in which this person may register a child: code and name.
#[must_use]
pub fn gemeenten(huis: &Huis, wie: &Aangemeld) -> Vec<(String, String)> {
    wie.bereik()
        .houders()
        .iter()
        .filter_map(Houder::gemeente)
        .map(|g| (g.als_str().to_owned(), huis.gemeente_naam(g.als_str())))
        .collect()
}

/// Begins a hulpvraag for a child of the file. One that runs already goes on: a family has one conversation.
pub async fn begin(huis: &Huis, wie: &Aangemeld, jeugdige: Uuid) -> Result<Uuid, DienstFout> {
    eis(wie.functie(), Handeling::HulpvraagBehandelen)?;
    let nu = huis.tijd.nu();
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    let kind = tx.jeugdige(jeugdige).await?.ok_or(DienstFout::NietGevonden)?;
    let lopend = tx.hulpvragen_van(jeugdige).await?;
    if let Some(open) = lopend.iter().find(|h| h.afgesloten_op.is_none()) {
        return Ok(open.id);
    }
    let id = nieuw(huis, &mut tx, wie.account(), &kind, &Antwoorden::default(), nu).await?;
    kijk::daad(huis, wie, &mut tx, begonnen(&kind, "hulpvraag", id))?;
    tx.commit().await?;
    Ok(id)
}

fn begonnen<'a>(kind: &'a Jeugdige, voorwerp: &'static str, id: Uuid) -> Blik<'a> {
    Blik {
        houder: Some(&kind.houder),
        jeugdige: Some(kind.id),
        voorwerp,
        id: Some(id),
        handeling: "maken",
    }
}

async fn nieuw(
    huis: &Huis,
    tx: &mut Tx,
    wie: Uuid,
    kind: &Jeugdige,
    a: &Antwoorden,
    nu: Timestamp,
) -> Result<Uuid, DienstFout> {
    let vandaag = huis.tijd.dag_van(nu);
    let besluit_voor = besluit_voor(vandaag);
    let leeg = *a == Antwoorden::default();
    let rij = Hulpvraag {
        houder: kind.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: kind.id,
        gevraagd_op: vandaag,
        urgentie: urgentie_van(a),
        status: HulpvraagStatus::Open,
        besluit_voor,
        inhoud: if leeg { None } else { Some(Besloten(a.schrijf()?)) },
        consulent: Some(wie),
        aanbieder: None,
        toetsing: None,
        toewijzing: None,
        gemaakt_op: nu,
        gewijzigd_op: nu,
        gewijzigd_door: Some(wie),
        afgesloten_op: None,
        versie: 1,
    };
    tx.leg_hulpvragen_vast(std::slice::from_ref(&rij)).await?;
    let gescreend = op_antwoorden(Stap::Screening, a).ontbreekt.is_empty();
    zet_termijn(huis, tx, &rij, gescreend, nu).await?;
    gebeurd(
        huis,
        tx,
        &rij,
        "hulpvraag_ontvangen",
        "bij de Toegang",
        Some(wie),
        nu,
    )
    .await?;
    Ok(rij.id)
}

/// Until when somebody must act, in the work list of the Toegang; set again when the urgency changed.
pub(super) async fn zet_termijn(
    huis: &Huis,
    tx: &mut Tx,
    hulpvraag: &Hulpvraag,
    gescreend: bool,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let vandaag = huis.tijd.dag_van(nu);
    let uiterlijk = actie_voor(hulpvraag.urgentie, gescreend, hulpvraag.besluit_voor, vandaag);
    let werk = Werk {
        houder: hulpvraag.houder.clone(),
        soort: SignaalSoort::Hulpvraag,
        onderwerp: hulpvraag.id,
        aanbieder: None,
        jeugdige: Some(hulpvraag.jeugdige),
        vanaf: hulpvraag.gevraagd_op.min(vandaag),
        uiterlijk: Some(uiterlijk),
    };
    termijnen::zet(huis, tx, &werk, nu).await
}

/// A hulpvraag of the demo with these answers.
pub(crate) async fn oefening(
    huis: &Huis,
    tx: &mut Tx,
    kind: &Jeugdige,
    consulent: Uuid,
    velden: &[&[(&str, &str)]],
) -> Result<(), DienstFout> {
    let mut antwoorden = Antwoorden::default();
    for (veld, waarde) in velden.iter().copied().flatten() {
        antwoorden.zet(veld, (*waarde).to_owned());
    }
    nieuw(huis, tx, consulent, kind, &antwoorden, huis.tijd.nu()).await?;
    Ok(())
}

/// A line on the timeline of the child, not for an aanbieder.
pub(super) async fn gebeurd(
    huis: &Huis,
    tx: &mut Tx,
    hulpvraag: &Hulpvraag,
    soort: &str,
    tekst: &str,
    door: Option<Uuid>,
    nu: Timestamp,
) -> Result<(), DienstFout> {
    let rij = Gebeurtenis {
        houder: hulpvraag.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: hulpvraag.jeugdige,
        op: nu,
        soort: soort.to_owned(),
        aanbieder: None,
        bericht: None,
        verzoek: None,
        toewijzing: None,
        door,
        gegevens: gebeurtenis::json(tekst),
    };
    tx.leg_gebeurtenissen_vast(&[rij]).await?;
    Ok(())
}

/// Registers a child and begins its hulpvraag. A BSN that the file holds already gives the child of the file, when the
/// birth date is the same. What was typed wrong comes back per field.
pub async fn registreer(
    huis: &Huis,
    wie: &Aangemeld,
    nieuw_kind: &NieuweJeugdige,
) -> Result<Result<Uuid, Vec<VeldFout>>, DienstFout> {
    eis(wie.functie(), Handeling::HulpvraagBehandelen)?;
    let nu = huis.tijd.nu();
    let (gemeente, bsn, geboren) = match gekeurd(huis, wie, nieuw_kind, nu) {
        Ok(goed) => goed,
        Err(fouten) => return Ok(Err(fouten)),
    };
    let houder = Houder::from(gemeente);
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    if let Some(bekend) = tx.jeugdige_met_bsn(&houder, &bsn).await? {
        drop(tx);
        if bekend.geboortedatum != geboren {
            let tekst = "Dit BSN hoort in het dossier bij een jeugdige met een andere geboortedatum. Controleer beide.";
            return Ok(Err(vec![("geboren".to_owned(), tekst.to_owned())]));
        }
        return begin(huis, wie, bekend.id).await.map(Ok);
    }
    let kind = rij(huis, houder, bsn, geboren, nieuw_kind, nu);
    tx.leg_jeugdigen_vast(std::slice::from_ref(&kind)).await?;
    if let Some(ouder) = gezag(huis, &kind, nieuw_kind) {
        tx.leg_relaties_vast(&[ouder]).await?;
    }
    let id = nieuw(huis, &mut tx, wie.account(), &kind, &Antwoorden::default(), nu).await?;
    kijk::daad(huis, wie, &mut tx, begonnen(&kind, "dossier", kind.id))?;
    kijk::daad(huis, wie, &mut tx, begonnen(&kind, "hulpvraag", id))?;
    tx.commit().await?;
    Ok(Ok(id))
}

type Kern = (GemeenteCode, Bsn, Date);

fn gekeurd(
    huis: &Huis,
    wie: &Aangemeld,
    kind: &NieuweJeugdige,
    nu: Timestamp,
) -> Result<Kern, Vec<VeldFout>> {
    let vandaag = huis.tijd.dag_van(nu);
    let mut fouten: Vec<VeldFout> = Vec::new();
    let mut mis = |veld: &str, tekst: &str| fouten.push((veld.to_owned(), tekst.to_owned()));
    let gemeente = GemeenteCode::nieuw(&kind.gemeente)
        .ok()
        .filter(|g| wie.bereik().omvat(&(*g).into()));
    if gemeente.is_none() {
        mis("gemeente", "Kies de gemeente.");
    }
    let bsn = Bsn::nieuw(kind.bsn.trim()).ok();
    if bsn.is_none() {
        mis("bsn", "Dit is geen geldig BSN: negen cijfers. Kijk het na.");
    }
    if kind.achternaam.trim().is_empty() {
        mis("achternaam", "Vul de achternaam in.");
    }
    if kind.voornamen.trim().is_empty() {
        mis("voornamen", "Vul de voornaam in.");
    }
    let geboren = kind
        .geboren
        .filter(|dag| *dag <= vandaag && vandaag.year() - dag.year() <= 30);
    if geboren.is_none() {
        mis("geboren", "Vul de geboortedatum in, zoals 4-11-2015.");
    }
    if !["0", "1", "2", "9"].contains(&kind.geslacht.as_str()) {
        mis("geslacht", "Kies het geslacht.");
    }
    if kind.straat.trim().is_empty() {
        mis(
            "straat",
            "Vul de straat in: zonder adres kan er geen toewijzing uit.",
        );
    }
    if nummer(&kind.huisnummer).is_none() {
        mis("huisnummer", "Vul het huisnummer in, zoals 12 of 12a.");
    }
    if postcode(&kind.postcode).is_none() {
        mis("postcode", "Vul de postcode in, zoals 8011 AB.");
    }
    if kind.plaats.trim().is_empty() {
        mis("plaats", "Vul de plaats in.");
    }
    match (gemeente, bsn, geboren) {
        (Some(gemeente), Some(bsn), Some(geboren)) if fouten.is_empty() => Ok((gemeente, bsn, geboren)),
        _ => Err(fouten),
    }
}

/// `12a` is a number and what follows it.
fn nummer(tekst: &str) -> Option<(i64, String)> {
    let tekst = tekst.trim();
    let cijfers = tekst.bytes().take_while(u8::is_ascii_digit).count();
    let (getal, rest) = tekst.split_at(cijfers);
    let getal: i64 = getal.parse().ok().filter(|n| (1..=99_999).contains(n))?;
    let rest = rest.trim().trim_start_matches('-').trim().to_owned();
    (rest.chars().count() <= 4 && rest.chars().all(char::is_alphanumeric)).then_some((getal, rest))
}

/// `8011 ab` as it is stored: `8011AB`.
fn postcode(tekst: &str) -> Option<String> {
    let kaal: String = tekst
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let goed = kaal.len() == 6
        && kaal.bytes().take(4).all(|b| b.is_ascii_digit())
        && kaal.bytes().skip(4).all(|b| b.is_ascii_uppercase())
        && !kaal.starts_with('0');
    goed.then_some(kaal)
}

fn gevuld(tekst: &str) -> Option<String> {
    let tekst = tekst.trim();
    (!tekst.is_empty()).then(|| tekst.to_owned())
}

fn eerste_letter(tekst: &str) -> Option<String> {
    tekst.trim().chars().next().map(|c| c.to_uppercase().to_string())
}

fn rij(
    huis: &Huis,
    houder: Houder,
    bsn: Bsn,
    geboren: Date,
    kind: &NieuweJeugdige,
    nu: Timestamp,
) -> Jeugdige {
    let (huisnummer, toevoeging) =
        nummer(&kind.huisnummer).map_or((None, None), |(n, rest)| (Some(n), gevuld(&rest)));
    let letter = toevoeging
        .as_ref()
        .is_some_and(|t| t.len() == 1 && t.bytes().all(|b| b.is_ascii_alphabetic()));
    Jeugdige {
        woonplaats: houder.gemeente().filter(|_| kind.woonplaats_hier),
        houder,
        id: huis.tijd.id(),
        bsn,
        geslachtsnaam: kind.achternaam.trim().to_owned(),
        voorvoegsel: gevuld(&kind.voorvoegsel),
        partnernaam: None,
        partnervoorvoegsel: None,
        voornamen: gevuld(&kind.voornamen),
        voorletters: eerste_letter(&kind.voornamen),
        naamgebruik: "1".to_owned(),
        geboortedatum: geboren,
        datumgebruik: None,
        geslacht: kind.geslacht.clone(),
        straat: gevuld(&kind.straat),
        huisnummer,
        huisletter: toevoeging.clone().filter(|_| letter),
        toevoeging: toevoeging.filter(|_| !letter),
        aanduiding: None,
        postcode: postcode(&kind.postcode),
        plaats: gevuld(&kind.plaats),
        land: Some("NL".to_owned()),
        telefoon: None,
        email: None,
        communicatievorm: None,
        taal: None,
        juridische_status: None,
        vertegenwoordiging: None,
        geheim: false,
        geblokkeerd: false,
        bron: JeugdigeBron::Consulent,
        gewijzigd_op: nu,
        versie: 1,
    }
}

fn gezag(huis: &Huis, kind: &Jeugdige, nieuw: &NieuweJeugdige) -> Option<Relatie> {
    Some(Relatie {
        houder: kind.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: kind.id,
        nummer: "1".to_owned(),
        // COD472: a parent.
        soort: "10".to_owned(),
        volgorde: None,
        gezag: true,
        geslachtsnaam: gevuld(&nieuw.gezag_achternaam)?,
        voorvoegsel: None,
        voornamen: gevuld(&nieuw.gezag_voornaam),
        voorletters: eerste_letter(&nieuw.gezag_voornaam),
        naamgebruik: "1".to_owned(),
        geboortedatum: None,
        geslacht: None,
        straat: kind.straat.clone(),
        huisnummer: kind.huisnummer,
        huisletter: kind.huisletter.clone(),
        toevoeging: kind.toevoeging.clone(),
        aanduiding: None,
        postcode: kind.postcode.clone(),
        plaats: kind.plaats.clone(),
        land: kind.land.clone(),
        telefoon: gevuld(&nieuw.gezag_telefoon),
        email: None,
        versie: 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_huisnummer_mag_een_letter_of_toevoeging_hebben() {
        assert_eq!(nummer("12"), Some((12, String::new())));
        assert_eq!(nummer(" 12a "), Some((12, "a".to_owned())));
        assert_eq!(nummer("12-3"), Some((12, "3".to_owned())));
        assert_eq!(nummer("99999"), Some((99_999, String::new())));
        for fout in ["", "a", "0", "100000", "12 bisbis", "12/3"] {
            assert_eq!(nummer(fout), None, "{fout}");
        }
    }

    #[test]
    fn een_postcode_wordt_zonder_spatie_bewaard() {
        assert_eq!(postcode("8011 ab").as_deref(), Some("8011AB"));
        for fout in ["8011", "801AB", "0011AB", "8011A1", "", "8011 ABC"] {
            assert_eq!(postcode(fout), None, "{fout}");
        }
    }
}
