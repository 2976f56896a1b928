-- Who may refer, what they referred, how the aanbieder judged it (toetsing), and what was said about it. A referral may be
-- about a child of whom the gemeente knows nothing, so who it is stands here, sealed: BSN, names and every free text.

CREATE TABLE verwijzer (
  houder TEKST NOT NULL,
  agb TEKST NOT NULL,
  naam TEKST NOT NULL,
  soort TEKST NOT NULL,
  telefoon TEKST,
  gewijzigd_op GETAL NOT NULL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, agb)
) STRIKT;

CREATE TABLE verwijzing (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  nummer GETAL NOT NULL,
  route TEKST NOT NULL,
  verwijzer TEKST,
  verwijzer_naam TEKST,
  door ID,
  aanbieder TEKST NOT NULL,
  jeugdige ID,
  hulpvraag ID,
  bsn BYTES NOT NULL,
  bsn_index BYTES NOT NULL,
  persoon TEKST,
  geboortedatum TEKST NOT NULL,
  geslacht TEKST NOT NULL,
  privacy JANEE NOT NULL,
  overleg TEKST,
  resultaat TEKST,
  resultaat_van TEKST,
  onderbouwing TEKST,
  soort TEKST,
  budget GETAL,
  van TEKST,
  tot TEKST,
  perceel TEKST,
  gevraagd_op GETAL NOT NULL,
  aangemeld TEKST,
  uiterlijk TEKST,
  status TEKST NOT NULL,
  getoetst TEKST,
  grond TEKST,
  toetsing TEKST,
  ander_budget GETAL,
  toegang_op GETAL,
  contact TEKST,
  instemming GETAL,
  verzoek_bericht ID,
  toewijzing_bericht ID,
  besluit TEKST,
  afgerond_op GETAL,
  gewijzigd_op GETAL NOT NULL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, nummer),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX verwijzing_aanbieder ON verwijzing (houder, aanbieder, gevraagd_op, id);
CREATE INDEX verwijzing_verwijzer ON verwijzing (houder, verwijzer, gevraagd_op, id) WHERE verwijzer IS NOT NULL;
CREATE INDEX verwijzing_toegang ON verwijzing (houder, gevraagd_op, id) WHERE toegang_op IS NOT NULL;
CREATE INDEX verwijzing_kind ON verwijzing (houder, bsn_index);
CREATE INDEX verwijzing_hulpvraag ON verwijzing (houder, hulpvraag) WHERE hulpvraag IS NOT NULL;
CREATE INDEX verwijzing_verzoek ON verwijzing (houder, verzoek_bericht) WHERE verzoek_bericht IS NOT NULL;

-- Every step, only added to. `voor` says who reads it beside the aanbieder: the verwijzer or the Toegang.
CREATE TABLE verwijzing_regel (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  verwijzing ID NOT NULL,
  aanbieder TEKST NOT NULL,
  verwijzer TEKST,
  voor TEKST NOT NULL,
  van TEKST NOT NULL,
  soort TEKST NOT NULL,
  bedrag GETAL,
  tekst TEKST,
  door ID,
  op GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, verwijzing) REFERENCES verwijzing (houder, id)
) STRIKT;
CREATE INDEX verwijzing_regel_van ON verwijzing_regel (houder, verwijzing, op, id);
