//! The outcome of a whole message from a list of findings.

use super::{AfgewezenClient, AfgewezenPrestatie, Uitslag};
use crate::Bevinding;
use crate::berichten::codes::{DebetCredit, RetourCode};
use crate::berichten::jw323;
use std::collections::BTreeMap;

/// Where a finding is: the class its path leads to.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Klasse {
    Header,
    Declaratie,
    Client(usize),
    Prestatie(usize, usize),
}

fn klasse(pad: &str) -> Klasse {
    let mut delen = pad.split('/');
    let eerste = delen.next();
    if eerste != Some("Declaratie") {
        return Klasse::Header;
    }
    let mut plek = |lijst: &str, naam: &str| {
        (delen.next() == Some(lijst)).then_some(())?;
        let nummer = delen.next()?.strip_prefix(naam)?;
        // Without a number there is only one.
        let nummer = nummer
            .strip_prefix('[')
            .and_then(|n| n.strip_suffix(']'))
            .unwrap_or("1");
        nummer.parse::<usize>().ok()?.checked_sub(1)
    };
    match (plek("Clienten", "Client"), plek("Prestaties", "Prestatie")) {
        (None, _) => Klasse::Declaratie,
        (Some(client), None) => Klasse::Client(client),
        (Some(client), Some(prestatie)) => Klasse::Prestatie(client, prestatie),
    }
}

impl Uitslag {
    /// The outcome that these findings on a whole message give. A list that was cut off gives too little: judge a large
    /// declaratie with [`super::Keuring`].
    #[must_use]
    pub fn van(bericht: &jw323::Bericht, bevindingen: &[Bevinding]) -> Self {
        if bevindingen.iter().any(|bevinding| bevinding.niveau == 2) {
            return Self::technisch(bevindingen.to_vec());
        }
        let mut klassen: BTreeMap<Klasse, Vec<RetourCode>> = BTreeMap::new();
        for bevinding in bevindingen {
            let code = bevinding.retourcode.as_deref().unwrap_or("0001");
            let code = RetourCode::try_from(code).unwrap_or(RetourCode::C0001);
            let codes = klassen.entry(klasse(&bevinding.pad)).or_default();
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
        let mut uitslag = Self {
            bevindingen: bevindingen.to_vec(),
            kop: klassen.remove(&Klasse::Header).unwrap_or_default(),
            declaratie: klassen.remove(&Klasse::Declaratie).unwrap_or_default(),
            ..Self::default()
        };
        if !uitslag.verwerkt() {
            return uitslag;
        }
        for (i, client) in bericht.declaratie.clienten.client.iter().enumerate() {
            let van_client = klassen.remove(&Klasse::Client(i)).unwrap_or_default();
            let mut prestaties = Vec::new();
            for (j, (p, nummer)) in client.prestaties.prestatie.iter().zip(0..).enumerate() {
                uitslag.aantal += 1;
                let codes = if van_client.is_empty() {
                    klassen.remove(&Klasse::Prestatie(i, j))
                } else {
                    Some(vec![RetourCode::C0233])
                };
                match codes {
                    Some(codes) => prestaties.push(AfgewezenPrestatie {
                        nummer,
                        prestatie: p.clone(),
                        codes,
                    }),
                    None => uitslag.toegekend += getekend(p),
                }
            }
            if !prestaties.is_empty() {
                uitslag.clienten.push(AfgewezenClient {
                    client: u32::try_from(i).unwrap_or(u32::MAX),
                    bsn: client.bsn.clone(),
                    codes: van_client,
                    prestaties,
                });
            }
        }
        uitslag
    }
}

/// The amount with its sign: credit is negative.
pub(crate) fn getekend(prestatie: &jw323::Prestatie) -> i64 {
    let bedrag = i64::from(prestatie.ingediend_bedrag.bedrag);
    match prestatie.ingediend_bedrag.debet_credit {
        DebetCredit::Debet => bedrag,
        DebetCredit::Credit => -bedrag,
    }
}
