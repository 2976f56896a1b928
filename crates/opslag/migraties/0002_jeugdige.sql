-- Children: one row per gemeente and BSN. `bsn` is sealed; `bsn_index` is a keyed hash that only answers "is it this one?".

CREATE TABLE jeugdige (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  bsn BYTES NOT NULL,
  bsn_index BYTES NOT NULL,
  geslachtsnaam TEKST NOT NULL,
  voorvoegsel TEKST,
  partnernaam TEKST,
  partnervoorvoegsel TEKST,
  voornamen TEKST,
  voorletters TEKST,
  naamgebruik TEKST NOT NULL,
  geboortedatum TEKST NOT NULL,
  datumgebruik TEKST,
  geslacht TEKST NOT NULL,
  straat TEKST,
  huisnummer GETAL,
  huisletter TEKST,
  toevoeging TEKST,
  aanduiding TEKST,
  postcode TEKST,
  plaats TEKST,
  land TEKST,
  telefoon TEKST,
  email TEKST,
  communicatievorm TEKST,
  taal TEKST,
  juridische_status TEKST,
  vertegenwoordiging TEKST,
  woonplaats TEKST,
  geheim JANEE NOT NULL,
  geblokkeerd JANEE NOT NULL,
  bron TEKST NOT NULL,
  zoek TEKST NOT NULL,
  sorteer TEKST NOT NULL,
  gewijzigd_op GETAL NOT NULL,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, bsn_index)
) STRIKT;
CREATE INDEX jeugdige_geboren ON jeugdige (houder, geboortedatum);
CREATE INDEX jeugdige_sorteer ON jeugdige (houder, sorteer, id);

CREATE TABLE jeugdige_woord (
  houder TEKST NOT NULL,
  woord TEKST NOT NULL,
  jeugdige ID NOT NULL,
  PRIMARY KEY (houder, woord, jeugdige),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX jeugdige_woord_jeugdige ON jeugdige_woord (houder, jeugdige);

CREATE TABLE relatie (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  jeugdige ID NOT NULL,
  nummer TEKST NOT NULL,
  soort TEKST NOT NULL,
  volgorde TEKST,
  gezag JANEE NOT NULL,
  geslachtsnaam TEKST NOT NULL,
  voorvoegsel TEKST,
  voornamen TEKST,
  voorletters TEKST,
  naamgebruik TEKST NOT NULL,
  geboortedatum TEKST,
  geslacht TEKST,
  straat TEKST,
  huisnummer GETAL,
  huisletter TEKST,
  toevoeging TEKST,
  aanduiding TEKST,
  postcode TEKST,
  plaats TEKST,
  land TEKST,
  telefoon TEKST,
  email TEKST,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX relatie_jeugdige ON relatie (houder, jeugdige);

-- Which aanbieders have to do with a child: what an aanbieder may see follows from it.
CREATE TABLE betrokken (
  houder TEKST NOT NULL,
  aanbieder TEKST NOT NULL,
  jeugdige ID NOT NULL,
  soort TEKST NOT NULL,
  PRIMARY KEY (houder, aanbieder, jeugdige),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX betrokken_jeugdige ON betrokken (houder, jeugdige);
