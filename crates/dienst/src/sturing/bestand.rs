//! The counts of Sturing as a file for a spreadsheet: the numbers of the page, masked as they are there. Nothing in a file
//! may say more than the page does, for a file travels.

use super::tellen;
use crate::beeld::{GemeenteRij, SturingBeeld, Telling};
use crate::{Aangemeld, DienstFout, Huis};
use houvast_begrip::datum;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

/// What a count can be, at the end of every file.
const UITLEG: &str = "1 t/m 4: een klein aantal dat we niet precies noemen. –: weggelaten, omdat een klein aantal daaruit zou volgen.";

/// Columns of the counts per gemeente.
const KOPPEN: [&str; 9] = [
    "Gemeente",
    "Verzoeken ontvangen",
    "Toegewezen",
    "Afgewezen",
    "Nog open",
    "Te laat",
    "Standaardbudget",
    "Offertebudget",
    "Ander bedrag",
];

fn tellingen(rij: &GemeenteRij) -> [Telling; 8] {
    [
        rij.verzoeken,
        rij.toegewezen,
        rij.afgewezen,
        rij.open,
        rij.te_laat,
        rij.standaard,
        rij.offerte,
        rij.ander,
    ]
}

fn periode(beeld: &SturingBeeld) -> String {
    let (van, tot) = (beeld.periode.van, beeld.periode.tot);
    format!("{} t/m {}", datum::voluit(van), datum::voluit(tot))
}

/// The counts of a period as CSV: semicolons and a byte order mark, as a spreadsheet in Dutch expects.
pub async fn csv(huis: &Huis, wie: &Aangemeld, sleutel: &str) -> Result<String, DienstFout> {
    Ok(als_csv(&tellen::toon(huis, wie, sleutel).await?))
}

/// The same as a workbook.
pub async fn excel(huis: &Huis, wie: &Aangemeld, sleutel: &str) -> Result<Vec<u8>, DienstFout> {
    let beeld = tellen::toon(huis, wie, sleutel).await?;
    als_boek(&beeld, huis.tijd.vandaag()).map_err(|_| DienstFout::Gegevens("rekenblad"))
}

fn als_csv(beeld: &SturingBeeld) -> String {
    let mut uit = String::from("\u{feff}");
    let mut regel = |cellen: &[String]| {
        let veilig: Vec<String> = cellen.iter().map(|c| veld(c)).collect();
        uit.push_str(&veilig.join(";"));
        uit.push_str("\r\n");
    };
    regel(&KOPPEN.map(str::to_owned));
    for rij in beeld.gemeenten.iter().chain([&beeld.totaal]) {
        let mut cellen = vec![rij.naam.clone()];
        cellen.extend(tellingen(rij).iter().map(woord));
        regel(&cellen);
    }
    regel(&[]);
    regel(&["Verwijzer".to_owned(), "Verzoeken".to_owned()]);
    for route in &beeld.routes {
        regel(&[route.naam.clone(), woord(&route.aantal)]);
    }
    regel(&[]);
    regel(&["Periode".to_owned(), periode(beeld)]);
    regel(&["Uitleg".to_owned(), UITLEG.to_owned()]);
    uit
}

/// A spreadsheet makes a date of `1-4`.
fn woord(telling: &Telling) -> String {
    match telling {
        Telling::Klein => "1 t/m 4".to_owned(),
        Telling::Aantal(_) | Telling::Verborgen => telling.tekst(),
    }
}

/// A text that a spreadsheet would take for a formula gets an apostrophe; quotes keep the rest together.
fn veld(tekst: &str) -> String {
    let formule = tekst.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let tekst = if formule {
        format!("'{tekst}")
    } else {
        tekst.to_owned()
    };
    if tekst.contains([';', '"', '\n', '\r']) {
        format!("\"{}\"", tekst.replace('"', "\"\""))
    } else {
        tekst
    }
}

fn als_boek(beeld: &SturingBeeld, vandaag: jiff::civil::Date) -> Result<Vec<u8>, XlsxError> {
    let mut boek = Workbook::new();
    let dag = ExcelDateTime::from_ymd(
        u16::try_from(vandaag.year()).unwrap_or(1900),
        u8::try_from(vandaag.month()).unwrap_or(1),
        u8::try_from(vandaag.day()).unwrap_or(1),
    )?;
    // The crate would otherwise write the clock of the machine.
    boek.set_properties(
        &DocProperties::new()
            .set_title("Sturing")
            .set_creation_datetime(&dag),
    );
    let vet = Format::new().set_bold();
    let blad = boek.add_worksheet();
    blad.set_name("Per gemeente")?;
    blad.set_column_width(0, 24)?;
    for (naam, kolom) in KOPPEN.iter().zip(0_u16..) {
        blad.write_string_with_format(0, kolom, *naam, &vet)?;
    }
    for (rij, plek) in beeld.gemeenten.iter().chain([&beeld.totaal]).zip(1_u32..) {
        blad.write_string(plek, 0, &rij.naam)?;
        for (telling, kolom) in tellingen(rij).into_iter().zip(1_u16..) {
            cel(blad, plek, kolom, telling)?;
        }
    }
    blad.set_freeze_panes(1, 1)?;
    let onder = u32::try_from(beeld.gemeenten.len()).unwrap_or(0) + 3;
    blad.write_string(onder, 0, periode(beeld))?
        .write_string(onder + 1, 0, UITLEG)?;
    let blad = boek.add_worksheet();
    blad.set_name("Per verwijzer")?;
    blad.set_column_width(0, 36)?;
    blad.write_string_with_format(0, 0, "Verwijzer", &vet)?
        .write_string_with_format(0, 1, "Verzoeken", &vet)?;
    for (route, plek) in beeld.routes.iter().zip(1_u32..) {
        blad.write_string(plek, 0, &route.naam)?;
        cel(blad, plek, 1, route.aantal)?;
    }
    boek.save_to_buffer()
}

