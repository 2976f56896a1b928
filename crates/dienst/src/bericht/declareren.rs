//! A JW323: judged on levels 2 to 4. Where nothing can be granted its JW325 goes out at once; everything else waits for a
//! person, with its findings.

use super::declaratie_feiten as feiten;
use super::verwerken::{Oordeel, Zaak};
use super::verwerkt::Gedaan;
use super::verzenden::{self, Uitgaand};
use crate::{DienstFout, Huis, termijnen};
use houvast_begrip::Centen;
use houvast_ijw::berichten::basis::TotaalBedragMetDC;
use houvast_ijw::berichten::codes::{DebetCredit, RetourCode};
use houvast_ijw::berichten::jw323;
use houvast_ijw::declaratie::{self, BLOK, Keuring, Kop, Prestatieregel, Uitslag};
use houvast_ijw::{Bericht, Tekst};
use houvast_opslag::{
    BerichtStatus, Declaratie, DeclaratieStatus, Geheim, Prestatie, PrestatieStatus, SignaalSoort, Tx,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Everything that follows from one JW323.
pub(crate) async fn declaratie(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
) -> Result<Gedaan, DienstFout> {
    let Bericht::Jw323(heen) = bericht else {
        return Err(DienstFout::Ongeldig("geen JW323"));
    };
    let mut kinderen = BTreeMap::new();
    let inhoud = houvast_ijw::regels::inhoud(bericht);
    let mut uitslag = if inhoud.is_empty() {
        keur(zaak, tx, bericht, heen, &mut kinderen).await?
    } else {
        Uitslag::technisch(inhoud)
    };
    let niets = !uitslag.verwerkt() || afgewezen(&uitslag) == uitslag.aantal;
    let mut bevindingen = std::mem::take(&mut uitslag.bevindingen);
    houvast_ijw::zoek_plaatsen(&zaak.aankomst.inhoud.0, &mut bevindingen);
    let oordeel = Oordeel {
        status: if niets {
            BerichtStatus::Afgekeurd
        } else {
            BerichtStatus::TeBeoordelen
        },
        niveau: bevindingen.iter().map(|b| b.niveau).min().unwrap_or(4),
        bevindingen,
    };
    zaak.leg_vast(tx, bericht, &oordeel, None, None).await?;
    let antwoord = if niets {
        Some(antwoord(zaak, tx, heen, &uitslag).await?)
    } else {
        termijnen::te_beoordelen(zaak, tx, bericht.soort(), None).await?;
        None
    };
    // Refused in its header or as a whole: it counts as never sent.
    if uitslag.verwerkt() {
        leg_vast(zaak, tx, heen, &uitslag, &kinderen, antwoord).await?;
    }
    Ok(Gedaan::over_velen(kinderen.into_values()))
}

/// Levels 3 and 4, a block of lines at a time.
async fn keur(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    bericht: &Bericht,
    heen: &jw323::Bericht,
    kinderen: &mut BTreeMap<Tekst, Uuid>,
) -> Result<Uitslag, DienstFout> {
    let eerder = feiten::van_kop(zaak, tx, bericht, &heen.declaratie.declaratie_nummer).await?;
    let mut keuring = Keuring::nieuw(Kop::van(heen), &eerder, &zaak.bron());
    if keuring.besloten() {
        return Ok(keuring.klaar());
    }
    let mut regels = regels(heen).peekable();
    while regels.peek().is_some() {
        let blok: Vec<_> = regels.by_ref().take(BLOK).collect();
        let bij = feiten::van_blok(zaak, tx, &keuring.vraagt(&blok)).await?;
        kinderen.extend(bij.kinderen);
        keuring.keur(&blok, &bij.eerder);
    }
    Ok(keuring.klaar())
}

/// The lines in the order of the message.
fn regels(heen: &jw323::Bericht) -> impl Iterator<Item = Prestatieregel<'_>> + Send {
    heen.declaratie
        .clienten
        .client
        .iter()
        .zip(0..)
        .flat_map(|(client, plek)| {
            client
                .prestaties
                .prestatie
                .iter()
                .zip(0..)
                .map(move |(prestatie, nummer)| Prestatieregel {
                    client: plek,
                    nummer,
                    bsn: &client.bsn,
                    prestatie,
                })
        })
}

