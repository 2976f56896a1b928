//! A declaratie of a case, played: judged against the archive, answered, and the answer judged and kept.

use crate::antwoord::Retour;
use crate::archief::proef::*;
use crate::berichten::basis::{
    BedragMetDC, BerichtIdentificatie, GeslotenPeriode, Referentie, TotaalBedragMetDC,
};
use crate::berichten::codes::DebetCredit;
use crate::berichten::{jw323, jw325};
use crate::declaratie::{Kop, antwoord, keur_antwoord};
use crate::regels::{Bron, inhoud};
use crate::{Bericht, Grenzen, lees, schrijf};
use jiff::civil::{Date, date};

/// Reference, toewijzing, category and code, first and last day, volume and eenheid, tariff in cents; amount in cents.
pub(super) type Regel<'a> = (
    &'a str,
    u32,
    (&'a str, &'a str),
    (Date, Date),
    (u32, &'a str, Option<u32>),
    u32,
);

pub(super) fn prestatie(
    (referentie, nummer, product, periode, hoeveel, bedrag): Regel<'_>,
) -> jw323::Prestatie {
    jw323::Prestatie {
        product_referentie: Referentie {
            referentie_nummer: referentie.into(),
            vorig_referentie_nummer: None,
        },
        toewijzing_nummer: nummer,
        product_categorie: product.0.try_into().unwrap(),
        product_code: product.1.into(),
        product_periode: GeslotenPeriode {
            begindatum: periode.0,
            einddatum: periode.1,
        },
        geleverd_volume: hoeveel.0,
        eenheid: hoeveel.1.try_into().unwrap(),
        product_tarief: hoeveel.2,
        ingediend_bedrag: BedragMetDC {
            bedrag,
            debet_credit: DebetCredit::Debet,
        },
    }
}

pub(super) fn credit(debet: Regel<'_>, referentie: &str) -> jw323::Prestatie {
    let mut p = prestatie(debet);
    p.product_referentie = Referentie {
        referentie_nummer: referentie.into(),
        vorig_referentie_nummer: Some(p.product_referentie.referentie_nummer),
    };
    p.ingediend_bedrag.debet_credit = DebetCredit::Credit;
    p
}

/// Amount with its sign, as in the message.
fn met_teken(bedrag: i64) -> TotaalBedragMetDC {
    let debet_credit = if bedrag < 0 {
        DebetCredit::Credit
    } else {
        DebetCredit::Debet
    };
    TotaalBedragMetDC {
        totaal_bedrag: bedrag.unsigned_abs(),
        debet_credit,
    }
}

/// What the JW325 must say: the whole granted amount, or the codes of Declaratie, or the refused lines with their codes.
pub(super) enum Verwacht<'a> {
    Toegekend(i64),
    Geweigerd(&'a str),
    Deels(i64, &'a [(&'a str, &'a [&'a str])]),
}

