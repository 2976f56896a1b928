//! The calculation as a spreadsheet, out and in. What comes in is somebody else's file: it is unpacked within limits
//! before anything reads it, and read cell by cell.

use super::invoer::{self, MEESTE_REGELS};
use super::rekenen::{self, Som};
use super::{
    beeld,
    zaak::{self, Zaak},
};
use crate::beeld::{RekenInvoer, RekenRegel};
use crate::recht::{Handeling, eis};
use crate::{Aangemeld, DienstFout, Huis, gronden};
use calamine::{DataRef, Reader, Xlsx};
use houvast_begrip::{Centen, datum};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// Bytes of a file: thirty lines are ten thousand.
const GROOTSTE_BESTAND: usize = 1024 * 1024;
/// Bytes of all its parts together, unpacked.
const GROOTSTE_INHOUD: u64 = 8 * 1024 * 1024;
/// Parts of a workbook.
const MEESTE_DELEN: usize = 100;
/// Cells that are looked at.
const MEESTE_CELLEN: usize = 20_000;

const BLAD: &str = "Rekenhulp";
const SOORT: &str = "Soort hulp";
const EERSTE: &str = "Eerste medische verwijzing";

/// A column: its heading and its field.
type Kolom = (&'static str, fn(&mut RekenRegel) -> &mut String);

/// In order of the sheet; found back by heading, so that somebody may move or drop them.
const KOLOMMEN: [Kolom; 12] = [
    ("Functie", |r| &mut r.functie),
    ("Tariefgroep", |r| &mut r.tariefgroep),
    ("Weken", |r| &mut r.weken),
    ("Uren per week", |r| &mut r.uren),
    ("Gesprekken met ouders (uren)", |r| &mut r.ouders),
    ("Indirecte uren", |r| &mut r.indirect),
    ("Intake en plan (uren)", |r| &mut r.intake),
    ("Contacten met reistijd", |r| &mut r.contacten),
    ("Reistijd per contact (minuten)", |r| &mut r.reistijd),
    ("Tarief per uur", |r| &mut r.tarief),
    ("Groep", |r| &mut r.groep),
    ("Locatie van de groep", |r| &mut r.locatie),
];

/// What was typed and what comes out, as a workbook.
pub fn schrijf(huis: &Huis, wie: &Aangemeld, invoer: &RekenInvoer) -> Result<Vec<u8>, DienstFout> {
    schrijf_van(huis, wie, None, invoer)
}

/// The same for a case, by the text of its gemeente.
pub(super) fn schrijf_van(
    huis: &Huis,
    wie: &Aangemeld,
    zaak: Option<&Zaak>,
    invoer: &RekenInvoer,
) -> Result<Vec<u8>, DienstFout> {
    eis(wie.functie(), Handeling::Rekenen)?;
    let profiel = beeld::profiel(huis, zaak)?;
    let vandaag = huis.tijd.vandaag();
    let som = invoer::lees(invoer, profiel)
        .ok()
        .and_then(|b| rekenen::reken(&b, profiel, vandaag, beeld::bron(wie.rol())));
    let bron = som
        .as_ref()
        .map(|s| gronden::profiel(huis, &s.budget.profiel))
        .unwrap_or_default();
    boek(invoer, som.as_ref(), vandaag, &bron).map_err(|_| DienstFout::Gegevens("rekenblad"))
}

fn boek(
    invoer: &RekenInvoer,
    som: Option<&Som>,
    vandaag: jiff::civil::Date,
    bron: &str,
) -> Result<Vec<u8>, XlsxError> {
    let mut boek = Workbook::new();
    let dag = ExcelDateTime::from_ymd(
        u16::try_from(vandaag.year()).unwrap_or(1900),
        u8::try_from(vandaag.month()).unwrap_or(1),
        u8::try_from(vandaag.day()).unwrap_or(1),
    )?;
    // The crate would otherwise write the clock of the machine.
    boek.set_properties(
        &DocProperties::new()
            .set_title("Rekenhulp")
            .set_creation_datetime(&dag),
    );
    invulblad(boek.add_worksheet(), invoer, som)?;
    if let Some(som) = som {
        uitkomstblad(boek.add_worksheet(), som, vandaag, bron)?;
    }
    boek.save_to_buffer()
}

fn invulblad(blad: &mut Worksheet, invoer: &RekenInvoer, som: Option<&Som>) -> Result<(), XlsxError> {
    let vet = Format::new().set_bold();
    let kop = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    blad.set_name(BLAD)?;
    blad.write_string_with_format(
        0,
        0,
        "Rekenhulp: begeleiding en behandeling in één berekening",
        &vet,
    )?;
    blad.write_string(1, 0, SOORT)?
        .write_string(1, 1, &invoer.soort)?;
    blad.write_string(2, 0, EERSTE)?
        .write_string(2, 1, &invoer.eerste_medisch)?;
    let rij_kop = 4;
    for ((naam, _), kolom) in KOLOMMEN.iter().zip(0..) {
        blad.write_string_with_format(rij_kop, kolom, *naam, &kop)?;
        blad.set_column_width(kolom, if kolom == 0 { 32 } else { 13 })?;
    }
    for (naam, kolom) in ["Uren die meetellen", "Bedrag"].into_iter().zip(12..) {
        blad.write_string_with_format(rij_kop, kolom, naam, &kop)?;
        blad.set_column_width(kolom, 13)?;
    }
    let euro = Format::new().set_num_format("#,##0.00");
    for (regel, plek) in invoer.regels.iter().zip(0_u32..) {
        let rij = rij_kop + 1 + plek;
        let mut regel = regel.clone();
        for ((_, veld), kolom) in KOLOMMEN.iter().zip(0..) {
            cel(blad, rij, kolom, veld(&mut regel))?;
        }
        let uit = som.and_then(|s| s.regels.iter().find(|r| u32::try_from(r.plek) == Ok(plek + 1)));
        if let Some(uit) = uit {
            cel(blad, rij, 12, &uit.uren.to_string())?;
            if let Some(bedrag) = uit.bedrag {
                blad.write_number_with_format(rij, 13, getal(bedrag), &euro)?;
            }
        }
    }
    blad.set_freeze_panes(rij_kop + 1, 1)?;
    Ok(())
}

fn uitkomstblad(
    blad: &mut Worksheet,
    som: &Som,
    vandaag: jiff::civil::Date,
    bron: &str,
) -> Result<(), XlsxError> {
    let vet = Format::new().set_bold();
    let breed = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let euro = Format::new().set_num_format("#,##0.00");
    blad.set_name("Uitkomst")?;
    blad.set_column_width(0, 26)?
        .set_column_width(1, 80)?
        .set_column_width(2, 34)?;
    blad.write_string_with_format(0, 0, "Uitkomst", &vet)?
        .write_string(
            0,
            1,
            som.budget
                .uitkomst
                .as_ref()
                .map(rekenen::in_woorden)
                .unwrap_or_default(),
        )?;
    blad.write_string_with_format(1, 0, "Raming in euro", &vet)?;
    if let Some(raming) = som.raming {
        blad.write_number_with_format(1, 1, getal(raming), &euro)?;
    }
    blad.write_string_with_format(2, 0, "Uren die meetellen", &vet)?
        .write_string(2, 1, som.uren.to_string())?;
    blad.write_string_with_format(3, 0, "Gemaakt", &vet)?
        .write_string(3, 1, format!("{}. {bron}", datum::lang(vandaag)))?;
    blad.write_string_with_format(5, 0, "Grond", &vet)?
        .write_string_with_format(5, 1, "Uitleg", &vet)?
        .write_string_with_format(5, 2, "Artikel", &vet)?;
    let gronden = som
        .budget
        .gronden
        .iter()
        .chain(som.gronden.iter().map(|(_, g)| g));
    for (grond, rij) in gronden.zip(6..) {
        let plek = gronden::artikelen(grond.artikelen.iter().map(|a| a.0.as_str()));
        blad.write_string_with_format(rij, 0, grond.weging.label(), &breed)?
            .write_string_with_format(rij, 1, &grond.uitleg, &breed)?
            .write_string_with_format(rij, 2, plek, &breed)?;
    }
    Ok(())
}

/// A number as a number, so that somebody can go on with it; all else as text, never as a formula.
fn cel(blad: &mut Worksheet, rij: u32, kolom: u16, tekst: &str) -> Result<(), XlsxError> {
    let tekst = tekst.trim();
    if tekst.is_empty() {
        return Ok(());
    }
    let kaal = tekst.replace(',', ".");
    let cijfers = kaal.bytes().all(|b| b.is_ascii_digit() || b == b'.') && kaal.len() < 12;
    match kaal.parse::<f64>() {
        Ok(getal) if cijfers && kaal.matches('.').count() < 2 && !is_duizendtal(tekst) => {
            blad.write_number(rij, kolom, getal)?
        }
        _ => blad.write_string(rij, kolom, tekst)?,
    };
    Ok(())
}

/// `10.400` is ten thousand and more, not ten.
fn is_duizendtal(tekst: &str) -> bool {
    tekst
        .rsplit_once('.')
        .is_some_and(|(_, rest)| rest.len() == 3 && !tekst.contains(','))
}

/// Euros for a spreadsheet, whose numbers are all floats; the digits are those of the eurocents.
fn getal(bedrag: Centen) -> f64 {
    format!("{}.{:02}", bedrag.0 / 100, bedrag.0.unsigned_abs() % 100)
        .parse()
        .unwrap_or_default()
}

/// Reads a workbook that [`schrijf`] made, or one of the same shape. A mistake in a field is for the page; here only what
/// is no calculation at all comes back, in words.
pub fn lees(bytes: &[u8]) -> Result<RekenInvoer, &'static str> {
    const GEEN: &str = "Dit bestand is niet te lezen als Excel-bestand (.xlsx). Sla het in Excel op als .xlsx en probeer het opnieuw.";
    uitgepakt_past(bytes)?;
    let mut boek: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| GEEN)?;
    let namen = boek.sheet_names();
    let naam = namen
        .iter()
        .find(|n| n.as_str() == BLAD)
        .or_else(|| namen.first())
        .ok_or(GEEN)?;
    let mut cellen = boek.worksheet_cells_reader(naam).map_err(|_| GEEN)?;
    // Row and column come from the file: only what is filled is kept, however far apart it stands.
    let mut rijen: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut gezien = 0;
    while let Some(cel) = cellen.next_cell().map_err(|_| GEEN)? {
        gezien += 1;
        if gezien > MEESTE_CELLEN {
            return Err("Dit Excel-bestand heeft te veel cellen. Gebruik alleen het blad van de rekenhulp.");
        }
        let (rij, kolom) = cel.get_position();
        if let Some(tekst) = tekst(cel.get_value()) {
            rijen.entry(rij).or_default().insert(kolom, tekst);
        }
    }
    uit_rijen(&rijen)
}

