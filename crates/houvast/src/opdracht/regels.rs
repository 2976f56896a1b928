//! `bericht regels`: the rules and codes of the standard, what they mean and how this program keeps them.

use crate::{cli::Regels, uitgang::Uitgang};
use anyhow::Result;
use houvast_ijw::{
    BerichtSoort,
    regels::{Regel, Staat, lijst, zoek},
    uitleg::{self, Fout, Retourcode, Uitleg},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

pub(crate) fn voer_uit(wens: &Regels) -> Result<Uitgang> {
    let mut uit = io::BufWriter::new(io::stdout().lock());
    let uitgang = if wens.ids.is_empty() {
        alle(&mut uit, wens.json)?;
        Uitgang::Goed
    } else {
        let mut uitgang = Uitgang::Goed;
        let mut eerste = true;
        for id in &wens.ids {
            let gevonden = Gevonden::zoek(id);
            if gevonden.is_empty() {
                uitgang = Uitgang::Gebruik;
                eprintln!("houvast: {}", onbekend(id));
            }
            for een in &gevonden {
                if !std::mem::take(&mut eerste) && !wens.json {
                    writeln!(uit)?;
                }
                een.schrijf(&mut uit, wens.json)?;
            }
        }
        uitgang
    };
    uit.flush()?;
    Ok(uitgang)
}

fn onbekend(id: &str) -> String {
    let lijkt = uitleg::lijkt_op(id);
    let bedoelde = match lijkt.as_slice() {
        [] => String::new(),
        [een] => format!(" Bedoelde u {een}?"),
        meer => format!(" Bedoelde u een van deze: {}?", meer.join(", ")),
    };
    format!("{id} is geen regel of code die wij kennen.{bedoelde}")
}

/// What an id stands for; a code of the transport can mean something with more than one party.
enum Gevonden {
    Regel(&'static Regel),
    Retourcode(Retourcode),
    Fout(&'static Fout),
}

impl Gevonden {
    fn zoek(id: &str) -> Vec<Self> {
        let hoofd = id.to_uppercase();
        if let Some(regel) = lijst().iter().find(|r| r.id.to_uppercase() == hoofd) {
            return vec![Self::Regel(regel)];
        }
        if let Some(code) = uitleg::retourcode(&hoofd) {
            return vec![Self::Retourcode(code)];
        }
        let fouten = uitleg::fouten()
            .iter()
            .filter(|fout| fout.code.to_uppercase() == hoofd);
        fouten.map(Self::Fout).collect()
    }

    fn schrijf(&self, uit: &mut impl Write, als_json: bool) -> Result<()> {
        if als_json {
            let object = match self {
                Self::Regel(regel) => regel_json(regel),
                Self::Retourcode(code) => retourcode_json(code),
                Self::Fout(fout) => fout_json(fout),
            };
            writeln!(uit, "{object}")?;
            return Ok(());
        }
        match self {
            Self::Regel(regel) => regel_tekst(uit, regel)?,
            Self::Retourcode(code) => retourcode_tekst(uit, code)?,
            Self::Fout(fout) => fout_tekst(uit, fout)?,
        }
        Ok(())
    }
}

fn alle(uit: &mut impl Write, als_json: bool) -> Result<()> {
    for regel in lijst() {
        if als_json {
            writeln!(uit, "{}", regel_json(regel))?;
        } else {
            writeln!(uit, "{}", op_een_regel(regel))?;
        }
    }
    if !als_json {
        let mut per_staat = BTreeMap::new();
        for regel in lijst() {
            *per_staat.entry(staat_in_woorden(regel.staat)).or_insert(0) += 1;
        }
        let telling: Vec<_> = per_staat
            .iter()
            .map(|(staat, aantal)| format!("{aantal} {staat}"))
            .collect();
        writeln!(uit, "\n{} regels: {}.", lijst().len(), telling.join(", "))?;
        writeln!(uit, "Uitleg over een regel of code: houvast bericht regels ID")?;
    }
    Ok(())
}

fn namen(berichten: &[BerichtSoort]) -> Vec<&'static str> {
    berichten.iter().map(|b| b.as_str()).collect()
}

fn staat_in_woorden(staat: Staat) -> &'static str {
    match staat {
        Staat::Mensen => "voor mensen",
        anders => anders.als_str(),
    }
}

fn staat(regel: &Regel) -> &'static str {
    match regel.staat {
        Staat::Mensen => "mensen",
        anders => anders.als_str(),
    }
}

fn met_uitleg(mut object: Value, uitleg: Option<&Uitleg>) -> Value {
    for (naam, waarde) in [
        ("oorzaak", uitleg.map(|u| &u.oorzaak)),
        ("herstel", uitleg.map(|u| &u.herstel)),
        ("voorbeeld", uitleg.map(|u| &u.voorbeeld)),
    ] {
        object[naam] = waarde
            .filter(|tekst| !tekst.is_empty())
            .map_or(Value::Null, |tekst| json!(tekst));
    }
    object
}

