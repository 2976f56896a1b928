-- Letters as they were made. Only added to: a letter that takes the place of another names it. `bron` is the request or
-- the toewijzing that was decided on. The words hold names and addresses, so they are sealed.

CREATE TABLE brief (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  jeugdige ID NOT NULL,
  soort TEKST NOT NULL,
  bron ID NOT NULL,
  volgnummer GETAL NOT NULL,
  verzoek ID,
  toewijzing ID,
  onderdelen TEKST NOT NULL,
  kenmerk TEKST NOT NULL,
  dagtekening TEKST NOT NULL,
  bezwaar_tot TEKST,
  huisstijl TEKST NOT NULL,
  vervangt ID,
  inhoud BYTES NOT NULL,
  door ID NOT NULL,
  op GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, bron, soort, volgnummer),
  UNIQUE (houder, kenmerk),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id),
  FOREIGN KEY (houder, verzoek) REFERENCES verzoek (houder, id),
  FOREIGN KEY (houder, toewijzing) REFERENCES toewijzing (houder, id),
  FOREIGN KEY (houder, vervangt) REFERENCES brief (houder, id)
) STRIKT;
CREATE INDEX brief_jeugdige ON brief (houder, jeugdige, op);