/// A number as a number, so that somebody can reckon with it; what is masked as text.
fn cel(blad: &mut Worksheet, rij: u32, kolom: u16, telling: Telling) -> Result<(), XlsxError> {
    match telling {
        Telling::Aantal(n) => blad.write_number(rij, kolom, u32::try_from(n).unwrap_or(u32::MAX))?,
        Telling::Klein | Telling::Verborgen => blad.write_string(rij, kolom, woord(&telling))?,
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beeld::{Merkje, Periodekeuze, RouteRij, Toon};
    use calamine::{Data, Reader, Xlsx};
    use jiff::civil::date;

    fn rij(naam: &str, offerte: Telling) -> GemeenteRij {
        GemeenteRij {
            naam: naam.to_owned(),
            verzoeken: Telling::Aantal(40),
            open: Telling::Aantal(0),
            te_laat: Telling::Aantal(0),
            toegewezen: Telling::Verborgen,
            afgewezen: Telling::Klein,
            standaard: Telling::Aantal(30),
            offerte,
            ander: Telling::Aantal(5),
            aandeel_standaard: String::new(),
            aandeel_offerte: String::new(),
        }
    }

    fn beeld() -> SturingBeeld {
        let periode = Periodekeuze {
            sleutel: "2026".to_owned(),
            naam: "2026".to_owned(),
            van: date(2026, 1, 1),
            tot: date(2026, 12, 31),
        };
        SturingBeeld {
            periodes: vec![periode.clone()],
            periode,
            gemeenten: vec![rij("=Kampen;\"x\"", Telling::Klein)],
            totaal: rij("Hele regio", Telling::Aantal(12)),
            routes: vec![RouteRij {
                naam: "via de huisarts".to_owned(),
                aantal: Telling::Aantal(40),
                aandeel: "100,0%".to_owned(),
            }],
            herijking: None,
            oordeel: Merkje::nieuw("", Toon::Rustig),
            artikel: String::new(),
        }
    }

    #[test]
    fn csv_opent_in_een_nederlands_rekenblad_en_wordt_geen_formule_en_geen_datum() {
        let tekst = als_csv(&beeld());
        let regels: Vec<&str> = tekst.split("\r\n").collect();
        assert!(regels[0].starts_with("\u{feff}Gemeente;Verzoeken ontvangen;Toegewezen;"));
        assert_eq!(regels[1], "\"'=Kampen;\"\"x\"\"\";40;–;1 t/m 4;0;0;30;1 t/m 4;5");
        assert_eq!(regels[2], "Hele regio;40;–;1 t/m 4;0;0;30;12;5");
        assert!(tekst.contains("via de huisarts;40\r\n"));
        assert!(
            tekst.contains("Periode;1 januari 2026 t/m 31 december 2026\r\n"),
            "{tekst}"
        );
    }

    #[test]
    fn in_excel_is_een_aantal_een_getal_en_wat_verborgen_is_tekst() {
        let bytes = als_boek(&beeld(), date(2026, 11, 23)).unwrap();
        let mut boek: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes.clone())).unwrap();
        let blad = boek.worksheet_range("Per gemeente").unwrap();
        let cel = |rij, kolom| blad.get_value((rij, kolom)).cloned();
        assert_eq!(cel(1, 1), Some(Data::Float(40.0)));
        assert_eq!(cel(1, 2), Some(Data::String("–".to_owned())));
        assert_eq!(cel(1, 7), Some(Data::String("1 t/m 4".to_owned())));
        assert_eq!(cel(2, 7), Some(Data::Float(12.0)));
        assert_eq!(
            boek.worksheet_formula("Per gemeente")
                .unwrap()
                .used_cells()
                .count(),
            0
        );
        assert_eq!(
            als_boek(&beeld(), date(2026, 11, 23)).unwrap(),
            bytes,
            "dezelfde cijfers, hetzelfde bestand"
        );
    }
}
