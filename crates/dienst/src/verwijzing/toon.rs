//! One referral, for whoever is looking: the verwijzer, the aanbieder, or the Toegang where it takes part.

use super::lijst::{aanbiedernamen, naam, nummer, stand, termijn, verder, wie_verwees};
use super::stap::{self, Omstandig};
use super::toetsen::{self, ToetsingGegevens};
use super::{Persoon, open, protocol, toewijzen, verzoek};
use crate::beeld::{Gebeurtenis, PlanVelden, Rij, Rol, VerwijzingBeeld, Voorstel, VraagBeeld, Weigergrond};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis, mag};
use crate::verzoek::dossier;
use crate::{Aangemeld, DienstFout, Huis, raming, taal};
use houvast_begrip::{Centen, Houder, datum};
use houvast_beslis::regioprofiel::{Bepaling, protocol::Strekking};
use houvast_beslis::vragen::Oordeel;
use houvast_beslis::{Contract, Soort};
use houvast_opslag::{
    Jeugdige, Lees, ProductStatus, RamingOnderwerp, Verwijzing, VerwijzingRegel, VerwijzingStatus,
};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// Does the limit of the route stand in the way of the request that is filled in?
pub(super) async fn geblokkeerd(
    huis: &Huis,
    lees: &mut Lees,
    v: &Verwijzing,
    contracten: &[Contract],
    nu: Timestamp,
) -> Result<bool, DienstFout> {
    if verzoek::gevraagd(v).is_none() || v.verwijzer.is_none() {
        return Ok(false);
    }
    let antwoord = protocol::verwijzing(huis, lees, v, contracten, nu).await?;
    Ok(antwoord.is_some_and(|a| a.oordeel == Oordeel::Afwijzen))
}