fn afgewezen(uitslag: &Uitslag) -> u64 {
    let aantal: usize = uitslag.clienten.iter().map(|c| c.prestaties.len()).sum();
    u64::try_from(aantal).unwrap_or(u64::MAX)
}

/// The JW325. It has no retourbericht of its own, so nothing is waited for.
async fn antwoord(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    heen: &jw323::Bericht,
    uitslag: &Uitslag,
) -> Result<Uuid, DienstFout> {
    let retour = verzenden::retour(zaak.huis, tx, zaak.gemeente, zaak.nu).await?;
    let uit = declaratie::antwoord(uitslag, &Kop::van(heen), &retour);
    let uitgaand = Uitgaand {
        aanbieder: Some(zaak.aanbieder),
        jeugdige: None,
        hoort_bij: Some(zaak.aankomst.id),
    };
    verzenden::verzend(zaak.huis, tx, zaak.gemeente, &uit, uitgaand, zaak.nu).await
}

/// The declaration and its lines, in blocks. With an answer every line was refused.
async fn leg_vast(
    zaak: &Zaak<'_>,
    tx: &mut Tx,
    heen: &jw323::Bericht,
    uitslag: &Uitslag,
    kinderen: &BTreeMap<Tekst, Uuid>,
    antwoord: Option<Uuid>,
) -> Result<(), DienstFout> {
    let rij = declaratierij(zaak, heen, uitslag, antwoord);
    tx.leg_declaraties_vast(std::slice::from_ref(&rij)).await?;
    let mut alle = regels(heen).zip(1..).peekable();
    while alle.peek().is_some() {
        let blok: Vec<Prestatie> = alle
            .by_ref()
            .take(BLOK)
            .map(|(regel, volgnummer)| {
                let kind = kinderen.get(regel.bsn).copied();
                prestatierij(zaak, &rij, uitslag, &regel, volgnummer, kind)
            })
            .collect();
        tx.leg_prestaties_vast(&blok).await?;
    }
    tx.vraag_signalen_van_declaratie(&rij.houder, rij.id, zaak.nu)
        .await?;
    Ok(())
}

fn declaratierij(
    zaak: &Zaak<'_>,
    heen: &jw323::Bericht,
    uitslag: &Uitslag,
    antwoord: Option<Uuid>,
) -> Declaratie {
    let d = &heen.declaratie;
    let ontvangen = zaak.huis.tijd.dag_van(zaak.aankomst.aangekomen_op);
    Declaratie {
        houder: zaak.houder(),
        id: zaak.huis.tijd.id(),
        bericht: zaak.aankomst.id,
        aanbieder: zaak.aanbieder,
        nummer: d.declaratie_nummer.to_string(),
        begindatum: d.declaratie_periode.begindatum,
        einddatum: d.declaratie_periode.einddatum,
        dagtekening: d.declaratie_dagtekening,
        ontvangen_op: zaak.aankomst.aangekomen_op,
        antwoord_voor: termijnen::declaratie_voor(zaak.huis, ontvangen),
        ingediend: centen(&d.totaal_ingediend_bedrag),
        toegekend: antwoord.map(|_| centen(&uitslag.totaal_toegekend())),
        aantal_prestaties: i64::try_from(uitslag.aantal).unwrap_or(i64::MAX),
        aantal_fout: i64::try_from(afgewezen(uitslag)).unwrap_or(i64::MAX),
        status: if antwoord.is_some() {
            DeclaratieStatus::Afgekeurd
        } else {
            DeclaratieStatus::TeBeoordelen
        },
        antwoord,
        afgehandeld_op: antwoord.map(|_| zaak.nu),
        versie: 1,
    }
}

fn centen(bedrag: &TotaalBedragMetDC) -> Centen {
    let centen = i64::try_from(bedrag.totaal_bedrag).unwrap_or(i64::MAX);
    Centen(match bedrag.debet_credit {
        DebetCredit::Debet => centen,
        DebetCredit::Credit => -centen,
    })
}

