//! The toetsing of the chosen aanbieder: asking for it, and how it stands (RTP 2.4.4).

use super::aanbieders::Keus;
use super::antwoorden::Antwoorden;
use super::feiten::{self, Getoetst, periode};
use super::stappen::{self, Stap};
use super::tonen::{self, Geladen};
use crate::beeld::{Merkje, Rij, Termijn, ToetsingStand, Toon};
use crate::verwijzing::{self, ToetsingVraag};
use crate::{Aangemeld, DienstFout, Huis, termijnen};
use houvast_begrip::{AgbCode, Centen, datum};
use houvast_opslag::{Lees, Verwijzing, VerwijzingStatus};
use uuid::Uuid;

/// The newest request for toetsing to the aanbieder that is chosen now.
pub(super) async fn laatste(lees: &mut Lees, geladen: &Geladen) -> Result<Option<Verwijzing>, DienstFout> {
    let gekozen = geladen.rij.aanbieder;
    Ok(lees
        .verwijzingen_van_hulpvraag(geladen.rij.id)
        .await?
        .into_iter()
        .find(|v| Some(v.aanbieder) == gekozen))
}

fn geaccepteerd(v: &Verwijzing) -> bool {
    matches!(
        v.status,
        VerwijzingStatus::Geaccepteerd | VerwijzingStatus::Toegewezen
    )
}

/// What the decision knows of it.
pub(super) fn getoetst(huis: &Huis, v: Option<&Verwijzing>) -> Getoetst {
    Getoetst {
        gevraagd: v.map(|v| huis.tijd.dag_van(v.gevraagd_op)),
        op: v.filter(|v| geaccepteerd(v)).and_then(|v| v.getoetst),
    }
}

/// Eis 78: accepting is about the budget and the period that were asked.
pub(super) fn accepteert(
    v: Option<&Verwijzing>,
    a: &Antwoorden,
    bedrag: Option<Centen>,
) -> Result<(), &'static str> {
    let Some(v) = v else {
        return Err("De aanbieder is nog niet om toetsing gevraagd.");
    };
    match v.status {
        VerwijzingStatus::Geaccepteerd | VerwijzingStatus::Toegewezen => {}
        VerwijzingStatus::Geweigerd => return Err("De aanbieder heeft geweigerd."),
        VerwijzingStatus::AnderBudget => {
            return Err("De aanbieder vindt de hulp passend, maar vraagt een ander budget.");
        }
        VerwijzingStatus::Gevraagd => return Err("De aanbieder heeft nog niet geantwoord."),
        VerwijzingStatus::AndereAanbieder | VerwijzingStatus::Ingetrokken => {
            return Err("Dit verzoek om toetsing geldt niet meer.");
        }
    }
    let zelfde_periode = periode(a).is_some_and(|p| (Some(p.begin), p.eind) == (v.van, v.tot));
    if zelfde_periode && bedrag.is_some() && (bedrag == v.budget || bedrag == v.instemming) {
        Ok(())
    } else {
        Err("De aanbieder accepteerde een ander budget of een andere periode. Vraag opnieuw om toetsing.")
    }
}

fn stand(v: &Verwijzing) -> Merkje {
    match v.status {
        VerwijzingStatus::Gevraagd => Merkje::nieuw("wacht op de aanbieder", Toon::Rustig),
        VerwijzingStatus::AnderBudget => Merkje::nieuw("ander budget gevraagd", Toon::LetOp),
        VerwijzingStatus::Geaccepteerd => Merkje::nieuw("geaccepteerd", Toon::Goed),
        VerwijzingStatus::Geweigerd => Merkje::nieuw("geweigerd", Toon::Fout),
        VerwijzingStatus::AndereAanbieder => Merkje::nieuw("het gezin koos een ander", Toon::Rustig),
        VerwijzingStatus::Ingetrokken => Merkje::nieuw("ingetrokken", Toon::Rustig),
        VerwijzingStatus::Toegewezen => Merkje::nieuw("toegewezen", Toon::Goed),
    }
}

