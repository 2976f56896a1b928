//! The status of a start or stop.

use crate::Bericht;
use crate::BerichtSoort::{Jw305, Jw307};
use crate::regels::levering::leveringen;
use crate::regels::{Melder, Regel};

pub(super) const CS058: Regel = Regel::inhoud(
    "CS058",
    &[Jw305, Jw307],
    "De status van de aanlevering is 1 of 3.",
    cs058,
);

fn cs058(bericht: &Bericht, meld: &mut Melder<'_>) {
    for zicht in leveringen(bericht) {
        if !matches!(zicht.status, "1" | "3") {
            meld.op(
                zicht.element("StatusAanlevering"),
                format!(
                    "De status van de aanlevering is {}. Gebruik alleen 1 (eerste aanlevering) of 3 (verwijderen).",
                    zicht.status
                ),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::regels::proef::{alleen, goed, jw305, jw307};

    #[test]
    fn alleen_status_1_en_3_mogen() {
        for (status, past) in [("1", true), ("2", false), ("3", true), ("9", false)] {
            let (mut start, mut stop) = (jw305(), jw307());
            start.product(0).status_aanlevering = status.try_into().unwrap();
            stop.product(0).status_aanlevering = status.try_into().unwrap();
            if past {
                goed(start);
                goed(stop);
            } else {
                alleen(
                    "CS058",
                    "Client/StartProducten/StartProduct[1]/StatusAanlevering",
                    start,
                );
                alleen(
                    "CS058",
                    "Client/StopProducten/StopProduct[1]/StatusAanlevering",
                    stop,
                );
            }
        }
    }
}
