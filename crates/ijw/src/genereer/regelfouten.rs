//! Faults in one Prestatie, for files that are written as a stream.

use super::declaratie::{Kader, Regel};
use super::kans::Kans;
use crate::BerichtSoort;
use jiff::ToSpan as _;
use jiff::civil::date;

/// What was done to a line.
pub(super) struct Gedaan {
    pub(super) regels: &'static [&'static str],
    /// The path below the Prestatie, with its slash.
    pub(super) onder: &'static str,
    pub(super) wat: &'static str,
}

/// Earlier lines that a fault can clash with; faulty lines are no partners, so that one fault is one finding.
#[derive(Clone, Debug, Default)]
pub(super) struct Vorige {
    /// The last sound debet line of this child.
    debet: Option<Regel>,
    /// References of the last sound lines in the message.
    referentie: Option<String>,
    vorig: Option<String>,
}

impl Vorige {
    pub(super) fn client(&mut self) {
        self.debet = None;
    }

    pub(super) fn onthoud(&mut self, regel: &Regel, fout: bool) {
        if fout {
            // A line that was clashed with once is used up.
            self.debet = None;
            self.referentie = None;
            self.vorig = None;
        } else if regel.credit {
            self.vorig.clone_from(&regel.vorige);
        } else {
            self.debet = Some(regel.clone());
            self.referentie = Some(regel.referentie.clone());
        }
    }
}

type Bederver = fn(&Kader, &mut Regel, &Vorige) -> Option<()>;

struct Soort {
    regels: &'static [&'static str],
    /// Also a rule of the JW325.
    in_antwoord: bool,
    onder: &'static str,
    wat: &'static str,
    doe: Bederver,
}

/// Faults of a line that a planned run can make, by the rules they break.
pub(super) fn regels(soort: BerichtSoort) -> impl Iterator<Item = &'static str> {
    SOORTEN
        .iter()
        .filter(move |s| soort == BerichtSoort::Jw323 || s.in_antwoord)
        .filter_map(|s| s.regels.first().copied())
}

/// Makes a line faulty in one way; `None` when the way that chance chose does not fit this line.
pub(super) fn bederf(kader: &Kader, regel: &mut Regel, vorige: &Vorige, kans: &mut Kans) -> Option<Gedaan> {
    let antwoord = kader.soort == BerichtSoort::Jw325;
    let begin = kans.plaats(SOORTEN.len());
    // From a random place on, the first that fits; so that nearly every planned line gets its fault.
    for soort in SOORTEN.iter().cycle().skip(begin).take(SOORTEN.len()) {
        let gevraagd = kader.bederf.regel.as_deref();
        if antwoord && !soort.in_antwoord || gevraagd.is_some_and(|r| soort.regels.first() != Some(&r)) {
            continue;
        }
        let mut proef = regel.clone();
        if (soort.doe)(kader, &mut proef, vorige).is_some() {
            *regel = proef;
            return Some(Gedaan {
                regels: soort.regels,
                onder: soort.onder,
                wat: soort.wat,
            });
        }
    }
    None
}

fn als(ja: bool) -> Option<()> {
    ja.then_some(())
}

