//! What to put where, in plain Dutch. Names no value of a person.

use crate::boom::Blad;
use crate::schema::{Inhoud, Veld};
use crate::{BerichtSoort, Bevinding};

/// Findings that end the reading: nothing after them was seen.
pub(super) fn breekt(regel: &str) -> bool {
    matches!(
        regel,
        "XSD:xml" | "HV:codering" | "HV:stuurteken" | "HV:doctype" | "HV:diepte" | "HV:omvang"
    )
}

/// The advice with a finding.
pub(super) fn bij(b: &Bevinding, soort: Option<BerichtSoort>, blad: Option<&mut Blad>) -> String {
    if let Some(tekst) = per_regel(&b.regel) {
        return tekst.to_owned();
    }
    let veld = soort.and_then(|soort| soort.wortel().veld_op(&b.pad));
    let plek = if b.pad.is_empty() {
        "Bericht"
    } else {
        b.pad.as_str()
    };
    match (b.regel.as_ref(), veld) {
        ("XSD:minOccurs", Some(veld)) => format!("Voeg {plek} toe, met {}.", verwacht(veld)),
        ("XSD:maxOccurs", _) => format!("Laat één keer {plek} staan en haal de andere weg."),
        ("XSD:sequence", _) => format!("Verplaats {plek}. Binnen het element erboven ligt de volgorde vast."),
        ("XSD:element", _) => b.tekst.clone(),
        ("XSD:content", _) => {
            format!("Haal de losse tekst in {plek} weg, of zet die in het element waar zij hoort.")
        }
        ("XSD:attribute" | "XSD:nillable" | "XSD:type", _) => format!("Haal het attribuut bij {plek} weg."),
        ("XSD:namespace", _) => b.tekst.clone(),
        (regel, Some(veld)) if regel.starts_with("XSD:") => {
            let leeg = blad
                .and_then(|blad| {
                    blad.wortel
                        .vind(&b.pad)
                        .map(|element| element.tekst().trim().is_empty())
                })
                .unwrap_or(false);
            let of = if leeg && !veld.verplicht {
                " Of haal het element weg: het is niet verplicht."
            } else {
                ""
            };
            format!("Zet bij {plek}: {}.{of}", verwacht(veld))
        }
        _ => format!("Pas {plek} aan. {}", b.tekst),
    }
}

/// What the schema wants of a value.
fn verwacht(veld: &Veld) -> String {
    match veld.inhoud {
        Inhoud::Klasse(klasse) => {
            let namen: Vec<_> = klasse
                .velden
                .iter()
                .filter(|veld| veld.verplicht)
                .map(|veld| veld.naam)
                .collect();
            if namen.is_empty() {
                "minstens één element".to_owned()
            } else {
                format!("daarin {}", namen.join(", "))
            }
        }
        Inhoud::Datum => "een datum als jjjj-mm-dd".to_owned(),
        Inhoud::Tijd => "een tijd als uu:mm:ss".to_owned(),
        Inhoud::Getal(max) => format!("een heel getal van 0 tot en met {max}"),
        Inhoud::Vast(_, vast) => format!("'{vast}'"),
        Inhoud::Codes(_, codes) if codes.len() <= 30 => format!("een van de codes {}", codes.join(", ")),
        Inhoud::Codes(..) => "een code uit de lijst".to_owned(),
        Inhoud::Tekst(vorm) => {
            let max = vorm
                .max
                .map(|max| format!(", hooguit {max} tekens"))
                .unwrap_or_default();
            format!("{}{max}", vorm.patroon.uitleg())
        }
    }
}

