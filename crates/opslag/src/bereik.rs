//! Who asks, and whose rows exist for them. Every question to the store carries one; the condition is in the query.

mod een_houder;

use crate::recht::zicht::Gezien;
use crate::recht::{Relatie, Rol, velden, zicht};
use crate::waarde::Waarde;
use een_houder::{een_houder, een_waarde};
use houvast_begrip::{AgbCode, GemeenteCode, Houder};
use jiff::Timestamp;
use std::borrow::Cow;
use uuid::Uuid;

/// The scope of one asker: which houders, and for an aanbieder only its own rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bereik {
    rol: Rol,
    account: Option<Uuid>,
    regio: Houder,
    houders: Vec<Houder>,
    agb: Option<AgbCode>,
    /// The practice of a verwijzer, and the gemeenten to which it refers. It has no cases, so `houders` stays empty.
    praktijk: Option<(AgbCode, Vec<Houder>)>,
    /// The gemeenten whose log a privacy officer reads. It has no cases either.
    toezicht: Vec<Houder>,
    /// When this was asked: a relation to a dossier is for a time. Without a moment there is none.
    nu: Option<Timestamp>,
}

impl Bereik {
    /// What a role sees, by the one table ([`crate::recht`]): the gemeenten are its own, or for an aanbieder, a verwijzer and
    /// an expert those of the region. What does not fit together sees nothing.
    #[must_use]
    pub fn voor(
        account: Uuid,
        rol: Rol,
        regio: Houder,
        gemeenten: impl IntoIterator<Item = GemeenteCode>,
        agb: Option<AgbCode>,
        nu: Timestamp,
    ) -> Self {
        let leeg = Self {
            nu: Some(nu),
            ..Self::niets(account, regio)
        };
        let houders = || gemeenten.into_iter().map(Houder::from).collect();
        match (rol.recht().ziet, agb) {
            (Relatie::Gemeente | Relatie::Ingebracht, _) => Self {
                rol,
                houders: houders(),
                ..leeg
            },
            (Relatie::Aanbieder, Some(agb)) => Self {
                rol,
                houders: houders(),
                agb: Some(agb),
                ..leeg
            },
            (Relatie::Praktijk, Some(praktijk)) => Self {
                rol,
                praktijk: Some((praktijk, houders())),
                ..leeg
            },
            (Relatie::Logboek, _) => Self {
                rol,
                toezicht: houders(),
                ..leeg
            },
            (Relatie::Geen, _) => Self { rol, ..leeg },
            // Nobody becomes the program, and an employee of nobody sees nothing.
            (Relatie::Alles | Relatie::Aanbieder | Relatie::Praktijk, _) => leeg,
        }
    }

    /// An employee of one or more gemeenten; any other role sees no cases.
    #[must_use]
    pub fn gemeente(
        account: Uuid,
        rol: Rol,
        regio: Houder,
        gemeenten: impl IntoIterator<Item = GemeenteCode>,
    ) -> Self {
        match rol.recht().ziet {
            Relatie::Aanbieder | Relatie::Praktijk | Relatie::Alles => Self::niets(account, regio),
            _ => Self {
                nu: None,
                ..Self::voor(account, rol, regio, gemeenten, None, Timestamp::UNIX_EPOCH)
            },
        }
    }

    /// Sees the cases of a gemeente or of an aanbieder, and nothing of a region as a whole.
    pub(crate) fn heeft_zaken(&self) -> bool {
        matches!(self.rol.recht().ziet, Relatie::Gemeente | Relatie::Aanbieder)
    }

    /// Somebody without anything: an employee of no aanbieder, an account that says it is the program.
    #[must_use]
    pub fn niets(account: Uuid, regio: Houder) -> Self {
        Self {
            rol: Rol::Geen,
            account: Some(account),
            regio,
            houders: Vec::new(),
            agb: None,
            praktijk: None,
            toezicht: Vec::new(),
            nu: None,
        }
    }

    /// An employee of an aanbieder: its own rows in the gemeenten of the region.
    #[must_use]
    pub fn aanbieder(
        account: Uuid,
        regio: Houder,
        gemeenten: impl IntoIterator<Item = GemeenteCode>,
        agb: AgbCode,
    ) -> Self {
        let houders = gemeenten.into_iter().map(Houder::from).collect();
        Self {
            rol: Rol::AanbiederMedewerker,
            account: Some(account),
            regio,
            houders,
            agb: Some(agb),
            praktijk: None,
            toezicht: Vec::new(),
            nu: None,
        }
    }

    /// Somebody who refers for a practice: its own referrals in the gemeenten of the region, and no case.
    #[must_use]
    pub fn verwijzer(
        account: Uuid,
        regio: Houder,
        gemeenten: impl IntoIterator<Item = GemeenteCode>,
        praktijk: AgbCode,
    ) -> Self {
        Self {
            rol: Rol::Verwijzer,
            account: Some(account),
            regio,
            houders: Vec::new(),
            agb: None,
            praktijk: Some((praktijk, gemeenten.into_iter().map(Houder::from).collect())),
            toezicht: Vec::new(),
            nu: None,
        }
    }

