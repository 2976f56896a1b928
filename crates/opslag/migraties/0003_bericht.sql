-- Messages. `aankomst` is the journal of raw arrivals: the region holds it, because nobody has looked inside yet.
-- `bericht` is what was read from it, or what goes out: the gemeente holds it.

CREATE TABLE aankomst (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  inhoud BYTES NOT NULL,
  sha256 BYTES NOT NULL,
  grootte GETAL NOT NULL,
  aangekomen_op GETAL NOT NULL,
  herkomst TEKST NOT NULL,
  bestand TEKST,
  account ID,
  namens TEKST,
  status TEKST NOT NULL,
  huurder ID,
  huur_tot GETAL,
  pogingen GETAL NOT NULL,
  afgerond_op GETAL,
  bericht_houder TEKST,
  PRIMARY KEY (houder, id)
) STRIKT;
CREATE INDEX aankomst_open ON aankomst (houder, id) WHERE afgerond_op IS NULL;

CREATE TABLE bericht (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  richting TEKST NOT NULL,
  soort TEKST,
  status TEKST NOT NULL,
  aanbieder TEKST,
  jeugdige ID,
  afzender TEKST,
  ontvanger TEKST,
  identificatie TEKST,
  dagtekening TEKST,
  op GETAL NOT NULL,
  aankomst ID,
  inhoud BYTES,
  sha256 BYTES NOT NULL,
  grootte GETAL NOT NULL,
  bestand TEKST,
  niveau GETAL,
  bevindingen TEKST NOT NULL,
  aantal_bevindingen GETAL NOT NULL,
  eerste_bevinding TEKST,
  gezien_op GETAL,
  hoort_bij ID,
  antwoord ID,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, hoort_bij) REFERENCES bericht (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX bericht_kenmerk ON bericht (houder, afzender, identificatie);
CREATE INDEX bericht_lijst ON bericht (houder, op, id);
CREATE INDEX bericht_aanbieder ON bericht (houder, aanbieder, op, id);
CREATE INDEX bericht_jeugdige ON bericht (houder, jeugdige, op) WHERE jeugdige IS NOT NULL;
CREATE INDEX bericht_hoort_bij ON bericht (houder, hoort_bij) WHERE hoort_bij IS NOT NULL;
CREATE INDEX bericht_status ON bericht (houder, status, op, id);

CREATE TABLE uitbak (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  bericht ID NOT NULL,
  doel TEKST NOT NULL,
  naam TEKST NOT NULL,
  inhoud BYTES,
  gemaakt_op GETAL NOT NULL,
  niet_voor GETAL NOT NULL,
  huurder ID,
  huur_tot GETAL,
  pogingen GETAL NOT NULL,
  afgeleverd_op GETAL,
  PRIMARY KEY (houder, id),
  UNIQUE (houder, bericht, doel),
  UNIQUE (houder, naam),
  FOREIGN KEY (houder, bericht) REFERENCES bericht (houder, id)
) STRIKT;
CREATE INDEX uitbak_open ON uitbak (houder, niet_voor, id) WHERE afgeleverd_op IS NULL;
