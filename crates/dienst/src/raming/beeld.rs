//! The calculator as a page shows it.

use super::invoer::{self, Fout};
use super::rekenen::{self, Som};
use super::zaak::{self, Zaak};
use crate::beeld::{
    RegelUitslag, RekenBeeld, RekenInvoer, RekenKeuzes, RekenOnderwerp, RekenRegel, RekenUitslag, RekenZaak,
    Rij, Rol,
};
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, gronden};
use houvast_beslis::regioprofiel::Bepaling;
use houvast_beslis::vragen::Oordeel;
use houvast_beslis::{Bron, Regioprofiel};
use houvast_opslag::RamingRij;
use std::collections::BTreeSet;

/// Lines on an empty page.
const BEGIN: usize = 2;

/// Who gives the estimate.
pub(super) fn bron(rol: Rol) -> Bron {
    if rol == Rol::Consulent {
        Bron::Consulent
    } else {
        Bron::Aanbieder
    }
}

/// The text of today: that of the gemeente of a case, else the region's.
pub(super) fn profiel<'a>(huis: &'a Huis, zaak: Option<&Zaak>) -> Result<&'a Regioprofiel, DienstFout> {
    let houder = zaak.map_or(&huis.instellingen.regio, |z| &z.houder);
    huis.profiel_of_eerste(houder, huis.tijd.vandaag())
        .ok_or(DienstFout::Gegevens("regioprofiel"))
}

/// The loose calculator with what was typed; nothing is kept.
pub fn los(huis: &Huis, wie: &Aangemeld, invoer: RekenInvoer) -> Result<RekenBeeld, DienstFout> {
    eis(wie.functie(), Handeling::Rekenen)?;
    vul(huis, wie.rol(), profiel(huis, None)?, None, invoer)
}

/// The same with room for one more line.
pub fn los_met_regel(
    huis: &Huis,
    wie: &Aangemeld,
    mut invoer: RekenInvoer,
) -> Result<RekenBeeld, DienstFout> {
    if invoer.regels.len() < invoer::MEESTE_REGELS {
        invoer.regels.push(RekenRegel::default());
    }
    los(huis, wie, invoer)
}

/// The calculation of a case; the look is logged.
pub async fn toon(huis: &Huis, wie: &Aangemeld, onderwerp: RekenOnderwerp) -> Result<RekenBeeld, DienstFout> {
    let (zaak, rij) = open(huis, wie, onderwerp, "lezen").await?;
    let invoer = rij.as_ref().map_or_else(|| zaak.begin.clone(), zaak::invoer);
    let tekst = profiel(huis, Some(&zaak))?;
    let zaak = rekenzaak(huis, wie, &zaak, rij.as_ref()).await?;
    vul(huis, wie.rol(), tekst, Some(zaak), invoer)
}

/// The case and its row; the look is logged whether it exists or not.
pub(super) async fn open(
    huis: &Huis,
    wie: &Aangemeld,
    onderwerp: RekenOnderwerp,
    handeling: &'static str,
) -> Result<(Zaak, Option<RamingRij>), DienstFout> {
    eis(wie.functie(), Handeling::Rekenen)?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let gevonden = zaak::zoek(huis, &mut lees, onderwerp).await?;
    drop(lees);
    // The case was seen in the scope of the person; its calculation may have been begun before there was an aanbieder.
    let rij = match &gevonden {
        None => None,
        Some(zaak) => {
            let mut lees = huis.opslag.lees(&huis.systeem()).await?;
            let rij = lees.raming_van(zaak.sleutel.0, zaak.sleutel.1).await?;
            rij.filter(|r| wie.rol() == Rol::Consulent || zaak.open || r.aanbieder == zaak.aanbieder)
        }
    };
    let blik = Blik {
        houder: gevonden.as_ref().map(|z| &z.houder),
        jeugdige: gevonden.as_ref().and_then(|z| z.jeugdige),
        voorwerp: "rekenhulp",
        id: Some(onderwerp.id()),
        handeling,
    };
    let mut blikken = vec![blik];
    // A referral may be about a child without a dossier: then it is the referral that says whose data this is.
    if blik.houder.is_some() && blik.jeugdige.is_none() {
        blikken.push(Blik {
            voorwerp: "verwijzing",
            ..blik
        });
    }
    kijk::noteer(huis, wie, &blikken).await?;
    Ok((gevonden.ok_or(DienstFout::NietGevonden)?, rij))
}

async fn rekenzaak(
    huis: &Huis,
    wie: &Aangemeld,
    zaak: &Zaak,
    rij: Option<&RamingRij>,
) -> Result<RekenZaak, DienstFout> {
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let aanbieder = match zaak.aanbieder {
        None => String::new(),
        Some(agb) => lees
            .aanbieder(agb)
            .await?
            .map_or_else(|| format!("onbekende aanbieder {agb}"), |a| a.naam),
    };
    let mut vastgelegd = String::new();
    let mut gewijzigd = false;
    if let Some(rij) = rij
        && let Some(op) = rij.vastgesteld_op
    {
        let door = match rij.vastgesteld_door {
            Some(account) => lees.weergavenaam(account).await?,
            None => None,
        };
        vastgelegd = zaak::vastgelegd(huis.tijd.dag_van(op), door.as_deref());
        gewijzigd = rij.gewijzigd_op > op;
    }
    Ok(RekenZaak {
        onderwerp: zaak.onderwerp,
        wat: zaak.wat.to_owned(),
        jeugdige: zaak.naam.clone(),
        aanbieder,
        gevraagd: zaak.gevraagd,
        versie: rij.map_or(0, |r| r.versie),
        open: zaak.open,
        vastgelegd,
        gewijzigd,
    })
}

