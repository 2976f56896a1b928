//! The font: one variable file for regular and bold, and how wide a text is in it.

use krilla::text::{Font, Tag};
use skrifa::instance::Size;
use skrifa::{FontRef, MetadataProvider};

/// Source Sans 3, as Adobe publishes it (OFL 1.1, see OFL.txt beside it).
static BESTAND: &[u8] = include_bytes!("../../lettertype/SourceSans3-wght.ttf");

const GEWOON: f32 = 400.0;
const VET: f32 = 600.0;

/// The font in both weights.
pub(super) struct Letter {
    gewoon: Font,
    vet: Font,
    maten: FontRef<'static>,
    eenheid: i32,
}

impl Letter {
    /// `None`: the file cannot be read.
    pub(super) fn lees() -> Option<Self> {
        let font = |gewicht| Font::new_variable(BESTAND.into(), 0, &[(Tag::new(b"wght"), gewicht)]);
        let maten = FontRef::from_index(BESTAND, 0).ok()?;
        let metrieken = maten.metrics(Size::unscaled(), &maten.axes().location([("wght", GEWOON)]));
        Some(Self {
            gewoon: font(GEWOON)?,
            vet: font(VET)?,
            eenheid: i32::from(metrieken.units_per_em).max(1),
            maten,
        })
    }

    pub(super) fn font(&self, vet: bool) -> Font {
        if vet {
            self.vet.clone()
        } else {
            self.gewoon.clone()
        }
    }

    /// A sign that the font lacks would be an empty box that no screen reader can read: a question mark says so.
    pub(super) fn leesbaar(&self, tekst: &str) -> String {
        let kaart = self.maten.charmap();
        tekst
            .chars()
            .map(|c| match c {
                c if c.is_whitespace() && c != '\u{a0}' => ' ',
                c if c.is_control() || kaart.map(c).is_none() => '?',
                c => c,
            })
            .collect()
    }

    /// Width in hundredths of a point at a size in hundredths of a point. Kerning is left out: it only makes narrower.
    pub(super) fn breedte(&self, tekst: &str, grootte: i32, vet: bool) -> i32 {
        let gewicht = if vet { VET } else { GEWOON };
        let plaats = self.maten.axes().location([("wght", gewicht)]);
        let maten = self.maten.glyph_metrics(Size::unscaled(), &plaats);
        let kaart = self.maten.charmap();
        let eenheden: i32 = tekst
            .chars()
            .filter_map(|c| maten.advance_width(kaart.map(c)?))
            .map(heel)
            .sum();
        i32::try_from(i64::from(eenheden) * i64::from(grootte) / i64::from(self.eenheid)).unwrap_or(i32::MAX)
    }
}

/// Font units are small whole numbers; what varies with the weight is rounded up.
#[expect(
    clippy::cast_possible_truncation,
    reason = "an advance is at most a few thousand units"
)]
fn heel(eenheden: f32) -> i32 {
    eenheden.ceil() as i32
}