fn regel_json(regel: &Regel) -> Value {
    let object = json!({
        "id": regel.id,
        "soort": regel.soort.als_str(),
        "niveau": regel.niveau.nummer(),
        "berichten": namen(regel.berichten),
        "retourcode": regel.retourcode,
        "staat": staat(regel),
        "tekst": regel.tekst,
        "reden": regel.reden,
        "door": regel.door,
        "tests": regel.tests(),
    });
    met_uitleg(object, uitleg::regel(regel).as_ref())
}

fn retourcode_json(code: &Retourcode) -> Value {
    let object = json!({
        "id": code.code,
        "soort": "retourcode",
        "niveau": code.niveau,
        "berichten": namen(&code.berichten),
        "retourcode": code.code,
        "regels": code.regels,
        "tekst": code.tekst,
    });
    met_uitleg(object, Some(&code.uitleg))
}

fn fout_json(fout: &Fout) -> Value {
    json!({
        "id": fout.code,
        "soort": "foutcode",
        "bron": fout.bron,
        "tekst": fout.tekst,
        "oorzaak": fout.oorzaak,
        "herstel": fout.herstel,
        "voorbeeld": null,
    })
}

fn niveau_in_woorden(niveau: Option<u8>) -> &'static str {
    match niveau {
        Some(1) => "niveau 1, de vorm van het bericht",
        Some(2) => "niveau 2, de inhoud van het bericht",
        Some(3) => "niveau 3, vergeleken met eerdere berichten",
        Some(4) => "niveau 4, vergeleken met een bron van buiten",
        _ => "geen: dit gaat over het werk, niet over een bericht",
    }
}

fn veld(uit: &mut impl Write, naam: &str, tekst: &str) -> io::Result<()> {
    if tekst.is_empty() {
        Ok(())
    } else {
        writeln!(uit, "  {naam:12} {tekst}")
    }
}

fn uitleg_tekst(uit: &mut impl Write, uitleg: Option<&Uitleg>) -> io::Result<()> {
    let Some(uitleg) = uitleg else { return Ok(()) };
    veld(uit, "Oorzaak", &uitleg.oorzaak)?;
    veld(uit, "Wat te doen", &uitleg.herstel)?;
    veld(uit, "Voorbeeld", &uitleg.voorbeeld)
}

fn regel_tekst(uit: &mut impl Write, regel: &Regel) -> io::Result<()> {
    writeln!(uit, "{} ({})", regel.id, regel.soort.als_str())?;
    writeln!(uit, "  {}", regel.tekst)?;
    uitleg_tekst(uit, uitleg::regel(regel).as_ref())?;
    veld(uit, "Controle", niveau_in_woorden(regel.niveau.nummer()))?;
    veld(uit, "Berichten", &namen(regel.berichten).join(", "))?;
    veld(uit, "Retourcode", regel.retourcode.unwrap_or_default())?;
    let houvast = match regel.staat {
        Staat::Uitgevoerd => "controleert deze regel",
        Staat::Gevolgd => "houdt zich aan deze regel in wat het stuurt en bewaart",
        Staat::Mensen => "kan deze regel niet controleren: zij is voor mensen",
    };
    veld(uit, "Houvast", houvast)?;
    veld(uit, "Waarom", regel.reden.unwrap_or_default())?;
    veld(uit, "Door", &regel.door.join(", "))
}

fn retourcode_tekst(uit: &mut impl Write, code: &Retourcode) -> io::Result<()> {
    writeln!(uit, "{} (retourcode)", code.code)?;
    writeln!(uit, "  {}", code.tekst)?;
    uitleg_tekst(uit, Some(&code.uitleg))?;
    if code.niveau.is_some() {
        veld(uit, "Controle", niveau_in_woorden(code.niveau))?;
    }
    veld(uit, "Berichten", &namen(&code.berichten).join(", "))?;
    for id in code.regels.iter().take(3) {
        let tekst = zoek(id).map(|r| r.tekst).unwrap_or_default();
        veld(uit, "Regel", &format!("{id}: {tekst}"))?;
    }
    match code.regels.len().saturating_sub(3) {
        0 => Ok(()),
        meer => veld(uit, "", &format!("en nog {meer} regels")),
    }
}

fn fout_tekst(uit: &mut impl Write, fout: &Fout) -> io::Result<()> {
    writeln!(uit, "{} (foutcode van {})", fout.code, fout.bron)?;
    writeln!(uit, "  {}", fout.tekst)?;
    veld(uit, "Oorzaak", fout.oorzaak)?;
    veld(uit, "Wat te doen", fout.herstel)
}

fn op_een_regel(regel: &Regel) -> String {
    let niveau = regel
        .niveau
        .nummer()
        .map_or_else(|| "-".to_owned(), |n| n.to_string());
    let berichten = namen(regel.berichten);
    let berichten = if berichten.is_empty() {
        "alle".to_owned()
    } else {
        berichten.join(" ")
    };
    format!(
        "{:6} niveau {niveau}  {:11}  {:4}  {berichten}\n       {}",
        regel.id,
        staat_in_woorden(regel.staat),
        regel.retourcode.unwrap_or_default(),
        regel.tekst
    )
}
