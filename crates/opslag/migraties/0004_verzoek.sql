-- Requests, their decisions, and what was granted.

CREATE TABLE verzoek (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  bericht ID NOT NULL,
  jeugdige ID NOT NULL,
  aanbieder TEKST NOT NULL,
  dagtekening TEKST NOT NULL,
  ontvangen_op GETAL NOT NULL,
  antwoord_voor TEKST NOT NULL,
  onderzoek_voor TEKST,
  status TEKST NOT NULL,
  route TEKST NOT NULL,
  voorstel TEKST NOT NULL,
  samenvatting TEKST NOT NULL,
  aantal_producten GETAL NOT NULL,
  gezagsdrager_bekend JANEE,
  commentaar TEKST,
  afgehandeld_op GETAL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, bericht),
  FOREIGN KEY (houder, bericht) REFERENCES bericht (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX verzoek_werk ON verzoek (houder, antwoord_voor, id) WHERE afgehandeld_op IS NULL;
CREATE INDEX verzoek_termijn ON verzoek (houder, antwoord_voor, id);
CREATE INDEX verzoek_jeugdige ON verzoek (houder, jeugdige, aanbieder);
CREATE INDEX verzoek_aanbieder ON verzoek (houder, aanbieder, antwoord_voor, id);

CREATE TABLE verzoek_product (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  verzoek ID NOT NULL,
  volgnummer GETAL NOT NULL,
  jeugdige ID NOT NULL,
  aanbieder TEKST NOT NULL,
  referentie TEKST NOT NULL,
  beschikkingnummer GETAL,
  beschikking_ingangsdatum TEKST,
  categorie TEKST,
  code TEKST,
  ingangsdatum TEKST NOT NULL,
  einddatum TEKST,
  volume GETAL,
  eenheid TEKST,
  frequentie TEKST,
  budget GETAL,
  verwijzer_type TEKST NOT NULL,
  verwijzer_naam TEKST,
  verwijzer_code TEKST,
  raamcontract JANEE,
  commentaar TEKST,
  status TEKST NOT NULL,
  feiten TEKST NOT NULL,
  besluit TEKST NOT NULL,
  besluitdatum TEKST NOT NULL,
  voorstel TEKST NOT NULL,
  profiel TEKST NOT NULL,
  beslist_op GETAL,
  beslist_door ID,
  afwijkreden TEKST,
  reden_afwijzing TEKST,
  antwoord ID,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, verzoek, volgnummer),
  FOREIGN KEY (houder, verzoek) REFERENCES verzoek (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id),
  FOREIGN KEY (houder, antwoord) REFERENCES bericht (houder, id)
) STRIKT;
CREATE INDEX verzoek_product_referentie ON verzoek_product (houder, referentie, aanbieder);
CREATE INDEX verzoek_product_aanbieder ON verzoek_product (houder, aanbieder, id);
CREATE INDEX verzoek_product_jeugdige ON verzoek_product (houder, jeugdige);

-- Every judgement with its inputs, also those that a later one replaced.
CREATE TABLE besluit (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  verzoek_product ID NOT NULL,
  aanbieder TEKST NOT NULL,
  op GETAL NOT NULL,
  door ID,
  soort TEKST NOT NULL,
  besluitdatum TEKST NOT NULL,
  feiten TEKST NOT NULL,
  besluit TEKST NOT NULL,
  uitkomst TEKST NOT NULL,
  profiel TEKST NOT NULL,
  reden TEKST,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, verzoek_product) REFERENCES verzoek_product (houder, id)
) STRIKT;
CREATE INDEX besluit_product ON besluit (houder, verzoek_product, op);

CREATE TABLE toewijzing (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  nummer GETAL NOT NULL,
  jeugdige ID NOT NULL,
  aanbieder TEKST NOT NULL,
  verzoek_product ID,
  referentie TEKST,
  categorie TEKST,
  code TEKST,
  toewijzingsdatum TEKST NOT NULL,
  toewijzingstijd TEKST NOT NULL,
  ingangsdatum TEKST NOT NULL,
  einddatum TEKST,
  volume GETAL,
  eenheid TEKST,
  frequentie TEKST,
  budget GETAL,
  jaarplafond GETAL,
  commentaar TEKST,
  reden_wijziging TEKST,
  soort TEKST,
  perceel TEKST,
  status TEKST NOT NULL,
  bericht ID,
  gewijzigd_op GETAL NOT NULL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, nummer),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id),
  FOREIGN KEY (houder, verzoek_product) REFERENCES verzoek_product (houder, id),
  FOREIGN KEY (houder, bericht) REFERENCES bericht (houder, id)
) STRIKT;
CREATE INDEX toewijzing_jeugdige ON toewijzing (houder, jeugdige, aanbieder);
CREATE INDEX toewijzing_referentie ON toewijzing (houder, referentie, aanbieder);
CREATE INDEX toewijzing_aanbieder ON toewijzing (houder, aanbieder, ingangsdatum);