/// All parts together stay within the limit, whatever sizes the file itself claims.
fn uitgepakt_past(bytes: &[u8]) -> Result<(), &'static str> {
    const TE_GROOT: &str = "Dit Excel-bestand is te groot. Gebruik alleen het blad van de rekenhulp.";
    const GEEN: &str =
        "Dit is geen Excel-bestand (.xlsx). Download eerst de rekenhulp als Excel en vul dat bestand in.";
    if bytes.len() > GROOTSTE_BESTAND {
        return Err(TE_GROOT);
    }
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| GEEN)?;
    if zip.len() > MEESTE_DELEN {
        return Err(TE_GROOT);
    }
    let mut over = GROOTSTE_INHOUD;
    for plek in 0..zip.len() {
        let deel = zip.by_index(plek).map_err(|_| GEEN)?;
        let gelezen =
            std::io::copy(&mut deel.take(over.saturating_add(1)), &mut std::io::sink()).map_err(|_| GEEN)?;
        over = over.checked_sub(gelezen).ok_or(TE_GROOT)?;
    }
    Ok(())
}

/// What stands in a cell, as somebody would type it.
fn tekst(waarde: &DataRef<'_>) -> Option<String> {
    let tekst = match waarde {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::String(t) => t.trim().to_owned(),
        DataRef::SharedString(t) => t.trim().to_owned(),
        _ => return None,
    };
    (!tekst.is_empty()).then_some(tekst)
}