/// As the pages show it.
pub(super) async fn beeld(
    huis: &Huis,
    lees: &mut Lees,
    geladen: &Geladen,
) -> Result<ToetsingStand, DienstFout> {
    let vandaag = huis.tijd.vandaag();
    let aanbieder = match geladen.rij.aanbieder {
        Some(agb) => lees.aanbieder(agb).await?.map(|a| a.naam).unwrap_or_default(),
        None => String::new(),
    };
    let laatste = laatste(lees, geladen).await?;
    let mut regels = Vec::new();
    if let Some(v) = &laatste {
        regels.push(Rij::nieuw(
            "Gevraagd op",
            datum::kort(huis.tijd.dag_van(v.gevraagd_op)),
        ));
        if let Some(bedrag) = v.budget {
            regels.push(Rij::nieuw("Voor", bedrag.to_string()));
        }
        if let Some(dag) = v.getoetst {
            regels.push(Rij::nieuw("Beantwoord op", datum::kort(dag)));
        }
        if let Some(bedrag) = v.ander_budget {
            regels.push(Rij::nieuw("Aanbieder vraagt", bedrag.to_string()));
        }
    }
    let wacht = laatste.as_ref().is_some_and(|v| {
        matches!(
            v.status,
            VerwijzingStatus::Gevraagd | VerwijzingStatus::AnderBudget
        )
    });
    let open = geladen.rij.afgesloten_op.is_none();
    Ok(ToetsingStand {
        aanbieder,
        stand: laatste
            .as_ref()
            .map_or_else(|| Merkje::nieuw("nog niet gevraagd", Toon::Rustig), stand),
        regels,
        termijn: laatste
            .as_ref()
            .filter(|v| v.status == VerwijzingStatus::Gevraagd)
            .and_then(|v| v.uiterlijk)
            .map(|uiterlijk| Termijn {
                uiterlijk,
                werkdagen: termijnen::werkdagen_tot(huis, vandaag, uiterlijk),
            }),
        eerst: stappen::eerst(&geladen.antwoorden, Stap::Aanbieder),
        mag_vragen: open && !wacht,
        verwijzing: laatste.map(|v| v.id),
    })
}

/// Asks the chosen aanbieder whether its help fits, with the result, the budget and the period of the Toegang.
pub async fn vraag_toetsing(huis: &Huis, wie: &Aangemeld, id: Uuid, versie: i64) -> Result<(), DienstFout> {
    let geladen = tonen::laad(huis, wie, id, "wijzigen").await?;
    if geladen.rij.versie != versie || geladen.rij.afgesloten_op.is_some() {
        return Err(DienstFout::Verouderd);
    }
    let a = &geladen.antwoorden;
    const EERST: DienstFout =
        DienstFout::Ongeldig("Maak eerst de stappen hierboven af. Bij elke stap staat wat er nog mist.");
    if !stappen::eerst(a, Stap::Aanbieder).is_empty() {
        return Err(EERST);
    }
    let nu = huis.tijd.nu();
    let vandaag = huis.tijd.dag_van(nu);
    let bekend = tonen::bekend(huis, &geladen.kind, vandaag).ok_or(DienstFout::Gegevens("regioprofiel"))?;
    let vraag = ToetsingVraag {
        hulpvraag: Some(id),
        jeugdige: geladen.kind.id,
        aanbieder: AgbCode::nieuw(a.tekst("aanbieder")).map_err(|_| EERST)?,
        resultaat: a.tekst("resultaat").to_owned(),
        budget: feiten::voor_toetsing(a, &bekend).ok_or(EERST)?,
        soort: a.soort().ok_or(EERST)?,
        periode: periode(a).ok_or(EERST)?,
        perceel: Keus::lees(a.tekst("perceel"))
            .and_then(|k| k.perceel)
            .map(|p| p.to_string()),
    };
    let mut rij = geladen.rij.clone();
    let mut tx = huis.opslag.begin(wie.bereik()).await?;
    rij.toetsing = Some(verwijzing::vraag_toetsing(huis, &mut tx, wie, vraag).await?);
    rij.gewijzigd_op = nu;
    rij.gewijzigd_door = Some(wie.account());
    if !tx.wijzig_hulpvraag(&rij, versie).await? {
        return Err(DienstFout::Verouderd);
    }
    tx.commit().await?;
    Ok(())
}