/// Rules whose cure is always the same.
fn per_regel(regel: &str) -> Option<&'static str> {
    Some(match regel {
        "HV:codering" => "Bewaar het bestand als UTF-8, met encoding=\"UTF-8\" in de eerste regel.",
        "HV:doctype" => "Haal de DOCTYPE weg. Een bericht heeft die niet nodig.",
        "HV:stuurteken" => "Haal het stuurteken weg. Het is vaak meegekomen bij knippen en plakken.",
        "HV:omvang" => "Splits het bericht in delen van hooguit 25 MB (OP179).",
        "HV:jaartal" => "Zet een jaartal van vier cijfers.",
        "HV:meer" => "Verbeter eerst wat hierboven staat en controleer dan opnieuw.",
        "CS002" => "Zoek het goede BSN op in uw administratie. Eén cijfer is vaak verwisseld of verkeerd.",
        "CS003" | "TR018" => "Zet een einddatum die gelijk is aan de begindatum of later.",
        "CS050" => {
            "Zet 1 als er geen partnernaam is (6 bij een organisatie), en 1, 2, 3 of 4 als die er wel is."
        }
        "CS058" => "Zet 1 voor een eerste aanlevering, of 3 om een eerdere aanlevering te verwijderen.",
        "CS089" => "Zet vier cijfers en twee letters zonder spatie, zoals 8011PK. De eerste is geen 0.",
        "CS100" => "Zet een datum vanaf 2021-01-01.",
        "CS139" => {
            "Zet bij een onbekende dag 01 als dag, bij een onbekende maand 01-01, en bij een onbekende datum 1900-01-01."
        }
        "CS318" => "Zet 1, 2, 3 of 4. Een kind is geen organisatie.",
        "CS325" => "Zet D (debet) bij een bedrag van 0.",
        "CS335" => {
            "Zet de einddatum gelijk aan de ingangsdatum als u de toewijzing wilt verwijderen, of kies een andere reden."
        }
        "CS336" => "Kies een andere reden, bijvoorbeeld 14 (administratieve correctie) of 13 (verwijderd).",
        "CS337" => "Splits de prestatie: elke maand krijgt een eigen prestatie.",
        "CS338" | "CS343" => {
            "Kies frequentie 2 (per week), 4 (per maand) of 6 (totaal), of een andere eenheid."
        }
        "CS339" => {
            "Zet het volume en het bedrag gelijk: bij euro's (83) is het volume het bedrag in eurocenten."
        }
        "CS340" => "Zet de eerste en de laatste dag van één kalendermaand.",
        "CD005" => "Zet een landcode als er een postcode is, en laat beide weg als die er niet is.",
        "CD007" => "Zet een taal bij een tolk voor een taal (1), en geen taal bij een andere vorm.",
        "CD009" => "Haal de periode weg, of zet soort 04 (tijdelijk adres).",
        "CD025" => "Zet het huisnummer bij een adres in Nederland.",
        "CD034" => "Zet de postcode bij een BRP-adres of verblijfadres.",
        "CD041" => "Zet de omvang (volume, eenheid en frequentie) bij de productcode.",
        "CD043" => "Zet het nummer en de ingangsdatum van de beschikking allebei, of geen van beide.",
        "CD060" => {
            "Zet bij een creditregel het nummer van de regel die u crediteert, en bij een debetregel niets."
        }
        "CD066" => "Laat de naam of de code van de verwijzer weg: één van beide is genoeg.",
        "CD067" => "Zet de naam of de AGB-code van de verwijzer.",
        "CD068" => "Haal de code van de zorgverlener weg, of kies verwijzer 02, 03, 04 of 05.",
        "CD075" | "CD076" => "Zet een einddatum: die is nodig bij een budget en bij een omvang per week.",
        "CD077" | "CD078" => "Kies: een omvang of een budget. Allebei mag niet.",
        "CD079" => "Zet een product, of een budget.",
        "CD080" | "CD095" | "CD096" => "Zet een productcode, of haal de omvang weg.",
        "CD085" => "Zet een reden bij een afwijzing.",
        "CD086" => "Haal de reden weg: het verzoek is nog in onderzoek.",
        "CD087" => "Zet het tarief per eenheid. Bij euro's (83) hoort geen tarief.",
        "TR002" => "Kijk het geboortejaar na. Is de datum onbekend? Zet dan 1900-01-01 met DatumGebruik 3.",
        "TR006" => "Zet een telefoonnummer, of een huisnummer met postcode.",
        "TR061" => "Zet minstens één adres van soort 01, 02 of 03.",
        "TR101" => "Laat elke sleutel één keer staan: haal de dubbele weg, of geef die een eigen nummer.",
        "TR134" | "TR135" => {
            "Zet een datum die niet na de dagtekening ligt. De dagtekening zelf mag niet in de toekomst liggen."
        }
        "TR137" => "Zet een einddatum vanaf de begindatum, en niet na de dagtekening.",
        "TR302" | "TR386" | "TR410" => {
            "Laat de periodes van hetzelfde product op elkaar volgen, zonder overlap."
        }
        "TR315" => "Crediteer elke regel één keer.",
        "TR316" => "Haal de debetregel en de creditregel allebei weg: u declareert dan niets.",
        "TR335" => "Haal de prestatie weg: na vijf jaar kan zij niet meer gedeclareerd worden.",
        "TR342" => "Zet het toegekende bedrag op het ingediende bedrag min de afgewezen prestaties.",
        "TR346" => "Zet het bedrag op volume maal tarief.",
        "TR352" => "Zet de lopende toewijzingen erbij, ongewijzigd of te wijzigen.",
        "TR353" => "Zet erbij wat er moet veranderen, of stuur geen verzoek.",
        "TR358" => "Zet het totaal op de som van de prestaties: debet erbij, credit eraf.",
        "TR377" => "Zet de gemeente die volgens het woonplaatsbeginsel verantwoordelijk is.",
        "TR378" => "Zet de code van een gemeente van nu: vier cijfers, volgens de lijst van het CBS.",
        "TR380" => "Zet een gewenste ingangsdatum na de dagtekening.",
        "TR381" => "Zet een productcode die bij de categorie hoort.",
        "TR383" => "Geef elk product een eigen referentie.",
        "TR409" => "Haal de gemeente weg, of zet reden 8 (woonplaatsbeginsel).",
        "TR416" => "Laat één debetregel staan per toewijzing, product en periode, en tel de volumes op.",
        _ => return None,
    })
}
