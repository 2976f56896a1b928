//! From a laid out letter to a tagged PDF: what is drawn, and the tree that a screen reader walks.
//!
//! krilla checks at export that it is PDF/UA-1: language, title, headings, every glyph a character, all content tagged.

mod letter;
mod zetten;

use crate::{Brief, Exemplaar, PdfFout};
use krilla::Document;
use krilla::SerializeSettings;
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag,
    TagGroup, TagTree,
};
use krilla::text::TextDirection;
use letter::Letter;
use std::num::NonZeroU16;
use zetten::{BLAD_BREED, BLAD_HOOG, Knoop, Opmaak, Stuk, Tint, Zet};

/// Hundredths of a point to points: the one place with fractions, for the engine wants them.
#[expect(clippy::float_arithmetic, reason = "a place on paper, never money")]
#[expect(clippy::cast_precision_loss, reason = "a sheet has some 84,000 hundredths")]
fn pt(honderdsten: i32) -> f32 {
    honderdsten as f32 / 100.0
}

/// One copy of a letter.
pub(crate) fn maak(brief: &Brief, exemplaar: &Exemplaar) -> Result<Vec<u8>, PdfFout> {
    let letter = Letter::lees().ok_or(PdfFout::Lettertype)?;
    let opmaak = Zet::nieuw(&letter).brief(brief, exemplaar);
    teken(brief, &letter, &opmaak).ok_or(PdfFout::Ontoegankelijk)
}

fn teken(brief: &Brief, letter: &Letter, opmaak: &Opmaak) -> Option<Vec<u8>> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .ok()?;
    let mut document = Document::new_with(SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    });
    let [rood, groen, blauw] = brief.kleur.rgb();
    let accent = rgb::Color::new(rood, groen, blauw);
    let mut merken: Vec<Option<Identifier>> = vec![None; opmaak.stukken.len()];
    for blad in 0..opmaak.bladen {
        let instelling = PageSettings::from_wh(pt(BLAD_BREED), pt(BLAD_HOOG))?;
        let mut bladzijde = document.start_page_with(instelling);
        let mut vlak = bladzijde.surface();
        if blad == 0 {
            band(&mut vlak, accent)?;
        }
        for (stuk, merk) in opmaak.stukken.iter().zip(&mut merken) {
            if stuk.blad == blad {
                let soort = if stuk.bladnummer {
                    ContentTag::Artifact(Artifact::with_kind(ArtifactType::PageNumber))
                } else {
                    ContentTag::Span(SpanTag::empty())
                };
                let gemerkt = vlak.start_tagged(soort);
                tekst(&mut vlak, letter, stuk, accent);
                vlak.end_tagged();
                *merk = (!stuk.bladnummer).then_some(gemerkt);
            }
        }
        vlak.finish();
        bladzijde.finish();
    }
    document.set_tag_tree(boom(opmaak, &merken)?);
    document.set_outline(inhoud(opmaak));
    document.set_metadata(gegevens(brief));
    document.finish().ok()
}

/// The band of the house style over the top of the first sheet.
fn band(vlak: &mut Surface<'_>, accent: rgb::Color) -> Option<()> {
    let rand = Rect::from_xywh(0.0, 0.0, pt(BLAD_BREED), pt(900))?;
    let mut pad = PathBuilder::new();
    pad.push_rect(rand);
    vlak.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    vlak.set_fill(Some(vulling(accent)));
    vlak.draw_path(&pad.finish()?);
    vlak.end_tagged();
    Some(())
}

fn vulling(kleur: rgb::Color) -> Fill {
    Fill {
        paint: kleur.into(),
        opacity: NormalizedF32::ONE,
        rule: FillRule::default(),
    }
}

fn tekst(vlak: &mut Surface<'_>, letter: &Letter, stuk: &Stuk, accent: rgb::Color) {
    let kleur = match stuk.tint {
        Tint::Inkt => rgb::Color::new(0x1b, 0x2a, 0x2f),
        Tint::Zacht => rgb::Color::new(0x46, 0x56, 0x5b),
        Tint::Accent => accent,
    };
    vlak.set_fill(Some(vulling(kleur)));
    vlak.draw_text(
        Point::from_xy(pt(stuk.x), pt(stuk.y)),
        letter.font(stuk.vet),
        pt(stuk.grootte),
        &stuk.tekst,
        false,
        TextDirection::LeftToRight,
    );
}

/// The reading order: what a screen reader walks.
fn boom(opmaak: &Opmaak, merken: &[Option<Identifier>]) -> Option<TagTree> {
    let bladeren = |stukken: &[usize]| -> Vec<Node> {
        stukken
            .iter()
            .filter_map(|i| merken.get(*i).cloned().flatten())
            .map(Node::Leaf)
            .collect()
    };
    let mut boom = TagTree::new().with_lang(Some("nl".to_owned()));
    for knoop in &opmaak.knopen {
        match knoop {
            Knoop::Alinea(stukken) => boom.push(TagGroup::with_children(Tag::P, bladeren(stukken))),
            Knoop::Kop(niveau, titel, stukken) => {
                let kop = Tag::Hn(NonZeroU16::new(*niveau)?, Some(titel.clone()));
                boom.push(TagGroup::with_children(kop, bladeren(stukken)));
            }
            Knoop::Lijst(punten) => {
                let mut lijst = TagGroup::new(Tag::L(ListNumbering::Disc));
                for (teken, inhoud) in punten {
                    let mut punt = TagGroup::new(Tag::LI);
                    punt.push(TagGroup::with_children(Tag::Lbl, bladeren(teken)));
                    punt.push(TagGroup::with_children(Tag::LBody, bladeren(inhoud)));
                    lijst.push(punt);
                }
                boom.push(lijst);
            }
            Knoop::Tabel(rijen) => {
                let mut lijf = TagGroup::new(Tag::TBody);
                for (naam, waarde) in rijen {
                    let mut rij = TagGroup::new(Tag::TR);
                    rij.push(TagGroup::with_children(
                        Tag::TH(TableHeaderScope::Row),
                        bladeren(naam),
                    ));
                    rij.push(TagGroup::with_children(Tag::TD, bladeren(waarde)));
                    lijf.push(rij);
                }
                let mut tabel = TagGroup::new(Tag::Table);
                tabel.push(lijf);
                boom.push(tabel);
            }
        }
    }
    Some(boom)
}

/// Bookmarks: the headings.
fn inhoud(opmaak: &Opmaak) -> Outline {
    let mut inhoud = Outline::new();
    for knoop in &opmaak.knopen {
        if let Knoop::Kop(_, titel, stukken) = knoop
            && let Some(stuk) = stukken.first().and_then(|i| opmaak.stukken.get(*i))
        {
            let plek = Point::from_xy(pt(stuk.x), pt(stuk.y - stuk.grootte));
            inhoud.push_child(OutlineNode::new(
                titel.clone(),
                XyzDestination::new(stuk.blad, plek),
            ));
        }
    }
    inhoud
}

/// Title and reference say nothing about a person: properties of a file travel.
fn gegevens(brief: &Brief) -> Metadata {
    let dag = brief.dagtekening;
    let datum = DateTime::new(dag.year().unsigned_abs())
        .month(dag.month().unsigned_abs())
        .day(dag.day().unsigned_abs());
    Metadata::new()
        .title(brief.titel.clone())
        .language("nl".to_owned())
        .authors(brief.afzender.first().cloned().into_iter().collect())
        .creator("Houvast".to_owned())
        .creation_date(datum)
        .document_id(brief.kenmerk.clone())
}
