//! RS: restrictions of the data types (level 1). The declarations of the messages carry them as facets and the reader applies
//! them; this table ties each facet to its rule.

use super::groepen::{ALLE, MET_INHOUD};
use super::{Regel, Staat};
use crate::BerichtSoort::{
    Jw301, Jw302, Jw305, Jw306, Jw307, Jw308, Jw315, Jw316, Jw317, Jw318, Jw319, Jw320, Jw323, Jw325,
};
use Staat::{Gevolgd, Uitgevoerd};

#[rustfmt::skip] // a table: one rule a line
pub(super) static REGELS: &[Regel] = &[
    Regel::formaat("RS001", MET_INHOUD, Uitgevoerd, "minInclusive", r"0", "Een getal is niet kleiner dan 0."),
    Regel::formaat("RS002", MET_INHOUD, Uitgevoerd, "maxInclusive", r"99", "Een getal is hoogstens 99."),
    Regel::formaat("RS003", &[], Gevolgd, "maxInclusive", r"9999", "Een getal is hoogstens 9999. Hoort in iJw 3.2 bij geen enkel element."),
    Regel::formaat("RS004", &[Jw301], Uitgevoerd, "maxInclusive", r"99999", "Een huisnummer is hoogstens 99999."),
    Regel::formaat("RS005", &[Jw301, Jw315, Jw317, Jw323, Jw325], Uitgevoerd, "maxInclusive", r"99999999", "Een bedrag, budget of volume is hoogstens 99999999."),
    Regel::formaat("RS006", &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323, Jw325], Uitgevoerd, "maxInclusive", r"999999999", "Een nummer is hoogstens 999999999."),
    Regel::formaat("RS007", &[], Uitgevoerd, "minLength", r"1", "Een tekst heeft minstens 1 teken. De officiële lijst noemt geen element; de typen van vrije tekst hebben de eis wel."),
    Regel::formaat("RS008", MET_INHOUD, Uitgevoerd, "maxLength", r"1", "Een waarde heeft hoogstens 1 teken."),
    Regel::formaat("RS009", MET_INHOUD, Uitgevoerd, "maxLength", r"2", "Een waarde heeft hoogstens 2 tekens."),
    Regel::formaat("RS010", MET_INHOUD, Uitgevoerd, "maxLength", r"3", "Een waarde heeft hoogstens 3 tekens."),
    Regel::formaat("RS011", &[Jw301, Jw302, Jw306, Jw308, Jw316, Jw318, Jw320, Jw325], Uitgevoerd, "maxLength", r"4", "Een waarde heeft hoogstens 4 tekens."),
    Regel::formaat("RS012", &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323, Jw325], Uitgevoerd, "maxLength", r"5", "Een waarde heeft hoogstens 5 tekens."),
    Regel::formaat("RS013", &[Jw301, Jw305, Jw307, Jw315], Uitgevoerd, "maxLength", r"6", "Een waarde heeft hoogstens 6 tekens."),
    Regel::formaat("RS014", MET_INHOUD, Uitgevoerd, "maxLength", r"8", "Een waarde heeft hoogstens 8 tekens."),
    Regel::formaat("RS015", &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323, Jw325], Uitgevoerd, "maxLength", r"9", "Een waarde heeft hoogstens 9 tekens."),
    Regel::formaat("RS016", &[Jw301, Jw305, Jw307, Jw315], Uitgevoerd, "maxLength", r"10", "Een waarde heeft hoogstens 10 tekens."),
    Regel::formaat("RS017", ALLE, Uitgevoerd, "maxLength", r"12", "Een waarde heeft hoogstens 12 tekens."),
    Regel::formaat("RS018", &[Jw301], Uitgevoerd, "maxLength", r"15", "Een waarde heeft hoogstens 15 tekens."),
    Regel::formaat("RS019", &[Jw301, Jw323, Jw325], Uitgevoerd, "maxLength", r"20", "Een waarde heeft hoogstens 20 tekens."),
    Regel::formaat("RS020", &[Jw301], Uitgevoerd, "maxLength", r"24", "Een waarde heeft hoogstens 24 tekens."),
    Regel::formaat("RS021", &[Jw301], Uitgevoerd, "maxLength", r"25", "Een waarde heeft hoogstens 25 tekens."),
    Regel::formaat("RS023", &[Jw301], Uitgevoerd, "maxLength", r"35", "Een waarde heeft hoogstens 35 tekens."),
    Regel::formaat("RS024", &[Jw301, Jw315, Jw317, Jw319], Uitgevoerd, "maxLength", r"36", "Een waarde heeft hoogstens 36 tekens."),
    Regel::formaat("RS025", &[Jw315], Uitgevoerd, "maxLength", r"64", "Een waarde heeft hoogstens 64 tekens."),
    Regel::formaat("RS026", &[Jw301], Uitgevoerd, "maxLength", r"80", "Een waarde heeft hoogstens 80 tekens."),
    Regel::formaat("RS028", &[Jw301, Jw305, Jw307, Jw315], Uitgevoerd, "maxLength", r"200", "Een waarde heeft hoogstens 200 tekens."),
    Regel::formaat("RS031", &[Jw301, Jw315], Uitgevoerd, "pattern", r"([.\s]*\S+[.\s]*)+", "Commentaar bevat tekst en niet alleen spaties."),
    Regel::formaat("RS032", ALLE, Uitgevoerd, "pattern", r"[^:Z]*", "Een datum heeft geen tijdzone."),
    Regel::formaat("RS033", ALLE, Uitgevoerd, "pattern", r".*[^\s].*", "Een element is niet leeg en bevat niet alleen spaties."),
    Regel::formaat("RS034", &[Jw301], Uitgevoerd, "pattern", r"[^Z+-]+", "Een tijd heeft geen tijdzone."),
    Regel::formaat("RS035", MET_INHOUD, Uitgevoerd, "pattern", r"[0-9]{4}", "Een gemeentecode heeft 4 cijfers."),
    Regel::formaat("RS036", MET_INHOUD, Uitgevoerd, "pattern", r"[0-9]{8}", "Een AGB-code heeft 8 cijfers."),
    Regel::formaat("RS037", &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323, Jw325], Uitgevoerd, "pattern", r"[0-9]{9}", "Een BSN heeft 9 cijfers."),
    Regel::formaat("RS039", &[], Gevolgd, "maxLength", r"14", "Een tekst heeft hoogstens 14 tekens. Hoort in iJw 3.2 bij geen enkel element."),
    Regel::formaat("RS040", &[Jw323, Jw325], Uitgevoerd, "maxInclusive", r"999999999999", "Een totaalbedrag is hoogstens 999999999999."),
    Regel::formaat("RS045", &[Jw301, Jw305, Jw307, Jw315], Uitgevoerd, "pattern", r"([a-zA-ZÀ-ỳ])+", "Voorletters staan aan elkaar, zonder punten of spaties."),
    Regel::formaat("RS046", &[Jw301], Uitgevoerd, "pattern", r"[0-9]*", "Een telefoonnummer bestaat uit cijfers."),
    Regel::formaat("RS047", MET_INHOUD, Uitgevoerd, "pattern", r"", "De berichtcode is die van dit soort bericht."),
    Regel::formaat("RS048", ALLE, Uitgevoerd, "pattern", r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)", "Een versie is drie getallen met punten ertussen."),
];

#[cfg(test)]
mod tests;
