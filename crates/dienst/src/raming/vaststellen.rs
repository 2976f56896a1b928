//! Keeping a calculation, and making its outcome a fact of the case.

use super::beeld::{self, bron};
use super::rekenen::{self, Som};
use super::zaak::{self, Zaak};
use super::{excel, invoer};
use crate::beeld::{RekenInvoer, RekenOnderwerp, RekenRegel, Rol};
use crate::hulpvraag::Antwoorden;
use crate::recht::{Handeling, eis};
use crate::verzoek::{self, Nieuw};
use crate::{Aangemeld, DienstFout, Huis, gebeurtenis};
use houvast_begrip::Centen;
use houvast_beslis::vragen::budget::BudgetUitkomst;
use houvast_beslis::{Afronding, Soort};
use houvast_opslag::{Gebeurtenis, RamingOnderwerp, RamingRij, RamingWijze, Tx};
use jiff::Timestamp;
use uuid::Uuid;

/// What happens after a calculation was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Na {
    /// Nothing more.
    Bewaren,
    /// Room for one more line.
    Regel,
    /// The estimate becomes a fact of the case.
    Vaststellen,
}

/// Keeps what was typed, mistakes and all, so that it can be left and taken up again. To become a fact it must be right:
/// the mistakes come back by field.
pub async fn bewaar(
    huis: &Huis,
    wie: &Aangemeld,
    onderwerp: RekenOnderwerp,
    versie: i64,
    getypt: RekenInvoer,
    na: Na,
) -> Result<Result<(), Vec<(String, String)>>, DienstFout> {
    let (zaak, rij) = beeld::open(huis, wie, onderwerp, "wijzigen").await?;
    if rij.as_ref().map_or(0, |r| r.versie) != versie {
        return Err(DienstFout::Verouderd);
    }
    let was = rij.as_ref().map_or_else(|| zaak.begin.clone(), zaak::invoer);
    let mut nieuw = zaak::van_rol(wie, getypt, &was);
    if na == Na::Regel && nieuw.regels.len() < invoer::MEESTE_REGELS {
        nieuw.regels.push(RekenRegel::default());
    }
    let profiel = beeld::profiel(huis, Some(&zaak))?;
    let gelezen = invoer::lees(&nieuw, profiel);
    let som = gelezen
        .as_ref()
        .ok()
        .and_then(|b| rekenen::reken(b, profiel, huis.tijd.vandaag(), bron(wie.rol())));
    let uitkomst = som.as_ref().and_then(|s| s.budget.uitkomst.clone());
    if na == Na::Vaststellen {
        eis(wie.functie(), Handeling::Rekenen)?;
        if let Err(fouten) = gelezen {
            return Ok(Err(fouten));
        }
        let fout = |zin: &str| Ok(Err(vec![("rekenhulp".to_owned(), zin.to_owned())]));
        if !zaak.open {
            return fout("Deze zaak is al afgehandeld. De raming kan niet meer veranderen.");
        }
        if uitkomst.is_none() {
            return fout("Er is nog geen uitkomst om vast te leggen. Vul eerst de regels in.");
        }
    }
    let nu = huis.tijd.nu();
    let mut rij = rij.unwrap_or_else(|| leeg(huis, &zaak, nu));
    rij.aanbieder = zaak.aanbieder.or(rij.aanbieder);
    rij.jeugdige = zaak.jeugdige.or(rij.jeugdige);
    rij.wijze = match nieuw.wijze.as_str() {
        "mondeling" => RamingWijze::Mondeling,
        "e_mail" => RamingWijze::Email,
        _ => RamingWijze::Rekenhulp,
    };
    let json = serde_json::to_string(&nieuw).map_err(|_| DienstFout::Gegevens("raming"))?;
    rij.invoer = Some(json.into());
    rij.gewijzigd_op = nu;
    rij.gewijzigd_door = Some(wie.account());
    if na == Na::Vaststellen
        && let (Some(som), Some(uitkomst)) = (&som, &uitkomst)
    {
        rij.bedrag = som.raming;
        rij.uren = Some(i64::from(som.uren.0));
        rij.uitkomst = Some(rekenen::in_woorden(uitkomst));
        rij.profiel = Some(som.budget.profiel.vingerafdruk.clone());
        rij.vastgesteld_op = Some(nu);
        rij.vastgesteld_door = Some(wie.account());
    }
    let vast = match (na, &som, &uitkomst) {
        (Na::Vaststellen, Some(som), Some(uitkomst)) => Some(feiten(wie.rol(), &nieuw, som, uitkomst, huis)?),
        _ => None,
    };
    schrijf(huis, wie, &zaak, &rij, versie, vast).await?;
    Ok(Ok(()))
}

fn leeg(huis: &Huis, zaak: &Zaak, nu: Timestamp) -> RamingRij {
    RamingRij {
        houder: zaak.houder.clone(),
        id: huis.tijd.id(),
        soort: zaak.sleutel.0,
        onderwerp: zaak.sleutel.1,
        jeugdige: zaak.jeugdige,
        aanbieder: zaak.aanbieder,
        wijze: RamingWijze::Rekenhulp,
        invoer: None,
        bedrag: None,
        uren: None,
        uitkomst: None,
        profiel: None,
        vastgesteld_op: None,
        vastgesteld_door: None,
        gewijzigd_op: nu,
        gewijzigd_door: None,
        versie: 1,
    }
}

