//! Earlier declaraties and their answers: what the rules of JW323 and JW325 must know.
//!
//! What counts of a declaratie, beside the rules for every message:
//!
//! * A JW325 with a code in its header or in DeclaratieAntwoord refuses it as a whole: it was never sent.
//! * Granted is what a JW325 grants. Until it is answered every line of it is sent, so it takes its period and volume (TR321,
//!   TR322, TR369, TR389) and a credit takes a debit back; but what was not granted cannot be credited (TR323, IV085).
//! * References and numbers are unique for the aanbieder over all gemeenten (TR314, TR333); the rest is per gemeente.

use super::Archief;
use crate::BerichtSoort::{Jw323, Jw325};
use crate::Tekst;
use crate::berichten::codes::{DebetCredit, RetourCode};
use crate::berichten::{jw323, jw325};
use crate::declaratie::{
    AntwoordEerder, DeclaratieEerder, EerderDebet, EerdereDeclaratie, EerdereDeclaraties, Kop, OpenDebet,
    Sleutels, Toewijzing, Uitslag, keur,
};
use crate::regels::Bron;
use std::collections::{HashMap, HashSet};

/// What became of a declaratie.
enum Gevolg<'a> {
    Geweigerd,
    Onbeantwoord,
    Beantwoord(&'a jw325::DeclaratieAntwoord),
}

/// What an answer says of the declaratie as a whole: `None` when it refuses it.
fn kent_toe(antwoord: &jw325::Bericht) -> Option<&jw325::DeclaratieAntwoord> {
    let goed = |codes: &jw325::RetourCodes| {
        let mut codes = codes.retour_code.iter();
        codes.all(|code| matches!(code, RetourCode::C0200 | RetourCode::C8001))
    };
    let declaratie = antwoord.declaratie_antwoord.as_ref()?;
    (goed(&antwoord.header.retour_codes) && goed(&declaratie.retour_codes)).then_some(declaratie)
}

/// An answer with 9056 is about a second message with the same identification.
fn over_een_ander(antwoord: &jw325::Bericht) -> bool {
    antwoord
        .header
        .retour_codes
        .retour_code
        .contains(&RetourCode::C9056)
}

fn prestaties(b: &jw323::Bericht) -> impl Iterator<Item = (&Tekst, &jw323::Prestatie)> {
    let clienten = b.declaratie.clienten.client.iter();
    clienten.flat_map(|client| client.prestaties.prestatie.iter().map(|p| (&client.bsn, p)))
}

/// The Prestaties that an answer refuses, by client and reference.
fn afgewezen(antwoord: &jw325::DeclaratieAntwoord) -> HashSet<(&Tekst, &Tekst)> {
    let clienten = antwoord.clienten.iter().flat_map(|clienten| &clienten.client);
    clienten
        .flat_map(|client| {
            let prestaties = client.prestaties.prestatie.iter();
            prestaties.map(|p| (&client.bsn, &p.product_referentie.referentie_nummer))
        })
        .collect()
}

/// A Prestatie that was sent and not refused.
struct Verzonden<'a> {
    declaratie: &'a jw323::Bericht,
    bsn: &'a Tekst,
    prestatie: &'a jw323::Prestatie,
    toegekend: bool,
}

