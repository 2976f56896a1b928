//! The log on a screen of a privacy officer, and on paper for a parent (AVG art. 15). Reading it leaves a line too.

use super::woorden::{functie, uit_zichzelf, van_activiteit, van_code, wat};
use crate::beeld::{
    LogFilter, LogKind, LogOverzicht, LogRij, LogVanKind, LogZoek, Merkje, OuderBeeld, OuderRij, Toon,
};
use crate::bericht::verwerkt::activiteiten;
use crate::kijk::{self, Blik};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::{AgbCode, Bsn};
use houvast_opslag::{
    Bladzijde, Lees, LogHerkomst, LogKind as Rij, LogRegel, LogUitkomst, LogVraag, Rol, VerwerkingRij,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows on one page.
const PER_BLAD: u32 = 50;
/// Pages of 500 rows that go on one form for a parent.
const BLADEN: u32 = 20;
/// The setting of a gemeente that shows names of employees on the form for a parent: `ja`. Without it no name is shown.
pub const NAMEN_TONEN: &str = "logboek_namen";

fn vanaf(na: Option<Uuid>, aantal: u32) -> Bladzijde {
    na.map_or(Bladzijde::eerste(aantal), |na| Bladzijde::na(na, aantal))
}

/// The log of the own gemeenten. The look is logged.
pub async fn overzicht(
    huis: &Huis,
    wie: &Aangemeld,
    filter: LogFilter,
    na: Option<Uuid>,
) -> Result<LogOverzicht, DienstFout> {
    eis(wie.functie(), Handeling::LogboekZien)?;
    let houder = wie.bereik().logboeken().first();
    let blik = Blik {
        houder,
        jeugdige: None,
        voorwerp: "logboek",
        id: None,
        handeling: "lezen",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    let voorwerp = match filter {
        LogFilter::Alles | LogFilter::Mislukt => None,
        LogFilter::Bsn => Some("bsn"),
        LogFilter::Aanmelden => Some("aanmelding"),
        LogFilter::Accounts => Some("account"),
        LogFilter::Logboek => Some("logboek"),
    };
    let vraag = LogVraag {
        jeugdige: None,
        mislukt: filter == LogFilter::Mislukt,
        voorwerp: voorwerp.map(str::to_owned),
    };
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let lijst = lees.log(&vraag, vanaf(na, PER_BLAD)).await?;
    let mut uit: Vec<LogRij> = Vec::new();
    let mut namen = Namen::default();
    // One search that finds many children has a line for each; here it is one thing that somebody did.
    for zelfde in lijst
        .rijen
        .chunk_by(|a, b| (a.verwerking, &a.code) == (b.verwerking, &b.code))
    {
        let Some(mut rij) = rijen(huis, &mut lees, &mut namen, &zelfde[..1]).await?.pop() else {
            continue;
        };
        if zelfde.len() > 1 {
            rij.wat.push_str(&format!(" ({} jeugdigen)", zelfde.len()));
            rij.jeugdige = None;
        }
        uit.push(rij);
    }
    Ok(LogOverzicht {
        filter,
        rijen: uit,
        verder: na.is_some(),
        volgende: lijst.volgende,
    })
}

/// Finds the child whose log is asked for. That somebody searched is logged, not what was typed.
pub async fn zoek(huis: &Huis, wie: &Aangemeld, tekst: &str) -> Result<LogZoek, DienstFout> {
    eis(wie.functie(), Handeling::LogboekZien)?;
    let cijfers: String = tekst.chars().filter(char::is_ascii_digit).collect();
    let Ok(bsn) = Bsn::nieuw(&cijfers) else {
        return Ok(LogZoek::GeenBsn);
    };
    let gevonden = huis
        .opslag
        .lees(wie.bereik())
        .await?
        .logkinderen(&bsn)
        .await?
        .into_iter()
        .next();
    let blik = Blik {
        houder: gevonden.as_ref().map(|k| &k.houder),
        jeugdige: gevonden.as_ref().map(|k| k.id),
        voorwerp: "logboek",
        id: gevonden.as_ref().map(|k| k.id),
        handeling: "zoeken",
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    Ok(gevonden.map_or(LogZoek::Niemand, |k| LogZoek::Een(k.id)))
}

/// Who looked in this dossier, newest first. The look is logged, and stands in the list.
pub async fn van_kind(
    huis: &Huis,
    wie: &Aangemeld,
    id: Uuid,
    na: Option<Uuid>,
) -> Result<LogVanKind, DienstFout> {
    let kind = open(huis, wie, id, "lezen").await?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let vraag = LogVraag {
        jeugdige: Some(id),
        ..LogVraag::default()
    };
    let lijst = lees.log(&vraag, vanaf(na, PER_BLAD)).await?;
    let mut namen = Namen::default();
    let programma = match na {
        None => programma(huis, &mut lees, &mut namen, &kind).await?,
        Some(_) => Vec::new(),
    };
    Ok(LogVanKind {
        kind: over(huis, &kind),
        programma,
        rijen: rijen(huis, &mut lees, &mut namen, &lijst.rijen).await?,
        verder: na.is_some(),
        volgende: lijst.volgende,
    })
}

/// The same for a parent: per day and organisation, in plain words, without names unless the gemeente chose to show them.
/// It is logged as printed.
pub async fn voor_ouders(huis: &Huis, wie: &Aangemeld, id: Uuid) -> Result<OuderBeeld, DienstFout> {
    let kind = open(huis, wie, id, "afdrukken").await?;
    let mut lees = huis.opslag.lees(wie.bereik()).await?;
    let met_namen = huis
        .opslag
        .lees(&huis.systeem())
        .await?
        .instelling(&kind.houder, NAMEN_TONEN)
        .await?
        .is_some_and(|w| w == "ja");
    let vraag = LogVraag {
        jeugdige: Some(id),
        ..LogVraag::default()
    };
    let mut namen = Namen::default();
    let mut uit: Vec<OuderRij> = Vec::new();
    let mut na = None;
    let mut meer = true;
    for _ in 0..BLADEN {
        let lijst = lees.log(&vraag, vanaf(na, 500)).await?;
        for regel in lijst.rijen.iter().filter(|r| r.uitkomst == LogUitkomst::Gelukt) {
            let wat = in_woorden(regel);
            let mut rij = OuderRij {
                dag: huis.tijd.dag_van(regel.op),
                organisatie: namen.organisatie(huis, &mut lees, &regel.organisatie).await?,
                functie: functie(regel.rol).to_owned(),
                wat,
                keer: 1,
                waarom: van_code(&regel.doel)
                    .map_or("niet vastgelegd", |d| d.waarom)
                    .to_owned(),
            };
            if met_namen && let Some(account) = regel.account {
                rij.functie = format!("{}, {}", namen.account(&mut lees, account).await?, rij.functie);
            }
            let gelijk = |r: &&mut OuderRij| {
                (r.dag, &r.organisatie, &r.functie, &r.wat, &r.waarom)
                    == (rij.dag, &rij.organisatie, &rij.functie, &rij.wat, &rij.waarom)
            };
            // Newest first, so the rows of one day are the last ones.
            let dag = rij.dag;
            match uit.iter_mut().rev().take_while(|r| r.dag == dag).find(gelijk) {
                Some(al) => al.keer += 1,
                None => uit.push(rij),
            }
        }
        na = lijst.volgende;
        if na.is_none() {
            meer = false;
            break;
        }
    }
    let vanaf = uit.last().map(|r| r.dag).filter(|_| meer);
    for regel in verwerkt(&mut lees, &kind, 500).await? {
        let dag = huis.tijd.dag_van(regel.begin_op);
        if vanaf.is_some_and(|vanaf| dag < vanaf) {
            break;
        }
        let Some(doel) = van_activiteit(&regel.activiteit) else {
            continue;
        };
        let rij = OuderRij {
            dag,
            organisatie: namen.organisatie(huis, &mut lees, &van_gemeente(&kind)).await?,
            functie: functie(Rol::Systeem).to_owned(),
            wat: uit_zichzelf(doel).to_owned(),
            keer: 1,
            waarom: doel.waarom.to_owned(),
        };
        let gelijk = |r: &&mut OuderRij| (r.dag, &r.functie, &r.wat) == (rij.dag, &rij.functie, &rij.wat);
        match uit.iter_mut().find(gelijk) {
            Some(al) => al.keer += 1,
            None => {
                let plek = uit.partition_point(|r| r.dag >= dag);
                uit.insert(plek, rij);
            }
        }
    }
    Ok(OuderBeeld {
        kind: over(huis, &kind),
        rijen: uit,
        vanaf,
        met_namen,
    })
}

/// The gemeente of a child as a line of the log names it.
fn van_gemeente(kind: &Rij) -> String {
    format!("gemeente {}", kind.houder.als_str())
}

/// What the program did by itself with messages about this child, newest first.
async fn verwerkt(lees: &mut Lees, kind: &Rij, aantal: u32) -> Result<Vec<VerwerkingRij>, DienstFout> {
    Ok(lees.verwerkingen_van_kind(kind, &activiteiten(), aantal).await?)
}

/// The same on a screen, of the newest messages.
async fn programma(
    huis: &Huis,
    lees: &mut Lees,
    namen: &mut Namen,
    kind: &Rij,
) -> Result<Vec<LogRij>, DienstFout> {
    let organisatie = namen.organisatie(huis, lees, &van_gemeente(kind)).await?;
    let regels = verwerkt(lees, kind, PER_BLAD).await?;
    let rij = |regel: &VerwerkingRij| {
        let doel = van_activiteit(&regel.activiteit)?;
        let id = regel.verwerking.simple().to_string();
        Some(LogRij {
            moment: huis.tijd.plaatselijk(regel.begin_op),
            wie: functie(Rol::Systeem).to_owned(),
            functie: organisatie.clone(),
            wat: uit_zichzelf(doel).to_owned(),
            waarom: format!("{} ({})", doel.waarom, doel.grondslag),
            uitkomst: (regel.stand != "OK").then(|| Merkje::nieuw("mislukt", Toon::Fout)),
            waarvandaan: format!("bericht, {}", &id[id.len() - 8..]),
            jeugdige: None,
        })
    };
    Ok(regels.iter().filter_map(rij).collect())
}

async fn open(huis: &Huis, wie: &Aangemeld, id: Uuid, handeling: &'static str) -> Result<Rij, DienstFout> {
    eis(wie.functie(), Handeling::LogboekZien)?;
    let kind = huis.opslag.lees(wie.bereik()).await?.logkind(id).await?;
    let blik = Blik {
        houder: kind.as_ref().map(|k| &k.houder),
        jeugdige: kind.as_ref().map(|k| k.id),
        voorwerp: "logboek",
        id: Some(id),
        handeling,
    };
    kijk::noteer(huis, wie, &[blik]).await?;
    kind.ok_or(DienstFout::NietGevonden)
}

fn over(huis: &Huis, kind: &Rij) -> LogKind {
    LogKind {
        id: kind.id,
        bsn: kind.bsn.gemaskeerd(),
        geboren: kind.geboortedatum,
        gemeente: huis.gemeente_naam(kind.houder.als_str()),
    }
}

/// Names that were looked up already.
#[derive(Default)]
struct Namen {
    organisaties: BTreeMap<String, String>,
    accounts: BTreeMap<Uuid, String>,
}

impl Namen {
    async fn organisatie(
        &mut self,
        huis: &Huis,
        lees: &mut Lees,
        sleutel: &str,
    ) -> Result<String, DienstFout> {
        if let Some(naam) = self.organisaties.get(sleutel) {
            return Ok(naam.clone());
        }
        let (soort, code) = sleutel.split_once(' ').unwrap_or((sleutel, ""));
        let agb = AgbCode::nieuw(code).ok();
        let naam = match (soort, agb) {
            ("aanbieder", Some(agb)) => lees.aanbieder(agb).await?.map(|a| a.naam),
            ("verwijzer", Some(agb)) => lees.verwijzer(agb).await?.map(|v| v.naam),
            ("gemeente", _) => Some(format!("Gemeente {}", huis.gemeente_naam(code))),
            ("regio", _) => Some(format!(
                "Regio {}",
                huis.profiel(huis.tijd.vandaag())
                    .map_or(code, |p| p.naam.as_str())
            )),
            ("programma", _) => Some("Houvast, het programma zelf".to_owned()),
            _ => None,
        };
        let naam = naam.unwrap_or_else(|| sleutel.to_owned());
        self.organisaties.insert(sleutel.to_owned(), naam.clone());
        Ok(naam)
    }

    async fn account(&mut self, lees: &mut Lees, id: Uuid) -> Result<String, DienstFout> {
        if let Some(naam) = self.accounts.get(&id) {
            return Ok(naam.clone());
        }
        let naam = lees
            .weergavenaam(id)
            .await?
            .unwrap_or_else(|| "een account dat er niet meer is".to_owned());
        self.accounts.insert(id, naam.clone());
        Ok(naam)
    }
}

/// A page without a dossier, as its reader calls it.
fn bladzijde(pad: &str) -> String {
    let naam = match pad {
        "/werkvoorraad" => "de werkvoorraad",
        "/jeugdigen" => "de zoekpagina",
        "/verzoeken" => "de lijst met verzoeken",
        "/berichten" => "de lijst met berichten",
        "/clienten" => "de lijst met cliënten",
        "/sturing" => "de aantallen van de regio",
        "/noodtoegang" => "het formulier voor noodtoegang",
        "/account" => "het eigen account",
        "/accounts" => "de lijst met accounts",
        "/dagmail" => "de instelling van de dagmail",
        pad => return format!("bladzijde {pad}"),
    };
    naam.to_owned()
}

/// "het dossier bekeken", from the code.
fn in_woorden(regel: &LogRegel) -> String {
    let (voorwerp, handeling) = regel.code.split_once('.').unwrap_or((&regel.code, ""));
    match (voorwerp, handeling.split_once(' ')) {
        ("bladzijde", Some(("lezen", pad))) => format!("{} bekeken", bladzijde(pad)),
        ("bladzijde", Some((_, pad))) => format!("formulier van {pad} verstuurd"),
        ("aanmelding", _) => match handeling {
            "aanmelden" => "aangemeld".to_owned(),
            "afmelden" => "afgemeld".to_owned(),
            "eerste-stap" => "wachtwoord gegeven, code gevraagd".to_owned(),
            "code" => "code gegeven na het wachtwoord".to_owned(),
            "tweede-stap" => "app met codes ingesteld".to_owned(),
            "organisatie" => "aangemeld via de organisatie".to_owned(),
            "organisatie-afmelden" => "afgemeld door de organisatie".to_owned(),
            "rechten" => "rechten gekregen van de organisatie".to_owned(),
            "overal-afmelden" => "overal afgemeld".to_owned(),
            "sessie-afmelden" => "een ander apparaat afgemeld".to_owned(),
            "eigen-wachtwoord" => "eigen wachtwoord veranderd".to_owned(),
            "verlopen" => "een formulier verstuurd na het einde van de sessie".to_owned(),
            _ => "te vaak geprobeerd aan te melden".to_owned(),
        },
        ("account", _) => match handeling {
            "lezen" => "de lijst met accounts bekeken".to_owned(),
            "maken" => "account gemaakt".to_owned(),
            "sluiten" => "account gesloten".to_owned(),
            "tweede-stap-weg" => "app met codes van een account weggehaald".to_owned(),
            _ => "account een nieuw wachtwoord gegeven".to_owned(),
        },
        ("opslag", _) => match handeling {
            "reservekopie" => "een reservekopie van alle gegevens gemaakt".to_owned(),
            "hersleutelen" => "alle gegevens een andere sleutel gegeven".to_owned(),
            "terugzetten" => "een reservekopie van alle gegevens teruggezet".to_owned(),
            _ => "alle gegevens naar een andere database verplaatst".to_owned(),
        },
        ("besluit", _) if handeling == "simuleren" => {
            "besluiten van toen doorgerekend onder andere regels".to_owned()
        }
        ("vernietiging", _) if handeling == "lezen" => {
            "een lijst van te vernietigen dossiers bekeken".to_owned()
        }
        ("logboek", _) if regel.jeugdige.is_none() => "het logboek bekeken".to_owned(),
        _ => wat(voorwerp, handeling),
    }
}

async fn rijen(
    huis: &Huis,
    lees: &mut Lees,
    namen: &mut Namen,
    regels: &[LogRegel],
) -> Result<Vec<LogRij>, DienstFout> {
    let mut uit = Vec::with_capacity(regels.len());
    for regel in regels {
        let organisatie = namen.organisatie(huis, lees, &regel.organisatie).await?;
        let doel = van_code(&regel.doel);
        let langs = match regel.herkomst {
            LogHerkomst::Scherm => "scherm",
            LogHerkomst::Opdracht => "opdracht van de beheerder",
            LogHerkomst::Programma => "het programma",
            LogHerkomst::Overgenomen => "oud logboek",
        };
        let id = regel.verwerking.simple().to_string();
        uit.push(LogRij {
            moment: huis.tijd.plaatselijk(regel.op),
            wie: match (regel.account, regel.herkomst) {
                (Some(account), _) => namen.account(lees, account).await?,
                (None, LogHerkomst::Opdracht) => "de beheerder".to_owned(),
                (None, LogHerkomst::Programma) => "het programma".to_owned(),
                (None, _) => "onbekend".to_owned(),
            },
            functie: if regel.organisatie == "onbekend" {
                "geen account met deze naam".to_owned()
            } else {
                format!("{}, {organisatie}", functie(regel.rol))
            },
            wat: in_woorden(regel),
            waarom: doel.map_or_else(
                || "niet vastgelegd".to_owned(),
                |d| format!("{} ({})", d.waarom, d.grondslag),
            ),
            uitkomst: match regel.uitkomst {
                LogUitkomst::Gelukt => None,
                LogUitkomst::NietGevonden => Some(Merkje::nieuw("niet gevonden", Toon::LetOp)),
                LogUitkomst::Geweigerd => Some(Merkje::nieuw("geweigerd", Toon::LetOp)),
                LogUitkomst::Mislukt => Some(Merkje::nieuw("mislukt", Toon::Fout)),
            },
            // The random end of the id tells requests of one moment apart.
            waarvandaan: format!("{langs}, {}", &id[id.len() - 8..]),
            jeugdige: regel.jeugdige,
        });
    }
    Ok(uit)
}