/// Seen through the scope of the person; written by the program, because an aanbieder changes no case.
async fn schrijf(
    huis: &Huis,
    wie: &Aangemeld,
    zaak: &Zaak,
    rij: &RamingRij,
    versie: i64,
    feiten: Option<Vec<Nieuw>>,
) -> Result<(), DienstFout> {
    let mut tx = huis.opslag.begin(&huis.systeem()).await?;
    let gelukt = if versie == 0 {
        tx.leg_raming_vast(rij).await?
    } else {
        tx.wijzig_raming(rij, versie).await?
    };
    if !gelukt {
        return Err(DienstFout::Verouderd);
    }
    if let (Some(feiten), RekenOnderwerp::Verzoek(id)) = (&feiten, zaak.onderwerp) {
        verzoek::leg_raming_vast(huis, wie, &mut tx, id, feiten).await?;
    }
    if feiten.is_some() && wie.rol() == Rol::Consulent && zaak.sleutel.0 == RamingOnderwerp::Hulpvraag {
        op_hulpvraag(wie, &mut tx, zaak.sleutel.1, rij, zaak::invoer(rij).soort).await?;
    }
    if let (Some(_), Some(jeugdige)) = (&feiten, zaak.jeugdige) {
        let tekst = format!(
            "{}, door de {}",
            zaak::raming_in_woorden(rij),
            wie_zegt(wie.rol())
        );
        tx.leg_gebeurtenissen_vast(&[Gebeurtenis {
            houder: zaak.houder.clone(),
            id: huis.tijd.id(),
            jeugdige,
            op: rij.gewijzigd_op,
            soort: "raming".to_owned(),
            aanbieder: zaak.aanbieder,
            bericht: None,
            verzoek: match zaak.onderwerp {
                RekenOnderwerp::Verzoek(id) => Some(id),
                _ => None,
            },
            toewijzing: None,
            door: Some(wie.account()),
            gegevens: gebeurtenis::json(tekst),
        }])
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The Toegang takes the estimate over in its conclusion (R-076: it sets the budget, not the aanbieder).
async fn op_hulpvraag(
    wie: &Aangemeld,
    tx: &mut Tx,
    id: Uuid,
    rij: &RamingRij,
    soort: String,
) -> Result<(), DienstFout> {
    let Some(mut hulpvraag) = tx.hulpvraag(id).await? else {
        return Ok(());
    };
    let mut antwoorden = Antwoorden::lees(hulpvraag.inhoud.as_deref())?;
    let bedrag = rij.bedrag.map(|b| b.0.to_string()).unwrap_or_default();
    antwoorden.zet("raming", bedrag);
    if !soort.is_empty() {
        antwoorden.zet("soort", soort);
    }
    let versie = hulpvraag.versie;
    hulpvraag.inhoud = Some(antwoorden.schrijf()?.into());
    hulpvraag.gewijzigd_op = rij.gewijzigd_op;
    hulpvraag.gewijzigd_door = Some(wie.account());
    if tx.wijzig_hulpvraag(&hulpvraag, versie).await? {
        Ok(())
    } else {
        Err(DienstFout::Verouderd)
    }
}

fn wie_zegt(rol: Rol) -> &'static str {
    if rol == Rol::Consulent {
        "consulent"
    } else {
        "aanbieder"
    }
}

/// What the calculation tells the decision on a request: the estimate, herstel or duurzaam, the amount of a year, and
/// what the Toegang agreed on rounding.
fn feiten(
    rol: Rol,
    invoer: &RekenInvoer,
    som: &Som,
    uitkomst: &BudgetUitkomst,
    huis: &Huis,
) -> Result<Vec<Nieuw>, DienstFout> {
    let soort = match invoer.soort.as_str() {
        "herstel" => Some(Soort::Herstel),
        "duurzaam" => Some(Soort::Duurzaam),
        _ => None,
    };
    let afronding = match (rol, invoer.afronding.as_str()) {
        (Rol::Consulent, "beneden") => Some(Afronding::Beneden),
        (Rol::Consulent, "boven") => Some(Afronding::Boven),
        _ => None,
    };
    let per_jaar = (uitkomst.per_jaar == Some(true)).then_some(som.raming).flatten();
    verzoek::raming_feiten(
        som.raming.unwrap_or(Centen::NUL),
        soort,
        per_jaar,
        afronding,
        huis.tijd.vandaag(),
    )
}

/// What stands on the page of a case as a spreadsheet; the look is logged.
pub async fn excel_van(
    huis: &Huis,
    wie: &Aangemeld,
    onderwerp: RekenOnderwerp,
    invoer: &RekenInvoer,
) -> Result<Vec<u8>, DienstFout> {
    let (zaak, _) = beeld::open(huis, wie, onderwerp, "uitvoeren").await?;
    excel::schrijf_van(huis, wie, Some(&zaak), invoer)
}