/// One referral; the look is logged.
pub async fn toon(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<VerwijzingBeeld, DienstFout> {
    eis(wie.functie(), Handeling::VerwijzingenZien)?;
    let gevonden = huis.opslag.lees(wie.bereik()).await?.verwijzing(id).await?;
    let blik = Blik {
        houder: gevonden.as_ref().map(|v| &v.houder),
        jeugdige: gevonden.as_ref().and_then(|v| v.jeugdige),
        voorwerp: "verwijzing",
        id: Some(id),
        handeling: "lezen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let v = gevonden.ok_or(DienstFout::NietGevonden)?;
    let nu = huis.tijd.nu();
    let vandaag = huis.tijd.dag_van(nu);
    let rol = wie.rol();
    // Who only reads gets the buttons of somebody without referrals: none.
    let doet = if mag(wie.functie(), Handeling::VerwijzingBehandelen) {
        rol
    } else {
        Rol::Regio
    };

    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let regels = lees.verwijzing_regels(id).await?;
    let namen = aanbiedernamen(&mut lees).await?;
    let verzoek = match v.verzoek_bericht {
        Some(bericht) => lees.verzoek_van_bericht(bericht).await?.map(|v| v.id),
        None => None,
    };
    let mut bericht = None;
    for kandidaat in [v.toewijzing_bericht, v.verzoek_bericht].into_iter().flatten() {
        if bericht.is_none() {
            bericht = lees.bericht(kandidaat).await?.map(|b| b.id);
        }
    }
    let raming = raming::van(&mut lees, RamingOnderwerp::Verwijzing, id).await?;
    let kind = match v.jeugdige {
        Some(kind) => lees.jeugdige(kind).await?,
        None => None,
    };
    let telefoon = match v.verwijzer {
        Some(agb) => lees.verwijzer(agb).await?.and_then(|p| p.telefoon),
        None => None,
    };
    drop(lees);

    let mut alles = huis.opslag.lees(&huis.systeem()).await?;
    let contracten = dossier::contracten(&mut alles, v.aanbieder).await?;
    let omstandig = Omstandig {
        afgekeurd: stap::afgekeurd(&mut alles, &v).await?,
        geblokkeerd: geblokkeerd(huis, &mut alles, &v, &contracten, nu).await?,
    };
    let mut knoppen = stap::mogelijk(doet, &v, omstandig);
    let antwoorden = antwoorden(huis, &mut alles, rol, &v, &contracten, nu).await?;
    let mut voorstel: Option<Voorstel> = None;
    if let (Some(reden), Some(kind)) = (&mut knoppen.toewijzen, &kind) {
        let (_, besluit) = toewijzen::voorstel(huis, &mut alles, &v, kind, nu).await?;
        *reden = toewijzen::wijkt_af(&besluit);
        voorstel = Some(crate::verzoek::voorstelbeeld(huis, &besluit));
    }
    let afgewezen = afgewezen(&mut alles, &v).await?;
    drop(alles);

    let inhoud = mag_inhoud(rol, &v);
    let afgeschermd = v.privacy && !inhoud;
    let persoon = persoon(rol, &v, telefoon.as_deref())?;
    Ok(VerwijzingBeeld {
        id,
        versie: v.versie,
        nummer: nummer(&v),
        jeugdige: naam(&v)?,
        leeftijd: datum::leeftijd(v.geboortedatum, vandaag),
        gemeente: huis.gemeente_naam(v.houder.als_str()),
        aanbieder: namen
            .get(&v.aanbieder)
            .cloned()
            .unwrap_or_else(|| v.aanbieder.to_string()),
        verwijzer: wie_verwees(&v),
        stand: stand(&v),
        verder: match (omstandig.afgekeurd, afgewezen) {
            (true, _) if rol == Rol::Aanbieder => {
                "Uw verzoek is afgekeurd en telt als niet verstuurd. Bekijk het bericht en stuur het opnieuw."
                    .to_owned()
            }
            (_, true) => match rol {
                Rol::Aanbieder => {
                    "De gemeente heeft uw verzoek afgewezen. Bekijk de gronden bij het verzoek.".to_owned()
                }
                _ => "De gemeente heeft het verzoek van de aanbieder afgewezen. De aanbieder weet waarom."
                    .to_owned(),
            },
            _ => verder(rol, &v),
        },
        termijn: termijn(huis, &v, vandaag),
        persoon,
        gegevens: gegevens(rol, &v, inhoud)?,
        resultaat: tekst(v.resultaat.as_ref(), inhoud),
        afgeschermd,
        onderbouwing: tekst(v.onderbouwing.as_ref(), inhoud && rol != Rol::Verwijzer),
        antwoorden,
        voorstel,
        gronden: huis
            .profiel_van(&v.houder, vandaag)
            .map(|p| {
                p.protocol
                    .weigeringsgronden
                    .iter()
                    .map(|g| Weigergrond {
                        sleutel: g.woord().to_owned(),
                        tekst: taal::hoofdletter(g.label()),
                    })
                    .collect()
            })
            .unwrap_or_default(),
        alleen_ondersteunend: if knoppen.toetsen && v.verwijzer.is_some() {
            alleen_ondersteunend(huis, &v.houder, vandaag)
        } else {
            Vec::new()
        },
        ondersteunend_bron: huis
            .profiel_van(&v.houder, vandaag)
            .map_or_else(String::new, |p| {
                let plekken = p.bepaling(Bepaling::AfbakeningOndersteunend).iter();
                plekken.map(|a| a.0.as_str()).collect::<Vec<_>>().join(" · ")
            }),
        knoppen,
        vandaag,
        budget: v.ander_budget.or(v.budget),
        plan: PlanVelden {
            raming: v.budget.or(raming.as_ref().and_then(|r| r.bedrag)),
            duurzaam: verzoek::soort(&v).map(|s| s == Soort::Duurzaam),
            van: v.van,
            tot: v.tot,
        },
        stappen: regels.iter().rev().map(|r| gebeurd(huis, r)).collect(),
        rekenhulp: matches!(rol, Rol::Aanbieder | Rol::Consulent)
            .then(|| raming.as_ref().map(raming::raming_in_woorden).unwrap_or_default()),
        verzoek,
        bericht,
        dossier: kind.filter(|_| rol == Rol::Consulent).map(|k: Jeugdige| k.id),
        hulpvraag: v.hulpvraag.filter(|_| rol == Rol::Consulent),
    })
}

/// what only supports a broader trajectory. A referral for nothing but this goes to the Toegang.
fn alleen_ondersteunend(huis: &Huis, houder: &Houder, vandaag: Date) -> Vec<String> {
    huis.profiel_van(houder, vandaag)
        .map(|p| p.protocol.afbakening.as_slice())
        .unwrap_or_default()
        .iter()
        .filter(|item| {
            item.strekking == Strekking::Ondersteunend
                && item.geldig_vanaf.is_none_or(|vanaf| vanaf <= vandaag)
        })
        .map(|item| item.naam.clone())
        .collect()
}

/// with a privacyverklaring the gemeente reads no content; without one it reads it where the Toegang takes part.
fn mag_inhoud(rol: Rol, v: &Verwijzing) -> bool {
    match rol {
        Rol::Consulent => !v.privacy,
        Rol::Aanbieder | Rol::Verwijzer => true,
        _ => false,
    }
}

fn tekst(besloten: Option<&houvast_opslag::Besloten>, mag: bool) -> String {
    besloten.filter(|_| mag).map(|t| t.0.clone()).unwrap_or_default()
}

async fn afgewezen(lees: &mut Lees, v: &Verwijzing) -> Result<bool, DienstFout> {
    let Some(bericht) = v.verzoek_bericht else {
        return Ok(false);
    };
    let Some(verzoek) = lees.verzoek_van_bericht(bericht).await? else {
        return Ok(false);
    };
    Ok(lees
        .verzoek_producten(verzoek.id)
        .await?
        .iter()
        .any(|p| p.status == ProductStatus::Afgewezen))
}

/// Who it is: whoever gives the help must be able to call, and to know that it is the right child.
fn persoon(rol: Rol, v: &Verwijzing, verwijzer: Option<&str>) -> Result<Vec<Rij>, DienstFout> {
    let p: Persoon = open(v.persoon.as_ref())?;
    let mut rijen = vec![
        Rij::nieuw("Geboren", datum::kort(v.geboortedatum)),
        Rij::nieuw("BSN", v.bsn.gemaskeerd()),
    ];
    if rol != Rol::Consulent && !p.telefoon.is_empty() {
        rijen.push(Rij::nieuw("Telefoon gezin", aaneen(&p.telefoon)));
    }
    if let (Rol::Aanbieder, Some(nummer)) = (rol, verwijzer) {
        rijen.push(Rij::nieuw("Telefoon verwijzer", aaneen(nummer)));
    }
    Ok(rijen)
}

/// A number is not broken over two lines.
fn aaneen(nummer: &str) -> String {
    nummer.replace(' ', "\u{a0}")
}

fn gegevens(rol: Rol, v: &Verwijzing, inhoud: bool) -> Result<Vec<Rij>, DienstFout> {
    let mut rijen = vec![Rij::nieuw(
        "Privacyverklaring",
        if v.privacy {
            "ja, de gemeente krijgt geen inhoud"
        } else {
            "nee"
        },
    )];
    let mut als = |naam: &str, waarde: Option<String>| {
        if let Some(waarde) = waarde {
            rijen.push(Rij::nieuw(naam, waarde));
        }
    };
    let per = |b: Centen| match verzoek::soort(v) {
        Some(Soort::Duurzaam) => format!("{b} per jaar"),
        _ => b.to_string(),
    };
    als("Overleg", v.overleg.map(datum::kort));
    als("Gemeld op", v.aangemeld.map(datum::kort));
    als("Getoetst op", v.getoetst.map(datum::kort));
    if rol == Rol::Verwijzer {
        // the aanbieder sets budget and period; who referred needs neither.
        return Ok(rijen);
    }
    als("Soort hulp", v.soort.clone());
    als("Budget", v.budget.map(per));
    als("Periode", v.van.map(|van| taal::periode(van, v.tot)));
    als("Perceel", v.perceel.clone());
    als("Gevraagd budget", v.ander_budget.map(per));
    als("Contact Toegang", v.contact.map(datum::kort));
    als("Instemming tot", v.instemming.map(|b| b.to_string()));
    let toets: ToetsingGegevens = open(v.toetsing.as_ref())?;
    if inhoud && !toets.reden.is_empty() {
        als("Toelichting van de aanbieder", Some(toets.reden));
    }
    Ok(rijen)
}

/// What the protocol says now, to the aanbieder; the Toegang gets its own proposal.
async fn antwoorden(
    huis: &Huis,
    lees: &mut Lees,
    rol: Rol,
    v: &Verwijzing,
    contracten: &[Contract],
    nu: Timestamp,
) -> Result<Vec<VraagBeeld>, DienstFout> {
    let vandaag = huis.tijd.dag_van(nu);
    let mut uit = Vec::new();
    if rol == Rol::Verwijzer || rol == Rol::Regio {
        return Ok(uit);
    }
    let loopt = matches!(
        v.status,
        VerwijzingStatus::Gevraagd | VerwijzingStatus::AnderBudget
    );
    let beantwoord = matches!(
        v.status,
        VerwijzingStatus::Geaccepteerd | VerwijzingStatus::Geweigerd
    );
    if ((loopt && v.uiterlijk.is_some()) || beantwoord)
        && let Some(antwoord) = toetsen::vraag(huis, v, vandaag)?
    {
        uit.push(protocol::vak("De toetsing", &antwoord));
    }
    let aanvraag = rol == Rol::Aanbieder
        && v.verwijzer.is_some()
        && v.status == VerwijzingStatus::Geaccepteerd
        && v.budget.is_some();
    if aanvraag {
        if let Some(antwoord) = protocol::verwijzing(huis, lees, v, contracten, nu).await? {
            uit.push(protocol::vak("Kan dit zonder de Toegang?", &antwoord));
        }
        if let Some(antwoord) = protocol::budget(huis, v, vandaag) {
            uit.push(protocol::vak("Welk budget past?", &antwoord));
        }
    }
    if v.privacy
        && v.budget.is_some()
        && let Some(antwoord) = protocol::privacy(huis, v, vandaag)
    {
        uit.push(protocol::vak("Wie bepaalt het budget?", &antwoord));
    }
    Ok(uit)
}

fn gebeurd(huis: &Huis, r: &VerwijzingRegel) -> Gebeurtenis {
    let wat = match r.soort.as_str() {
        "verwezen" => "Verwezen",
        "gevraagd" => "Toegang vraagt toetsing",
        "aangemeld" => "Jeugdige meldde zich bij de aanbieder",
        "wachttijd" => "Wachttijd gemeld",
        "geaccepteerd" => "Aanbieder neemt het over",
        "ander_budget" => "Aanbieder vraagt een ander budget",
        "geweigerd" => "Aanbieder neemt het niet over",
        "andere_aanbieder" => "Gezin kiest een andere aanbieder",
        "overleg" => "Aanbieder aan de Toegang",
        "antwoord" => "Toegang aan de aanbieder",
        "akkoord" => "Toegang gaat akkoord",
        "niet_akkoord" => "Toegang gaat niet akkoord",
        "resultaat" => "Resultaat vastgelegd",
        "onderbouwing" => "Onderbouwing van het resultaat",
        "verzoek_verstuurd" => "Toewijzing aangevraagd",
        "verzoek_afgewezen" => "Gemeente wees het verzoek af",
        "toegewezen" => "Hulp toegewezen",
        "gestart" => "Hulp gestart",
        "ingetrokken" => "Verwijzing ingetrokken",
        _ => "Stap",
    };
    let mut delen: Vec<String> = Vec::new();
    delen.extend(r.bedrag.map(|b| format!("{b}.")));
    delen.extend(r.tekst.as_ref().map(|t| t.0.clone()));
    Gebeurtenis {
        moment: huis.tijd.plaatselijk(r.op),
        met_tijd: true,
        wat: wat.to_owned(),
        toelichting: delen.join(" "),
        bericht: None,
    }
}
