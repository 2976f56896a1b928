//! The same key twice in a message.

use crate::Bericht;
use crate::BerichtSoort::{Jw301, Jw305, Jw307, Jw315, Jw317, Jw323, Jw325};
use crate::regels::levering::leveringen;
use crate::regels::zicht::{
    nieuwe_producten, nummer, ongewijzigd, producten, relaties, te_wijzigen, toegewezen,
};
use crate::regels::{Melder, Regel, prestatie};
use std::collections::HashMap;
use std::hash::Hash;

/// Calls `gevonden` with the paths of each repeated key: the repeat, and where the key came first.
fn herhaald<K: Hash + Eq>(rijen: impl Iterator<Item = (String, K)>, mut gevonden: impl FnMut(&str, &str)) {
    let mut eerste: HashMap<K, String> = HashMap::new();
    for (pad, sleutel) in rijen {
        if let Some(eerder) = eerste.get(&sleutel) {
            gevonden(&pad, eerder);
        } else {
            eerste.insert(sleutel, pad);
        }
    }
}

pub(super) const TR101: Regel = Regel::inhoud(
    "TR101",
    &[Jw301, Jw305, Jw307, Jw315, Jw317, Jw323, Jw325],
    "Een klasse staat niet twee keer met dezelfde sleutel in een bericht.",
    tr101,
)
.en_per_lijn(prestatie::TR101);

fn tr101(bericht: &Bericht, meld: &mut Melder<'_>) {
    let mut dubbel = |pad: &str, eerder: &str, sleutel: &str| {
        meld.op(
            pad,
            format!(
                "{pad} heeft dezelfde sleutel als {eerder}: {sleutel}. Elke klasse heeft een eigen sleutel."
            ),
        );
    };
    match bericht {
        Bericht::Jw301(b) => {
            let contacten = b.client.contactgegevens.contact.iter().enumerate();
            herhaald(
                contacten.map(|(i, c)| (nummer("Client/Contactgegevens/Contact", i), c.soort.as_str())),
                |pad, eerder| dubbel(pad, eerder, "soort adres"),
            );
            herhaald(
                relaties(b).map(|(pad, relatie)| (pad, relatie.nummer.as_str())),
                |pad, eerder| dubbel(pad, eerder, "nummer van de relatie"),
            );
            herhaald(
                toegewezen(b).map(|(pad, product)| (pad, product.toewijzing_nummer)),
                |pad, eerder| dubbel(pad, eerder, "ToewijzingNummer"),
            );
        }
        Bericht::Jw315(_) => herhaald(
            producten(bericht).into_iter().map(|p| (p.pad, p.referentie)),
            |pad, eerder| dubbel(pad, eerder, "ReferentieAanbieder"),
        ),
        Bericht::Jw317(b) => {
            herhaald(
                ongewijzigd(b).map(|(pad, p)| (pad, p.toewijzing_nummer)),
                |pad, eerder| dubbel(pad, eerder, "ToewijzingNummer"),
            );
            herhaald(
                te_wijzigen(b).map(|(pad, p)| (pad, p.toewijzing_nummer)),
                |pad, eerder| dubbel(pad, eerder, "ToewijzingNummer"),
            );
            herhaald(
                nieuwe_producten(b).map(|p| {
                    let categorie = p.product.map(|product| product.categorie.as_str());
                    let code = p.product.and_then(|product| product.code.as_deref());
                    (p.pad, (categorie, code, p.begin))
                }),
                |pad, eerder| dubbel(pad, eerder, "product met die gewenste ingangsdatum"),
            );
        }
        // The status is not in the key: removing and sending again with the same key takes two messages (IV008).
        Bericht::Jw305(_) | Bericht::Jw307(_) => herhaald(
            leveringen(bericht).into_iter().map(|p| (p.pad, p.levering)),
            |pad, eerder| dubbel(pad, eerder, "toewijzing, product en datums"),
        ),
        _ => {}
    }
}

pub(super) const TR383: Regel = Regel::inhoud(
    "TR383",
    &[Jw315],
    "Elk gevraagd product heeft in het bericht een eigen referentie.",
    tr383,
);

fn tr383(bericht: &Bericht, meld: &mut Melder<'_>) {
    herhaald(
        producten(bericht).into_iter().map(|p| (p.pad, p.referentie)),
        |pad, eerder| {
            meld.op(
                format!("{pad}/ReferentieAanbieder"),
                format!("Deze referentie staat ook in {eerder}. Geef elk product een eigen referentie."),
            );
        },
    );
}

#[cfg(test)]
mod tests {
    use crate::regels::proef::{alleen, goed, jw301, jw315, precies};

    #[test]
    fn twee_contacten_van_dezelfde_soort_zijn_dubbel() {
        let mut b = jw301();
        let mut tweede = b.contact(0).clone();
        tweede.soort = "02".try_into().unwrap();
        b.client.contactgegevens.contact.push(tweede);
        goed(b.clone());
        b.contact(1).soort = "01".try_into().unwrap();
        alleen("TR101", "Client/Contactgegevens/Contact[2]", b);
    }

    #[test]
    fn twee_relaties_met_hetzelfde_nummer_zijn_dubbel() {
        let mut b = jw301();
        let mut tweede = b.relatie(0).clone();
        tweede.nummer = "2".into();
        b.client.relaties.as_mut().unwrap().relatie.push(tweede);
        goed(b.clone());
        b.relatie(1).nummer = "1".into();
        alleen("TR101", "Client/Relaties/Relatie[2]", b);
    }

    #[test]
    fn twee_toewijzingen_met_hetzelfde_nummer_zijn_dubbel() {
        let mut b = jw301().met_tweede_product();
        goed(b.clone());
        b.product(1).toewijzing_nummer = b.product(0).toewijzing_nummer;
        alleen("TR101", "Client/ToegewezenProducten/ToegewezenProduct[2]", b);
    }

    // The ReferentieAanbieder is both the key of the class (TR101) and unique in itself (TR383): one cannot fail alone.
    #[test]
    fn twee_aanvragen_met_dezelfde_referentie_zijn_dubbel() {
        let mut b = jw315().met_tweede_product();
        goed(b.clone());
        b.product(1).referentie_aanbieder = b.product(0).referentie_aanbieder.clone();
        let tweede = "Client/AangevraagdeProducten/AangevraagdProduct[2]";
        precies(
            &[
                ("TR101", tweede),
                ("TR383", &format!("{tweede}/ReferentieAanbieder")),
            ],
            b,
        );
    }
}
