//! `vernietiging`: lists of dossiers whose term is over, two people who agree, and the proof.

use super::account::{open, regel_van_invoer};
use crate::{
    bedrijf,
    cli::{Bron, Vernietiging as Wens, Waarom},
    uitgang::{Uitgang, gebruik},
};
use anyhow::Result;
use houvast_begrip::GemeenteCode;
use houvast_dienst::bewaren::{self, Akkoord, Bewijs, Bezwaar, Lijst, Mens};
use houvast_dienst::{Huis, logboek};
use houvast_opslag::{BewaarReden, VernietigStatus};
use std::io::{self, Write as _};
use uuid::Uuid;

pub(crate) fn voer_uit(wens: Wens) -> Result<Uitgang> {
    bedrijf::logboek();
    bedrijf::motor()?.block_on(doe(wens))
}

async fn doe(wens: Wens) -> Result<Uitgang> {
    let bron = bron(&wens);
    let (_map, huis) = open(bron).await?;
    let uitgang = met(&huis, wens).await;
    huis.opslag.sluit().await;
    uitgang
}

fn bron(wens: &Wens) -> &Bron {
    match wens {
        Wens::Voorstel { bron, .. }
        | Wens::Lijst { bron }
        | Wens::Toon { bron, .. }
        | Wens::Akkoord { bron, .. }
        | Wens::Intrek { bron, .. }
        | Wens::Uitstel { bron, .. }
        | Wens::Bewijs { bron, .. } => bron,
    }
}

async fn met(huis: &Huis, wens: Wens) -> Result<Uitgang> {
    let mut uit = io::stdout().lock();
    match wens {
        Wens::Voorstel { gemeente, .. } => {
            match bewaren::stel_voor(huis, van_de_regio(huis, &gemeente)?).await? {
                Some(Lijst { lijst, dossiers }) => {
                    writeln!(uit, "Lijst {}: {} dossiers.", lijst.id, dossiers.len())?;
                    writeln!(uit, "Bekijk de lijst met: houvast vernietiging toon {}", lijst.id)?;
                }
                None => writeln!(uit, "Er is geen dossier dat lang genoeg bewaard is.")?,
            }
        }
        Wens::Lijst { .. } => {
            logboek::van_opdracht(huis, "vernietiging", "lezen").await?;
            let lijsten = bewaren::lijsten(huis).await?;
            if lijsten.is_empty() {
                writeln!(
                    uit,
                    "Er zijn nog geen lijsten. Maak er een met: houvast vernietiging voorstel --gemeente CODE"
                )?;
            }
            for l in lijsten {
                let gemeente = huis.gemeente_naam(l.houder.als_str());
                writeln!(
                    uit,
                    "{}\t{gemeente}\t{}\t{}",
                    l.id,
                    l.peildatum,
                    in_woorden(l.status)
                )?;
            }
        }
        Wens::Toon { lijst, .. } => {
            logboek::van_opdracht(huis, "vernietiging", "lezen").await?;
            let Some(Lijst { lijst, dossiers }) = bewaren::lijst(huis, lijst).await? else {
                return Err(gebruik("deze lijst is er niet"));
            };
            writeln!(
                uit,
                "Peildatum {}, {}.",
                lijst.peildatum,
                in_woorden(lijst.status)
            )?;
            for d in dossiers {
                let stand = match (d.vernietigd_op, d.aantallen) {
                    (Some(_), _) => "vernietigd",
                    (None, Some(_)) => "gebleven",
                    (None, None) => "",
                };
                writeln!(
                    uit,
                    "{}\tlaatste wijziging {}\t{stand}",
                    d.jeugdige, d.laatste_wijziging
                )?;
            }
        }
        Wens::Akkoord { lijst, account, .. } => {
            match goed(bewaren::akkoord(huis, lijst, &mens(account)?).await?)? {
                Akkoord::Eerste => writeln!(
                    uit,
                    "Akkoord vastgelegd. Er moet nog iemand anders akkoord geven."
                )?,
                Akkoord::Vernietigd(bewijs) => toon_bewijs(&mut uit, &bewijs)?,
            }
        }
        Wens::Intrek { lijst, account, .. } => {
            goed(bewaren::trek_in(huis, lijst, &mens(account)?).await?)?;
            writeln!(uit, "De lijst is ingetrokken. Er is niets vernietigd.")?;
        }
        Wens::Uitstel {
            dossier,
            gemeente,
            soort,
            reden,
            tot,
            account,
            ..
        } => {
            let soort = match soort {
                Waarom::Belang => BewaarReden::Belang,
                Waarom::Procedure => BewaarReden::Procedure,
                Waarom::Zorgvuldig => BewaarReden::Zorgvuldig,
            };
            let welk = (van_de_regio(huis, &gemeente)?, dossier);
            goed(bewaren::zonder_uit(huis, &mens(account)?, welk, (soort, &reden, tot)).await?)?;
            writeln!(uit, "Dit dossier blijft bewaard tot en met {tot}.")?;
        }
        Wens::Bewijs { lijst, .. } => return bewijs(&mut uit, huis, lijst).await,
    }
    Ok(Uitgang::Goed)
}

async fn bewijs(uit: &mut impl io::Write, huis: &Huis, lijst: Uuid) -> Result<Uitgang> {
    logboek::van_opdracht(huis, "vernietiging", "lezen").await?;
    let Some((bewijs, in_log)) = bewaren::toon_bewijs(huis, lijst).await? else {
        return Err(gebruik("van deze lijst is er (nog) geen bewijs"));
    };
    toon_bewijs(uit, &bewijs)?;
    if in_log {
        writeln!(uit, "Dit bewijs staat zo in het logboek.")?;
        return Ok(Uitgang::Goed);
    }
    writeln!(uit, "LET OP: het logboek kent dit bewijs niet. Het is veranderd.")?;
    Ok(Uitgang::Bevindingen)
}

fn toon_bewijs(uit: &mut impl io::Write, bewijs: &Bewijs) -> Result<()> {
    writeln!(
        uit,
        "Bewijs van vernietiging\n{}\nSHA-256 {}",
        bewijs.tekst, bewijs.sha256
    )?;
    Ok(())
}

fn in_woorden(status: VernietigStatus) -> &'static str {
    match status {
        VernietigStatus::Voorgesteld => "voorgesteld, nog geen akkoord",
        VernietigStatus::EenAkkoord => "een akkoord, er is er nog een nodig",
        VernietigStatus::Akkoord => "twee akkoorden, niet afgemaakt: geef nog eens akkoord",
        VernietigStatus::Vernietigd => "vernietigd",
        VernietigStatus::Ingetrokken => "ingetrokken",
    }
}

fn goed<T>(uitkomst: Result<T, Bezwaar>) -> Result<T> {
    uitkomst.map_err(|Bezwaar(tekst)| gebruik(tekst))
}

fn mens(gebruikersnaam: String) -> Result<Mens> {
    Ok(Mens {
        wachtwoord: regel_van_invoer(&format!("Wachtwoord van {gebruikersnaam}"))?,
        gebruikersnaam,
    })
}

fn van_de_regio(huis: &Huis, code: &str) -> Result<GemeenteCode> {
    let code = GemeenteCode::nieuw(code).ok();
    code.filter(|c| huis.gemeenten().contains(c))
        .ok_or_else(|| gebruik("dit is geen gemeente van deze regio; gebruik de CBS-code, bijvoorbeeld 0193"))
}