    /// Who steers the region: shared tables only, no case of anybody.
    #[must_use]
    pub fn sturing(account: Uuid, regio: Houder) -> Self {
        Self {
            rol: Rol::Regio,
            ..Self::beheer(account, regio)
        }
    }

    /// A privacy officer: the log of these gemeenten, and no case of anybody.
    #[must_use]
    pub fn privacy(account: Uuid, regio: Houder, gemeenten: impl IntoIterator<Item = GemeenteCode>) -> Self {
        Self {
            rol: Rol::Privacy,
            toezicht: gemeenten.into_iter().map(Houder::from).collect(),
            ..Self::beheer(account, regio)
        }
    }

    /// Technical management: shared tables only, no case of anybody.
    #[must_use]
    pub fn beheer(account: Uuid, regio: Houder) -> Self {
        Self {
            rol: Rol::Beheer,
            account: Some(account),
            regio,
            houders: Vec::new(),
            agb: None,
            praktijk: None,
            toezicht: Vec::new(),
            nu: None,
        }
    }

    /// The program itself, for these gemeenten and for what the region holds (unreadable messages).
    #[must_use]
    pub fn systeem(regio: Houder, gemeenten: impl IntoIterator<Item = GemeenteCode>) -> Self {
        let houders = std::iter::once(regio.clone())
            .chain(gemeenten.into_iter().map(Houder::from))
            .collect();
        Self {
            rol: Rol::Systeem,
            account: None,
            regio,
            houders,
            agb: None,
            praktijk: None,
            toezicht: Vec::new(),
            nu: None,
        }
    }

    /// The same at a moment: named relations to dossiers that last then count.
    #[must_use]
    pub fn op(self, nu: Timestamp) -> Self {
        Self { nu: Some(nu), ..self }
    }

    /// The role.
    #[must_use]
    pub fn rol(&self) -> Rol {
        self.rol
    }

    /// The account; `None` for the program itself.
    #[must_use]
    pub fn account(&self) -> Option<Uuid> {
        self.account
    }

    /// The region that holds the shared tables.
    #[must_use]
    pub fn regio(&self) -> &Houder {
        &self.regio
    }

    /// Whose cases exist for this asker.
    #[must_use]
    pub fn houders(&self) -> &[Houder] {
        &self.houders
    }

    /// The aanbieder, for its employee.
    #[must_use]
    pub fn agb(&self) -> Option<AgbCode> {
        self.agb
    }

    /// Is this houder within the scope?
    #[must_use]
    pub fn omvat(&self, houder: &Houder) -> bool {
        self.houders.contains(houder)
    }

    /// The first two binds of a query on cases: `$1` the houders, `$2` the aanbieder or an empty text.
    pub(crate) fn zaken(&self) -> Vec<Waarde> {
        let lijst = self.houders.iter().map(|h| h.als_str().to_owned()).collect();
        let agb = self.agb.map(|a| a.als_str().to_owned()).unwrap_or_default();
        vec![Waarde::Lijst(lijst), Waarde::Tekst(Some(agb))]
    }

    /// Whose log this asker may read: a privacy officer and the program, nobody else.
    #[must_use]
    pub fn logboeken(&self) -> &[Houder] {
        match self.rol {
            Rol::Privacy => &self.toezicht,
            Rol::Systeem => &self.houders,
            _ => &[],
        }
    }

    /// The practice, for its employee.
    #[must_use]
    pub fn praktijk(&self) -> Option<AgbCode> {
        self.praktijk.as_ref().map(|(agb, _)| *agb)
    }

    /// The first binds of a query on referrals: `$1` the houders, `$2` the aanbieder and `$3` the practice, or an empty text.
    pub(crate) fn verwijzingen(&self) -> Vec<Waarde> {
        let houders = self.praktijk.as_ref().map_or(&self.houders, |(_, h)| h);
        let lijst = houders.iter().map(|h| h.als_str().to_owned()).collect();
        let tekst = |agb: Option<AgbCode>| agb.map(|a| a.als_str().to_owned()).unwrap_or_default();
        vec![
            Waarde::Lijst(lijst),
            Waarde::Tekst(Some(tekst(self.agb))),
            Waarde::Tekst(Some(tekst(self.praktijk()))),
        ]
    }