impl Archief {
    fn gevolg(&self, rij: usize, declaratie: &jw323::Bericht) -> Gevolg<'_> {
        if !self.telt(rij) {
            return Gevolg::Geweigerd;
        }
        let kop = &declaratie.header;
        let sleutel = (
            kop.afzender.clone(),
            kop.bericht_identificatie.identificatie.clone(),
        );
        let mut antwoorden = self.antwoorden.get(&sleutel).into_iter().flatten();
        let antwoord = antwoorden.find(|(rij, antwoord)| {
            self.telt(*rij) && antwoord.header.afzender == kop.ontvanger && !over_een_ander(antwoord)
        });
        match antwoord {
            None => Gevolg::Onbeantwoord,
            Some((_, antwoord)) => kent_toe(antwoord).map_or(Gevolg::Geweigerd, Gevolg::Beantwoord),
        }
    }

    /// Each Prestatie that was not refused, in its declaratie, with the BSN of its client and whether it was granted.
    fn verzonden(&self) -> impl Iterator<Item = Verzonden<'_>> {
        self.declaraties
            .iter()
            .filter_map(|(rij, declaratie)| match self.gevolg(*rij, declaratie) {
                Gevolg::Geweigerd => None,
                Gevolg::Onbeantwoord => Some((declaratie.as_ref(), HashSet::new(), false)),
                Gevolg::Beantwoord(antwoord) => Some((declaratie.as_ref(), afgewezen(antwoord), true)),
            })
            .flat_map(|(declaratie, afgewezen, toegekend)| {
                prestaties(declaratie)
                    .filter(move |(bsn, p)| {
                        !afgewezen.contains(&(*bsn, &p.product_referentie.referentie_nummer))
                    })
                    .map(move |(bsn, prestatie)| Verzonden {
                        declaratie,
                        bsn,
                        prestatie,
                        toegekend,
                    })
            })
    }

    /// Each granted Prestatie with the declaratie it came in.
    pub(super) fn toegekend(&self) -> impl Iterator<Item = (&jw323::Bericht, &jw323::Prestatie)> {
        let toegekend = self.verzonden().filter(|verzonden| verzonden.toegekend);
        toegekend.map(|verzonden| (verzonden.declaratie, verzonden.prestatie))
    }

    /// What came before a declaratie of this aanbieder to this gemeente. Made once for a message, asked for each block.
    #[must_use]
    pub fn verleden(&self, kop: &Kop) -> Verleden<'_> {
        let header = kop.header();
        let (aanbieder, gemeente) = (header.afzender.clone(), header.ontvanger.clone());
        let identificatie = header.bericht_identificatie.identificatie.clone();
        let sleutel = (Jw323, aanbieder.clone(), identificatie);
        let mut kop_feiten = EerdereDeclaraties {
            ontvangen: self.lot.get(&sleutel).is_some_and(|lot| lot.kopieen > 0),
            ..EerdereDeclaraties::default()
        };
        let mut referenties = HashSet::new();
        let van_aanbieder = self
            .declaraties
            .iter()
            .filter(|(_, d)| d.header.afzender == aanbieder);
        for (rij, declaratie) in van_aanbieder {
            if matches!(self.gevolg(*rij, declaratie), Gevolg::Geweigerd) {
                continue;
            }
            let d = &declaratie.declaratie;
            kop_feiten.nummer_gebruikt |= d.declaratie_nummer == kop.declaratie().declaratie_nummer;
            if declaratie.header.ontvanger == gemeente {
                let begin = Some(d.declaratie_periode.begindatum);
                kop_feiten.laatste_periode = kop_feiten.laatste_periode.max(begin);
            }
            referenties.extend(prestaties(declaratie).map(|(_, p)| &p.product_referentie.referentie_nummer));
        }
        let (mut debetten, mut gecrediteerd) = (HashMap::new(), HashSet::new());
        let mut open: HashMap<u32, Vec<&jw323::Prestatie>> = HashMap::new();
        for v in self.verzonden() {
            let header = &v.declaratie.header;
            if header.afzender != aanbieder || header.ontvanger != gemeente {
                continue;
            }
            let referentie = &v.prestatie.product_referentie;
            if v.prestatie.ingediend_bedrag.debet_credit == DebetCredit::Credit {
                gecrediteerd.extend(&referentie.vorig_referentie_nummer);
                continue;
            }
            let nummer = v.prestatie.toewijzing_nummer;
            open.entry(nummer).or_default().push(v.prestatie);
            if v.toegekend {
                debetten.insert(&referentie.referentie_nummer, (v.bsn, v.prestatie));
            }
        }
        for debetten in open.values_mut() {
            debetten.retain(|p| !gecrediteerd.contains(&p.product_referentie.referentie_nummer));
        }
        Verleden {
            archief: self,
            gemeente,
            aanbieder,
            kop: kop_feiten,
            referenties,
            debetten,
            gecrediteerd,
            open,
        }
    }

    /// The facts that a block of lines of this declaratie asks.
    #[must_use]
    pub fn declaratie_eerder(&self, kop: &Kop, sleutels: &Sleutels) -> DeclaratieEerder {
        self.verleden(kop).zoek(sleutels)
    }

    /// Judges a declaratie on levels 3 and 4 against this archive. Level 2 must have passed.
    #[must_use]
    pub fn keur_declaratie(&self, bericht: &jw323::Bericht, bron: &Bron) -> Uitslag {
        let verleden = self.verleden(&Kop::van(bericht));
        keur(bericht, &verleden.kop, bron, |sleutels| verleden.zoek(sleutels))
    }

    /// The facts for judging the answer to a declaratie.
    #[must_use]
    pub fn antwoord_eerder(&self, bericht: &jw325::Bericht) -> AntwoordEerder {
        let kop = &bericht.header;
        let identificatie = &kop.bericht_identificatie.identificatie;
        let sleutel = (Jw325, kop.afzender.clone(), identificatie.clone());
        let declaratie = self.declaraties.iter().find(|(_, declaratie)| {
            let heen = &declaratie.header;
            (&heen.afzender, &heen.ontvanger, &heen.bericht_identificatie)
                == (&kop.ontvanger, &kop.afzender, &kop.declaratie_identificatie)
        });
        let over = (
            kop.ontvanger.clone(),
            kop.declaratie_identificatie.identificatie.clone(),
        );
        let mut eerdere = self.antwoorden.get(&over).into_iter().flatten();
        let beantwoord = eerdere.any(|(rij, eerder)| {
            self.telt(*rij) && eerder.header.afzender == kop.afzender && !over_een_ander(eerder)
        });
        AntwoordEerder {
            ontvangen: self.lot.get(&sleutel).is_some_and(|lot| lot.kopieen > 0),
            beantwoord: beantwoord && !over_een_ander(bericht),
            declaratie: declaratie.map(|(_, declaratie)| EerdereDeclaratie::van(declaratie)),
        }
    }

    fn declaratie_toewijzing(&self, gemeente: &Tekst, aanbieder: &str, nummer: u32) -> Option<Toewijzing> {
        let alle = self.toewijzingen.get(&(gemeente.clone(), nummer))?;
        let telt = alle.iter().filter(|t| self.telt(t.rij));
        let t = telt.max_by_key(|t| self.ouderdom(t))?;
        let p = &t.product;
        (t.aanbieder == aanbieder).then(|| Toewijzing {
            bsn: t.bsn.clone(),
            categorie: p.product.as_ref().map(|product| product.categorie),
            code: p.product.as_ref().and_then(|product| product.code.clone()),
            ingangsdatum: p.ingangsdatum,
            einddatum: p.einddatum,
            omvang: p.omvang.clone(),
            budget: p.budget.map(u64::from),
            verwijderd: p.einddatum == Some(p.ingangsdatum)
                && p.reden_wijziging
                    .is_some_and(|reden| matches!(reden.as_str(), "01" | "13")),
            debetten: Vec::new(),
        })
    }
}