const SOORTEN: &[Soort] = &[
    Soort {
        regels: &["CD087"],
        in_antwoord: false,
        onder: "/ProductTarief",
        wat: "het tarief is weggelaten",
        doe: |_, r, _| {
            als(r.tarief.is_some())?;
            r.tarief = None;
            Some(())
        },
    },
    Soort {
        regels: &["CD087"],
        in_antwoord: false,
        onder: "/ProductTarief",
        wat: "bij euro's staat toch een tarief",
        doe: |_, r, _| {
            als(r.eenheid == "83")?;
            r.tarief = Some(100);
            Some(())
        },
    },
    Soort {
        regels: &["CD060"],
        in_antwoord: true,
        onder: "/ProductReferentie/VorigReferentieNummer",
        wat: "een debetregel verwijst naar een eerdere regel",
        doe: |_, r, _| {
            als(!r.credit)?;
            r.vorige = Some(format!("W{}", r.referentie));
            Some(())
        },
    },
    Soort {
        regels: &["CD060"],
        in_antwoord: true,
        onder: "/ProductReferentie/VorigReferentieNummer",
        wat: "een creditregel verwijst nergens naar",
        doe: |_, r, _| {
            als(r.credit)?;
            r.vorige = None;
            Some(())
        },
    },
    Soort {
        regels: &["CS325"],
        in_antwoord: true,
        onder: "/IngediendBedrag/DebetCredit",
        wat: "een bedrag van nul staat op credit",
        doe: |_, r, _| {
            als(r.eenheid == "83")?;
            (r.volume, r.bedrag, r.credit) = (0, 0, true);
            r.vorige.get_or_insert_with(|| format!("V{}", r.referentie));
            Some(())
        },
    },
    Soort {
        regels: &["CS337"],
        in_antwoord: false,
        onder: "/ProductPeriode",
        wat: "de productperiode loopt over twee maanden",
        doe: |_, r, _| {
            let vroeger = r.begin.first_of_month().saturating_sub(1.month());
            als(vroeger >= date(2021, 1, 1))?;
            r.begin = vroeger;
            Some(())
        },
    },
    Soort {
        regels: &["CS339"],
        in_antwoord: false,
        onder: "/IngediendBedrag",
        wat: "het bedrag is een cent hoger dan het volume in euro's",
        doe: |_, r, _| {
            als(r.eenheid == "83")?;
            r.bedrag += 1;
            Some(())
        },
    },
    Soort {
        regels: &["TR315"],
        in_antwoord: false,
        onder: "/ProductReferentie/VorigReferentieNummer",
        wat: "dezelfde regel wordt twee keer gecrediteerd",
        doe: |_, r, v| {
            als(r.credit)?;
            r.vorige = Some(v.vorig.clone()?);
            Some(())
        },
    },
    Soort {
        regels: &["TR316"],
        in_antwoord: false,
        onder: "/ProductReferentie/VorigReferentieNummer",
        wat: "een debetregel uit dit bericht wordt gecrediteerd",
        doe: |_, r, v| {
            als(r.credit)?;
            r.vorige = Some(v.referentie.clone()?);
            Some(())
        },
    },
    Soort {
        regels: &["TR416"],
        in_antwoord: false,
        onder: "",
        wat: "een debetregel voor dezelfde toewijzing, hetzelfde product en dezelfde periode staat er al",
        doe: |_, r, v| {
            let debet = v.debet.as_ref().filter(|_| !r.credit)?;
            let referentie = std::mem::take(&mut r.referentie);
            *r = debet.clone();
            r.referentie = referentie;
            Some(())
        },
    },
    Soort {
        regels: &["TR101"],
        in_antwoord: true,
        onder: "",
        wat: "het referentienummer staat al bij een andere regel van dit kind",
        doe: |_, r, v| {
            let debet = v.debet.as_ref().filter(|_| !r.credit)?;
            r.referentie.clone_from(&debet.referentie);
            Some(())
        },
    },
    Soort {
        regels: &["TR335"],
        in_antwoord: false,
        onder: "/ProductPeriode/Einddatum",
        wat: "de productperiode is meer dan vijf jaar geleden",
        doe: |k, r, _| {
            let oud = k.dagtekening.saturating_sub(62.months()).first_of_month();
            als(oud >= date(2021, 1, 1))?;
            (r.begin, r.eind) = (oud, oud.last_of_month());
            Some(())
        },
    },
    Soort {
        regels: &["TR137"],
        in_antwoord: true,
        onder: "/ProductPeriode/Einddatum",
        wat: "de productperiode eindigt na de dagtekening",
        doe: |k, r, _| {
            let eind = k.dagtekening.last_of_month();
            als(eind > k.dagtekening)?;
            (r.begin, r.eind) = (k.dagtekening.first_of_month(), eind);
            Some(())
        },
    },
    Soort {
        regels: &["TR134", "TR137"],
        in_antwoord: true,
        onder: "/ProductPeriode",
        wat: "de productperiode ligt na de dagtekening",
        doe: |k, r, _| {
            let begin = k.dagtekening.first_of_month().saturating_add(1.month());
            (r.begin, r.eind) = (begin, begin.last_of_month());
            Some(())
        },
    },
    Soort {
        regels: &["TR137"],
        in_antwoord: true,
        onder: "/ProductPeriode/Einddatum",
        wat: "de productperiode eindigt voordat zij begint",
        doe: |_, r, _| {
            let begin = r.begin.first_of_month().saturating_add(9.days());
            (r.begin, r.eind) = (begin, begin.saturating_sub(5.days()));
            Some(())
        },
    },
];