/// Declares on this day, over the month that begins on `maand`, and checks the answer, as it goes over the line.
pub(super) fn declareer(
    casus: &mut Casus,
    (bsn, nummer): (&str, &str),
    (dag, maand): (Date, Date),
    regels: Vec<jw323::Prestatie>,
    verwacht: &Verwacht<'_>,
) {
    let totaal: i64 = regels
        .iter()
        .map(|p| match p.ingediend_bedrag.debet_credit {
            DebetCredit::Debet => i64::from(p.ingediend_bedrag.bedrag),
            DebetCredit::Credit => -i64::from(p.ingediend_bedrag.bedrag),
        })
        .sum();
    let bericht = jw323::Bericht {
        header: jw323::Header {
            afzender: "12345678".into(),
            ontvanger: "0193".into(),
            bericht_identificatie: BerichtIdentificatie {
                identificatie: format!("M{nummer}{}", dag.day()).into(),
                dagtekening: dag,
            },
            xsd_versie: crate::berichten::basis::XsdVersie {
                basisschema_xsd_versie: "1.0.0".into(),
                bericht_xsd_versie: "1.0.0".into(),
            },
        },
        declaratie: jw323::Declaratie {
            declaratie_nummer: nummer.into(),
            declaratie_periode: GeslotenPeriode {
                begindatum: maand,
                einddatum: maand.last_of_month(),
            },
            declaratie_dagtekening: dag,
            totaal_ingediend_bedrag: met_teken(totaal),
            clienten: jw323::Clienten {
                client: vec![jw323::Client {
                    bsn: bsn.into(),
                    prestaties: jw323::Prestaties { prestatie: regels },
                }],
            },
        },
    };
    let heen = Bericht::Jw323(Box::new(bericht.clone()));
    over_de_lijn(&heen);
    assert_eq!(inhoud(&heen), vec![], "{nummer}");
    let bron = Bron::op(date(2026, 3, 9));
    let uitslag = casus.archief.keur_declaratie(&bericht, &bron);
    let retour = Retour {
        identificatie: format!("A{nummer}{}", dag.day()).into(),
        dagtekening: dag,
        basisschema_xsd_versie: "1.0.0".into(),
        bericht_xsd_versie: "1.0.0".into(),
    };
    let terug = antwoord(&uitslag, &Kop::van(&bericht), &retour);
    over_de_lijn(&terug);
    assert_eq!(inhoud(&terug), vec![], "{nummer}");
    let Bericht::Jw325(uit) = &terug else {
        panic!("geen JW325")
    };
    casus.archief.voeg_toe(&heen, true);
    assert_eq!(
        keur_antwoord(uit, &casus.archief.antwoord_eerder(uit), &bron),
        vec![],
        "{nummer}"
    );
    casus.archief.voeg_toe(&terug, true);
    assert_eq!(vorm(uit), verwacht_als(verwacht, nummer, totaal), "{nummer}");
}

fn over_de_lijn(bericht: &Bericht) {
    let lezing = lees(schrijf(bericht).as_slice(), &Grenzen::default()).unwrap();
    assert_eq!(lezing.bevindingen, vec![]);
    assert_eq!(lezing.bericht.as_ref(), Some(bericht));
}

/// The JW325 in short: codes of header and Declaratie, number, both totals, and the refused lines.
type Vorm = (
    Vec<String>,
    String,
    TotaalBedragMetDC,
    TotaalBedragMetDC,
    Vec<(String, Vec<String>)>,
);

fn vorm(uit: &jw325::Bericht) -> Vorm {
    let codes = |codes: &jw325::RetourCodes| -> Vec<String> {
        codes
            .retour_code
            .iter()
            .map(|code| code.as_str().to_owned())
            .collect()
    };
    let d = uit.declaratie_antwoord.as_ref().unwrap();
    let clienten = d.clienten.iter().flat_map(|clienten| &clienten.client);
    let regels = clienten.flat_map(|client| {
        assert_eq!(codes(&client.retour_codes), ["0200"]);
        client.prestaties.prestatie.iter().map(|p| {
            (
                p.product_referentie.referentie_nummer.to_string(),
                codes(&p.retour_codes),
            )
        })
    });
    let mut bovenaan = codes(&uit.header.retour_codes);
    bovenaan.extend(codes(&d.retour_codes));
    (
        bovenaan,
        d.declaratie_nummer.to_string(),
        d.totaal_ingediend_bedrag.clone(),
        d.totaal_toegekend_bedrag.clone(),
        regels.collect(),
    )
}

fn verwacht_als(verwacht: &Verwacht<'_>, nummer: &str, totaal: i64) -> Vorm {
    let (code, toegekend, regels): (_, _, &[(&str, &[&str])]) = match verwacht {
        Verwacht::Toegekend(bedrag) => {
            assert_eq!(*bedrag, totaal, "{nummer}");
            ("8001", *bedrag, &[])
        }
        Verwacht::Geweigerd(code) => (*code, 0, &[]),
        Verwacht::Deels(bedrag, regels) => ("0200", *bedrag, regels),
    };
    let regels = regels.iter().map(|(referentie, codes)| {
        (
            (*referentie).to_owned(),
            codes.iter().map(|c| (*c).to_owned()).collect(),
        )
    });
    (
        vec!["0200".to_owned(), code.to_owned()],
        nummer.to_owned(),
        met_teken(totaal),
        met_teken(toegekend),
        regels.collect(),
    )
}
