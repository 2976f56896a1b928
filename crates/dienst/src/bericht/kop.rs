//! Who an unreadable message seems to be from and for, to show its faults to the right people. Never used to answer.

use houvast_begrip::{AgbCode, GemeenteCode};

/// What the first lines seem to say.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Gok {
    pub(super) gemeente: Option<GemeenteCode>,
    pub(super) aanbieder: Option<AgbCode>,
}

/// The header stands at the front; further on nothing is looked at.
const VOORAAN: usize = 4_096;

/// Looks for an Afzender and an Ontvanger, whatever else is wrong.
pub(super) fn gok(bytes: &[u8]) -> Gok {
    let begin = String::from_utf8_lossy(bytes.get(..VOORAAN).unwrap_or(bytes));
    let mut gok = Gok::default();
    for naam in ["Afzender>", "Ontvanger>"] {
        let Some((_, rest)) = begin.split_once(naam) else {
            continue;
        };
        let waarde = rest.split('<').next().unwrap_or_default().trim();
        if let Ok(gemeente) = GemeenteCode::nieuw(waarde) {
            gok.gemeente = Some(gemeente);
        } else if let Ok(agb) = AgbCode::nieuw(waarde) {
            gok.aanbieder = Some(agb);
        }
    }
    gok
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ook_een_kapot_bericht_zegt_vaak_nog_voor_wie_het_is() {
        let gok = gok(b"<x:Header><x:Afzender>73990101</x:Afzender><x:Ontvanger> 0193 </x:Ontvanger><kapot");
        assert_eq!(gok.gemeente, GemeenteCode::nieuw("0193").ok());
        assert_eq!(gok.aanbieder, AgbCode::nieuw("73990101").ok());
        assert_eq!(super::gok(b"geen xml"), Gok::default());
    }
}