    /// A query as it holds for this asker: its rows (aanbieder, relation to the dossier) and its columns.
    pub(crate) fn vraag(&self, sql: Cow<'static, str>, waarden: &mut Vec<Waarde>) -> Cow<'static, str> {
        let Gezien { sql, met_wie } = zicht::schrijf(self.rol, self.in_sql(sql), waarden.len());
        if met_wie {
            waarden.push(Waarde::Id(Some(self.account.unwrap_or(Uuid::nil()))));
            waarden.push(Waarde::Getal(Some(self.moment())));
        }
        een_waarde(een_houder(velden::kies(self.rol, sql), waarden), waarden)
    }

    /// When this is asked, as stored. Without a moment no relation lasts: `vanaf <= nu` never holds.
    pub(crate) fn moment(&self) -> i64 {
        self.nu.map_or(i64::MIN, Timestamp::as_microsecond)
    }

    /// May this asker run this change? Not when it writes a column that it does not get.
    pub(crate) fn mag_wijzigen(&self, sql: &str) -> bool {
        velden::mag_wijzigen(self.rol, sql)
    }

    /// Writes `($2 = '' OR x.aanbieder = $2)` as the half that holds for this asker, so that the database can choose an
    /// index on the aanbieder. What is left compares `$2` still: a wrong text gives nothing, never more.
    fn in_sql(&self, sql: Cow<'static, str>) -> Cow<'static, str> {
        const BEGIN: &str = "($2 = '' OR ";
        if !sql.contains(BEGIN) {
            return sql;
        }
        let mut uit = String::with_capacity(sql.len());
        let mut rest = sql.as_ref();
        while let Some((voor, na)) = rest.split_once(BEGIN) {
            uit.push_str(voor);
            match na.split_once(')') {
                Some((helft, verder)) if helft.ends_with("aanbieder = $2") && !helft.contains('(') => {
                    uit.push_str(if self.agb.is_some() { helft } else { "$2 = ''" });
                    rest = verder;
                }
                _ => {
                    uit.push_str(BEGIN);
                    rest = na;
                }
            }
        }
        uit.push_str(rest);
        Cow::Owned(uit)
    }

    /// The first bind of a query on shared tables: `$1` the region.
    pub(crate) fn gedeeld(&self) -> Vec<Waarde> {
        vec![Waarde::Tekst(Some(self.regio.als_str().to_owned()))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_voorwaarde_van_een_aanbieder_wordt_de_helft_die_geldt() {
        let regio = Houder::regio("ijsselland").unwrap();
        let sql = "SELECT 1 FROM v WHERE h IN LIJST($1) AND ($2 = '' OR v.aanbieder = $2) AND ($2 = '' OR EXISTS (SELECT 1)) \
                   OR ($2 = '' OR aanbieder = $2)";
        let na = |b: &Bereik| b.in_sql(sql.into()).into_owned();
        assert_eq!(
            na(&Bereik::systeem(regio.clone(), [])),
            "SELECT 1 FROM v WHERE h IN LIJST($1) AND $2 = '' AND ($2 = '' OR EXISTS (SELECT 1)) OR $2 = ''"
        );
        let agb = AgbCode::nieuw("73990101").unwrap();
        assert_eq!(
            na(&Bereik::aanbieder(Uuid::nil(), regio, [], agb)),
            "SELECT 1 FROM v WHERE h IN LIJST($1) AND v.aanbieder = $2 AND ($2 = '' OR EXISTS (SELECT 1)) OR aanbieder = $2"
        );
    }

    #[test]
    fn een_rol_zonder_zaken_krijgt_ook_met_gemeenten_geen_zaken() {
        let regio = Houder::regio("ijsselland").unwrap();
        let zwolle = GemeenteCode::nieuw("0193").unwrap();
        for rol in [
            Rol::Beheer,
            Rol::Systeem,
            Rol::AanbiederMedewerker,
            Rol::Verwijzer,
            Rol::Regio,
            Rol::Privacy,
            Rol::Contractbeheer,
            Rol::Beleid,
            Rol::Intaker,
            Rol::Behandelaar,
            Rol::Administratie,
            Rol::Geen,
        ] {
            let bereik = Bereik::gemeente(Uuid::nil(), rol, regio.clone(), [zwolle]);
            assert!(bereik.houders().is_empty());
            assert_ne!(bereik.rol(), Rol::Systeem, "niemand wordt het programma");
        }
        assert!(Bereik::gemeente(Uuid::nil(), Rol::Consulent, regio.clone(), [zwolle]).omvat(&zwolle.into()));
        assert!(!Bereik::gemeente(Uuid::nil(), Rol::Consulent, regio.clone(), [zwolle]).omvat(&regio));
        assert!(Bereik::systeem(regio.clone(), [zwolle]).omvat(&regio));
    }

    #[test]
    fn een_verwijzer_heeft_geen_zaken_en_wel_een_praktijk() {
        let regio = Houder::regio("ijsselland").unwrap();
        let zwolle = GemeenteCode::nieuw("0193").unwrap();
        let agb = AgbCode::nieuw("01990201").unwrap();
        let bereik = Bereik::verwijzer(Uuid::nil(), regio, [zwolle], agb);
        assert!(bereik.houders().is_empty() && bereik.agb().is_none());
        assert_eq!(bereik.praktijk(), Some(agb));
        assert_eq!(bereik.zaken()[0], Waarde::Lijst(vec![]));
        assert_eq!(bereik.verwijzingen()[0], Waarde::Lijst(vec!["0193".to_owned()]));
        assert_eq!(
            bereik.verwijzingen()[2],
            Waarde::Tekst(Some("01990201".to_owned()))
        );
    }
}
