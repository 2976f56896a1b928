//! A request for change that came by secure mail, in a gemeente that takes none by message.

use super::feiten::WijzigFeiten;
use super::vastleggen::json;
use super::{oordeel, toon};
use crate::beeld::{Rol, WijzigFeitenInvoer, WijzigMailBeeld, WijzigMailInvoer};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::termijnen::{self, Werk};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis, gronden, taal};
use houvast_begrip::{Centen, Houder};
use houvast_beslis::regioprofiel::Bepaling;
use houvast_opslag::{
    Gebeurtenis, Jeugdige, SignaalSoort, Toewijzing, ToewijzingStatus, WijzigKanaal, Wijziging,
};
use jiff::civil::Date;
use uuid::Uuid;

/// The highest amount a message can hold (RS005: eight digits).
const HOOGSTE_BEDRAG: Centen = Centen(99_999_999);

/// Does this gemeente take a request for change by message?
pub(crate) fn via_bericht(huis: &Huis, houder: &Houder, dag: Date) -> bool {
    houder
        .gemeente()
        .and_then(|g| huis.profiel(dag)?.gemeente(g))
        .is_none_or(|g| g.wijziging_via_bericht)
}

async fn gegevens(
    huis: &Huis,
    wie: &Aangemeld,
    jeugdige: Uuid,
    handeling: &'static str,
) -> Result<(Jeugdige, Vec<Toewijzing>), DienstFout> {
    eis(wie.functie(), Handeling::WijzigingPerMail)?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let kind = lees.jeugdige(jeugdige).await?;
    let blik = Blik {
        houder: kind.as_ref().map(|k| &k.houder),
        jeugdige: kind.as_ref().map(|k| k.id),
        voorwerp: "dossier",
        id: Some(jeugdige),
        handeling,
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let kind = kind.ok_or(DienstFout::NietGevonden)?;
    let vandaag = huis.tijd.vandaag();
    let mut lopend = lees.toewijzingen_van(kind.id).await?;
    lopend.retain(|t| t.status == ToewijzingStatus::Actief && t.einddatum.is_none_or(|eind| eind >= vandaag));
    Ok((kind, lopend))
}

/// The page to register one; the look is logged.
pub async fn mail(huis: &Huis, wie: &Aangemeld, jeugdige: Uuid) -> Result<WijzigMailBeeld, DienstFout> {
    let (kind, lopend) = gegevens(huis, wie, jeugdige, "lezen").await?;
    let vandaag = huis.tijd.vandaag();
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let mut toewijzingen = Vec::with_capacity(lopend.len());
    for t in &lopend {
        let aanbieder = lees
            .aanbieder(t.aanbieder)
            .await?
            .map_or_else(|| t.aanbieder.to_string(), |a| a.naam);
        let omvang = taal::omvang(t.budget, t.volume, t.eenheid.as_deref(), t.frequentie.as_deref());
        toewijzingen.push((
            t.nummer.to_string(),
            format!(
                "{}, {aanbieder}: {omvang}, {}",
                t.nummer,
                taal::periode(t.ingangsdatum, t.einddatum)
            ),
        ));
    }
    let profiel = oordeel::profiel(huis, &kind.houder, vandaag)?;
    Ok(WijzigMailBeeld {
        jeugdige_id: kind.id,
        jeugdige: taal::naam_van(&kind),
        gemeente: huis.gemeente_naam(kind.houder.als_str()),
        via_bericht: via_bericht(huis, &kind.houder, vandaag),
        toewijzingen,
        redenen: toon::redenen(profiel),
        artikelen: gronden::artikelen(
            profiel
                .bepaling(Bepaling::WijzigingBericht)
                .iter()
                .map(|a| a.0.as_str()),
        ),
    })
}

/// Registers one; the id of the request. What was typed wrong comes back per field.
pub async fn leg_mail_vast(
    huis: &Huis,
    wie: &Aangemeld,
    jeugdige: Uuid,
    invoer: WijzigMailInvoer,
) -> Result<Result<Uuid, Vec<(String, String)>>, DienstFout> {
    let (kind, lopend) = gegevens(huis, wie, jeugdige, "wijzigen").await?;
    let vandaag = huis.tijd.vandaag();
    let toewijzing = lopend.iter().find(|t| Some(t.nummer) == invoer.toewijzing);
    let mut fouten = controleer(&invoer, toewijzing, vandaag);
    if via_bericht(huis, &kind.houder, vandaag) {
        let zin = format!(
            "In {} vraagt de aanbieder een wijziging met een JW317. Zonder dat bericht wordt zij niet doorgevoerd.",
            huis.gemeente_naam(kind.houder.als_str())
        );
        fouten.insert(0, ("vastleggen".to_owned(), zin));
    }
    let (true, Some(toewijzing), Some(ontvangen)) = (fouten.is_empty(), toewijzing, invoer.ontvangen) else {
        return Ok(Err(fouten));
    };
    let nu = huis.tijd.nu();
    let id = huis.tijd.id();
    let feiten = WijzigFeiten::default().met(
        WijzigFeitenInvoer {
            reden: invoer.reden.clone(),
            opdracht: invoer.opdracht,
            ..WijzigFeitenInvoer::default()
        },
        Rol::Consulent,
    );
    let antwoord_voor = termijnen::antwoord_voor(huis, ontvangen);
    let wijziging = Wijziging {
        houder: kind.houder.clone(),
        id,
        jeugdige: kind.id,
        aanbieder: toewijzing.aanbieder,
        kanaal: WijzigKanaal::BeveiligdeMail,
        wijzigverzoek: None,
        ontvangen,
        antwoord_voor,
        onderzoek_voor: None,
        toewijzing: Some(toewijzing.nummer),
        budget: invoer.budget,
        einddatum: invoer.einddatum,
        feiten: Some(json(&feiten)?.into()),
        besluit: None,
        uitkomst: None,
        toelichting: None,
        beslist_door: None,
        beslist_op: None,
        bericht: None,
        taak_klaar_op: None,
        versie: 1,
    };
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    tx.leg_wijziging_vast(&wijziging).await?;
    let werk = Werk {
        houder: kind.houder.clone(),
        soort: SignaalSoort::Wijziging,
        onderwerp: id,
        aanbieder: Some(toewijzing.aanbieder),
        jeugdige: Some(kind.id),
        vanaf: vandaag,
        uiterlijk: Some(antwoord_voor),
    };
    termijnen::zet(huis, &mut tx, &werk, nu).await?;
    tx.leg_gebeurtenissen_vast(&[Gebeurtenis {
        houder: kind.houder.clone(),
        id: huis.tijd.id(),
        jeugdige: kind.id,
        op: nu,
        soort: "wijziging_per_mail".to_owned(),
        aanbieder: Some(toewijzing.aanbieder),
        bericht: None,
        verzoek: None,
        toewijzing: Some(toewijzing.id),
        door: Some(wie.account()),
        gegevens: gebeurtenis::json(format!(
            "ontvangen op {}, vastgelegd door een consulent",
            houvast_begrip::datum::kort(ontvangen)
        )),
    }])
    .await?;
    tx.commit().await?;
    Ok(Ok(id))
}

fn controleer(
    invoer: &WijzigMailInvoer,
    toewijzing: Option<&Toewijzing>,
    vandaag: Date,
) -> Vec<(String, String)> {
    let mut fouten = Vec::new();
    let mut fout = |veld: &str, zin: &str| fouten.push((veld.to_owned(), zin.to_owned()));
    let Some(toewijzing) = toewijzing else {
        fout("toewijzing", "Kies de toewijzing die moet veranderen.");
        return fouten;
    };
    match invoer.ontvangen {
        None => fout(
            "ontvangen",
            "Vul in op welke dag de e-mail is ontvangen. Die dag telt.",
        ),
        Some(dag) if dag > vandaag => fout("ontvangen", "Deze datum ligt in de toekomst."),
        Some(dag) if dag < toewijzing.toewijzingsdatum => {
            fout(
                "ontvangen",
                "Deze datum ligt voor de dag van de toewijzing. Controleer de datum.",
            );
        }
        Some(_) => {}
    }
    if invoer.budget.is_none() && invoer.einddatum.is_none() {
        fout(
            "budget",
            "Vul in wat er anders moet: een budget, een einddatum, of allebei.",
        );
    }
    if invoer
        .budget
        .is_some_and(|b| b <= Centen::NUL || b > HOOGSTE_BEDRAG)
    {
        fout("budget", "Vul een budget in van € 0,01 tot € 999.999,99.");
    } else if invoer.budget.is_some() && toewijzing.budget.is_none() {
        fout(
            "budget",
            "Deze toewijzing heeft geen budget maar een omvang. Laat dit veld leeg.",
        );
    }
    if invoer.einddatum.is_some_and(|dag| dag < toewijzing.ingangsdatum) {
        fout("einddatum", "De laatste dag ligt voor de eerste dag van de hulp.");
    }
    let zelfde = invoer.budget.is_none_or(|b| Some(b) == toewijzing.budget)
        && invoer.einddatum.is_none_or(|d| Some(d) == toewijzing.einddatum);
    if zelfde && (invoer.budget.is_some() || invoer.einddatum.is_some()) {
        fout("budget", "Er verandert niets: dit is wat nu al is toegewezen.");
    }
    fouten
}

#[cfg(test)]
mod tests {
    use super::super::plan::tests::toewijzing;
    use super::*;
    use jiff::civil::date;

    const VANDAAG: Date = date(2025, 7, 14);

    #[test]
    fn elk_veld_van_een_verzoek_per_mail_heeft_zijn_grens() {
        let t = toewijzing(12);
        let velden = |pas: fn(&mut WijzigMailInvoer)| -> Vec<String> {
            let mut invoer = WijzigMailInvoer {
                toewijzing: Some(12),
                ontvangen: Some(VANDAAG),
                budget: Some(Centen::euro(12_000)),
                ..WijzigMailInvoer::default()
            };
            pas(&mut invoer);
            controleer(&invoer, Some(&t), VANDAAG)
                .into_iter()
                .map(|(v, _)| v)
                .collect()
        };
        assert!(velden(|_| ()).is_empty());
        assert_eq!(velden(|i| i.ontvangen = None), ["ontvangen"]);
        assert_eq!(velden(|i| i.ontvangen = Some(date(2025, 7, 15))), ["ontvangen"]);
        assert_eq!(velden(|i| i.ontvangen = Some(date(2025, 1, 9))), ["ontvangen"]);
        assert!(velden(|i| i.ontvangen = Some(date(2025, 1, 10))).is_empty());
        assert_eq!(velden(|i| i.budget = None), ["budget"]);
        assert_eq!(velden(|i| i.budget = Some(Centen::NUL)), ["budget"]);
        assert!(velden(|i| i.budget = Some(HOOGSTE_BEDRAG)).is_empty());
        assert_eq!(velden(|i| i.budget = Some(Centen(100_000_000))), ["budget"]);
        assert_eq!(
            velden(|i| i.budget = Some(Centen::euro(8_000))),
            ["budget"],
            "er verandert niets"
        );
        assert_eq!(velden(|i| i.einddatum = Some(date(2025, 1, 12))), ["einddatum"]);
        assert_eq!(
            controleer(&WijzigMailInvoer::default(), None, VANDAAG)[0].0,
            "toewijzing"
        );
    }
}
