//! Values that break a facet of their datatype.

use super::Fout;
use super::vorm::bladeren;
use crate::BerichtSoort;
use crate::boom::Blad;
use crate::genereer::kans::Kans;
use crate::schema::Klasse;

/// A value that breaks a facet of these datatypes.
pub(super) struct Facet {
    volgens: &'static str,
    regels: &'static [&'static str],
    datatypes: &'static [&'static str],
    wat: &'static str,
    maak: fn(&str) -> String,
}

const TE_LANG: &[&str] = &["XSD:maxLength"];
const GEEN_CODE: &[&str] = &["XSD:enumeration"];
const PATROON: &[&str] = &["XSD:pattern"];
const TE_GROOT: &[&str] = &["XSD:maxInclusive"];

fn lang(aantal: usize) -> String {
    "a".repeat(aantal)
}

macro_rules! facet {
    ($volgens:literal, $regels:expr, [$($datatype:literal),+], $wat:literal, $maak:expr) => {
        Facet { volgens: $volgens, regels: $regels, datatypes: &[$($datatype),+], wat: $wat, maak: $maak }
    };
}

const FACETTEN: &[Facet] = &[
    facet!(
        "RS001",
        &["XSD:minInclusive"],
        [
            "LDT_Nummer",
            "LDT_Volume",
            "LDT_Budget",
            "LDT_Bedrag",
            "LDT_Huisnummer"
        ],
        "een getal onder nul",
        |_| "-1".to_owned()
    ),
    facet!(
        "RS002",
        TE_GROOT,
        ["LDT_RelatieVolgorde"],
        "een getal boven 99",
        |_| "100".to_owned()
    ),
    facet!(
        "RS004",
        TE_GROOT,
        ["LDT_Huisnummer"],
        "een huisnummer boven 99999",
        |_| "100000".to_owned()
    ),
    facet!(
        "RS005",
        TE_GROOT,
        ["LDT_Budget", "LDT_Volume", "LDT_Bedrag"],
        "een getal van negen cijfers",
        |_| "100000000".to_owned()
    ),
    facet!(
        "RS006",
        TE_GROOT,
        ["LDT_Nummer"],
        "een nummer van tien cijfers",
        |_| "1000000000".to_owned()
    ),
    facet!(
        "RS008",
        TE_LANG,
        ["LDT_Huisletter"],
        "twee tekens waar er een mag",
        |_| lang(2)
    ),
    facet!(
        "RS008",
        GEEN_CODE,
        [
            "LDT_Geslacht",
            "LDT_JaNee",
            "LDT_Frequentie",
            "LDT_StatusAanlevering",
            "LDT_DebetCredit",
            "LDT_VerzoekAntwoord",
            "LDT_RedenVerzoek"
        ],
        "een code van twee tekens",
        |_| "11".to_owned()
    ),
    facet!(
        "RS009",
        GEEN_CODE,
        [
            "LDT_Eenheid",
            "LDT_TypeVerwijzer",
            "LDT_LandCode",
            "LDT_RedenBeeindiging",
            "LDT_RedenAfwijzingVerzoek",
            "LDT_AdresSoort"
        ],
        "een code van drie tekens",
        |oud| format!("{oud}0")
    ),
    facet!(
        "RS010",
        PATROON,
        ["LDT_BerichtCode"],
        "een BerichtCode van vier tekens",
        |oud| format!("{oud}0")
    ),
    facet!(
        "RS011",
        TE_LANG,
        ["LDT_HuisnummerToevoeging", "LDT_Landnummer"],
        "vijf tekens waar er vier mogen",
        |_| lang(5)
    ),
    facet!(
        "RS011",
        GEEN_CODE,
        ["LDT_RetourCode"],
        "een retourcode van vijf tekens",
        |oud| format!("{oud}0")
    ),
    facet!(
        "RS012",
        TE_LANG,
        ["LDT_ProductCode"],
        "zes tekens waar er vijf mogen",
        |_| lang(6)
    ),
    facet!("RS013", TE_LANG, ["LDT_Voorletters"], "zeven voorletters", |_| {
        lang(7)
    }),
    facet!(
        "RS014",
        TE_LANG,
        ["LDT_Postcode"],
        "een postcode van negen tekens",
        |_| lang(9)
    ),
    facet!(
        "RS015",
        &["XSD:maxLength", "XSD:pattern"],
        ["LDT_BurgerServicenummer"],
        "een BSN van tien cijfers",
        |_| "9999000061".to_owned()
    ),
    facet!(
        "RS016",
        TE_LANG,
        ["LDT_Voorvoegsel"],
        "een voorvoegsel van elf tekens",
        |_| lang(11)
    ),
    facet!(
        "RS017",
        TE_LANG,
        ["LDT_IdentificatieBericht"],
        "een identificatie van dertien tekens",
        |_| lang(13)
    ),
    facet!(
        "RS018",
        TE_LANG,
        ["LDT_Telefoonnummer"],
        "een telefoonnummer van zestien cijfers",
        |_| "0".repeat(16)
    ),
    facet!(
        "RS019",
        TE_LANG,
        ["LDT_Persoonsid", "LDT_ReferentieNummer"],
        "21 tekens waar er 20 mogen",
        |_| lang(21)
    ),
    facet!(
        "RS020",
        TE_LANG,
        ["LDT_Straatnaam"],
        "een straatnaam van 25 tekens",
        |_| lang(25)
    ),
    facet!(
        "RS021",
        TE_LANG,
        ["LDT_Taal"],
        "een taal van 26 tekens",
        |_| lang(26)
    ),
    facet!(
        "RS023",
        TE_LANG,
        ["LDT_Organisatienaam"],
        "een organisatie van 36 tekens",
        |_| lang(36)
    ),
    facet!(
        "RS024",
        TE_LANG,
        ["LDT_Referentie"],
        "een referentie van 37 tekens",
        |_| lang(37)
    ),
    facet!(
        "RS025",
        TE_LANG,
        ["LDT_NaamVerwijzer"],
        "een verwijzer van 65 tekens",
        |_| lang(65)
    ),
    facet!(
        "RS026",
        TE_LANG,
        ["LDT_Emailadres", "LDT_Plaatsnaam"],
        "81 tekens waar er 80 mogen",
        |_| lang(81)
    ),
    facet!("RS028", TE_LANG, ["LDT_Naam"], "een naam van 201 tekens", |_| "é"
        .repeat(201)),
    facet!(
        "RS031",
        PATROON,
        ["LDT_Commentaar"],
        "commentaar met alleen spaties",
        |_| "  \n ".to_owned()
    ),
    facet!(
        "RS032",
        PATROON,
        ["LDT_Datum"],
        "een datum met tijdzone",
        |oud| format!("{oud}Z")
    ),
    facet!(
        "RS033",
        PATROON,
        [
            "LDT_Naam",
            "LDT_Plaatsnaam",
            "LDT_Referentie",
            "LDT_IdentificatieBericht",
            "LDT_Postcode",
            "LDT_ProductCode"
        ],
        "een element met alleen een spatie",
        |_| " ".to_owned()
    ),
    facet!(
        "RS034",
        PATROON,
        ["LDT_Tijd"],
        "een tijd met tijdzone",
        |oud| format!("{oud}Z")
    ),
    facet!(
        "RS035",
        PATROON,
        ["LDT_Gemeente"],
        "een gemeentecode met een letter",
        |_| "019A".to_owned()
    ),
    facet!(
        "RS036",
        PATROON,
        ["LDT_AgbCode"],
        "een AGB-code van zeven cijfers",
        |_| "2200001".to_owned()
    ),
    facet!(
        "RS037",
        PATROON,
        ["LDT_BurgerServicenummer"],
        "een BSN van acht cijfers",
        |_| "99990006".to_owned()
    ),
    facet!(
        "RS040",
        TE_GROOT,
        ["LDT_TotaalBedrag"],
        "een totaal van dertien cijfers",
        |_| "1000000000000".to_owned()
    ),
    facet!(
        "RS045",
        PATROON,
        ["LDT_Voorletters"],
        "voorletters met punten",
        |_| "A.B.".to_owned()
    ),
    facet!(
        "RS046",
        PATROON,
        ["LDT_Telefoonnummer"],
        "een telefoonnummer met een streepje",
        |_| "038-0000000".to_owned()
    ),
    facet!(
        "RS047",
        PATROON,
        ["LDT_BerichtCode"],
        "de BerichtCode van een ander bericht",
        |_| "999".to_owned()
    ),
    facet!(
        "RS048",
        PATROON,
        ["LDT_Versie"],
        "een versie van twee getallen",
        |_| "1.0".to_owned()
    ),
    facet!(
        "CS015",
        PATROON,
        ["LDT_BerichtSubversie"],
        "een andere subversie",
        |_| "1".to_owned()
    ),
    facet!(
        "CS025",
        PATROON,
        ["LDT_BerichtVersie"],
        "een andere versie",
        |_| "2".to_owned()
    ),
    facet!(
        "CS319",
        PATROON,
        ["LDT_IdentificatieDeclaratie"],
        "een declaratienummer met een streepje",
        |_| "D-1".to_owned()
    ),
    facet!(
        "XSD:date",
        &["XSD:date"],
        ["LDT_Datum"],
        "een dag die niet bestaat",
        |_| "2023-02-29".to_owned()
    ),
    facet!(
        "XSD:time",
        &["XSD:time"],
        ["LDT_Tijd"],
        "een tijd die niet bestaat",
        |_| "25:00:00".to_owned()
    ),
    facet!(
        "XSD:integer",
        &["XSD:integer"],
        [
            "LDT_Volume",
            "LDT_Budget",
            "LDT_Bedrag",
            "LDT_Nummer",
            "LDT_TotaalBedrag"
        ],
        "een getal met een komma",
        |_| "1,5".to_owned()
    ),
    facet!(
        "XSD:minLength",
        &["XSD:minLength"],
        [
            "LDT_Naam",
            "LDT_Referentie",
            "LDT_ReferentieNummer",
            "LDT_IdentificatieBericht"
        ],
        "een leeg element",
        |_| String::new()
    ),
];