fn uit_rijen(rijen: &BTreeMap<u32, BTreeMap<u32, String>>) -> Result<RekenInvoer, &'static str> {
    const VORM: &str = "In dit bestand staat geen rekenhulp: de kopregel met Weken en Uren per week ontbreekt. Download eerst de rekenhulp als Excel en vul dat bestand in.";
    let is = |tekst: &String, naam: &str| tekst.trim().eq_ignore_ascii_case(naam);
    let heeft = |rij: &BTreeMap<u32, String>, naam: &str| rij.values().any(|t| is(t, naam));
    let kop = rijen
        .iter()
        .find(|(_, rij)| heeft(rij, "Weken") && heeft(rij, "Uren per week"));
    let (kopregel, kop) = kop.ok_or(VORM)?;
    let mut uit = RekenInvoer::default();
    for rij in rijen.range(..kopregel).map(|(_, rij)| rij) {
        let mut cellen = rij.values();
        let (Some(naam), Some(waarde)) = (cellen.next(), cellen.next()) else {
            continue;
        };
        let waarde = waarde.to_lowercase();
        if is(naam, SOORT) && matches!(waarde.as_str(), "herstel" | "duurzaam") {
            uit.soort = waarde;
        } else if is(naam, EERSTE) && matches!(waarde.as_str(), "ja" | "nee") {
            uit.eerste_medisch = waarde;
        }
    }
    for rij in rijen.range(kopregel + 1..).map(|(_, rij)| rij) {
        let mut regel = RekenRegel::default();
        for (kolom, tekst) in rij {
            let naam = kop.get(kolom);
            let veld = KOLOMMEN.iter().find(|(kop, _)| naam.is_some_and(|n| is(n, kop)));
            if let Some((_, veld)) = veld {
                veld(&mut regel).clone_from(tekst);
            }
        }
        if !regel.leeg() {
            uit.regels.push(regel);
        }
        if uit.regels.len() > MEESTE_REGELS {
            return Err("Dit bestand heeft meer dan 30 regels. Voeg regels met hetzelfde tarief samen.");
        }
    }
    Ok(uit)
}