/// Everything on the page follows from what was typed.
pub(super) fn vul(
    huis: &Huis,
    rol: Rol,
    profiel: &Regioprofiel,
    zaak: Option<RekenZaak>,
    mut invoer: RekenInvoer,
) -> Result<RekenBeeld, DienstFout> {
    let (uitslag, fouten) = match invoer::lees(&invoer, profiel) {
        Err(fouten) => (None, fouten),
        Ok(gelezen) => {
            let som = rekenen::reken(&gelezen, profiel, huis.tijd.vandaag(), bron(rol));
            (som.map(|s| uitslag(huis, s)), Vec::<Fout>::new())
        }
    };
    while invoer.regels.len() < BEGIN {
        invoer.regels.push(RekenRegel::default());
    }
    Ok(RekenBeeld {
        zaak,
        invoer,
        keuzes: keuzes(profiel),
        voor_toegang: rol == Rol::Consulent,
        uitslag,
        fouten,
    })
}

fn keuzes(profiel: &Regioprofiel) -> RekenKeuzes {
    let protocol = &profiel.protocol;
    let tijd = protocol.rekentijd;
    let functies: BTreeSet<&str> = protocol.functies.iter().map(|f| f.naam.as_str()).collect();
    let locaties: BTreeSet<&String> = protocol.groepen.iter().flat_map(|g| &g.ook_op_locatie).collect();
    let plek = gronden::artikelen(profiel.bepaling(Bepaling::Rekentijd).iter().map(|a| a.0.as_str()));
    RekenKeuzes {
        tariefgroepen: protocol.tariefgroepen.iter().map(|g| g.nummer).collect(),
        functies: functies.into_iter().map(str::to_owned).collect(),
        groepen: protocol
            .groepen
            .iter()
            .map(|g| (g.sleutel.clone(), g.naam.clone()))
            .collect(),
        locaties: locaties.into_iter().cloned().collect(),
        met_tarief: !profiel.standaardbudgetten.is_empty(),
        reistijd: tijd.and_then(|t| t.reistijd_maximum),
        indirect: tijd.is_some_and(|t| t.indirect),
        intake: tijd.is_some_and(|t| t.intake),
        klein_procent: profiel.kleine_overschrijding_procent,
        uitleg_plaats: protocol
            .rekenhulp
            .as_ref()
            .map_or_else(String::new, |r| r.plaats.clone()),
        uitleg_adres: protocol
            .rekenhulp
            .as_ref()
            .and_then(|r| r.adres.clone())
            .unwrap_or_default(),
        bron: if plek.is_empty() {
            profiel.document.clone()
        } else {
            format!("{}, {plek}", profiel.document)
        },
    }
}

fn uitslag(huis: &Huis, som: Som) -> RekenUitslag {
    let mut lijst = gronden::van(&som.budget);
    for (plek, grond) in &som.gronden {
        let waar = if *plek == 0 {
            String::new()
        } else {
            format!("regel {plek}")
        };
        let mut beeld = gronden::beeld(grond, &waar);
        if *plek > 0 && som.regels.len() > 1 {
            beeld.uitleg = format!("Regel {plek}: {}", beeld.uitleg);
        }
        if !lijst.contains(&beeld) {
            lijst.push(beeld);
        }
    }
    gronden::sorteer(&mut lijst);
    let strengste = lijst.iter().map(|g| g.uitkomst).max_by_key(|u| match u {
        crate::beeld::VoorstelUitkomst::Toewijzen => 0,
        crate::beeld::VoorstelUitkomst::Voorleggen => 1,
        crate::beeld::VoorstelUitkomst::Afwijzen => 2,
    });
    let onvolledig = som.budget.oordeel == Oordeel::Onvolledig;
    RekenUitslag {
        regels: som
            .regels
            .into_iter()
            .map(|r| RegelUitslag {
                nummer: r.plek,
                wat: r.wat,
                som: r.som,
                uren: r.uren.to_string(),
                tarief: r.tarief,
                bedrag: r.bedrag,
            })
            .collect(),
        uren: som.uren.to_string(),
        raming: som.raming,
        uitkomst: if onvolledig {
            gronden::uitkomst(som.budget.oordeel)
        } else {
            strengste.unwrap_or_else(|| gronden::uitkomst(som.budget.oordeel))
        },
        budget: som
            .budget
            .uitkomst
            .as_ref()
            .map(rekenen::in_woorden)
            .unwrap_or_default(),
        afronden: som
            .afronden
            .iter()
            .flat_map(|(laag, hoog)| {
                [
                    Rij::nieuw("Naar beneden", rekenen::in_woorden(laag)),
                    Rij::nieuw("Naar boven", rekenen::in_woorden(hoog)),
                ]
            })
            .collect(),
        gronden: lijst,
        ontbreekt: som.budget.ontbreekt.iter().map(|o| o.label.to_owned()).collect(),
        profiel: gronden::profiel(huis, &som.budget.profiel),
    }
}