/// The datatypes that a class and what is in it use.
fn datatypes(klasse: &'static Klasse, uit: &mut Vec<&'static str>) {
    for veld in klasse.velden {
        match veld.klasse() {
            Some(binnen) => datatypes(binnen, uit),
            None => uit.push(veld.soort),
        }
    }
}

fn passend(soort: BerichtSoort) -> impl Iterator<Item = &'static Facet> {
    let mut heeft = Vec::new();
    datatypes(soort.wortel(), &mut heeft);
    FACETTEN.iter().filter(move |f| {
        // Only the JW323 narrows the number of a declaration (CS319).
        f.datatypes.iter().any(|d| heeft.contains(d))
            && (f.volgens != "CS319" || soort == BerichtSoort::Jw323)
    })
}

/// The rules whose facets a message of this kind has.
pub(super) fn facetten(soort: BerichtSoort) -> impl Iterator<Item = &'static str> {
    passend(soort).map(|f| f.volgens)
}

pub(super) fn kies(soort: BerichtSoort, regel: Option<&str>, kans: &mut Kans) -> Option<&'static Facet> {
    let lijst: Vec<_> = passend(soort)
        .filter(|f| regel.is_none_or(|r| f.volgens == r))
        .collect();
    lijst.get(kans.plaats(lijst.len())).copied()
}

impl Facet {
    pub(super) fn pas_toe(&self, blad: &mut Blad, soort: BerichtSoort, kans: &mut Kans) -> Option<Fout> {
        let mut paden = Vec::new();
        bladeren(&mut blad.wortel, soort.wortel(), "", &mut |pad, veld| {
            if self.datatypes.contains(&veld.soort) {
                paden.push(pad.to_owned());
            }
        });
        let pad = paden.get(kans.plaats(paden.len()))?.clone();
        let element = blad.wortel.vind(&pad)?;
        let oud = element.tekst();
        element.zet_tekst((self.maak)(&oud));
        Some(Fout {
            niveau: 1,
            volgens: self.volgens,
            regels: self.regels.to_vec(),
            pad,
            wat: self.wat,
        })
    }
}