/// What an uploaded calculation means for what was there: agreements of the Toegang do not come from a file.
#[must_use]
pub fn ingelezen(gelezen: RekenInvoer, was: &RekenInvoer) -> RekenInvoer {
    RekenInvoer {
        soort: if gelezen.soort.is_empty() {
            was.soort.clone()
        } else {
            gelezen.soort
        },
        eerste_medisch: if gelezen.eerste_medisch.is_empty() {
            was.eerste_medisch.clone()
        } else {
            gelezen.eerste_medisch
        },
        afronding: was.afronding.clone(),
        besluit_toegang: was.besluit_toegang.clone(),
        offerte: was.offerte.clone(),
        regels: gelezen.regels,
        ..RekenInvoer::default()
    }
}

/// The calculation of a case with the lines of a file; nothing is kept yet.
pub async fn inlezen(
    huis: &Huis,
    wie: &Aangemeld,
    onderwerp: crate::beeld::RekenOnderwerp,
    bytes: &[u8],
) -> Result<Result<RekenInvoer, &'static str>, DienstFout> {
    let (zaak, rij) = beeld::open(huis, wie, onderwerp, "lezen").await?;
    let was = rij.as_ref().map_or_else(|| zaak.begin.clone(), zaak::invoer);
    Ok(lees(bytes).map(|gelezen| ingelezen(gelezen, &was)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use houvast_beslis::{Bron, op_datum};
    use jiff::civil::date;
    use std::io::Write;

    fn voorbeeld() -> RekenInvoer {
        let regel = |functie: &str, uren: &str, tarief: &str| RekenRegel {
            functie: functie.into(),
            weken: "26".into(),
            uren: uren.into(),
            tarief: tarief.into(),
            reistijd: "45".into(),
            contacten: "20".into(),
            ..RekenRegel::default()
        };
        RekenInvoer {
            soort: "herstel".into(),
            eerste_medisch: "nee".into(),
            regels: vec![
                regel("GZ-psycholoog", "1.5", "140"),
                regel("=HYPERLINK(\"x\")", "2", "70.5"),
            ],
            ..RekenInvoer::default()
        }
    }

    fn geschreven(invoer: &RekenInvoer) -> Vec<u8> {
        let dag = date(2026, 11, 23);
        let profiel = op_datum("ijsselland", dag).unwrap();
        let gelezen = invoer::lees(invoer, profiel).unwrap();
        let som = rekenen::reken(&gelezen, profiel, dag, Bron::Aanbieder);
        boek(invoer, som.as_ref(), dag, "Protocol IJsselland").unwrap()
    }

    fn ingepakt(naam: &str, bytes: usize) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let opties =
            zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        zip.start_file(naam, opties).unwrap();
        let blok = vec![b' '; 64 * 1024];
        for _ in 0..bytes / blok.len() {
            zip.write_all(&blok).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    #[test]
    fn wat_eruit_gaat_komt_er_zo_weer_in() {
        let invoer = voorbeeld();
        let bytes = geschreven(&invoer);
        assert_eq!(lees(&bytes), Ok(invoer.clone()));
        assert_eq!(
            geschreven(&invoer),
            bytes,
            "dezelfde berekening is hetzelfde bestand"
        );
    }

    #[test]
    fn tekst_wordt_nooit_een_formule() {
        let bytes = geschreven(&voorbeeld());
        let mut boek: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let formules = boek.worksheet_formula(BLAD).unwrap();
        assert_eq!(formules.used_cells().count(), 0);
    }

    #[test]
    fn een_bestand_dat_veel_groter_wordt_bij_uitpakken_wordt_niet_gelezen() {
        let grens = usize::try_from(GROOTSTE_INHOUD).unwrap();
        let bom = ingepakt("xl/sharedStrings.xml", grens + 64 * 1024);
        assert!(bom.len() < GROOTSTE_BESTAND / 10, "klein van buiten");
        assert!(lees(&bom).unwrap_err().contains("te groot"));
        let net = ingepakt("xl/sharedStrings.xml", grens);
        assert!(
            !lees(&net).unwrap_err().contains("te groot"),
            "op de grens is het geen bom, wel geen rekenblad"
        );
        assert!(
            lees(&vec![0; GROOTSTE_BESTAND + 1])
                .unwrap_err()
                .contains("te groot")
        );
        for onzin in [&b"geen zip"[..], b"PK\x03\x04", b""] {
            assert!(lees(onzin).unwrap_err().contains("geen Excel-bestand"));
        }
    }

    #[test]
    fn een_werkmap_zonder_kopregel_is_geen_rekenhulp() {
        let mut boek = Workbook::new();
        boek.add_worksheet().write_string(0, 0, "Boodschappen").unwrap();
        let bytes = boek.save_to_buffer().unwrap();
        assert!(lees(&bytes).unwrap_err().contains("kopregel"));
    }

    #[test]
    fn kolommen_mogen_verplaatst_zijn_en_verre_cellen_kosten_niets() {
        let mut boek = Workbook::new();
        let blad = boek.add_worksheet();
        for (naam, kolom) in ["Uren per week", "Weken", "Tarief per uur"].into_iter().zip(3..) {
            blad.write_string(10, kolom, naam).unwrap();
        }
        for (getal, kolom) in [4.0, 26.0, 100.0].into_iter().zip(3..) {
            blad.write_number(11, kolom, getal).unwrap();
        }
        blad.write_string(1_048_575, 16_383, "ver weg").unwrap();
        let gelezen = lees(&boek.save_to_buffer().unwrap()).unwrap();
        let regel = &gelezen.regels[0];
        assert_eq!(gelezen.regels.len(), 1);
        assert_eq!(
            (regel.weken.as_str(), regel.uren.as_str(), regel.tarief.as_str()),
            ("26", "4", "100")
        );
    }

    #[test]
    fn meer_dan_dertig_regels_wordt_geweigerd() {
        let met = |aantal: u32| {
            let mut boek = Workbook::new();
            let blad = boek.add_worksheet();
            blad.write_string(0, 0, "Weken")
                .unwrap()
                .write_string(0, 1, "Uren per week")
                .unwrap();
            for rij in 1..=aantal {
                blad.write_number(rij, 0, 1).unwrap();
            }
            lees(&boek.save_to_buffer().unwrap()).map(|i| i.regels.len())
        };
        assert_eq!(met(30), Ok(30));
        assert!(met(31).is_err());
    }
}