fn prestatierij(
    zaak: &Zaak<'_>,
    declaratie: &Declaratie,
    uitslag: &Uitslag,
    regel: &Prestatieregel<'_>,
    volgnummer: i64,
    jeugdige: Option<Uuid>,
) -> Prestatie {
    let p = regel.prestatie;
    let geheim = |tekst: &Tekst| Geheim(tekst.as_bytes().to_vec());
    Prestatie {
        houder: declaratie.houder.clone(),
        id: zaak.huis.tijd.id(),
        declaratie: declaratie.id,
        volgnummer,
        aanbieder: declaratie.aanbieder,
        jeugdige,
        referentie: geheim(&p.product_referentie.referentie_nummer),
        vorige_referentie: p.product_referentie.vorig_referentie_nummer.as_ref().map(geheim),
        toewijzing: p.toewijzing_nummer.into(),
        categorie: p.product_categorie.as_str().to_owned(),
        code: p.product_code.to_string(),
        begindatum: p.product_periode.begindatum,
        einddatum: p.product_periode.einddatum,
        volume: p.geleverd_volume.into(),
        eenheid: p.eenheid.as_str().to_owned(),
        tarief: p.product_tarief.map(|t| Centen(t.into())),
        bedrag: Centen(p.ingediend_bedrag.bedrag.into()),
        debet_credit: p.ingediend_bedrag.debet_credit.as_str().to_owned(),
        status: if declaratie.antwoord.is_some() {
            PrestatieStatus::Afgekeurd
        } else {
            PrestatieStatus::Open
        },
        codes: codes(uitslag, regel),
    }
}

/// The codes of a refused line; those of its client where the client is refused. Empty: nothing was found.
fn codes(uitslag: &Uitslag, regel: &Prestatieregel<'_>) -> String {
    let Some(afgewezen) = uitslag.afgewezen(regel.client, regel.nummer) else {
        return String::new();
    };
    let van_client = uitslag
        .clienten
        .iter()
        .find(|c| c.client == regel.client)
        .map_or(&[][..], |c| &c.codes);
    let mut codes: Vec<&str> = afgewezen
        .codes
        .iter()
        .chain(van_client)
        .copied()
        .map(RetourCode::as_str)
        .collect();
    codes.dedup();
    if codes.is_empty() {
        codes.push(RetourCode::C0233.as_str());
    }
    codes.join(" ")
}

/// Grants a declaration without findings that waits: its JW325 with 8001, and every line granted. So far only the past of
/// the demo was judged.
pub(crate) async fn ken_toe(
    huis: &Huis,
    tx: &mut Tx,
    bericht: Uuid,
    heen: Option<&Bericht>,
) -> Result<(), DienstFout> {
    let (Some(Bericht::Jw323(heen)), Some(mut rij)) = (heen, tx.declaratie_van_bericht(bericht).await?)
    else {
        return Err(DienstFout::NietGevonden);
    };
    if rij.aantal_fout > 0 || rij.afgehandeld_op.is_some() {
        return Err(DienstFout::Ongeldig("declaratie wacht niet of klopt niet"));
    }
    let gemeente = rij.houder.gemeente().ok_or(DienstFout::Gegevens("houder"))?;
    let nu = huis.tijd.nu();
    let uitslag = Uitslag {
        toegekend: rij.ingediend.0,
        aantal: u64::try_from(rij.aantal_prestaties).unwrap_or_default(),
        ..Uitslag::default()
    };
    let retour = verzenden::retour(huis, tx, gemeente, nu).await?;
    let uit = declaratie::antwoord(&uitslag, &Kop::van(heen), &retour);
    let uitgaand = Uitgaand {
        aanbieder: Some(rij.aanbieder),
        jeugdige: None,
        hoort_bij: Some(bericht),
    };
    let antwoord = verzenden::verzend(huis, tx, gemeente, &uit, uitgaand, nu).await?;
    let versie = rij.versie;
    rij.status = DeclaratieStatus::Toegekend;
    rij.toegekend = Some(rij.ingediend);
    rij.antwoord = Some(antwoord);
    rij.afgehandeld_op = Some(nu);
    if !tx.wijzig_declaratie(&rij, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.ken_prestaties_toe(&rij.houder, rij.id).await?;
    tx.zet_bericht_status(bericht, &[BerichtStatus::TeBeoordelen], BerichtStatus::Verwerkt)
        .await?;
    tx.sluit_signaal(&rij.houder, SignaalSoort::TeBeoordelen, bericht, nu)
        .await?;
    Ok(())
}
