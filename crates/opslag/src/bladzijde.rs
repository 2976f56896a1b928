//! Paging by key: the next page starts after the last row seen, however far and whatever was added meanwhile.

use crate::fout::Uitslag;
use crate::rij::Beeld;
use crate::verbinding::Lees;
use crate::waarde::Waarde;
use houvast_begrip::Houder;
use std::fmt::Write;
use uuid::Uuid;

/// Which part of a list. The cursor is only a row id, so that it may stand in a URL.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bladzijde {
    /// The last row of the page before; `None` for the first page.
    pub na: Option<Uuid>,
    /// At most so many rows; the store gives 1 to 500.
    pub aantal: u32,
    /// Rows to skip after the cursor, for pages with a number. Far pages cost more: prefer `na`.
    pub overslaan: u32,
}

impl Bladzijde {
    /// The first page.
    #[must_use]
    pub fn eerste(aantal: u32) -> Self {
        Self {
            na: None,
            aantal,
            overslaan: 0,
        }
    }

    /// The page after the row that [`Lijst::volgende`] named.
    #[must_use]
    pub fn na(rij: Uuid, aantal: u32) -> Self {
        Self {
            na: Some(rij),
            aantal,
            overslaan: 0,
        }
    }

    /// The page with this number, from 1.
    #[must_use]
    pub fn nummer(nummer: u32, aantal: u32) -> Self {
        Self {
            na: None,
            aantal,
            overslaan: nummer.saturating_sub(1).saturating_mul(aantal.clamp(1, 500)),
        }
    }

    pub(crate) fn grens(self) -> i64 {
        i64::from(self.aantal.clamp(1, 500))
    }

    /// How many rows of one houder may be on this page, and the one that tells that there is more.
    pub(crate) fn per_tak(self) -> i64 {
        self.grens() + 1 + i64::from(self.overslaan)
    }
}

/// One page of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lijst<T> {
    /// The rows in order.
    pub rijen: Vec<T>,
    /// Goes into [`Bladzijde::na`] for the next page; `None` when this was the last one.
    pub volgende: Option<Uuid>,
}

impl<T> Lijst<T> {
    /// From `grens + 1` rows asked: the extra one only tells that there is more.
    pub(crate) fn maak(mut rijen: Vec<T>, blad: Bladzijde, id: impl Fn(&T) -> Uuid) -> Self {
        let grens = usize::try_from(blad.grens()).unwrap_or(500);
        let meer = rijen.len() > grens;
        rijen.truncate(grens);
        let volgende = rijen.last().filter(|_| meer).map(id);
        Self { rijen, volgende }
    }

    /// A list without rows.
    #[must_use]
    pub fn leeg() -> Self {
        Self {
            rijen: Vec::new(),
            volgende: None,
        }
    }
}

/// A list over the houders in scope. In `sql` the word `HIER` stands for the one houder of a branch.
pub(crate) struct Bladvraag<'a> {
    pub(crate) sql: String,
    pub(crate) waarden: Vec<Waarde>,
    /// Columns of the result, the last one unique.
    pub(crate) orde: &'static str,
    /// Only this houder, when it is in scope.
    pub(crate) alleen: Option<&'a Houder>,
}

impl Bladvraag<'_> {
    /// Adds a condition with one value, where `?` stands for it.
    pub(crate) fn en(&mut self, deel: &str, waarde: Option<Waarde>) {
        if let Some(waarde) = waarde {
            self.waarden.push(waarde);
            let plaats = format!("${}", self.waarden.len());
            self.sql.push_str(" AND ");
            self.sql.push_str(&deel.replace('?', &plaats));
        }
    }

    /// Adds where the page begins: `vergelijk` is `(a, id) > ` or `(a, id) < `.
    pub(crate) fn voorbij(&mut self, vergelijk: &str, sleutel: Waarde, na: Uuid) {
        self.waarden.push(sleutel);
        self.waarden.push(na.into());
        let n = self.waarden.len();
        // Writing to a String cannot fail.
        let _ = write!(self.sql, " AND {vergelijk} (${}, ${n})", n - 1);
    }
}

impl Lees {
    /// One page over the houders of the asker's cases.
    pub(crate) async fn blader<T: Beeld>(
        &mut self,
        vraag: Bladvraag<'_>,
        blad: Bladzijde,
        id: impl Fn(&T) -> Uuid,
    ) -> Uitslag<Lijst<T>> {
        let houders = self.bereik.houders().to_vec();
        self.blader_over(&houders, vraag, blad, id).await
    }

    /// One page over these houders. Each houder is walked along its own index and stops at the page: a list over `houder IN (…)` would
    /// read and sort everything there is.
    pub(crate) async fn blader_over<T: Beeld>(
        &mut self,
        houders: &[Houder],
        vraag: Bladvraag<'_>,
        blad: Bladzijde,
        id: impl Fn(&T) -> Uuid,
    ) -> Uitslag<Lijst<T>> {
        let Bladvraag {
            sql,
            mut waarden,
            orde,
            alleen,
        } = vraag;
        let houders: Vec<&Houder> = houders
            .iter()
            .filter(|h| alleen.is_none_or(|a| a == *h))
            .collect();
        // Limits stand in the text: a plan for an unknown limit would sort everything.
        let grens = blad.grens() + 1;
        let per_tak = blad.per_tak();
        let mut heel = String::new();
        for (i, houder) in houders.iter().enumerate() {
            waarden.push((*houder).into());
            let tak = sql.replace("HIER", &format!("${}", waarden.len()));
            let samen = if i == 0 { "" } else { " UNION ALL " };
            let _ = write!(
                heel,
                "{samen}SELECT * FROM ({tak} ORDER BY {orde} LIMIT {per_tak}) t{i}"
            );
        }
        if houders.is_empty() {
            return Ok(Lijst::leeg());
        }
        let _ = write!(heel, " ORDER BY {orde} LIMIT {grens} OFFSET {}", blad.overslaan);
        let rijen = self.rijen(heel, waarden).await?;
        Ok(Lijst::maak(rijen, blad, id))
    }
}
