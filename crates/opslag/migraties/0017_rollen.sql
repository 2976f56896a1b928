-- Who has to do with a dossier by name: somebody who works on a blocked one, an expert to whom it was brought in, and who took
-- noodtoegang. Always for a time; `reden` is sealed. A row is never changed but for its end and for who looked at it afterwards.

CREATE TABLE zaakrelatie (
  houder TEKST NOT NULL,
  id ID NOT NULL,
  jeugdige ID NOT NULL,
  account ID NOT NULL,
  soort TEKST NOT NULL,
  reden TEKST NOT NULL,
  vanaf GETAL NOT NULL,
  tot GETAL NOT NULL,
  door ID NOT NULL,
  op GETAL NOT NULL,
  nagegaan_op GETAL,
  nagegaan_door ID,
  versie GETAL NOT NULL,
  PRIMARY KEY (houder, id),
  FOREIGN KEY (houder, jeugdige) REFERENCES jeugdige (houder, id)
) STRIKT;
CREATE INDEX zaakrelatie_account ON zaakrelatie (houder, account, tot);
CREATE INDEX zaakrelatie_jeugdige ON zaakrelatie (houder, jeugdige);
CREATE INDEX zaakrelatie_soort ON zaakrelatie (houder, soort, op, id);

-- The blocked dossiers are few: every query on cases asks for them.
CREATE INDEX jeugdige_geblokkeerd ON jeugdige (houder, id) WHERE geblokkeerd;