/// What came before a declaratie.
pub struct Verleden<'a> {
    archief: &'a Archief,
    gemeente: Tekst,
    aanbieder: Tekst,
    kop: EerdereDeclaraties,
    referenties: HashSet<&'a Tekst>,
    debetten: HashMap<&'a Tekst, (&'a Tekst, &'a jw323::Prestatie)>,
    gecrediteerd: HashSet<&'a Tekst>,
    open: HashMap<u32, Vec<&'a jw323::Prestatie>>,
}

impl Verleden<'_> {
    /// For the header and the class Declaratie.
    #[must_use]
    pub fn kop(&self) -> &EerdereDeclaraties {
        &self.kop
    }

    /// For a block of lines. Contract tariffs are in no message, so there are none.
    #[must_use]
    pub fn zoek(&self, sleutels: &Sleutels) -> DeclaratieEerder {
        let archief = self.archief;
        let client = |bsn: &&Tekst| {
            let bekend = archief.bekend.get(&(self.gemeente.clone(), (*bsn).clone()));
            bekend.is_some_and(|rijen| rijen.iter().any(|rij| archief.telt(*rij)))
        };
        let toewijzing = |nummer: &u32| {
            let mut toewijzing = archief.declaratie_toewijzing(&self.gemeente, &self.aanbieder, *nummer)?;
            let open = self.open.get(nummer).into_iter().flatten();
            toewijzing.debetten = open.map(|p| OpenDebet::van(p)).collect();
            Some((*nummer, toewijzing))
        };
        let debet = |referentie: &Tekst| {
            let (bsn, prestatie) = *self.debetten.get(referentie)?;
            let debet = EerderDebet {
                bsn: bsn.clone(),
                prestatie: prestatie.clone(),
                gecrediteerd: self.gecrediteerd.contains(referentie),
            };
            Some((referentie.clone(), debet))
        };
        let gebruikt = sleutels
            .referenties
            .iter()
            .filter(|r| self.referenties.contains(r));
        DeclaratieEerder {
            clienten: sleutels.bsns.iter().filter(client).cloned().collect(),
            toewijzingen: sleutels.toewijzingen.iter().filter_map(toewijzing).collect(),
            referenties: gebruikt.cloned().collect(),
            debetten: sleutels.vorige_referenties.iter().filter_map(debet).collect(),
            ..DeclaratieEerder::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Bericht;
    use crate::antwoord::Retour;
    use crate::declaratie::antwoord;
    use crate::declaratie::proef::{PEILDATUM, credit_van, maand, met_referentie, prestatie, proef};
    use crate::regels::proef::jw301;
    use jiff::civil::date;

    fn retour(nummer: &str) -> Retour {
        Retour {
            identificatie: nummer.into(),
            dagtekening: PEILDATUM,
            basisschema_xsd_versie: "1.0.0".into(),
            bericht_xsd_versie: "1.0.0".into(),
        }
    }

    /// 10 hours a month of the line of the proef, on toewijzing 1.
    fn toewijzing() -> Bericht {
        let mut b = jw301();
        b.header.bericht_identificatie.identificatie = "T-1".into();
        let p = b.product(0);
        p.toewijzing_nummer = 1;
        (p.ingangsdatum, p.einddatum) = (date(2026, 1, 1), Some(date(2026, 12, 31)));
        p.product = Some(crate::archief::proef::product(("45", "45A48", 0, "", "")).unwrap());
        p.omvang = crate::archief::proef::omvang(("45", "45A48", 10, "04", "4"));
        b.into()
    }

    fn declaratie(nummer: &str, regels: Vec<jw323::Prestatie>) -> jw323::Bericht {
        let mut p = proef();
        *p.regels() = regels;
        p.tel_op();
        p.bericht.header.bericht_identificatie.identificatie = nummer.into();
        p.bericht.declaratie.declaratie_nummer = nummer.into();
        p.bericht
    }

    fn heen(b: &jw323::Bericht) -> Bericht {
        Bericht::Jw323(Box::new(b.clone()))
    }

    /// The rules that fail, in order.
    fn regels(archief: &Archief, b: &jw323::Bericht) -> Vec<String> {
        let uitslag = archief.keur_declaratie(b, &Bron::op(PEILDATUM));
        uitslag.bevindingen.iter().map(|b| b.regel.to_string()).collect()
    }

    fn goedkeuring(archief: &Archief, b: &jw323::Bericht, nummer: &str) -> Bericht {
        let uitslag = archief.keur_declaratie(b, &Bron::op(PEILDATUM));
        antwoord(&uitslag, &Kop::van(b), &retour(nummer))
    }

    fn begin() -> Archief {
        let mut archief = Archief::nieuw();
        archief.voeg_toe(&toewijzing(), true);
        archief
    }

    #[test]
    fn toegekend_is_wat_het_antwoord_toekent_in_welke_volgorde_ook() {
        let eerste = declaratie("D1", vec![prestatie()]);
        let goed = goedkeuring(&begin(), &eerste, "A1");
        let terug = declaratie("D2", vec![credit_van(&prestatie(), "P-2")]);
        let weer = declaratie("D2", vec![met_referentie(&prestatie(), "P-2")]);
        for volgorde in [[heen(&eerste), goed.clone()], [goed, heen(&eerste)]] {
            let mut archief = begin();
            for bericht in &volgorde {
                archief.voeg_toe(bericht, true);
            }
            assert_eq!(regels(&archief, &terug), [""; 0]);
            assert_eq!(regels(&archief, &weer), ["TR389"]);
        }
    }

    #[test]
    fn zonder_antwoord_is_een_prestatie_verzonden_maar_niet_te_crediteren() {
        let mut archief = begin();
        archief.voeg_toe(&heen(&declaratie("D1", vec![prestatie()])), true);
        let terug = declaratie("D2", vec![credit_van(&prestatie(), "P-2")]);
        assert_eq!(regels(&archief, &terug), ["TR323"]);
        let mut weer = met_referentie(&prestatie(), "P-2");
        weer.geleverd_volume = 6;
        weer.ingediend_bedrag.bedrag = 48_000;
        assert_eq!(
            regels(&archief, &declaratie("D2", vec![weer])),
            ["TR321", "TR389"]
        );
    }

    #[test]
    fn een_geweigerde_declaratie_is_nooit_verzonden() {
        let eerste = declaratie("D1", vec![prestatie()]);
        // By its answer: a code in Declaratie.
        let mut ouder = begin();
        let mut later = declaratie("D9", vec![]);
        later.declaratie.declaratie_periode = maand(2026, 6);
        ouder.voeg_toe(&heen(&later), true);
        let afwijzing = goedkeuring(&ouder, &eerste, "A1");
        let mut archief = begin();
        archief.voeg_toe(&heen(&eerste), true);
        archief.voeg_toe(&afwijzing, true);
        let opnieuw = declaratie("D1", vec![prestatie()]);
        // Its identification stays used, its number and its references do not.
        assert_eq!(regels(&archief, &opnieuw), ["TR056"]);
        let mut ander = opnieuw;
        ander.header.bericht_identificatie.identificatie = "D2".into();
        assert_eq!(regels(&archief, &ander), [""; 0]);
        // Because we are told so.
        let mut archief = begin();
        archief.voeg_toe(&heen(&eerste), false);
        assert_eq!(regels(&archief, &ander), [""; 0]);
        // Not by an answer to a second message with its identification.
        let mut archief = begin();
        archief.voeg_toe(&heen(&eerste), true);
        archief.voeg_toe(&goedkeuring(&archief, &eerste, "A2"), true);
        assert_eq!(regels(&archief, &ander), ["TR333"]);
    }

    #[test]
    fn de_nieuwste_toewijzing_telt_en_die_van_een_ander_niet() {
        let mut archief = begin();
        let Bericht::Jw301(mut b) = toewijzing() else {
            panic!("geen JW301")
        };
        b.header.bericht_identificatie.identificatie = "T-2".into();
        let p = &mut b.client.toegewezen_producten.toegewezen_product[0];
        p.toewijzingsdatum = p.toewijzingsdatum.tomorrow().unwrap();
        p.einddatum = Some(date(2026, 4, 30));
        p.reden_wijziging = Some("12".try_into().unwrap());
        archief.voeg_toe(&Bericht::Jw301(b.clone()), true);
        let mei = declaratie("D1", vec![prestatie()]);
        assert_eq!(regels(&archief, &mei), ["TR308"]);
        // The newest is at another aanbieder.
        b.header.bericht_identificatie.identificatie = "T-3".into();
        b.header.ontvanger = "87654321".into();
        let p = &mut b.client.toegewezen_producten.toegewezen_product[0];
        p.toewijzingsdatum = p.toewijzingsdatum.tomorrow().unwrap();
        archief.voeg_toe(&Bericht::Jw301(b), true);
        assert_eq!(regels(&archief, &mei), ["TR338"]);
    }

    #[test]
    fn zonder_toewijzing_is_de_client_onbekend() {
        let mei = declaratie("D1", vec![prestatie()]);
        assert_eq!(regels(&Archief::nieuw(), &mei), ["TR304"]);
    }

    #[test]
    fn een_referentienummer_is_bij_elke_gemeente_gebruikt() {
        let mut archief = begin();
        let mut elders = declaratie("D1", vec![prestatie()]);
        elders.header.ontvanger = "0363".into();
        archief.voeg_toe(&heen(&elders), true);
        let mut hier = declaratie("D2", vec![prestatie()]);
        assert_eq!(regels(&archief, &hier), ["TR314"]);
        hier.declaratie.declaratie_nummer = "D1".into();
        assert_eq!(regels(&archief, &hier), ["TR333"]);
    }

    #[test]
    fn een_antwoord_wordt_beoordeeld_met_de_declaratie_die_er_is() {
        use crate::declaratie::keur_antwoord;
        let eerste = declaratie("D1", vec![prestatie()]);
        let mut archief = begin();
        let Bericht::Jw325(goed) = goedkeuring(&archief, &eerste, "A1") else {
            panic!("geen JW325");
        };
        let bron = Bron::op(PEILDATUM);
        let regels = |archief: &Archief| -> Vec<String> {
            let gevonden = keur_antwoord(&goed, &archief.antwoord_eerder(&goed), &bron);
            gevonden.iter().map(|b| b.regel.to_string()).collect()
        };
        assert_eq!(regels(&archief), ["TR337"]);
        archief.voeg_toe(&heen(&eerste), true);
        assert_eq!(regels(&archief), [""; 0]);
        let mut ander = goed.clone();
        ander.header.bericht_identificatie.identificatie = "A0".into();
        archief.voeg_toe(&Bericht::Jw325(ander), true);
        assert_eq!(regels(&archief), ["TR056"]);
    }
}
